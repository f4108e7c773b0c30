// Makes baselines: after a write, once it was read back, and of objects that we did not write.

import type { Digester } from '../model/digest.ts';
import type { Kind } from '../model/kind.ts';
import type { Digest } from '../model/parts.ts';
import { matchesAny, type Pointer, type PointerPattern } from '../model/pointer.ts';
import type { Baseline, ResourceRecord } from '../model/state.ts';
import { renewOrders } from './accepted.ts';
import { isManaged, sentDigests, settledDigests } from './baseline.ts';
import type { LiveView } from './live-snapshot.ts';
import { knownDigest, type Snapshot } from './snapshot.ts';
import { type Before, unwrittenLeaves, withoutUnwritten } from './unwritten.ts';

/** The baseline right after a write, before it was read back; until then `settled` is the past of kept leaves. */
export function unsettledBaseline(
  kind: Kind,
  sent: Snapshot,
  digester: Digester,
  past: { readonly previous?: Baseline; readonly kept?: Baseline['settled']; readonly before?: Before } = {},
): Baseline {
  const { previous, kept = {}, before } = past;
  return {
    tag: digester.tag(kind),
    sent: sentDigests(sent, previous),
    settled: kept,
    roots: sent.root === undefined ? {} : { sent: sent.root },
    unsettled: true,
    ...(before === undefined ? {} : { before }),
  };
}

/**
 * The record after a read of what we wrote. `apart` names leaves that cannot differ: ignored ones and those
 * kept by policy; kept leaves have the past they had, so that they stay visible as remote changes. Leaves on which the write had
 * no effect do not count as sent.
 */
export function settle(
  kind: Kind,
  record: ResourceRecord,
  view: LiveView,
  apart: readonly PointerPattern[] = [],
): ResourceRecord {
  const { current } = record;
  if (current === undefined) return record;
  const unwritten = unwrittenLeaves(kind, current.baseline, view.snapshot);
  const base = withoutUnwritten(current.baseline, unwritten, view.snapshot);
  const keptPast = base.unsettled ? base.settled : {};
  const isAsSent = base.roots.sent !== undefined && base.roots.sent === view.snapshot.root;
  const changed = isAsSent ? {} : settledDigests(base.sent, view.snapshot, kind.writeOnly);
  const settled = { ...changed, ...keptPast };
  const differences = Object.keys(base.sent).filter(
    (pointer) =>
      Object.hasOwn(settled, pointer) &&
      !matchesAny(pointer, apart) &&
      !matchesAny(pointer, kind.writeOnly) &&
      !Object.hasOwn(keptPast, pointer),
  );
  const hasKept = Object.keys(keptPast).length > 0;
  return {
    ...record,
    current: {
      ...current,
      ...(base.unsettled ? renewOrders(kind, current, view.snapshot) : {}),
      attributes: { ...current.attributes, ...kind.attributesOf(view.remote) },
      itemIds: view.itemIds,
      differences,
      baseline: {
        tag: base.tag,
        sent: base.sent,
        settled,
        roots: {
          ...(base.roots.sent === undefined || hasKept ? {} : { sent: base.roots.sent }),
          ...(view.snapshot.root === undefined || hasKept ? {} : { settled: view.snapshot.root }),
        },
      },
    },
  };
}

/**
 * The baseline of an object that we did not write: live is its past; desired counts as sent where it equals live and is
 * unknown elsewhere, so that an update follows and is shown. What only live has counts as sent where a write would delete it,
 * so that the delete is shown. Also used when digests of another key or version are met
 * (`blessed`): then desired counts as sent everywhere, and what differs is an unexplained difference instead of
 * a write.
 */
export function adoptedBaseline(
  kind: Kind,
  live: Snapshot,
  desired: Snapshot | undefined,
  digester: Digester,
  blessed: boolean,
): Baseline {
  const sent: Record<Pointer, string> = {};
  for (const pointer of (desired ?? live).leaves.keys()) {
    const ours = knownDigest(desired ?? live, pointer);
    const writeOnly = matchesAny(pointer, kind.writeOnly);
    if (ours !== undefined && (blessed || (!writeOnly && ours === knownDigest(live, pointer)))) sent[pointer] = ours;
  }
  if (desired !== undefined && !blessed) Object.assign(sent, onlyLive(kind, live, desired));
  return {
    tag: digester.tag(kind),
    sent,
    settled: settledDigests(sent, live, kind.writeOnly),
    roots: {
      ...(blessed && desired?.root !== undefined ? { sent: desired.root } : {}),
      ...(live.root === undefined ? {} : { settled: live.root }),
    },
  };
}

/** Digests of live's leaves that the files lack, in parts where what the files lack is deleted. */
function onlyLive(kind: Kind, live: Snapshot, desired: Snapshot): Readonly<Record<Pointer, Digest>> {
  const owns = kind.owns(desired.spec);
  const digests: Record<Pointer, Digest> = {};
  for (const pointer of live.leaves.keys()) {
    const digest = knownDigest(live, pointer);
    const isOurs = !desired.leaves.has(pointer) && isManaged(pointer, desired, owns, undefined);
    if (isOurs && digest !== undefined) digests[pointer] = digest;
  }
  return digests;
}
