// Bases, the leaf digests by which each side is compared with its own past.

import { knownness } from '../model/deferred-value.ts';
import type { Digester } from '../model/digest.ts';
import type { JsonObject } from '../model/json.ts';
import type { Kind, Leaf, Ownership } from '../model/kind.ts';
import { isWithin, matchesAny, type Pointer, type PointerPattern } from '../model/pointer.ts';
import type { Baseline, Digest } from '../model/state.ts';

/** A leaf's digest; `unknown` where a later step makes the value, `missing` where a secret is not available here. */
export type LeafDigest = { readonly digest: Digest } | 'unknown' | 'missing';

/** A spec as its leaves. `root` is absent where a value in it is not known. */
export interface Snapshot {
  readonly spec: JsonObject;
  readonly leaves: ReadonlyMap<Pointer, Leaf>;
  readonly root?: Digest;
  digestAt(pointer: Pointer): LeafDigest | undefined;
}

/** `spec` is normalised and resolved. Leaf digests are made when asked for: equal roots need none. */
export function makeSnapshot(kind: Kind, spec: JsonObject, digester: Digester): Snapshot {
  const leaves = new Map(kind.leaves(spec).map((leaf) => [leaf.pointer, leaf]));
  return snapshotOf(spec, leaves, knownness(spec) === 'known' ? digester.digest(spec) : undefined, digester);
}

/** A side of chosen leaves; `root` only where they are all of the spec. */
export function snapshotOf(
  spec: JsonObject,
  leaves: ReadonlyMap<Pointer, Leaf>,
  root: Digest | undefined,
  digester: Digester,
): Snapshot {
  const digests = new Map<Pointer, LeafDigest>();
  return {
    spec,
    leaves,
    ...(root === undefined ? {} : { root }),
    digestAt(pointer) {
      const leaf = leaves.get(pointer);
      if (leaf === undefined) return undefined;
      const done = digests.get(pointer);
      if (done !== undefined) return done;
      const known = knownness(leaf.value);
      const digest: LeafDigest = known === 'known' ? { digest: digester.digest(leaf.value) } : known;
      digests.set(pointer, digest);
      return digest;
    },
  };
}

/** One digest over all leaves: equal for specs that differ only in what is not compared. */
export function leavesDigest(kind: Kind, spec: JsonObject, digester: Digester): Digest {
  return digester.digest(Object.fromEntries(kind.leaves(spec).map((leaf) => [leaf.pointer, leaf.value])));
}

/** The known digest of a leaf, or undefined. */
export function knownDigest(snapshot: Snapshot, pointer: Pointer): Digest | undefined {
  const digest = snapshot.digestAt(pointer);
  return typeof digest === 'object' ? digest.digest : undefined;
}

/** What the server had at a leaf when it was last read: a digest, or undefined for no such leaf. */
export function settledAt(base: Baseline, pointer: Pointer): Digest | undefined {
  if (Object.hasOwn(base.settled, pointer)) return base.settled[pointer] ?? undefined;
  return base.sent[pointer];
}

/** All pointers that a base knows of, sorted: state may have been stored with its keys in any order. */
export function baselinePointers(base: Baseline): readonly Pointer[] {
  return [...new Set([...Object.keys(base.sent), ...Object.keys(base.settled)])].sort();
}

/**
 * Whether a leaf is ours to compare and to delete: desired has it, it lies in a part that is ours as a whole, or it lies
 * in a part that people share and we sent it once.
 */
export function isManaged(
  pointer: Pointer,
  desired: Snapshot,
  owns: readonly Ownership[],
  base: Baseline | undefined,
): boolean {
  if (desired.leaves.has(pointer)) return true;
  const owner = owns.findLast((part) => isWithin(pointer, part.at));
  if (owner === undefined) return false;
  return owner.unmanaged === 'delete' || (base !== undefined && Object.hasOwn(base.sent, pointer));
}

/** The leaf digests of a side that are known, for a base. */
export function sentDigests(snapshot: Snapshot, previous: Baseline | undefined): Readonly<Record<Pointer, Digest>> {
  const sent: Record<Pointer, Digest> = {};
  for (const pointer of snapshot.leaves.keys()) {
    const digest = knownDigest(snapshot, pointer) ?? previous?.sent[pointer];
    if (digest !== undefined) sent[pointer] = digest;
  }
  return sent;
}

/** Live leaves where they differ from what was sent; null where the server lacks a sent leaf. Write-only leaves are left out. */
export function settledDigests(
  sent: Readonly<Record<Pointer, Digest>>,
  live: Snapshot,
  writeOnly: readonly PointerPattern[],
): Readonly<Record<Pointer, Digest | null>> {
  const settled: Record<Pointer, Digest | null> = {};
  for (const pointer of live.leaves.keys()) {
    const digest = knownDigest(live, pointer);
    if (digest !== undefined && digest !== sent[pointer]) settled[pointer] = digest;
  }
  for (const pointer of Object.keys(sent)) {
    if (!live.leaves.has(pointer) && !matchesAny(pointer, writeOnly)) settled[pointer] = null;
  }
  return settled;
}
