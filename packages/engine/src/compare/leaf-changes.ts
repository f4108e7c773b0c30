// Finds the leaf changes: which leaves the files changed, which changed remotely, and where the two sides differ now.

import type { Lifecycle } from '../model/desired.ts';
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
  if (
    desired.root !== undefined &&
    desired.root === base.roots.sent &&
    live.root !== undefined &&
    live.root === base.roots.settled
  )
    return STILL;
  const owns = kind.owns(desired.spec);
  const config: Pointer[] = [];
  const remote: Pointer[] = [];
  for (const pointer of orderedPointers(desired, live, base)) {
    if (matchesAny(pointer, lifecycle.ignore) || !isManaged(pointer, desired, owns, base)) continue;
    const wanted = desired.digestAt(pointer);
    if (wanted !== 'missing') {
      if (wanted === 'unknown' || knownDigest(desired, pointer) !== base.sent[pointer]) config.push(pointer);
    }
    if (!matchesAny(pointer, kind.writeOnly) && knownDigest(live, pointer) !== settledAt(base, pointer))
      remote.push(pointer);
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
  return orderedPointers(desired, live, base).filter((pointer) => {
    if (matchesAny(pointer, lifecycle.ignore) || !isManaged(pointer, desired, owns, base)) return false;
    const wanted = desired.digestAt(pointer);
    if (wanted === 'missing') return false;
    if (wanted === 'unknown') return true;
    const there = matchesAny(pointer, kind.writeOnly) ? base?.sent[pointer] : knownDigest(live, pointer);
    return knownDigest(desired, pointer) !== there;
  });
}

/** Every pointer of the two sides and the base: desired's order first, then live's, then what is only remembered. */
function orderedPointers(desired: Snapshot, live: Snapshot, base: Baseline | undefined): readonly Pointer[] {
  return [...new Set([...desired.leaves.keys(), ...live.leaves.keys(), ...(base ? baselinePointers(base) : [])])];
}
