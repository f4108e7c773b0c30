// Reads and makes baselines, the leaf digests by which each side is compared with its own past.
import type { Ownership } from '../model/kind.ts';
import type { Digest } from '../model/parts.ts';
import { isWithin, matchesAny, type Pointer, type PointerPattern } from '../model/pointer.ts';
import type { Baseline } from '../model/state.ts';
import { knownDigest, type Snapshot } from './snapshot.ts';

/** What the server had at a leaf when it was last read: a digest, or undefined for no such leaf. */
export function settledAt(base: Baseline, pointer: Pointer): Digest | undefined {
  if (Object.hasOwn(base.settled, pointer)) return base.settled[pointer] ?? undefined;
  return base.sent[pointer];
}

/** All pointers that a baseline knows of, sorted: state may have been stored with its keys in any order. */
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

/** The leaf digests of a snapshot that are known, for a baseline. */
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
