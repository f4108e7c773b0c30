// Lists what a partial refresh can verify, each as a whole: the index, a list of whole objects, one object.
import type { Address } from '../model/address.ts';
import type { Cycle, Evidence } from '../model/evidence.ts';
import type { Kinds } from '../model/kind.ts';
import {
  callsOfReads,
  listRead,
  NOTHING_TO_READ,
  type ObjectRef,
  objectsIn,
  type ReadSet,
  unionOf,
} from '../model/read-set.ts';
import { verifiedAt } from './evidence.ts';
import { type Candidate, outstandingOf } from './urgency.ts';

export interface ReadCandidate extends Candidate {
  readonly reads: ReadSet;
}

/** What is known of the objects before reading. */
export interface KnownBefore {
  readonly evidence: Readonly<Record<Address, Evidence>>;
  readonly cycle?: Cycle;
  readonly nowMs: number;
  /** Addresses that the files change. */
  readonly asked: ReadonlySet<Address>;
  /** The files need the index: they declare something new. */
  readonly asksIndex: boolean;
}

/** All candidates of a full refresh: the index, the lists, the objects. What its kind's list lacks is read by its id. */
export function candidatesOf(
  kinds: Kinds,
  objects: readonly ObjectRef[],
  known: KnownBefore,
): readonly ReadCandidate[] {
  const { cycle, nowMs, asked, asksIndex } = known;
  const at = ({ address, identity }: ObjectRef): number | undefined =>
    verifiedAt(known.evidence[address], identity.id, nowMs);
  const candidate = (
    reads: Partial<ReadSet>,
    dates: readonly (number | undefined)[],
    isAsked: boolean,
  ): ReadCandidate => candidateOf({ ...NOTHING_TO_READ, ...reads }, { ...oldest(dates), isAsked });
  const single = (item: ObjectRef): ReadCandidate =>
    candidate({ objects: [item] }, [at(item)], asked.has(item.address));
  const perKind = kinds.map((kind) => {
    const mine = objects.filter((item) => item.kind === kind);
    if (kind.readBy === 'id') return { lists: [], singles: mine.map(single) };
    const unlisted = mine.filter((item) => lacks(known.evidence[item.address], item, cycle));
    const listed = mine.filter((item) => !unlisted.includes(item));
    const isAsked = listed.some(({ address }) => asked.has(address));
    return {
      lists: [candidate({ lists: [listRead(kind, listed)] }, listed.map(at), isAsked)],
      singles: unlisted.map(single),
    };
  });
  const indexAtMs = cycle?.indexAtMs !== undefined && cycle.indexAtMs <= nowMs ? cycle.indexAtMs : undefined;
  return [
    candidate({ index: true }, [indexAtMs], asksIndex),
    ...perKind.flatMap(({ lists }) => lists),
    ...perKind.flatMap(({ singles }) => singles),
  ];
}

/** True for a list that verifies nothing, for nothing of its kind is managed. */
export function isIdle({ reads }: ReadCandidate): boolean {
  return !reads.index && objectsIn(reads).length === 0;
}

/**
 * The index and the lists as one candidate, where the allowance holds them: what a list lacks is then known from the index,
 * and does not cost a call more.
 */
export function joined(candidates: readonly ReadCandidate[], allowance: number): readonly ReadCandidate[] {
  const cheap = candidates.filter(({ reads }) => reads.index || reads.lists.length > 0);
  const reads = unionOf(cheap.map((item) => item.reads));
  if (!reads.index || cheap.length < 2 || callsOfReads(reads) > allowance) return candidates;
  const one = candidateOf(reads, {
    ...oldest(cheap.map((item) => item.verifiedAtMs)),
    isAsked: cheap.some((item) => item.isAsked),
  });
  return [one, ...candidates.filter((item) => !cheap.includes(item))];
}

/** The cycle that is under way at `nowMs`: a new one where nothing is outstanding in the last one. */
export function cycleAt(known: Cycle | undefined, candidates: readonly ReadCandidate[], nowMs: number): Cycle {
  const goesOn =
    known !== undefined &&
    known.sinceMs <= nowMs &&
    outstandingOf(candidates, known.sinceMs).some((item) => !isIdle(item));
  return goesOn ? known : { ...known, sinceMs: nowMs };
}

/** A candidate that reads this set as a whole. */
export function candidateOf(reads: ReadSet, more: Partial<Candidate> = {}): ReadCandidate {
  return { reads, calls: callsOfReads(reads), isAsked: false, isSuspicious: false, ...more };
}

/** Each read of a set as a candidate of its own. */
export function candidatePerRead({ index, lists, objects }: ReadSet): readonly ReadCandidate[] {
  const parts: readonly Partial<ReadSet>[] = [
    ...(index ? [{ index }] : []),
    ...lists.map((list) => ({ lists: [list] })),
    ...objects.map((item) => ({ objects: [item] })),
  ];
  return parts.map((part) => candidateOf({ ...NOTHING_TO_READ, ...part }));
}

/** The list was read in this cycle, and the object was not in it. */
function lacks(evidence: Evidence | undefined, item: ObjectRef, cycle: Cycle | undefined): boolean {
  return (
    evidence?.how === 'list' && evidence.id === item.identity.id && cycle !== undefined && evidence.at >= cycle.sinceMs
  );
}

function oldest(dates: readonly (number | undefined)[]): Pick<Candidate, 'verifiedAtMs'> {
  const known = dates.filter((date) => date !== undefined);
  return known.length === dates.length && known.length > 0 ? { verifiedAtMs: Math.min(...known) } : {};
}
