// Units, what a look verifies as a whole: the workspace's index, a list that holds whole objects, one body.
import type { Address } from '../model/address.ts';
import { addCounts, type BucketsOf, type Count, countRoute, NO_CALLS, type Route } from '../model/call.ts';
import type { Cycle, Evidence } from '../model/evidence.ts';
import type { Kind, Kinds } from '../model/kind.ts';
import { type Candidate, outstandingOf } from './choose-units.ts';
import type { ObjectRef } from './read.ts';

export interface Listing {
  readonly kind: Kind;
  readonly wanted: readonly ObjectRef[];
}

export interface Unit extends Candidate {
  readonly withIndex: boolean;
  readonly lists: readonly Listing[];
  readonly bodies: readonly ObjectRef[];
}

/** What is known of the objects before looking. */
export interface Known {
  readonly evidence: Readonly<Record<Address, Evidence>>;
  readonly cycle?: Cycle;
  readonly nowMs: number;
  /** Addresses that the files change. */
  readonly asked: ReadonlySet<Address>;
  /** The files need the index: they declare something new. */
  readonly asksIndex: boolean;
  readonly suspicious?: ReadonlySet<Address>;
}

/** All units of a full look: the index, the lists, the bodies. An object that its kind's list lacks is a body. */
export function unitsOf(kinds: Kinds, wanted: readonly ObjectRef[], known: Known): readonly Unit[] {
  const { cycle, nowMs, asked, asksIndex, suspicious = new Set() } = known;
  const at = (item: ObjectRef): number | undefined => verifiedAt(known.evidence[item.address], item, nowMs);
  const body = (item: ObjectRef): Unit => ({
    ...unit({ bodies: [item] }),
    ...dated(at(item)),
    isAsked: asked.has(item.address),
    isSuspicious: suspicious.has(item.address),
  });
  const indexAtMs = cycle?.indexAtMs !== undefined && cycle.indexAtMs <= nowMs ? cycle.indexAtMs : undefined;
  const lists: Unit[] = [];
  const bodies: Unit[] = [];
  for (const kind of kinds) {
    const mine = wanted.filter((item) => item.kind === kind);
    if (kind.readBy === 'id') bodies.push(...mine.map(body));
    else {
      const listed = mine.filter((item) => !lacks(known.evidence[item.address], item, cycle));
      const isAsked = listed.some(({ address }) => asked.has(address));
      lists.push({ ...unit({ lists: [{ kind, wanted: listed }] }), ...oldest(listed.map(at)), isAsked });
      const isListed = new Set(listed);
      bodies.push(...mine.filter((item) => !isListed.has(item)).map(body));
    }
  }
  return [{ ...unit({ withIndex: true }), ...dated(indexAtMs), isAsked: asksIndex }, ...lists, ...bodies];
}

/** True for a list that verifies nothing, for nothing of its kind is managed. */
export function isIdle({ withIndex, lists, bodies }: Unit): boolean {
  return !withIndex && bodies.length === 0 && lists.every((list) => list.wanted.length === 0);
}

/**
 * The index and the lists as one unit, where the allowance holds them: what a list lacks is then known from the index,
 * and does not cost a call more.
 */
export function joined(units: readonly Unit[], allowance: number): readonly Unit[] {
  const cheap = units.filter((item) => item.withIndex || item.lists.length > 0);
  if (!cheap.some((item) => item.withIndex) || cheap.length < 2 || cheap.length > allowance) return units;
  const one: Unit = {
    ...unit({ withIndex: true, lists: cheap.flatMap((item) => item.lists) }),
    ...oldest(cheap.map((item) => item.verifiedAtMs)),
    isAsked: cheap.some((item) => item.isAsked),
  };
  return [one, ...units.filter((item) => !cheap.includes(item))];
}

/** The cycle that is under way at `nowMs`: a new one where nothing is outstanding in the last one. */
export function cycleAt(known: Cycle | undefined, units: readonly Unit[], nowMs: number): Cycle {
  const goesOn =
    known !== undefined && known.sinceMs <= nowMs && outstandingOf(units, known.sinceMs).some((item) => !isIdle(item));
  return goesOn ? known : { ...known, sinceMs: nowMs };
}

export function priceOfUnits(
  units: readonly Unit[],
  world: { readonly workspaces: { readonly route: Route }; readonly client: { readonly bucketsOf: BucketsOf } },
): Count {
  const { bucketsOf } = world.client;
  return addCounts(
    ...units.flatMap(({ withIndex, lists, bodies }) => [
      withIndex ? countRoute(world.workspaces.route, 1, bucketsOf) : NO_CALLS,
      ...lists.map(({ kind }) => countRoute(kind.routes.list, 1, bucketsOf)),
      ...bodies.map(({ kind }) => countRoute(kind.routes.read, 1, bucketsOf)),
    ]),
  );
}

export function unit(parts: Partial<Pick<Unit, 'withIndex' | 'lists' | 'bodies'>>): Unit {
  const { withIndex = false, lists = [], bodies = [] } = parts;
  const calls = Number(withIndex) + lists.length + bodies.length;
  return { withIndex, lists, bodies, calls, isAsked: false, isSuspicious: false };
}

function verifiedAt(evidence: Evidence | undefined, item: ObjectRef, nowMs: number): number | undefined {
  const holds = evidence?.how === 'body' && evidence.id === item.identity.id && evidence.at <= nowMs;
  return holds ? evidence.at : undefined;
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

function dated(verifiedAtMs: number | undefined): Pick<Candidate, 'verifiedAtMs'> {
  return verifiedAtMs === undefined ? {} : { verifiedAtMs };
}
