// Remote edits that a person accepted: leaves that the files do not say, and that stay as they were then.
import type { Kind } from '../model/kind.ts';
import type { Pointer } from '../model/pointer.ts';
import type { Baseline, CurrentObject, CurrentRecord } from '../model/state.ts';
import { knownDigest, type Snapshot } from './snapshot.ts';

/** Whether live still is at a leaf what was accepted there. */
export function isAccepted(current: CurrentObject | undefined, live: Snapshot | undefined, pointer: Pointer): boolean {
  const { accepted } = current ?? {};
  if (accepted === undefined || live === undefined || !Object.hasOwn(accepted, pointer)) return false;
  return (knownDigest(live, pointer) ?? null) === accepted[pointer];
}

/** What was accepted at leaves that a write has kept. */
export function stillAccepted(
  previous: CurrentObject | undefined,
  kept: Baseline['settled'],
): Pick<CurrentObject, 'accepted'> {
  const left = Object.entries(previous?.accepted ?? {}).filter(([pointer]) => Object.hasOwn(kept, pointer));
  return left.length === 0 ? {} : { accepted: Object.fromEntries(left) };
}

/** After a write of ours: an order that was accepted is the one that was sent, with what the files did to it. */
export function renewOrders({ parts }: Kind, current: CurrentObject, live: Snapshot): Pick<CurrentObject, 'accepted'> {
  if (current.accepted === undefined) return {};
  const now = Object.entries(current.accepted).map(
    ([pointer, digest]) => [pointer, parts?.isOrder(pointer) ? (knownDigest(live, pointer) ?? null) : digest] as const,
  );
  return { accepted: Object.fromEntries(now) };
}

/** A baseline made from a read, without what was accepted: it stays an edit, so that writes keep it. */
export function apartFrom(baseline: Baseline, accepted: CurrentObject['accepted']): Baseline {
  if (accepted === undefined) return baseline;
  const settled = Object.fromEntries(
    Object.entries(baseline.settled).filter(([pointer]) => !Object.hasOwn(accepted, pointer)),
  );
  return { ...baseline, settled, roots: baseline.roots.sent === undefined ? {} : { sent: baseline.roots.sent } };
}

/** The same for a record whose past is made anew: what live has at accepted leaves is what is accepted. */
export function withAccepted(record: CurrentRecord, live: Snapshot): CurrentRecord {
  const { current } = record;
  const { accepted } = current;
  if (accepted === undefined) return record;
  const now = Object.keys(accepted).map((pointer) => [pointer, knownDigest(live, pointer) ?? null] as const);
  return {
    ...record,
    current: {
      ...current,
      baseline: apartFrom(current.baseline, accepted),
      differences: current.differences.filter((pointer) => !Object.hasOwn(accepted, pointer)),
      accepted: Object.fromEntries(now),
    },
  };
}
