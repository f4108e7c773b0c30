// YAML's own ways to share: merge keys, aliases, and top-level keys that hold anchors.
import { isObject, type Json } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { desired, diagnosticsOf, load } from '../testing/diagnostics.ts';

/** The notes of the board `b`, as entries, because their order counts. */
function notesOf(text: string): readonly (readonly [string, Json])[] {
  const loaded = load(desired(text));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics));
  const spec = loaded.desired.resources.find(({ address }) => address === 'board.b')?.spec;
  return Object.entries(isObject(spec?.['notes']) ? spec['notes'] : {});
}
const board = (notes: string, shared = '{ p: 1, q: 2 }') =>
  `x-a: &a ${shared}\nx-b: &b { q: 20, r: 30 }\nboards:\n  b:\n    name: B\n    notes:\n${notes}`;

describe('A merge key', () => {
  it.each([
    ['brings the keys of a map in', '      <<: *a\n      s: 4\n', { p: 1, q: 2, s: 4 }],
    ['stands where it is written', '      s: 4\n      <<: *a\n      t: 5\n', { s: 4, p: 1, q: 2, t: 5 }],
    ['is weaker than the own keys behind it', '      <<: *a\n      p: own\n', { q: 2, p: 'own' }],
    ['is weaker than the own keys before it', '      p: own\n      <<: *a\n', { p: 'own', q: 2 }],
    ['takes a list, the first is the strongest', '      <<: [*a, *b]\n', { p: 1, q: 2, r: 30 }],
    ['takes a list, the other way round', '      <<: [*b, *a]\n', { q: 20, r: 30, p: 1 }],
    ['takes a map that is written out', '      <<: { u: 6 }\n', { u: 6 }],
    ['takes an empty map and an empty list', '      <<: [{}, {}]\n      v: 7\n', { v: 7 }],
    ['is a name like any other between quotes', '      "<<": x\n', { '<<': 'x' }],
  ])('%s', (_what, notes, wanted) => {
    expect(notesOf(board(notes))).toEqual(Object.entries(wanted));
  });

  it('merges what is merged already, of resources, sections and the project file', () => {
    const text =
      'x-c: &c { <<: { name: N }, notes: { a: 1 } }\nx-s: &s { b: { <<: *c, notes: { b: 2 } }, c: *c }\nboards: { <<: *s }\n';
    expect(notesOf(text)).toEqual([['b', 2]]);
    const project =
      'x-stack: &stack { workspace: w, vars: { host: top } }\npostform: 1\ndesired: [d/*.yaml]\nstacks:\n  a: { <<: *stack }\n  b: { <<: *stack, vars: { host: own } }\n';
    const loaded = load(
      { 'postform.yaml': project, 'd/a.yaml': `boards: { b: { name: "\${var.host}" } }\n` },
      { stack: 'b' },
    );
    expect(loaded).toMatchObject({ ok: true, project: { workspace: 'w', vars: { host: 'own' } } });
  });

  it('leaves the place of a mistake where it is written', () => {
    const text = `x-a: &a
  name: 5
  nots: {}
boards:
  b: { <<: *a }
  c: { <<: [*a], name: C }
`;
    expect(diagnosticsOf(desired(text))).toEqual([
      'd/a.yaml:2:9 D_WRONG_TYPE "name" must be a text, found a number 5 → quote it: "5"',
      'd/a.yaml:3:3 D_UNKNOWN_KEY unknown key "nots" → did you mean "notes"?',
    ]);
  });

  it.each([
    ['a text', '      <<: x\n', '7:11 D_YAML_MERGE << merges maps, found a text "x"'],
    ['nothing', '      <<:\n', 'D_YAML_MERGE << merges maps, found nothing'],
    ['a list with a text', '      <<: [*a, x]\n', '7:16 D_YAML_MERGE << merges maps, found a text "x"'],
    ['a list in a list', '      <<: [[*a]]\n', '7:12 D_YAML_MERGE << merges maps, found a list of 1'],
    ['an anchor that there is not', '      <<: *gone\n', '7:11 D_YAML_ALIAS *gone is an alias, but there is no anchor'],
    [
      'one written twice',
      '      <<: *a\n      <<: *b\n',
      '8:7 D_YAML_DUPLICATE_KEY "<<" is written twice → merge several maps with a list',
    ],
    ['a map that holds it', '      <<: &n { <<: *n }\n', 'D_YAML_ALIAS *n refers to a value that contains it'],
  ])('of %s is refused, once', (_what, notes, line) => {
    const reported = diagnosticsOf(desired(board(notes)));
    expect(reported).toEqual([expect.stringContaining(line)]);
  });

  it('of a bomb is bounded', () => {
    const levels = Array.from(
      { length: 9 },
      (_, i) =>
        `x-${i + 1}: &l${i + 1} { ${Array.from({ length: 10 }, (_, k) => `k${k}: { <<: *l${i} }`).join(', ')} }`,
    );
    const started = process.cpuUsage();
    const reported = diagnosticsOf(
      desired(`x-0: &l0 { a: 1 }\n${levels.join('\n')}\nboards: { b: { name: B, notes: { <<: *l9 } } }\n`),
    );
    expect(reported).toEqual([expect.stringContaining('D_YAML_TOO_DEEP the file holds more than 200000 values')]);
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(10);
  });
});

describe('Top-level keys that begin with x-', () => {
  it('are passed over in desired files and in the project file, whatever they hold', () => {
    const project = 'x-any: [1, { a: b }]\nx-: text\npostform: 1\nworkspace: w\ndesired: [d/*.yaml]\n';
    expect(diagnosticsOf({ 'postform.yaml': project, 'd/a.yaml': 'x-y: 5\nx-z: { boards: 7 }\nboards: {}\n' })).toEqual(
      [],
    );
  });

  it('mean nothing deeper down, nor without the hyphen', () => {
    const reported = diagnosticsOf(desired('xboards: {}\nx_a: {}\nboards: { b: { name: B, x-a: 1 } }\n'));
    expect(reported.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'd/a.yaml:1:1 D_UNKNOWN_KEY',
      'd/a.yaml:2:1 D_UNKNOWN_KEY',
      'd/a.yaml:3:25 D_UNKNOWN_KEY',
    ]);
  });
});
