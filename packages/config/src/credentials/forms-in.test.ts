// Each rule of the kept list finds its credential, and neither near misses nor placeholders.
import { describe, expect, it } from 'vitest';
import { CREDENTIALS, made, madeToken } from '../testing/credentials.ts';
import { CREDENTIAL_FORMS } from './forms.ts';
import { formRanges, formsIn, valueByName } from './forms-in.ts';

const rulesIn = (text: string) => formsIn(text).map(({ form }) => form.rule);
const pieces = (text: string) => formsIn(text).map(({ from, to }) => text.slice(from, to));

describe('the kept list', () => {
  it('names a public document and a date for each rule, and each rule has a credential here', () => {
    expect(CREDENTIAL_FORMS.map(({ rule }) => rule)).toEqual(Object.keys(CREDENTIALS));
    for (const { source } of CREDENTIAL_FORMS) {
      expect(source.document).toMatch(/^https:\/\//);
      expect(source.asOf).toMatch(/^20\d\d-\d\d$/);
    }
  });

  const all = Object.entries(CREDENTIALS).flatMap(([rule, list]) => list.map((one) => [rule, ...one] as const));

  it.each(all)('%s is found in a text, alone, quoted and in a sentence', (rule, before, value) => {
    for (const [head, tail] of [
      ['', ''],
      ['const t = "', '";'],
      ['see ', ', and so on'],
      ['{"a":"', '"}'],
    ]) {
      const end = rule === 'url-password' ? '@db.internal/x' : '';
      const text = `${head}${before}${value}${end}${tail}`;
      expect([rulesIn(text), pieces(text).map((piece) => piece.trim())]).toEqual([[rule], [value.trim()]]);
    }
  });

  it.each(all)('%s is hidden by output where it is cut short', (rule, before, value) => {
    if (rule === 'private-key') return;
    const text = `x ${before}${value.slice(0, -4)}… (300 characters)`;
    const shown = formRanges(text).reduce((rest, { from, to }) => rest.replace(text.slice(from, to), '***'), text);
    expect(shown).toMatch(/\*{3}(?:…| …)/);
    expect(shown).not.toContain(value.slice(-12, -6));
  });

  it.each<[string, string]>([
    ['a token that is too short', `${'ghp'}_${made(30)}`],
    ['a word that goes on into one', `xyz${'ghp'}_${made(36)}`],
    ['a key for tests', `${'sk'}_test_${made(24)}`],
    ['a key that may be published', `${'pk'}_live_${made(24)}`],
    ['an id that goes on', `${'AKIA'}${made(20, 'base32')}`],
    ['small letters where there are none', `${'AKIA'}${made(16, 'hex')}`],
    ['a token with a run', `${'ghp'}_${'x'.repeat(36)}`],
    ['the key of the AWS manual', `${'AKIA'}IOSFODNN7${'EXAMPLE'}`],
    ['a token that says what it is', `${'glpat'}-${'your'}_gitlab_token_here`],
    ['a public key', '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA'],
    ['a private key that is left out', `-----BEGIN ${'PRIVATE'} KEY-----\n...\n-----END ${'PRIVATE'} KEY-----`],
    ['the token of the textbooks', madeToken({ sub: '1234567890', name: 'John Doe', iat: 1516239022 })],
    ['a token without a signature', madeToken().split('.').slice(0, 2).join('.')],
    ['what begins like a token', `eyJ${made(60)}`],
    ['a URL with a port', 'http://localhost:8080/a@b'],
    ['a URL with variables', 'https://{{user}}:{{password}}@host.internal'],
    ['a URL with a placeholder', 'postgres://user:password@localhost/db'],
    ['Basic with a variable', 'Basic {{credentials}}'],
    ['Basic with a placeholder', `Basic ${Buffer.from('username:password').toString('base64')}`],
    ['Basic in a sentence', 'Basic authentication is used. Basic information'],
    ['Bearer with a variable', 'Bearer {{access_token}}'],
    ['Bearer with a placeholder', 'Bearer <your-access-token-goes-here>'],
    ['Bearer in a sentence', 'a bearer authentication-of-some-long-kind'],
  ])('%s is none', (_what, text) => {
    expect(rulesIn(text)).toEqual([]);
  });

  it('takes the more certain of two rules: a JSON Web Token behind Bearer is one finding', () => {
    expect(rulesIn(`Bearer ${madeToken()}`)).toEqual(['json-web-token']);
  });

  it('finds several in one text', () => {
    expect(rulesIn(`a ${'npm'}_${made(36)} b ${'ghp'}_${made(36)} c ${'ghp'}_${made(36, 'base62', 2)}`)).toEqual([
      'npm-token',
      'github-token',
      'github-token',
    ]);
  });
});

describe('a value by the name beside it', () => {
  it.each([made(20), made(40, 'hex'), `Token ${made(32)}`, 'D+e9dQ-gs$-%@2Nu7'])('is long and random: %s', (text) => {
    expect(valueByName(text)?.form.rule).toBe('credential-name');
  });

  it.each([
    ...[
      '',
      'hunter2',
      'a long sentence with 3 words',
      '{{token}}',
      '<token>',
      'changeme-1234-changeme',
      'your-api-key-0001',
    ],
    ...['12345678901234567890', 'xxxxxxxxxxxxxxxx1234', 'abcdefghijklmnopqrst', 'https://host-12345.internal/a9'],
    ...[
      '0b6f3c1e-7d2a-4c5b-9e8f-1a2b3c4d5e6f',
      '2026-11-29T17:50:37Z',
      'someone1234@mail-77.internal.org',
      '/v1/a/b2c3d4/e5f6',
    ],
  ])('is neither short, nor a sentence, a placeholder, a number, a URL, a UUID, a date: %s', (text) => {
    expect(valueByName(text)).toBeUndefined();
  });

  it('is called likely where its entropy is high, and possible where it is low', () => {
    expect(valueByName(made(40))?.isSure).toBe(true);
    expect(valueByName('a1b1a2b2a1b1a2b2a1b1')?.isSure).toBe(false);
  });
});

describe('hostile texts', () => {
  const MILLION = 1_000_000;
  const secondsFor = (text: string): number => {
    const before = process.cpuUsage();
    formRanges(text);
    valueByName(text);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };

  it.each<[string, string]>([
    ...['a', ' ', '-', ':', '/', '.', '_', 'e', 'A', '=', '\n'].map((one): [string, string] => [
      `one character: ${JSON.stringify(one)}`,
      one.repeat(50 * MILLION),
    ]),
    ...CREDENTIAL_FORMS.map(({ rule }): [string, string] => {
      const [before, value] = CREDENTIALS[rule]![0]!;
      return [`near misses of ${rule}`, `${before}${value.slice(0, 12)}`.repeat(MILLION / 4)];
    }),
    ['openings of a token', 'eyJ'.repeat(3 * MILLION)],
    ['parts of a token', 'eyJabcdefghijk.'.repeat(MILLION)],
    ['one endless part of a token', `eyJ${'a'.repeat(10 * MILLION)}`],
    ['openings of a URL', '://a'.repeat(2 * MILLION)],
    ['openings of a key', '-----BEGIN PRIVATE KEY-----\n'.repeat(MILLION / 4)],
    ['an endless key', `-----BEGIN PRIVATE KEY-----${'\n'.repeat(10 * MILLION)}`],
    ['a key that is cut after long', `-----BEGIN PRIVATE KEY-----${'a'.repeat(10 * MILLION)}…`],
    ['an endless bearer', `Bearer ${'a1'.repeat(5 * MILLION)}`],
  ])('%s take linear time', (_what, text) => {
    expect(secondsFor(text)).toBeLessThan(5);
  });
});
