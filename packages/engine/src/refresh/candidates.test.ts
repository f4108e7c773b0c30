// What a partial refresh can verify: each read as a whole, with its price and the age of its oldest evidence.
import { describe, expect, it } from 'vitest';
import type { Cycle, Evidence } from '../model/evidence.ts';
import { callsOfReads, listRead, NOTHING_TO_READ, type ObjectRef, objectsIn } from '../model/read-set.ts';
import { idOf } from '../testing/given.ts';
import { bell, box, kinds } from '../testing/kinds.ts';
import {
  candidateOf,
  candidatePerRead,
  candidatesOf,
  cycleAt,
  isIdle,
  joined,
  type KnownBefore,
  type ReadCandidate,
} from './candidates.ts';

const NOW = 100;
const objectAt = (address: string): ObjectRef => ({
  address,
  kind: address.startsWith('box') ? box : bell,
  identity: { id: idOf(address), uid: `u-${idOf(address)}` },
});
const verified = (address: string, at: number, more: Partial<Evidence> = {}): Evidence => ({
  at,
  how: 'body',
  id: idOf(address),
  ...more,
});
const candidates = (addresses: readonly string[], known: Partial<KnownBefore> = {}): readonly ReadCandidate[] =>
  candidatesOf(kinds, addresses.map(objectAt), {
    evidence: {},
    nowMs: NOW,
    asked: new Set(),
    asksIndex: false,
    ...known,
  });
/** What a candidate reads, in words. */
const shown = ({ reads }: ReadCandidate): string =>
  [
    ...(reads.index ? ['index'] : []),
    ...reads.lists.map(({ kind, objects }) => `${kind.plural}(${objects.map(({ address }) => address).join(' ')})`),
    ...reads.objects.map(({ address }) => address),
  ].join(' + ');
const the = (all: readonly ReadCandidate[], what: string): ReadCandidate => {
  const found = all.find((item) => shown(item) === what);
  if (found === undefined) throw new Error(`${what} is none of ${all.map(shown).join(', ')}`);
  return found;
};

describe('the candidates', () => {
  it('of a workspace that manages nothing are the index and a list that verifies nothing', () => {
    const all = candidates([]);
    expect(all.map(shown)).toEqual(['index', 'bells()']);
    expect(all.map(isIdle)).toEqual([false, true]);
  });

  it('are the index, a list of whole objects, and each other object by its id', () => {
    const all = candidates(['bell.x', 'box.a', 'bell.y', 'box.b']);
    expect(all.map(shown)).toEqual(['index', 'bells(bell.x bell.y)', 'box.a', 'box.b']);
    expect(all.map(({ calls }) => calls)).toEqual([1, 1, 1, 1]);
    expect(all.some(isIdle)).toBe(false);
  });

  it('cost a call for each page of a list', () => {
    const bells = (count: number) => Array.from({ length: count }, (_, n) => `bell.b${n}`);
    expect([2, 3].map((count) => candidates(bells(count))[1]!.calls)).toEqual([1, 2]);
  });

  it('are as old as the oldest evidence in them; a list in which one was never verified has no age', () => {
    const evidence = { 'bell.x': verified('bell.x', 30), 'bell.y': verified('bell.y', 20) };
    expect(the(candidates(['bell.x', 'bell.y'], { evidence }), 'bells(bell.x bell.y)').verifiedAtMs).toBe(20);
    const all = candidates(['bell.x', 'bell.y', 'bell.z'], { evidence });
    expect(the(all, 'bells(bell.x bell.y bell.z)')).not.toHaveProperty('verifiedAtMs');
  });

  it.each<[string, Evidence, number | undefined]>([
    ['now', verified('box.a', NOW), NOW],
    ['by a clock that was ahead', verified('box.a', NOW + 1), undefined],
    ['of another object', verified('box.a', 20, { id: 'another' }), undefined],
    ['of a list', verified('box.a', 20, { how: 'list' }), undefined],
  ])('with evidence %s have that age: %o is %s', (_what, evidence, atMs) => {
    expect(the(candidates(['box.a'], { evidence: { 'box.a': evidence } }), 'box.a').verifiedAtMs).toBe(atMs);
  });

  it('take the age of the index from the cycle, unless that is of the future', () => {
    const index = (cycle: Cycle) => the(candidates([], { cycle }), 'index').verifiedAtMs;
    expect(index({ sinceMs: 1, indexAtMs: NOW })).toBe(NOW);
    expect(index({ sinceMs: 1, indexAtMs: NOW + 1 })).toBeUndefined();
    expect(index({ sinceMs: 1 })).toBeUndefined();
  });

  it('are asked for where the files change one of their objects, or need the index', () => {
    const all = candidates(['box.a', 'box.b', 'bell.x', 'bell.y'], { asked: new Set(['box.b', 'bell.y']) });
    expect(all.filter(({ isAsked }) => isAsked).map(shown)).toEqual(['bells(bell.x bell.y)', 'box.b']);
    expect(the(candidates([], { asksIndex: true }), 'index').isAsked).toBe(true);
  });
});

describe('an object that its list lacks', () => {
  const of = (evidence: Evidence, cycle?: Cycle): readonly string[] =>
    candidates(['bell.x', 'bell.y'], { evidence: { 'bell.x': evidence }, ...(cycle ? { cycle } : {}) }).map(shown);
  const lacking = verified('bell.x', 50, { how: 'list' });
  const asListed = ['index', 'bells(bell.x bell.y)'];
  const byId = ['index', 'bells(bell.y)', 'bell.x'];

  it('is read by its id in the cycle in which the list was read, from its very beginning', () => {
    expect(of(lacking, { sinceMs: 50 })).toEqual(byId);
    expect(of(lacking, { sinceMs: 51 })).toEqual(asListed);
    expect(of(lacking)).toEqual(asListed);
  });

  it('is that very object, and was not read since', () => {
    expect(of({ ...lacking, id: 'another' }, { sinceMs: 50 })).toEqual(asListed);
    expect(of({ ...lacking, how: 'body' }, { sinceMs: 50 })).toEqual(asListed);
  });

  it('alone is asked for where the files change it', () => {
    const known = { evidence: { 'bell.x': lacking }, cycle: { sinceMs: 50 }, asked: new Set(['bell.x']) };
    const all = candidates(['bell.x', 'bell.y'], known);
    expect([the(all, 'bell.x').isAsked, the(all, 'bells(bell.y)').isAsked]).toEqual([true, false]);
  });
});

describe('the index and the lists', () => {
  const cycle = { sinceMs: 1, indexAtMs: 40 };
  const evidence = { 'bell.x': verified('bell.x', 30) };
  const all = candidates(['bell.x', 'box.a'], { cycle, evidence, asked: new Set(['bell.x']) });

  it('are one candidate where the allowance just holds them, as old and as asked for as its parts', () => {
    const [one, ...rest] = joined(all, 2);
    expect(rest.map(shown)).toEqual(['box.a']);
    expect(one).toMatchObject({ calls: 2, verifiedAtMs: 30, isAsked: true, isSuspicious: false });
    expect(shown(one!)).toBe('index + bells(bell.x)');
  });

  it('are candidates of their own where the allowance holds one call fewer', () => {
    expect(joined(all, 1)).toBe(all);
  });

  it('are not joined where one of them is missing', () => {
    for (const missing of ['index', 'bells(bell.x)']) {
      const fewer = all.filter((item) => shown(item) !== missing);
      expect(joined(fewer, 9)).toBe(fewer);
    }
  });

  it('have no age together where one of them has none', () => {
    const [one] = joined(candidates(['bell.x'], { evidence }), 9);
    expect(one).not.toHaveProperty('verifiedAtMs');
  });
});

describe('the cycle', () => {
  const at = (atMs: number, known: Cycle | undefined) =>
    cycleAt(
      known,
      candidates(['box.a'], { evidence: { 'box.a': verified('box.a', atMs) }, ...(known ? { cycle: known } : {}) }),
      NOW,
    );

  it('begins now where none is known, or the known one is of the future', () => {
    expect(at(20, undefined)).toEqual({ sinceMs: NOW });
    expect(at(20, { sinceMs: NOW + 1 })).toEqual({ sinceMs: NOW });
  });

  it('goes on while something in it is outstanding, also one that has just begun', () => {
    const known = { sinceMs: 50, indexAtMs: 60 };
    expect(at(49, known)).toBe(known);
    const young = { sinceMs: NOW, indexAtMs: NOW };
    expect(at(20, young)).toBe(young);
  });

  it('is followed by another where all of it is verified, whatever a list that verifies nothing says', () => {
    expect(at(50, { sinceMs: 50, indexAtMs: 50 })).toEqual({ sinceMs: NOW, indexAtMs: 50 });
  });

  it('goes on while its index is outstanding', () => {
    const known = { sinceMs: 50, indexAtMs: 49 };
    expect(at(50, known)).toBe(known);
  });
});

describe('a read set', () => {
  const set = {
    index: true,
    lists: [listRead(bell, ['bell.x', 'bell.y', 'bell.z'].map(objectAt))],
    objects: ['box.a', 'box.b'].map(objectAt),
  };

  it('is a candidate per read, in order, with the same calls and objects altogether', () => {
    const parts = candidatePerRead(set);
    expect(parts.map(shown)).toEqual(['index', 'bells(bell.x bell.y bell.z)', 'box.a', 'box.b']);
    expect(parts.map(({ calls }) => calls)).toEqual([1, 2, 1, 1]);
    expect(parts.flatMap(({ reads }) => objectsIn(reads))).toEqual(objectsIn(set));
  });

  it('of nothing is no candidate', () => {
    expect(candidatePerRead(NOTHING_TO_READ)).toEqual([]);
  });

  it('as a whole is one candidate with all its calls, asked for and suspicious only where that is said', () => {
    expect(candidateOf(set)).toEqual({ reads: set, calls: callsOfReads(set), isAsked: false, isSuspicious: false });
    expect(candidateOf(set, { isSuspicious: true, verifiedAtMs: 3 })).toMatchObject({
      isSuspicious: true,
      verifiedAtMs: 3,
    });
  });
});
