// Says what becomes of each leaf that has changed: written, kept, undone, stopped at, or in conflict.
import { isAccepted } from '../compare/accepted.ts';
import { type BothOrders, bothOrders } from '../compare/both-orders.ts';
import type { LeafChanges } from '../compare/leaf-changes.ts';
import { knownDigest } from '../compare/snapshot.ts';
import { equalTrees } from '../model/canonical.ts';
import type { DriftPolicy, Lifecycle } from '../model/desired.ts';
import { isWithin, matchesPattern, type Pointer } from '../model/pointer.ts';
import type { ResourceView } from './resource-view.ts';

export interface Fates {
  /** Leaves that the files changed. */
  readonly config: ReadonlySet<Pointer>;
  /** Remote edits of leaves whose secret is not available here. */
  readonly unread: readonly Pointer[];
  /** Leaves that the step would change on the server. */
  readonly written: readonly Pointer[];
  /** Remote edits left alone by policy. */
  readonly kept: readonly Pointer[];
  /** Those of them that a person accepted: they are not shown. */
  readonly quiet: readonly Pointer[];
  /** Remote edits that the step would undo. */
  readonly overwritten: readonly Pointer[];
  /** Remote edits that the policy says to stop at. */
  readonly stopping: readonly Pointer[];
  /** Leaves that changed on both sides to different values, and names of parts whose folder the other side removed. */
  readonly conflicting: readonly Pointer[];
  readonly forcedBy: readonly Pointer[];
  /** Leaves of `leafChanges.config` that the files did not change: what they refer to gets a new identity. */
  readonly renewed: readonly Pointer[];
  /** The order of parts where people changed one: what both sides did to it, as far as policy keeps theirs. */
  readonly orders?: BothOrders;
}

const NO_POINTERS: readonly Pointer[] = [];
const NO_FATES: Fates = {
  config: new Set(),
  unread: NO_POINTERS,
  written: NO_POINTERS,
  kept: NO_POINTERS,
  quiet: NO_POINTERS,
  overwritten: NO_POINTERS,
  stopping: NO_POINTERS,
  conflicting: NO_POINTERS,
  forcedBy: NO_POINTERS,
  renewed: NO_POINTERS,
};

export function fatesOf(view: ResourceView, leafChanges: LeafChanges, lifecycle: Lifecycle): Fates {
  const { remote } = leafChanges;
  if (leafChanges.config.length + remote.length + leafChanges.differing.length === 0) return NO_FATES;
  const renewed = renewedIn(view, leafChanges);
  const moved = new Set(leafChanges.config);
  const isRenewed = new Set(renewed);
  const config = new Set(leafChanges.config.filter((pointer) => !isRenewed.has(pointer)));
  const differing = new Set(leafChanges.differing);
  const isRemote = new Set(remote);
  const orders = ordersIn(view, leafChanges, lifecycle);
  /** Both sides have a say in the order of parts. */
  const isMerged = (pointer: Pointer): boolean => orders !== undefined && view.kind.parts?.isOrder(pointer) === true;
  /** The files say something else than what people did: only one of the two can stay. */
  const isContested = (pointer: Pointer): boolean => config.has(pointer) && !isMerged(pointer);
  const isLeft = (pointer: Pointer): boolean =>
    isMerged(pointer) ? orders?.values.has(pointer) === true : !config.has(pointer);
  const kept = remote.filter(
    (pointer) => isLeft(pointer) && differing.has(pointer) && isHeld(view, lifecycle, pointer),
  );
  const isKept = new Set(kept);
  const written = leafChanges.differing.filter(
    (pointer) =>
      (moved.has(pointer) || isRemote.has(pointer)) &&
      (isMerged(pointer) ? isReordered(view, orders, pointer) : !isKept.has(pointer)),
  );
  const contested = remote.filter((pointer) => isContested(pointer) && differing.has(pointer));
  return {
    config,
    unread: remote.filter((pointer) => view.desired?.digestAt(pointer) === 'missing'),
    written,
    kept,
    quiet: view.current?.accepted === undefined ? NO_POINTERS : kept.filter((pointer) => isQuiet(view, pointer)),
    overwritten: written.filter((pointer) => isRemote.has(pointer) && !isKept.has(pointer)),
    stopping: remote.filter(
      (pointer) => !isContested(pointer) && policyAt(lifecycle, pointer) === 'stop' && !isQuiet(view, pointer),
    ),
    conflicting: [...contested, ...(orders?.orphans ?? [])],
    forcedBy: written.filter((pointer) => view.kind.immutable.some((at) => isWithin(pointer, at))),
    renewed,
    ...(orders === undefined ? {} : { orders }),
  };
}

/** Leaves whose value is not known yet, and whose value so far is what was sent: nobody changed them in the files. */
function renewedIn(
  { before, desired, current, comparable }: ResourceView,
  { config }: LeafChanges,
): readonly Pointer[] {
  if (before === undefined || current === undefined || !comparable) return [];
  return config.filter((pointer) => {
    const known = knownDigest(before, pointer);
    return desired?.digestAt(pointer) === 'unknown' && known !== undefined && known === current.baseline.sent[pointer];
  });
}

/** Undefined where no order was changed remotely, or what was there before is not known: then an order is a leaf like any other. */
function ordersIn(view: ResourceView, { remote }: LeafChanges, lifecycle: Lifecycle): BothOrders | undefined {
  const {
    kind: { parts },
    desired,
    live,
    orders: sent,
  } = view;
  if (parts === undefined || desired === undefined || live === undefined) return undefined;
  if (!remote.some((leaf) => parts.isOrder(leaf) || isQuiet(view, leaf))) return undefined;
  const base = sent();
  return base && bothOrders(parts, base, desired, live.snapshot, (leaf) => isHeld(view, lifecycle, leaf));
}

function isReordered({ live }: ResourceView, orders: BothOrders | undefined, leaf: Pointer): boolean {
  return !equalTrees(live?.snapshot.leaves.get(leaf)?.value, orders?.values.get(leaf));
}

function isQuiet({ current, live }: ResourceView, pointer: Pointer): boolean {
  return isAccepted(current, live?.snapshot, pointer);
}

/** A remote edit that stays: by policy, or because a person accepted it. */
function isHeld(view: ResourceView, lifecycle: Lifecycle, pointer: Pointer): boolean {
  return policyAt(lifecycle, pointer) === 'keep' || isQuiet(view, pointer);
}

function policyAt(lifecycle: Lifecycle, pointer: Pointer): DriftPolicy {
  return lifecycle.drift.findLast((rule) => matchesPattern(pointer, rule.at))?.policy ?? 'undo';
}
