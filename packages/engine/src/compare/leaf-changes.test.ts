// Moves: each side against its own past, and where the two differ now.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIFECYCLE, type Lifecycle } from '../model/desired.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { currentAs, snapshot } from '../testing/given.ts';
import { bell, box } from '../testing/kinds.ts';
import { differences, type LeafChanges, leafChangesOf } from './leaf-changes.ts';

const unknown: Json = { $deferred: 'unknown', of: 'bell.a.ring' };
const missing: Json = { $deferred: 'missing', name: 'token' };
const values = (of: JsonObject, more: JsonObject = {}): JsonObject => ({ name: 'A', values: of, ...more });

interface Row {
  readonly title: string;
  readonly sent: JsonObject;
  readonly settled?: JsonObject;
  readonly wanted?: JsonObject;
  readonly live?: JsonObject;
  readonly lifecycle?: Partial<Lifecycle>;
  readonly leafChanges: Partial<LeafChanges>;
}

function moved(kind: typeof box, { sent, settled = sent, wanted = sent, live = settled, lifecycle }: Row): LeafChanges {
  const { baseline: base } = currentAs(kind, `${kind.name}.a`, sent, settled);
  return leafChangesOf(kind, base, snapshot(kind, wanted), snapshot(kind, live), {
    ...DEFAULT_LIFECYCLE,
    ...lifecycle,
  });
}

const boxes: readonly Row[] = [
  { title: 'nothing moved', sent: values({ a: 1 }), leafChanges: {} },
  {
    title: 'what the server made of it is no move',
    sent: values({ a: 'X', b: 1 }),
    settled: values({ a: 'x', c: 1 }),
    leafChanges: {},
  },
  {
    title: 'a value in the files',
    sent: values({ a: 1, b: 1 }),
    wanted: values({ a: 2, b: 1 }),
    leafChanges: { config: ['/values/a'], differing: ['/values/a'] },
  },
  {
    title: 'a new value in the files',
    sent: values({ a: 1 }),
    wanted: values({ a: 1, b: 1 }),
    leafChanges: { config: ['/values/b'], differing: ['/values/b'] },
  },
  {
    title: 'a value that left the files',
    sent: values({ a: 1, b: 1 }),
    wanted: values({ a: 1 }),
    leafChanges: { config: ['/values/b'], differing: ['/values/b'] },
  },
  {
    title: 'a value changed by hand',
    sent: values({ a: 1 }),
    live: values({ a: 2 }),
    leafChanges: { remote: ['/values/a'], differing: ['/values/a'] },
  },
  {
    title: 'a value added by hand',
    sent: values({ a: 1 }),
    live: values({ a: 1, s: 1 }),
    leafChanges: { remote: ['/values/s'], differing: ['/values/s'] },
  },
  {
    title: 'a value deleted by hand',
    sent: values({ a: 1 }),
    live: values({}),
    leafChanges: { remote: ['/values/a'], differing: ['/values/a'] },
  },
  {
    title: 'both sides, to different values',
    sent: values({ a: 1 }),
    wanted: values({ a: 2 }),
    live: values({ a: 3 }),
    leafChanges: { config: ['/values/a'], remote: ['/values/a'], differing: ['/values/a'] },
  },
  {
    title: 'both sides, to the same value',
    sent: values({ a: 1 }),
    wanted: values({ a: 2 }),
    live: values({ a: 2 }),
    leafChanges: { config: ['/values/a'], remote: ['/values/a'] },
  },
  {
    title: 'back to what the server had settled on is no remote move',
    sent: values({ a: 'X' }),
    settled: values({ a: 'x' }),
    live: values({ a: 'x' }),
    wanted: values({ a: 'Y' }),
    leafChanges: { config: ['/values/a'], differing: ['/values/a'] },
  },
  {
    title: 'an ignored leaf, on both sides',
    sent: values({ a: 1, b: 1 }),
    wanted: values({ a: 2, b: 1 }),
    live: values({ a: 3, b: 1 }),
    lifecycle: { ignore: ['/values/a'] },
    leafChanges: {},
  },
  {
    title: 'a leaf below an ignored place',
    sent: values({ a: 1 }),
    live: values({ a: 2 }),
    lifecycle: { ignore: ['/values'] },
    leafChanges: {},
  },
  {
    title: 'an unknown value, as moved always',
    sent: values({ a: 1 }),
    wanted: values({ a: unknown }),
    leafChanges: { config: ['/values/a'], differing: ['/values/a'] },
  },
  {
    title: 'a secret that is not here, as not moved',
    sent: values({ a: 1, b: 1 }),
    wanted: values({ a: missing, b: 2 }),
    leafChanges: { config: ['/values/b'], differing: ['/values/b'] },
  },
  {
    title: 'a secret that is not here, changed by hand: shown, not written',
    sent: values({ a: 1 }),
    wanted: values({ a: missing }),
    live: values({ a: 2 }),
    leafChanges: { remote: ['/values/a'] },
  },
  {
    title: 'a stranger where people share: nobody’s business',
    sent: values({ a: 1 }),
    wanted: values({ a: 1 }, { otherKeys: 'keep' }),
    live: values({ a: 1, s: 1 }),
    leafChanges: {},
  },
  {
    title: 'what we sent once where people share: to be deleted',
    sent: values({ a: 1, b: 1 }),
    wanted: values({ a: 1 }, { otherKeys: 'keep' }),
    leafChanges: { config: ['/values/b'], differing: ['/values/b'] },
  },
  {
    title: 'values that are not managed at all',
    sent: values({ a: 1 }),
    wanted: { name: 'A' },
    live: values({ a: 2 }),
    leafChanges: {},
  },
  {
    title: 'the name, before normalisation',
    sent: values({}),
    wanted: { name: '  A ', values: {} },
    leafChanges: {},
  },
];

const bells: readonly Row[] = [
  {
    title: 'a write-only leaf that no read returns',
    sent: { name: 'A', loud: true },
    live: { name: 'A' },
    leafChanges: {},
  },
  {
    title: 'a write-only leaf in the files',
    sent: { name: 'A', loud: true },
    wanted: { name: 'A', loud: false },
    live: { name: 'A' },
    leafChanges: { config: ['/loud'], differing: ['/loud'] },
  },
  {
    title: 'a leaf that the files do not mention',
    sent: { name: 'A' },
    live: { name: 'A', tone: 'c' },
    leafChanges: {},
  },
  {
    title: 'a leaf that left the files: let go, not deleted',
    sent: { name: 'A', tone: 'c' },
    wanted: { name: 'A' },
    live: { name: 'A', tone: 'd' },
    leafChanges: {},
  },
];

const still: LeafChanges = { config: [], remote: [], differing: [] };

describe('moves of a whole kind', () => {
  it.each(boxes)('$title', (row) => expect(moved(box, row)).toEqual({ ...still, ...row.leafChanges }));
});

describe('moves of a partial kind', () => {
  it.each(bells)('$title', (row) => expect(moved(bell, row)).toEqual({ ...still, ...row.leafChanges }));
});

describe('the order of moves', () => {
  it('is desired’s, then live’s, then memory’s', () => {
    const row = {
      title: '',
      sent: values({ z: 1, gone: 1, b: 1 }),
      wanted: values({ b: 2, z: 2 }),
      live: values({ s: 1, z: 1, b: 1 }),
      leafChanges: {},
    };
    expect(moved(box, row).differing).toEqual(['/values/b', '/values/z', '/values/s']);
    expect(moved(box, row).remote).toEqual(['/values/s', '/values/gone']);
  });
});

describe('the fast path', () => {
  const some = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom<Json>(1, 2, 'x'));
  it('says what the slow one says', () => {
    fc.assert(
      fc.property(some, some, some, some, (sent, settled, wanted, live) => {
        const { baseline: base } = currentAs(box, 'box.a', values(sent), values(settled));
        const snapshots = [snapshot(box, values(wanted)), snapshot(box, values(live))] as const;
        const fast = leafChangesOf(box, base, ...snapshots, DEFAULT_LIFECYCLE);
        const slow = leafChangesOf(box, { ...base, roots: {} }, ...snapshots, DEFAULT_LIFECYCLE);
        expect({ config: fast.config, remote: fast.remote }).toEqual({ config: slow.config, remote: slow.remote });
        const writes = (leafChanges: LeafChanges) =>
          leafChanges.differing.filter((at) => leafChanges.config.includes(at) || leafChanges.remote.includes(at));
        expect(writes(fast)).toEqual(writes(slow));
      }),
    );
  });
  it('asks no kind for its leaves’ digests', () => {
    const sent = values({ a: 1 });
    const { baseline: base } = currentAs(box, 'box.a', sent);
    const deaf = (from: ReturnType<typeof snapshot>) => ({
      ...from,
      digestAt: () => {
        throw new Error('asked');
      },
    });
    expect(leafChangesOf(box, base, deaf(snapshot(box, sent)), deaf(snapshot(box, sent)), DEFAULT_LIFECYCLE)).toEqual(
      still,
    );
  });
});

describe('differences without a past', () => {
  it('counts everything write-only as different', () => {
    const found = differences(
      bell,
      undefined,
      snapshot(bell, { name: 'A', tone: 'c', loud: true }),
      snapshot(bell, { name: 'A', tone: 'c' }),
      DEFAULT_LIFECYCLE,
    );
    expect(found).toEqual(['/loud']);
  });
});

it('takes digests of what differs alone', () => {
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`v${n}`, n]));
  const sides = [snapshot(box, values(many)), snapshot(box, values({ ...many, v7: 'changed' }))] as const;
  const asked: string[] = [];
  const [desired, live] = sides.map((side) => ({
    ...{ spec: side.spec, leaves: side.leaves },
    ...(side.root === undefined ? {} : { root: side.root }),
    digestAt: (pointer: string) => {
      asked.push(pointer);
      return side.digestAt(pointer);
    },
  }));
  expect(differences(box, undefined, desired!, live!, DEFAULT_LIFECYCLE)).toEqual(['/values/v7']);
  expect(new Set(asked)).toEqual(new Set(['/values/v7']));
});
