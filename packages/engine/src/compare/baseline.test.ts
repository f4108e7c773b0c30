// Baselines: what is remembered of a spec, leaf by leaf.
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../model/json.ts';
import type { Baseline } from '../model/state.ts';
import { digester, snapshot } from '../testing/given.ts';
import { bell, box } from '../testing/kinds.ts';
import { baselinePointers, isManaged, sentDigests, settledAt, settledDigests } from './baseline.ts';
import { knownDigest, makeSnapshot } from './snapshot.ts';

const unknown: Json = { $deferred: 'unknown', of: 'bell.a.ring' };
const missing: Json = { $deferred: 'missing', name: 'token' };
const base = (more: Partial<Baseline>): Baseline => ({ tag: 't', sent: {}, settled: {}, roots: {}, ...more });

describe('a side', () => {
  const half = snapshot(box, { name: 'A', values: { a: 1, later: unknown, gone: { value: missing } } });
  it('knows the digests of what is known', () => {
    expect(half.digestAt('/values/a')).toEqual({ digest: digester.leaf(1) });
    expect(knownDigest(half, '/values/a')).toBe(digester.leaf(1));
  });
  it.each([
    ['/values/later', 'unknown'],
    ['/values/gone', 'missing'],
    ['/values/none', undefined],
  ])('at %s says %s', (pointer, said) => {
    expect(half.digestAt(pointer)).toBe(said);
    expect(knownDigest(half, pointer)).toBeUndefined();
  });
  it('has a root only where all of it is known', () => {
    expect(half.root).toBeUndefined();
    expect(snapshot(box, { name: 'A', values: { a: 1 } }).root).toBe(digester.digest({ name: 'A', values: { a: 1 } }));
  });
  it('makes leaves once, and none that nobody asks for', () => {
    let made = 0;
    const leaves = (spec: JsonObject) => {
      made += 1;
      return box.leaves(spec);
    };
    const counted = makeSnapshot({ ...box, leaves }, { name: 'A', values: { a: 1 } }, digester);
    expect(counted.root).toBeDefined();
    expect(made).toBe(0);
    expect([...counted.leaves.keys()]).toEqual(box.leaves({ name: 'A', values: { a: 1 } }).map((leaf) => leaf.pointer));
    counted.digestAt('/values/a');
    expect(made).toBe(1);
  });
  it('makes a digest once, and none that nobody asks for', () => {
    let made = 0;
    const digest = (value: Json) => `${++made} ${JSON.stringify(value)}`;
    const counting = { ...digester, digest, leaf: digest };
    const counted = makeSnapshot(box, { name: 'A', values: { a: 1, b: 2 } }, counting);
    expect(made).toBe(1);
    counted.digestAt('/values/a');
    counted.digestAt('/values/a');
    expect(made).toBe(2);
  });
});

describe('settledAt', () => {
  const past = base({ sent: { '/a': '1', '/b': '2', '/c': '3' }, settled: { '/b': 'x', '/c': null, '/d': 'y' } });
  it.each([
    ['what was sent, where nothing else came of it', '/a', '1'],
    ['what the server made of it', '/b', 'x'],
    ['nothing, where the server dropped it', '/c', undefined],
    ['what only the server has', '/d', 'y'],
    ['nothing, where nobody knows it', '/e', undefined],
  ])('is %s', (_title, pointer, digest) => {
    expect(settledAt(past, pointer)).toBe(digest);
  });
  it('baselinePointers names each once', () =>
    expect([...baselinePointers(past)].sort()).toEqual(['/a', '/b', '/c', '/d']));
});

describe('isManaged', () => {
  const wanted = snapshot(box, { name: 'A', values: { a: 1 } });
  const past = base({ sent: { '/values/once': 'd' } });
  it.each([
    ['what desired has', '/values/a', 'delete', true],
    ['a stranger in a part that is ours', '/values/s', 'delete', true],
    ['a stranger in a part that people share', '/values/s', 'keep', false],
    ['what we sent once, in a part that people share', '/values/once', 'keep', true],
    ['what we sent once, outside of what we own', '/once', 'keep', false],
  ] as const)('%s', (_title, pointer, unmanaged, is) => {
    expect(isManaged(pointer, wanted, [{ at: '/values', unmanaged }], past)).toBe(is);
  });
  it('goes by the last part that holds the leaf', () => {
    const owns = [
      { at: '', unmanaged: 'keep' },
      { at: '/values', unmanaged: 'delete' },
    ] as const;
    expect(isManaged('/values/s', wanted, owns, undefined)).toBe(true);
    expect(isManaged('/other', wanted, owns, undefined)).toBe(false);
  });
});

describe('sentDigests', () => {
  it('keeps the digest of a secret that is not here now', () => {
    const now = snapshot(box, { name: 'A', values: { token: missing, fresh: missing, a: 1 } });
    expect(
      sentDigests(now, base({ sent: { '/values/token': 'old', '/values/a': 'old', '/values/left': 'old' } })),
    ).toEqual({
      '/name': digester.leaf('A'),
      '/values/token': 'old',
      '/values/a': digester.leaf(1),
    });
  });
});

describe('settledDigests', () => {
  const sent = { '/name': digester.leaf('A'), '/tone': digester.leaf('c'), '/loud': digester.leaf(true) };
  it('holds only what differs: other values, what is lacking, what only the server has', () => {
    expect(settledDigests(sent, snapshot(bell, { name: 'B', pitch: 1 }), ['/loud'])).toEqual({
      '/name': digester.leaf('B'),
      '/pitch': digester.leaf(1),
      '/tone': null,
    });
  });
  it('counts a write-only leaf as lacking only where it is not said to be one', () => {
    const live = snapshot(bell, { name: 'A', tone: 'c' });
    expect(settledDigests(sent, live, ['/loud'])).toEqual({});
    expect(settledDigests(sent, live, [])).toEqual({ '/loud': null });
  });
});
