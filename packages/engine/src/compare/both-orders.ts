// Merges what the files and people in the app did to the order of parts.
import type { Json } from '../model/json.ts';
import type { Parts } from '../model/parts.ts';
import type { Pointer } from '../model/pointer.ts';
import { mergeOrders, type Orders } from './merge-orders.ts';
import { ordersOf } from './orders.ts';
import type { Snapshot } from './snapshot.ts';

export interface BothOrders {
  /** The order to send at each leaf that is one. */
  readonly values: ReadonlyMap<Pointer, Json>;
  /** Parts that both sides put to one place, or each to another. The files come first, or win. */
  readonly ties: readonly Pointer[];
  /** Names of parts whose folder the other side removed. */
  readonly orphans: readonly Pointer[];
}

/**
 * `takes`: whether a remote edit of this leaf counts. A part that people added or removed goes by its name, one that they
 * moved by the order in which it stands now.
 */
export function bothOrders(
  parts: Parts,
  base: Orders,
  desired: Snapshot,
  live: Snapshot,
  takes: (leaf: Pointer) => boolean,
): BothOrders {
  const ours = ordersOf(parts, desired);
  const theirs = ordersOf(parts, live);
  const leafOf = new Map(
    [...desired.leaves.keys(), ...live.leaves.keys()].filter(parts.isOrder).map((leaf) => [parts.ownerOf(leaf), leaf]),
  );
  const standsIn = new Map([...theirs].flatMap(([owner, list]) => list.map((part) => [part, owner] as const)));
  const inOurs = new Set([...ours.values()].flat());
  const isTaken = (part: Pointer): boolean => {
    const owner = standsIn.get(part);
    if (owner === undefined || !inOurs.has(part)) return takes(`${part}/name`);
    return takes(leafOf.get(owner)!);
  };
  const { orders, ties, orphans } = mergeOrders({ base, ours, theirs }, isTaken);
  const values = new Map<Pointer, Json>();
  for (const [owner, list] of orders)
    values.set(
      leafOf.get(owner)!,
      list.map((part) => parts.entryOf(owner, part)),
    );
  return { values, ties, orphans: orphans.map((part) => `${part}/name`) };
}
