// Known bytes: what was loaded before and has not changed is neither parsed nor made again.
import { type Kinds, type Known, memoryKnown } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { type LoadInput, loadProject } from '../load.ts';
import { testKinds } from '../testing/kinds.ts';
import { memoryDisk, ROOT, type Tree } from '../testing/memory-disk.ts';

const TREE: Tree = {
  'postform.yaml':
    'postform: 1\nworkspace: ws\ndesired: [d.yaml]\nvars: { host: a.example.com }\nsecrets: { t: { env: T } }\n',
  'd.yaml': [
    'boards:',
    `  one: { name: "One \${var.host}", source: one.json, notes: { token: { secret: t }, text: "\${file.note.txt}" } }`,
    `  two: { name: Two, notes: { one: "\${board.one.url}" } }`,
    'lamps:',
    '  lit: { name: Lit, board: board.two, schedule: { cron: "* * * * *" } }',
    '',
  ].join('\n'),
  'one.json': '{"items": [1]}',
  'note.txt': 'a note',
};

/** Loads, and tells for which names a kind was asked to parse. */
function load(known: Known | undefined, tree: Tree = TREE, more: Partial<LoadInput> = {}) {
  const parsed: unknown[] = [];
  const kinds: Kinds = testKinds.map((kind) => ({
    ...kind,
    parse: (input) => {
      parsed.push(input.written['name']);
      return kind.parse(input);
    },
  }));
  const loaded = loadProject({
    dir: ROOT,
    env: { T: 'x' },
    disk: memoryDisk(tree),
    kinds,
    ...(known === undefined ? {} : { known: () => known }),
    ...more,
  });
  return { loaded, parsed };
}

const opened = (): Known => memoryKnown(Buffer.from('a key of the tests'));

/** What a load says, without what only known bytes add. */
function said({ loaded }: ReturnType<typeof load>) {
  if (!loaded.ok) return loaded;
  const resources = loaded.desired.resources.map(({ address, kind, lifecycle, adopt, spec, place }) => {
    return { address, kind, lifecycle, adopt, spec, place };
  });
  const { authored: _, ...rest } = loaded;
  return { ...rest, desired: { ...loaded.desired, resources } };
}

describe('a project that was loaded before', () => {
  it('is not parsed again, and says the same', () => {
    const known = opened();
    const first = load(known);
    expect(first.parsed).toEqual(['One a.example.com', 'Two', 'Lit']);
    const second = load(known);
    expect(second.parsed).toEqual([]);
    expect(said(second)).toEqual(said(load(undefined)));
    expect(second.parsed).toEqual(['One a.example.com', 'Two', 'Lit']);
  });

  it.each<[string, Tree | undefined, Partial<LoadInput>, readonly string[]]>([
    ['a file that a kind reads', { ...TREE, 'one.json': '{"items": [2]}' }, {}, ['One a.example.com']],
    ['a file that is used', { ...TREE, 'note.txt': 'another' }, {}, ['One a.example.com']],
    ['a variable', undefined, { vars: { host: 'b.example.com' } }, ['One b.example.com']],
    ['one resource', { ...TREE, 'd.yaml': `${TREE['d.yaml']}`.replace('Lit', 'Unlit') }, {}, ['Unlit']],
    ['nothing but a comment', { ...TREE, 'd.yaml': `# about\n${TREE['d.yaml']}` }, {}, []],
  ])('is parsed again as far as it depends on what changed: %s', (_, tree, more, names) => {
    const known = opened();
    load(known);
    const second = load(known, tree, more);
    expect(second.parsed).toEqual(names);
    expect(said(second)).toEqual(said(load(undefined, tree, more)));
    const third = load(known, tree, more);
    expect(third.parsed).toEqual([]);
    expect(said(third)).toEqual(said(second));
  });

  it('tells where a mistake is, though its file was not parsed', () => {
    const known = opened();
    load(known);
    const { 'one.json': _, ...without } = TREE;
    const second = load(known, without);
    expect(second.loaded.ok).toBe(false);
    expect(said(second)).toEqual(said(load(undefined, without)));
  });

  it('warns each time, for what a warning was said of is not kept', () => {
    const tree = {
      ...TREE,
      'd.yaml': `boards:\n  one: { name: One, notes: { from: "\${env.EMPTY}" } }\n`,
      'postform.yaml': 'postform: 1\nworkspace: ws\ndesired: [d.yaml]\nenv: [EMPTY]\n',
    };
    const known = opened();
    const first = load(known, tree, { env: { EMPTY: '' } });
    const second = load(known, tree, { env: { EMPTY: '' } });
    expect(said(second)).toEqual(said(first));
    expect(second.loaded).toMatchObject({ ok: true, warnings: [{ code: 'D_ENV_EMPTY' }] });
  });

  it('keeps the order of keys that are whole numbers', () => {
    const tree = { ...TREE, 'd.yaml': 'boards:\n  one: { name: One, notes: { b: x, 2: y, 1: z } }\n' };
    const known = opened();
    load(known, tree);
    const second = load(known, tree);
    expect(second.parsed).toEqual(['One']);
    expect(said(second)).toEqual(said(load(undefined, tree)));
  });

  it('ends with what to do where a file changes between its digest and its use', () => {
    const known = opened();
    load(known);
    const files = new Map(Object.entries(TREE));
    const disk = memoryDisk(TREE);
    const changing = {
      ...disk,
      read: (path: string, most: number) =>
        files.has('changed') && path.endsWith('one.json')
          ? { ok: true as const, bytes: Buffer.from('{"items": [3]}') }
          : disk.read(path, most),
    };
    const { loaded } = load(known, TREE, { disk: changing });
    if (!loaded.ok) throw new Error('it does not load');
    files.set('changed', '');
    const one = loaded.desired.resources.find(({ address }) => address === 'board.one')!;
    expect(() => one.spec).toThrow(expect.objectContaining({ code: 'E_FILES_CHANGED' }));
  });
});
