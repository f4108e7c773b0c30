// Finds the leaf changes: which leaves the files changed, which changed remotely, and where the two sides differ now.

import { equalTrees } from '../model/canonical.ts';
import { knownness } from '../model/deferred-value.ts';
import type { Lifecycle } from '../model/desired.ts';
import type { Json } from '../model/json.ts';
import type { Kind } from '../model/kind.ts';
import { matchesAny, type Pointer } from '../model/pointer.ts';
import type { Baseline } from '../model/state.ts';
import { baselinePointers, isManaged, settledAt } from './baseline.ts';
import { knownDigest, type Snapshot } from './snapshot.ts';

export interface LeafChanges {
  /** Leaves where desired differs from what we last sent. Unknown values count as moved. */
  readonly config: readonly Pointer[];
  /** Managed leaves where live differs from what the server had settled on. */
  readonly remote: readonly Pointer[];
  /** Managed leaves where desired and live differ: what a write would change. */
  readonly differing: readonly Pointer[];
}

const STILL: LeafChanges = { config: [], remote: [], differing: [] };

/**
 * Compares each side with its own past. Ignored leaves do not count; write-only leaves can only move in the files; a
 * leaf whose secret is not available here counts as unchanged.
 */
export function leafChangesOf(
  kind: Kind,
  base: Baseline,
  desired: Snapshot,
  live: Snapshot,
  lifecycle: Lifecycle,
): LeafChanges {
  const isSent = desired.root !== undefined && desired.root === base.roots.sent;
  const isSettled = live.root !== undefined && live.root === base.roots.settled;
  if (isSent && isSettled) return STILL;
  const owns = kind.owns(desired.spec);
  const config: Pointer[] = [];
  const remote: Pointer[] = [];
  for (const pointer of orderedPointers(desired, live, base)) {
    if (matchesAny(pointer, lifecycle.ignore) || !isManaged(pointer, desired, owns, base)) continue;
    const wanted = isSent ? 'missing' : desired.digestAt(pointer);
    if (wanted !== 'missing') {
      if (wanted === 'unknown' || knownDigest(desired, pointer) !== base.sent[pointer]) config.push(pointer);
    }
    if (isSettled || matchesAny(pointer, kind.writeOnly)) continue;
    if (knownDigest(live, pointer) !== settledAt(base, pointer)) remote.push(pointer);
  }
  return { config, remote, differing: differences(kind, base, desired, live, lifecycle) };
}

/** Managed leaves where what desired says and what live holds differ. Without a base, everything write-only differs. */
export function differences(
  kind: Kind,
  base: Baseline | undefined,
  desired: Snapshot,
  live: Snapshot,
  lifecycle: Lifecycle,
): readonly Pointer[] {
  const owns = kind.owns(desired.spec);
  const there = live.leaves;
  const differs = (pointer: Pointer): boolean => {
    if (matchesAny(pointer, lifecycle.ignore) || !isManaged(pointer, desired, owns, base)) return false;
    const wanted = desired.digestAt(pointer);
    if (wanted === 'missing') return false;
    if (wanted === 'unknown') return true;
    const isRead = !matchesAny(pointer, kind.writeOnly);
    return knownDigest(desired, pointer) !== (isRead ? knownDigest(live, pointer) : base?.sent[pointer]);
  };
  const differing: Pointer[] = [];
  let both = 0;
  for (const [pointer, { value }] of desired.leaves) {
    const other = there.get(pointer)?.value;
    if (other !== undefined) both += 1;
    // To compare two values costs less than two digests.
    const isSame = equalTrees(value, other) && isKnown(value, desired);
    if ((!isSame || matchesAny(pointer, kind.writeOnly)) && differs(pointer)) differing.push(pointer);
  }
  for (const pointer of both === there.size ? [] : there.keys())
    if (!desired.leaves.has(pointer) && differs(pointer)) differing.push(pointer);
  for (const pointer of base ? baselinePointers(base) : [])
    if (!desired.leaves.has(pointer) && !there.has(pointer) && differs(pointer)) differing.push(pointer);
  return differing;
}

function isKnown(value: Json, { root }: Snapshot): boolean {
  return root !== undefined || knownness(value) === 'known';
}

/** Every pointer of the two sides and the base: desired's order first, then live's, then what is only remembered. */
function orderedPointers(desired: Snapshot, live: Snapshot, base: Baseline | undefined): readonly Pointer[] {
  return [...new Set([...desired.leaves.keys(), ...live.leaves.keys(), ...(base ? baselinePointers(base) : [])])];
}
