// What counts as sent, and what stays of the past, where live's values are kept.
import { type Snapshot, settledAt, snapshotOf } from '../compare/baseline.ts';
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

/** What counts as sent: the leaves that desired has, as they went out; held ones as declared. Strangers are not ours. */
export function sentSnapshot(
  kind: Kind,
  body: JsonObject,
  wanted: Snapshot,
  held: readonly Pointer[],
  digester: Digester,
): Snapshot {
  if (body === wanted.spec) return wanted;
  const leaves = new Map(
    kind
      .leaves(body)
      .filter((leaf) => wanted.leaves.has(leaf.pointer))
      .map((leaf) => [leaf.pointer, leaf]),
  );
  for (const pointer of held) {
    const declared = wanted.leaves.get(pointer);
    if (declared) leaves.set(pointer, declared);
  }
  return snapshotOf(body, leaves, undefined, digester);
}

/** Held leaves keep the past they had, so that they are shown again next time. */
export function keptPast(
  record: ResourceRecord | undefined,
  held: readonly Pointer[],
): Readonly<Record<Pointer, string | null>> {
  const baseline = record?.current?.baseline;
  if (baseline === undefined) return {};
  return Object.fromEntries(held.map((pointer) => [pointer, settledAt(baseline, pointer) ?? null]));
}
