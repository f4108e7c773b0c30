// Merges the spec to send: our leaves, live's where theirs are kept, none where a later step adds them.

import type { Json, JsonObject } from '../model/json.ts';
import type { Kind, Leaf } from '../model/kind.ts';
import { getAt, matcherOf, matchesAny, type Pointer, type PointerPattern, setAt, setEach } from '../model/pointer.ts';
import type { Baseline } from '../model/state.ts';
import { isManaged } from './baseline.ts';
import type { Snapshot } from './snapshot.ts';

export interface MergeOptions {
  /** Leaves that come with a later step. */
  readonly omit: readonly Pointer[];
  /** Leaves that keep live's value: ignored ones and those held by policy. */
  readonly keep: readonly PointerPattern[];
  /** Orders of parts that both sides have a say in, by their leaf; these win over `keep`. */
  readonly orders?: ReadonlyMap<Pointer, Json> | undefined;
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
  const isKept = matcherOf(how.keep);
  const kept = (leaf: Leaf): boolean => isKept(leaf.pointer) || !isManaged(leaf.pointer, desired, owns, base);
  const changes = new Map<Pointer, Json | undefined>();
  if (kind.put === 'whole') {
    const theirs = [...live.leaves.values()].filter(kept);
    const added = addedParts(kind, theirs, desired, live);
    for (const [part, alone] of added) changes.set(part, alone);
    if (added.size > 0)
      for (const { pointer } of live.leaves.values())
        if (added.has(kind.parts!.ownerOf(pointer))) changes.set(pointer, undefined);
    for (const { pointer, value } of theirs) if (getAt(spec, pointer) !== value) changes.set(pointer, value);
  }
  for (const pointer of desired.leaves.keys()) {
    const dropped = kind.put === 'whole' ? !live.leaves.has(pointer) : true;
    if (dropped && isKept(pointer) && !matchesAny(pointer, kind.writeOnly)) changes.set(pointer, undefined);
  }
  for (const [pointer, order] of how.orders ?? []) changes.set(pointer, order);
  return changes.size === 0 ? spec : setEach(spec, changes);
}

/** Parts that only live has and of which something is kept: with what is in them beside leaves, and that is sent, too. */
function addedParts(
  { parts }: Kind,
  kept: readonly Leaf[],
  desired: Snapshot,
  live: Snapshot,
): ReadonlyMap<Pointer, JsonObject> {
  const added = new Map<Pointer, JsonObject>();
  if (parts === undefined || kept.every(({ pointer }) => desired.leaves.has(pointer))) return added;
  const known = new Set([...desired.leaves.keys()].map((pointer) => parts.ownerOf(pointer)));
  for (const { pointer } of kept) {
    const part = parts.ownerOf(pointer);
    const alone = known.has(part) ? undefined : parts.alone(live.spec, part);
    known.add(part);
    if (alone !== undefined) added.set(part, alone);
  }
  return added;
}
