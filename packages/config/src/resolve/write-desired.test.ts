// What import writes reads back as it was.
import type { Json, JsonObject, Kind } from '@postform/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { desired, load } from '../testing/diagnostics.ts';
import { board } from '../testing/kinds.ts';
import { writeDesired } from './write-desired.ts';

/** A kind that takes anything, so that only YAML and uses can get in the way. */
const anything: Kind = { ...board, written: { type: 'object' }, parse: ({ written }) => ({ ok: true, spec: written }) };

const kinds = [anything];

function readBack(text: string): JsonObject | undefined {
  const loaded = load(desired(text), { kinds });
  if (!loaded.ok) throw new Error(`${JSON.stringify(loaded.diagnostics)}\n${text}`);
  return loaded.desired.resources[0]?.spec;
}

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.stringMatching(/^[$ {}:#*&!|>%@`"'\\\n\r\t,[\]~=<-]{0,12}$/),
  fc.constantFrom(
    'no',
    'yes',
    'on',
    '012',
    '1.10',
    '1e3',
    '0x1F',
    '~',
    'null',
    '',
    ' x ',
    '2026-01-02',
    '12:30:45',
    '<<',
    '=',
    '{{host}}',
    '*/30 * * * *',
    `\${var.host}`,
    `$\${x}`,
    `$$\${x}`,
    `\${`,
    'a\n\n  b\n',
    '\n',
    'a\r\nb',
    'x: y',
    '# c',
    '\u2028',
    '\uFEFF',
    '...',
    '---',
    '%YAML 1.1',
    'a\tb',
    '\ttab',
    `${'long '.repeat(60)}end`,
  ),
);
const value = fc.letrec<{ any: Json }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.boolean(),
    fc.constant(null),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(
      fc.string({ minLength: 1 }).filter((key) => !['secret', '__proto__', '<<'].includes(key) && !key.includes(`\${`)),
      tie('any'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
})).any;

describe('writing a desired file', () => {
  it('reads back as it was written, whatever texts it holds', () => {
    fc.assert(
      fc.property(value, (notes) => {
        const written = { name: 'n', notes };
        expect(readBack(writeDesired([{ kind: anything, name: 'a', written }]))).toEqual(written);
      }),
      { numRuns: 400, seed: 7 },
    );
  }, 60_000);

  it('is sorted, plain to read, and quotes only what YAML would bite', () => {
    const lamps = { plural: 'lamps' };
    const file = writeDesired([
      {
        kind: lamps,
        name: 'z',
        written: { name: 'Zed', board: 'board.a', schedule: { cron: '*/30 * * * *' } },
        adopt: 'id-1',
      },
      {
        kind: board,
        name: 'b',
        written: {
          name: 'no',
          notes: { host: '{{host}}', use: `\${x}`, token: { secret: 'tok' }, zip: '012', plain: 'plain text' },
        },
      },
      { kind: board, name: 'a', written: { name: 'A', notes: { script: `const a = \`\${b}\`;\nreturn a;\n` } } },
    ]);
    expect(file).toBe(`boards:
  a:
    name: A
    notes:
      script: |
        const a = \`$\${b}\`;
        return a;
  b:
    name: "no"
    notes:
      host: "{{host}}"
      use: $\${x}
      token:
        secret: tok
      zip: "012"
      plain: plain text
lamps:
  z:
    name: Zed
    board: board.a
    schedule:
      cron: "*/30 * * * *"
    import:
      id: id-1
`);
  });

  it('writes refs and joined texts as uses, which read back as such', () => {
    const ref = { $deferred: 'ref', address: 'board.b', attribute: 'id' } as const;
    const notes = { alone: ref, joined: { $deferred: 'text', parts: [`$\${a} `, ref, `/\${b}$`] } };
    const file = writeDesired([
      { kind: anything, name: 'a', written: { name: 'A', notes } },
      { kind: anything, name: 'b', written: { name: 'B' } },
    ]);
    expect(file).toContain(`alone: \${board.b.id}\n      joined: $$\${a} \${board.b.id}/$\${b}$\n`);
    expect(readBack(file)).toEqual({ name: 'A', notes });
  });

  it('does not depend on the order of the resources, and writes an empty map for none', () => {
    const a = { kind: board, name: 'a', written: { name: 'A' } };
    const b = { kind: board, name: 'b', written: { name: 'B' } };
    expect(writeDesired([b, a])).toBe(writeDesired([a, b]));
    expect(writeDesired([])).toBe('{}\n');
  });
});
