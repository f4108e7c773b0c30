// One write. Intent first, then the call, then the record, then one read of what became of it.

import { aligned } from '../compare/aligned.ts';
import { bothOrders } from '../compare/both-orders.ts';
import { desiredSnapshot, lookupIn, nameOf } from '../compare/desired-snapshot.ts';
import { leafChangesOf } from '../compare/leaf-changes.ts';
import { type LiveView, viewRemote } from '../compare/live-snapshot.ts';
import { mergeSpec } from '../compare/merge-spec.ts';
import { unsettledBaseline } from '../compare/reconcile.ts';
import { afterCreate, afterUpdate, fromFiles } from '../compare/record.ts';
import { leavesDigest, type Snapshot } from '../compare/snapshot.ts';
import { type Before, beforeFollowing, beforeUpdate } from '../compare/unwritten.ts';
import type { DesiredResource } from '../model/desired.ts';
import type { Digester } from '../model/digest.ts';
import { assert } from '../model/errors.ts';
import type { JsonObject } from '../model/json.ts';
import type { Kind, Written } from '../model/kind.ts';
import { namedAs, observationOf, remoteOf } from '../model/observation.ts';
import type { ItemIds } from '../model/parts.ts';
import type { Step } from '../model/plan.ts';
import { getAt, matchesAny, type Pointer } from '../model/pointer.ts';
import type { CurrentObject, Intent, ResourceRecord } from '../model/state.ts';
import { kindOf } from '../plan/resource-view.ts';
import { endOfTask } from '../recover/task.ts';
import { keepBackup } from './backup.ts';
import { removeObject } from './delete.ts';
import { takeNewId, withIntent } from './intent.ts';
import { readBack, settleNow, unwrittenIn } from './read-back.ts';
import { refuseTooLarge, refuseUnknown } from './refuse.ts';
import { keptLeaves, keptPast, sentSnapshot } from './sent-snapshot.ts';
import { recordsAfter, type StepContext } from './step-context.ts';

export async function runStep(context: StepContext, step: Step): Promise<void> {
  if (step.op === 'delete') return removeObject(context, step);
  const resource = context.resources.get(step.address);
  assert(resource, `step ${step.id} has no resource`);
  return writeObject(context, step, resource);
}

async function writeObject(context: StepContext, step: Step, resource: DesiredResource): Promise<void> {
  const { ports, lease, digester } = context;
  const kind = kindOf(ports.kinds, step.address);
  const state = lease.state();
  const remembered = state.resources[step.address];
  const isUpdate = step.op === 'update';
  const observation = observationOf(context.live, step.address);
  const seen = isUpdate && observation.status === 'found' ? remoteOf(observation) : undefined;
  const current = isUpdate ? (seen ?? context.created.get(step.address) ?? {}) : undefined;
  const desired = desiredSnapshot(kind, resource, lookupIn(state, ports.secrets), digester);
  const view = (of: CurrentObject | undefined): LiveView | undefined =>
    seen && viewRemote(kind, seen, of?.itemIds ?? {}, digester);
  const { record: previous, live: viewed, itemIds, orders } = aligned(kind, remembered, desired, view, digester);
  const live = viewed?.snapshot;
  const known = previous?.current;
  const keep = isUpdate ? (step.keep ?? []) : [];
  const base = keep.length > 0 ? orders() : undefined;
  const merged = mergeSpec(kind, desired, live, known?.baseline, {
    omit: step.omit ?? [],
    keep,
    ...(kind.parts && base && live
      ? { orders: bothOrders(kind.parts, base, desired, live, (leaf) => matchesAny(leaf, keep)).values }
      : {}),
  });
  refuseUnknown(step, merged);
  const body = kind.toRemote(merged, {
    itemIds: isUpdate ? itemIds : {},
    ...(current ? { current } : {}),
  });
  refuseTooLarge(kind, step, body);
  const kept = isUpdate ? keptLeaves(step, resource) : [];
  const sent = sentSnapshot(kind, merged, desired, kept, digester);
  const before = isUpdate ? beforeWrite(kind, { known, desired, sent, live, kept, resource, digester }) : undefined;
  await keepBackup(context, step, kind, seen);
  const baseline = unsettledBaseline(kind, sent, digester, {
    ...(isUpdate && known ? { previous: known.baseline } : {}),
    kept: keptPast(previous, kept),
    ...(before ? { before } : {}),
  });
  const files = fromFiles(kind, resource, keptSecrets(previous, step));
  const intent: Intent = {
    address: step.address,
    step: step.id,
    op: isUpdate ? 'update' : 'create',
    ...(isUpdate && known ? { identity: { id: known.id, uid: known.uid } } : {}),
    ...(step.replaces ? { replaces: true as const } : {}),
    ...(context.recordsOf === undefined ? {} : { restores: true as const }),
    name: nameOf(merged),
    sending: leavesDigest(kind, merged, digester),
    ...(isUpdate
      ? {}
      : { sent: { tag: baseline.tag, leaves: baseline.sent, ...(sent.root ? { root: sent.root } : {}) } }),
    ...files,
    seenBefore: isUpdate ? [] : seenBefore(context, kind, nameOf(merged)),
    at: 0,
  };
  const written = await sendWrite(context, step, kind, body, intent);
  const { remote } = written;
  if (!isUpdate) context.created.set(step.address, remote ?? {});
  const record = isUpdate
    ? afterUpdate(kind, previous, written, { baseline, itemIds: sentIds(kind, body, merged, known), ...files })
    : afterCreate(kind, previous, written, { baseline, replaces: step.replaces === true, ...files });
  const isShown = remote !== undefined && unwrittenIn(context, kind, record, remote).length === 0;
  await lease.append({
    type: 'step-done',
    step: step.id,
    address: step.address,
    records: recordsAfter(context, step.address, isShown ? settleNow(context, step, kind, record, remote) : record),
  });
  if (step.readBack || (remote !== undefined && !isShown))
    await readBack(context, step, kind, { intent, record, previous: remembered });
}

/** What an update finds at the leaves that it changes; nothing is known where the record's digests are of another key or version. */
function beforeWrite(
  kind: Kind,
  about: {
    readonly known: CurrentObject | undefined;
    readonly desired: Snapshot;
    readonly sent: Snapshot;
    readonly live: Snapshot | undefined;
    readonly kept: readonly Pointer[];
    readonly resource: DesiredResource;
    readonly digester: Digester;
  },
): Before | undefined {
  const { known, desired, sent, live, kept, resource, digester } = about;
  if (known === undefined || known.baseline.tag !== digester.tag(kind)) return undefined;
  if (live === undefined) return beforeFollowing(kind, sent, known.baseline);
  return beforeUpdate(kind, leafChangesOf(kind, known.baseline, desired, live, resource.lifecycle), live, kept);
}

/** Item ids within the body. Recorded ones count where their part is still in the spec under its key: a renamed part has a new key. */
function sentIds(kind: Kind, body: JsonObject, merged: JsonObject, known: CurrentObject | undefined): ItemIds {
  const recorded = Object.entries(known?.itemIds ?? {}).filter(([pointer]) => getAt(merged, pointer) !== undefined);
  return kind.fromRemote(body, Object.fromEntries(recorded)).itemIds;
}

/** Secrets that remain where they are, because live's value is kept there. */
function keptSecrets(record: ResourceRecord | undefined, step: Step): readonly Pointer[] {
  return step.op === 'update' ? (record?.secrets ?? []).filter((at) => matchesAny(at, step.keep ?? [])) : [];
}

function seenBefore(context: StepContext, kind: Kind, name: string): readonly string[] {
  const listed = namedAs(context.live, kind, name).map((entry) => entry.id);
  return [...new Set([...listed, ...(context.made.get(`${kind.name} ${name}`) ?? [])])].sort();
}

async function sendWrite(
  context: StepContext,
  step: Step,
  kind: Kind,
  body: JsonObject,
  intent: Intent,
): Promise<Written> {
  const written = await withIntent(context, step, intent, async (send) => {
    const api = kind.api(send);
    if (intent.identity !== undefined) return api.update(intent.identity, body, { asTask: step.asTask === true });
    const made = await api.create(body, { workspace: context.desired.workspace });
    takeNewId(context, kind, intent.name ?? '', made);
    return made;
  });
  const { task } = written;
  if (task !== undefined) {
    const { ports, lease, reservation } = context;
    await lease.append({ type: 'intent-opened', intent: { ...intent, task, at: ports.clock.nowMs() } });
    await endOfTask(ports, step, kind, task, reservation);
  }
  return written;
}
