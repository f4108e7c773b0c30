// Merges the orders of two sides like lists: insertions, removals and moves of both, where they are in different places.
import type { Pointer } from '../model/pointer.ts';
import { longestRise } from './longest-rise.ts';

/** The parts that stand in each owner, in their order, by the owner's pointer. Each part stands in one owner. */
export type Orders = ReadonlyMap<Pointer, readonly Pointer[]>;

export interface ThreeOrders {
  /** What both sides started from. */
  readonly base: Orders;
  readonly ours: Orders;
  readonly theirs: Orders;
}

export interface MergedOrders {
  readonly orders: Orders;
  /** Parts that both sides put to one place, or each to another: ours comes first, or wins. */
  readonly ties: readonly Pointer[];
  /** Parts that one side put where the other side removed what would hold them. They stand nowhere. */
  readonly orphans: readonly Pointer[];
}

/**
 * `takes`: whether their insertion, removal or move of a part counts. A part that only one side changed stands where that
 * side put it: behind what it follows there, of what neither side changed. With the sides swapped the result is the same
 * but for ties.
 */
export function mergeOrders(three: ThreeOrders, takes: (part: Pointer) => boolean): MergedOrders {
  const ties = new Set<Pointer>();
  const owners = mergeOwners(three, takes, ties);
  const orphans = takeOrphans(owners);
  const { ours, theirs } = three;
  const held = [...new Set([...ours.keys(), ...theirs.keys()])].filter((owner) => owner === '' || owners.has(owner));
  const orders = new Map(held.map((owner) => [owner, orderIn(owner, three, owners, takes, ties)]));
  return { orders, ties: [...ties], orphans };
}

/** In which owner each part stands. */
function mergeOwners(
  { base, ours, theirs }: ThreeOrders,
  takes: (part: Pointer) => boolean,
  ties: Set<Pointer>,
): Map<Pointer, Pointer> {
  const [was, mine, their] = [ownersIn(base), ownersIn(ours), ownersIn(theirs)];
  const owners = new Map<Pointer, Pointer>();
  for (const part of new Set([...mine.keys(), ...their.keys()])) {
    const [before, here, there] = [was.get(part), mine.get(part), their.get(part)];
    const isTheirs = takes(part) && here !== there && here === before;
    if (takes(part) && here !== there && here !== before && there !== before && there !== undefined) ties.add(part);
    const owner = isTheirs ? there : here;
    if (owner !== undefined) owners.set(part, owner);
  }
  for (const part of inCircles(owners)) {
    ties.add(part);
    owners.set(part, mine.get(part)!);
  }
  return owners;
}

/** Takes out parts whose owner is gone, with all that stands in them. */
function takeOrphans(owners: Map<Pointer, Pointer>): readonly Pointer[] {
  const orphans: Pointer[] = [];
  for (let found = -1; found < orphans.length; ) {
    found = orphans.length;
    for (const [part, owner] of owners) if (owner !== '' && !owners.has(owner)) orphans.push(part);
    for (const part of orphans.slice(found)) owners.delete(part);
  }
  return orphans;
}

function ownersIn(orders: Orders): ReadonlyMap<Pointer, Pointer> {
  return new Map([...orders].flatMap(([owner, parts]) => parts.map((part) => [part, owner] as const)));
}

/** Parts that would stand inside of themselves: each side put one into the other. */
function inCircles(owners: ReadonlyMap<Pointer, Pointer>): readonly Pointer[] {
  const fine = new Set<Pointer>(['']);
  const found: Pointer[] = [];
  for (const start of owners.keys()) {
    const path = new Set<Pointer>();
    let part: Pointer | undefined = start;
    while (part !== undefined && !fine.has(part) && !path.has(part)) {
      path.add(part);
      part = owners.get(part);
    }
    if (part !== undefined && path.has(part)) found.push(...[...path].slice([...path].indexOf(part)));
    for (const one of path) fine.add(one);
  }
  return found;
}

function orderIn(
  owner: Pointer,
  three: ThreeOrders,
  owners: ReadonlyMap<Pointer, Pointer>,
  takes: (part: Pointer) => boolean,
  ties: Set<Pointer>,
): readonly Pointer[] {
  const here = (orders: Orders): readonly Pointer[] =>
    (orders.get(owner) ?? []).filter((part) => owners.get(part) === owner);
  const [base, ours, theirs] = [here(three.base), here(three.ours), here(three.theirs)];
  if (ours.length === theirs.length && ours.every((part, index) => part === theirs[index])) return ours;
  const stillOurs = unmoved(base, ours);
  const stillTheirs = unmoved(base, theirs);
  const movedByThem = new Set(theirs.filter((part) => takes(part) && !stillTheirs.has(part)));
  const still = new Set(ours.filter((part) => stillOurs.has(part) && !movedByThem.has(part)));
  const inOurs = new Set(ours);
  const byThem = new Set([...movedByThem].filter((part) => stillOurs.has(part) || !inOurs.has(part)));
  for (const part of movedByThem) if (!byThem.has(part)) ties.add(part);
  const ourGaps = gapsIn(ours, still, (part) => !still.has(part) && !byThem.has(part));
  const theirGaps = gapsIn(theirs, new Set([...still].filter((part) => stillTheirs.has(part))), (part) =>
    byThem.has(part),
  );
  return [undefined, ...ours.filter((part) => still.has(part))].flatMap((part) => {
    const [own, other] = [ourGaps.get(part) ?? [], theirGaps.get(part) ?? []];
    if (own.length > 0) for (const one of other) ties.add(one);
    return [...(part === undefined ? [] : [part]), ...own, ...other];
  });
}

/** Parts of `base` that keep their order among each other in `side`. */
function unmoved(base: readonly Pointer[], side: readonly Pointer[]): ReadonlySet<Pointer> {
  const place = new Map(base.map((part, index) => [part, index]));
  const kept = side.filter((part) => place.has(part));
  return new Set(longestRise(kept.map((part) => place.get(part)!)).map((index) => kept[index]!));
}

/** What stands behind each anchor, or before the first (undefined), of what is asked for. */
function gapsIn(
  side: readonly Pointer[],
  anchors: ReadonlySet<Pointer>,
  isAsked: (part: Pointer) => boolean,
): ReadonlyMap<Pointer | undefined, readonly Pointer[]> {
  const gaps = new Map<Pointer | undefined, Pointer[]>();
  let anchor: Pointer | undefined;
  for (const part of side) {
    if (anchors.has(part)) anchor = part;
    else if (isAsked(part)) {
      const gap = gaps.get(anchor);
      if (gap === undefined) gaps.set(anchor, [part]);
      else gap.push(part);
    }
  }
  return gaps;
}
