// What counts as sent, and what stays of the past, where live's values are kept.
import { settledAt } from '../compare/baseline.ts';
import { type Snapshot, snapshotOf } from '../compare/snapshot.ts';
import type { DesiredResource } from '../model/desired.ts';
import type { Digester } from '../model/digest.ts';
import type { JsonObject } from '../model/json.ts';
import type { Kind } from '../model/kind.ts';
import type { Step } from '../model/plan.ts';
import type { Pointer } from '../model/pointer.ts';
import type { ResourceRecord } from '../model/state.ts';

/** Leaves whose remote change is left alone by policy. */
export function keptLeaves(step: Step, resource: DesiredResource): readonly Pointer[] {
  return (step.keep ?? []).filter((pointer) => !resource.lifecycle.ignore.includes(pointer));
}

/** What counts as sent: the leaves that desired has, as they went out, and kept ones as declared. */
export function sentSnapshot(
  kind: Kind,
  merged: JsonObject,
  desired: Snapshot,
  kept: readonly Pointer[],
  digester: Digester,
): Snapshot {
  if (merged === desired.spec) return desired;
  const leaves = new Map(
    kind
      .leaves(merged)
      .filter((leaf) => desired.leaves.has(leaf.pointer))
      .map((leaf) => [leaf.pointer, leaf]),
  );
  for (const pointer of kept) {
    const declared = desired.leaves.get(pointer);
    if (declared) leaves.set(pointer, declared);
  }
  return snapshotOf(merged, () => leaves, undefined, digester);
}

/** The settled past of kept leaves, which stays: so they are shown again next time. */
export function keptPast(
  record: ResourceRecord | undefined,
  kept: readonly Pointer[],
): Readonly<Record<Pointer, string | null>> {
  const baseline = record?.current?.baseline;
  if (baseline === undefined) return {};
  return Object.fromEntries(kept.map((pointer) => [pointer, settledAt(baseline, pointer) ?? null]));
}
