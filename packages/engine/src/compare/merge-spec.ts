// Merges the spec to send: our leaves, live's where theirs are kept, none where a later step adds them.

import type { JsonObject } from '../model/json.ts';
import type { Kind, Leaf } from '../model/kind.ts';
import { getAt, matchesAny, type Pointer, type PointerPattern, setAt } from '../model/pointer.ts';
import type { Baseline } from '../model/state.ts';
import { isManaged } from './baseline.ts';
import type { Snapshot } from './snapshot.ts';

export interface MergeOptions {
  /** Leaves that come with a later step. */
  readonly omit: readonly Pointer[];
  /** Leaves that keep live's value: ignored ones and those held by policy. */
  readonly keep: readonly PointerPattern[];
}

/**
 * The spec to send. For kinds whose PUT replaces the whole object, live leaves that nobody manages are carried over; for
 * partial ones, kept leaves are simply left out.
 */
export function mergeSpec(
  kind: Kind,
  desired: Snapshot,
  live: Snapshot | undefined,
  base: Baseline | undefined,
  how: MergeOptions,
): JsonObject {
  let spec: JsonObject = desired.spec;
  for (const pointer of how.omit) spec = setAt(spec, pointer, undefined) as JsonObject;
  if (live === undefined) return spec;
  const owns = kind.owns(desired.spec);
  const kept = (leaf: Leaf): boolean =>
    matchesAny(leaf.pointer, how.keep) || !isManaged(leaf.pointer, desired, owns, base);
  if (kind.put === 'whole') {
    for (const leaf of live.leaves.values()) {
      if (kept(leaf) && getAt(spec, leaf.pointer) !== leaf.value)
        spec = setAt(spec, leaf.pointer, leaf.value) as JsonObject;
    }
  }
  for (const pointer of desired.leaves.keys()) {
    const dropped = kind.put === 'whole' ? !live.leaves.has(pointer) : true;
    if (dropped && matchesAny(pointer, how.keep) && !matchesAny(pointer, kind.writeOnly))
      spec = setAt(spec, pointer, undefined) as JsonObject;
  }
  return spec;
}
