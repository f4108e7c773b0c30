// Whatever the files hold, loading ends in a project or in diagnostics.
import { describe, expect, it } from 'vitest';
import { lampWith, load, notes, PROJECT } from './testing/diagnostics.ts';

/** A small generator of numbers (mulberry32), so that a failure can be run again. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const PIECES = [
  '{',
  '}',
  '[',
  ']',
  ':',
  ': ',
  '\n',
  '\t',
  '  ',
  '- ',
  '*a',
  '&a ',
  '!!str ',
  '"',
  "'",
  '|\n',
  '>\n',
  '# ',
  `\${`,
  `$\${`,
  `\${var.host}`,
  `\${board.b.url}`,
  '{{',
  '<<: ',
  '? ',
  '---\n',
  '%YAML 1.1\n',
  '__proto__: ',
  'null',
  '012',
  '~',
  '\0',
  '\uFEFF',
  '\u2028',
  '\xff',
  'lifecycle: ',
  'import: { id: 1 }',
  '{ secret: tok }',
  '@',
  '`',
  ',',
];

function mutate(bytes: Buffer, next: (below: number) => number): Buffer {
  let result = bytes;
  for (let count = 1 + next(4); count > 0; count--) {
    const at = next(result.length + 1);
    const piece = Buffer.from(PIECES[next(PIECES.length)]!, next(8) === 0 ? 'latin1' : 'utf8');
    const drop = next(3) === 0 ? next(12) : 0;
    result = Buffer.concat([
      result.subarray(0, at),
      next(4) === 0 ? Buffer.of(next(256)) : piece,
      result.subarray(at + drop),
    ]);
  }
  return result;
}

const DESIRED = [
  notes(
    `      u: "\${var.host}"\n      v: { value: 1, enabled: true }\n      w: |\n        text \${board.b.url}\n      t: { secret: tok }\n`,
  ),
  lampWith(
    '    schedule: { cron: "*/30 * * * *" }\n    delay: 10\n    emails: [a@example.com]\n    lifecycle: { ignore: [/delay], drift: keep }\n',
  ),
].map((tree) => Buffer.from(tree['d/a.yaml'] as string));
const SOURCE = Buffer.from('{ "items": [ { "name": "x", "n": [1, 2.5, true, null] } ] }');

describe('loading whatever bytes there are', () => {
  it('ends in a project or in diagnostics with places, never in an exception', () => {
    const next = random(20_261_122);
    let refused = 0;
    for (let round = 0; round < 2500; round++) {
      const project = round % 5 === 0 ? mutate(Buffer.from(PROJECT), next) : PROJECT;
      const source = round % 7 === 0 ? mutate(SOURCE, next) : SOURCE;
      const a = mutate(DESIRED[round % DESIRED.length]!, next);
      const loaded = load({
        'postform.yaml': project,
        'd/a.yaml': a,
        'd/b.yaml': 'boards: { s: { name: S, source: s.json } }\n',
        'd/s.json': source,
      });
      if (loaded.ok) continue;
      refused++;
      for (const { place, message, hint } of loaded.diagnostics) {
        if (!place || place.line < 1 || place.column < 1 || message === '' || hint === '')
          throw new Error(`round ${round}: ${JSON.stringify({ place, message, hint })}`);
      }
    }
    expect(refused).toBeGreaterThan(1500);
  }, 60_000);
});
