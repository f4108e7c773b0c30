// Reads the orders of a snapshot: which parts stand in which, and in what order.
import type { Parts } from '../model/parts.ts';
import type { Pointer } from '../model/pointer.ts';
import type { Snapshot } from './snapshot.ts';

/** The parts that an order names; undefined where the snapshot has no such leaf. */
export function orderAt(parts: Parts, snapshot: Snapshot, leaf: Pointer): readonly Pointer[] | undefined {
  const value = snapshot.leaves.get(leaf)?.value;
  if (!Array.isArray(value)) return undefined;
  const owner = parts.ownerOf(leaf);
  return value.flatMap((entry) => (typeof entry === 'string' ? [parts.partOf(owner, entry)] : []));
}

/** By the owner's pointer. */
export function ordersOf(parts: Parts, snapshot: Snapshot): ReadonlyMap<Pointer, readonly Pointer[]> {
  const orders = new Map<Pointer, readonly Pointer[]>();
  for (const leaf of snapshot.leaves.keys()) {
    if (!parts.isOrder(leaf)) continue;
    const order = orderAt(parts, snapshot, leaf);
    if (order !== undefined) orders.set(parts.ownerOf(leaf), order);
  }
  return orders;
}
