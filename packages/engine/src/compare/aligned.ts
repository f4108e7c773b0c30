// Puts a record and a live object under the pointers of what the files say now.
import type { Digester } from '../model/digest.ts';
import type { Kind } from '../model/kind.ts';
import type { ItemIds, PartMatch } from '../model/parts.ts';
import type { Pointer } from '../model/pointer.ts';
import type { CurrentObject, ResourceRecord } from '../model/state.ts';
import type { LiveView } from './live-snapshot.ts';
import type { Orders } from './merge-orders.ts';
import { ordersOf } from './orders.ts';
import { realign } from './realign.ts';
import { knownDigest, type Snapshot } from './snapshot.ts';

export interface Aligned {
  readonly record: ResourceRecord | undefined;
  readonly live: LiveView | undefined;
  /** The item ids with which `live` was understood. */
  readonly itemIds: ItemIds;
  /** How the recorded parts were found again; empty where the files say what they said. */
  readonly matches: readonly PartMatch[];
  /** What stood where when it was last sent; undefined where that is not known. */
  readonly orders: () => Orders | undefined;
}

/** `view` understands the live object with the item ids of what is recorded. */
export function aligned(
  kind: Kind,
  stored: ResourceRecord | undefined,
  desired: Snapshot | undefined,
  view: (current: CurrentObject | undefined) => LiveView | undefined,
  digester: Digester,
): Aligned {
  const seen = () => view(stored?.current)?.snapshot;
  const realigned = stored && desired && realign(kind, stored, desired, digester, seen);
  if (realigned === undefined) {
    const isAsSent = desired?.root !== undefined && desired.root === stored?.current?.baseline.roots.sent;
    const orders = (): Orders | undefined => (isAsSent && kind.parts ? ordersOf(kind.parts, desired) : undefined);
    const { current } = stored ?? {};
    return {
      record: stored,
      live: view(current),
      get itemIds() {
        return current?.itemIds ?? {};
      },
      matches: [],
      orders,
    };
  }
  const { record, matches, added, orders, beside } = realigned;
  const { live, itemIds } = viewBeside(kind, record.current!, desired!, added, view);
  return { record: live ? beside(live.snapshot) : record, live, itemIds, matches, orders: () => orders };
}

/** What both sides added alike is one part; what only has the same name is two. */
function viewBeside(
  { parts }: Kind,
  current: CurrentObject,
  desired: Snapshot,
  added: ReadonlySet<Pointer>,
  view: (current: CurrentObject | undefined) => LiveView | undefined,
): Pick<Aligned, 'live' | 'itemIds'> {
  const seen = (itemIds: ItemIds) => ({ live: view({ ...current, itemIds }), itemIds });
  if (parts === undefined || added.size === 0) return { live: view(current), itemIds: current.itemIds };
  const kept: ItemIds = { ...current.itemIds, ...Object.fromEntries([...added].map((part) => [part, ''])) };
  const apart = seen(kept);
  const { live } = apart;
  if (live === undefined) return apart;
  const recorded = new Set(Object.values(current.itemIds));
  const leavesOf = (side: Snapshot, isAdded: (part: Pointer) => boolean) =>
    [...side.leaves.keys()]
      .filter((pointer) => isAdded(parts.ownerOf(pointer)))
      .map((pointer) => [pointer, knownDigest(side, pointer)] as const);
  const pairs = parts.bothAdded(
    leavesOf(desired, (part) => added.has(part)),
    leavesOf(live.snapshot, (part) => part !== '' && !recorded.has(live.itemIds[part] ?? '')),
  );
  if (pairs.length === 0) return apart;
  return seen({ ...kept, ...Object.fromEntries(pairs.map((pair) => [pair.wanted, live.itemIds[pair.live]!])) });
}
