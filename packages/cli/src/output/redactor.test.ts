// The redactor, on every spelling in which a value may come back, and on what must stay readable.
import type { ParseInput } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { learningKindsFor } from './learning.ts';
import { makeRedactor } from './redactor.ts';

const noFiles = {} as ParseInput['files'];

const knowing = (...values: readonly string[]) => {
  const redactor = makeRedactor();
  redactor.learn(values);
  return redactor;
};
const values = {
  plain: 'hush-hush-SECRET-77',
  quoted: 'can"ary\\with\\"quotes/and=signs',
  lines: '-----BEGIN CANARY-----\nQ2FuYXJ5TGluZXM0MmI3\nsecond line 99\n-----END CANARY-----',
  unicode: 'geheim-ключ-🔑-ü',
  spaced: 'four words of secret',
  short: 'x7$k',
  hostile: 'a\u001b[31m\u202ebé\u0085c1234',
  apostrophe: "it's-a-'secret'-5",
};
const json = (text: string) => JSON.stringify(text).slice(1, -1);
const spellings: readonly (readonly [string, (value: string) => string])[] = [
  ['as it stands', (value) => value],
  ['in JSON', json],
  ['in JSON within JSON', (value) => json(json(value))],
  ['three levels deep', (value) => json(json(json(value)))],
  [
    'in ASCII JSON',
    (value) => json(value).replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
  ],
  ['with slashes escaped', (value) => json(value).replaceAll('/', '\\/')],
  ['percent-encoded', encodeURIComponent],
  [
    'percent-encoded in small letters',
    (value) => encodeURIComponent(value).replace(/%../g, (code) => code.toLowerCase()),
  ],
  [
    'every byte percent-encoded',
    (value) => [...Buffer.from(value)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  ],
  ['percent-encoded twice', (value) => encodeURIComponent(encodeURIComponent(value))],
  ['in a form', (value) => new URLSearchParams({ v: value }).toString().slice(2)],
  ['percent-encoded in JSON', (value) => json(encodeURIComponent(value))],
  [
    'in HTML',
    (value) =>
      value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;').replaceAll('<', '&lt;'),
  ],
  ['in a shell', (value) => `'${value.replaceAll("'", "'\\''")}'`],
  ['in YAML', (value) => `'${value.replaceAll("'", "''")}'`],
  ['folded', (value) => value.replaceAll(' ', '\n      ')],
  ['on one line', (value) => value.replace(/[\s\p{Cc}]+/gu, ' ').trim()],
];

describe.each(Object.entries(values))('the value of %s', (_name, value) => {
  const { redact } = knowing(value);
  it.each(spellings)('is hidden %s', (_how, spell) => {
    const spelled = spell(value).trim();
    expect(redact(`before ${spelled} after`)).toMatch(/^before '?\*\*\*'? after$/);
  });
});

describe('encoded', () => {
  it.each([values.plain, values.quoted, values.unicode, 'hunter2x'])(
    '%s is hidden in base64 at any offset, in both alphabets, and in hex',
    (value) => {
      const { redact } = knowing(value);
      for (const user of ['', 'a', 'ab', 'abc', 'user:']) {
        for (const alphabet of ['base64', 'base64url', 'hex'] as const) {
          const encoded = Buffer.from(`${user}${value}:x`).toString(alphabet);
          if (alphabet !== 'hex') expect(redact(`Basic ${encoded}.`)).toBe('Basic ***.');
          else expect(redact(encoded.toUpperCase())).toBe('***');
        }
      }
    },
  );
});

describe('folded within a word', () => {
  const folded: readonly [string, (text: string) => string][] = [
    ['at a column', (text) => text.replace(/(.{7})/gu, '$1\n    ')],
    ['as quoted-printable', (text) => text.replace(/(.{7})/gu, '$1=\r\n')],
    ['by colours', (text) => text.replace(/(.{7})/gu, '$1\u001b[31m')],
    ['by marks that nobody sees', (text) => text.replace(/(.{7})/gu, '$1\u200b\u00ad')],
    [
      'as base64 of MIME',
      (text) =>
        Buffer.from(`user:${text}`)
          .toString('base64')
          .replace(/(.{16})(?=.)/g, '$1\n'),
    ],
    ['in escaped JSON', (text) => JSON.stringify(JSON.stringify(text.replace(/(.{7})/gu, '$1\n')))],
  ];

  it.each(folded)('%s', (_, fold) => {
    for (const value of [values.plain, values.unicode]) {
      const shown = knowing(value).redact(`it said: ${fold(value)} .`);
      expect(shown).toMatch(/^it said: [\\"]*\*\*\*[\\"]* \.$/);
    }
  });

  it('as a form, where a blank is a plus and a plus is not', () => {
    const value = 'pass + word <9>';
    const form = new URLSearchParams({ value }).toString();
    expect(knowing(value).redact(form)).toBe('value=***');
  });
});

describe('cut', () => {
  it('a piece of a value at the mark of a cut is hidden with it', () => {
    const { redact } = knowing(values.plain, values.quoted);
    for (let length = 4; length < values.plain.length; length += 1) {
      expect(redact(`said: ${values.plain.slice(0, length)}… (99 characters)`)).toBe('said: ***… (99 characters)');
      expect(redact(`…${values.plain.slice(-length)} is wrong`)).toBe('…*** is wrong');
    }
    expect(redact(`"${json(values.quoted).slice(0, 14)}…"`)).not.toContain('ary');
    expect(redact(`${json(`${values.quoted.slice(0, 6)}`)}\\… ${encodeURIComponent('can"ary\\')}%2…`)).toBe(
      '***\\… ***%2…',
    );
    expect(redact('hush … and hush... and hush')).toBe('*** … and ***... and hush');
  });

  it.each(['[truncated]', '(truncated)', '<snipped>', 'TRUNCATED'])('%s marks a cut, too', (mark) => {
    expect(knowing(values.plain).redact(`said: ${values.plain.slice(0, 9)} ${mark}`)).toBe(`said: *** ${mark}`);
  });

  it('the end of a text may be a cut without a mark', () => {
    const { redact } = knowing(values.plain);
    expect(redact(`said: ${values.plain.slice(0, 7)}`)).toBe('said: ***');
    expect(redact(`said: ${values.plain.slice(0, 7)}\n`)).toBe('said: ***\n');
    expect(redact(`said: ${values.plain.slice(0, 5)}`)).toBe(`said: ${values.plain.slice(0, 5)}`);
  });

  it('a cut elsewhere hides nothing', () => {
    expect(knowing(values.plain).redact('a mock, an environment, … and 4 more')).toBe(
      'a mock, an environment, … and 4 more',
    );
  });
});

describe('several', () => {
  it('of overlapping values the longer one is hidden whole', () => {
    const { redact } = knowing('token-1234', 'token-1234-and-more', '1234-and-more-yet');
    expect(redact('token-1234-and-more; token-1234; token-1234-and-more-yet')).toBe('***; ***; ***');
  });

  it('what is learned later is hidden from then on', () => {
    const redactor = makeRedactor();
    expect(redactor.redact(values.plain)).toBe(values.plain);
    redactor.learn([undefined, '', values.plain]);
    expect(redactor.redact(values.plain)).toBe('***');
  });
});

describe('what cannot be told from ordinary text', () => {
  it.each(['', ' ', 'e', 'abc', '1', '1234', '20.18', 'true', 'null', 'Password', 'environment'])(
    '"%s" is left alone',
    (value) => {
      const text = `Plan: 1 to add, 1234 calls, true, null, password, environment.e, node 20.18, abc ${value}`;
      expect(knowing(value).redact(text)).toBe(text);
    },
  );

  it.each([
    ['hush', 'hush, hushed, a-hush.', '***, hushed, a-***.'],
    ['k3y!', 'k3y!, xk3y!', '***, xk3y!'],
    ['letters', 'letters, newsletters', '***, newsletters'],
    ['s3cr3t-x', 'as3cr3t-xb', 'a***b'],
  ])('"%s" is hidden where it can be told', (value, text, hidden) => {
    expect(knowing(value).redact(text)).toBe(hidden);
  });
});

describe('by form', () => {
  it('keys of Postman and passwords of URLs are hidden, whoever they belong to', () => {
    const key = `PMAK-${'0a'.repeat(12)}`;
    expect(makeRedactor().redact(`${key} redis://me:pa%24s@h:1/0 rediss://:p:p@h https://h/a:b@c`)).toBe(
      '*** redis://me:***@h:1/0 rediss://:***@h https://h/a:b@c',
    );
    const revealing = makeRedactor();
    revealing.reveal(key);
    expect(revealing.redact(`export X=${key}`)).toBe(`export X=${key}`);
  });

  it('what the kinds are learned with finds more: credentials of known form, whole and cut', () => {
    const redactor = makeRedactor();
    const token = `${'ghp'}_${'aB3dE5gH7j'.repeat(4).slice(0, 36)}`;
    expect(redactor.redact(`a ${token}`)).toBe(`a ${token}`);
    learningKindsFor(redactor);
    expect(redactor.redact(`a ${token}, "${token.slice(0, 20)}… (40 characters)"`)).toBe(
      'a ***, "***… (40 characters)"',
    );
    expect(redactor.redact('Basic authentication … and a bearer token')).toBe(
      'Basic authentication … and a bearer token',
    );
  });

  it('the lines of a private key are hidden one by one, once a kind has read it', () => {
    const redactor = makeRedactor();
    const key = `-----BEGIN ${'PRIVATE'} KEY-----\n${'aB3dE5gH7j'.repeat(6)}\n-----END ${'PRIVATE'} KEY-----\n`;
    const environment = learningKindsFor(redactor).find(({ name }) => name === 'environment')!;
    environment.parse({ written: { name: 'E', values: { k: key } }, files: noFiles });
    expect(redactor.redact(`- ${key.split('\n')[1]}`)).toBe('- ***');
  });
});

it('a blot is as long as what it hides', () => {
  expect(knowing(values.plain).blot(`a: ${values.plain}, b`)).toBe(`a: ${'*'.repeat(values.plain.length)}, b`);
});

it('a long text with many known values takes no long time', () => {
  const { redact } = knowing(...Array.from({ length: 2000 }, (_, index) => `value-number-${index * 7919}`));
  const text = 'no secret stands in this line, but value-number-x does\n'.repeat(10_000);
  const startedMs = performance.now();
  expect(redact(text)).toBe(text);
  expect(performance.now() - startedMs).toBeLessThan(2_000);
});
