// One write. Intent first, then the call, then the record, then one look at what became of it.

import { leavesDigest, makeSnapshot, type Snapshot } from '../compare/baseline.ts';
import { leafChangesOf } from '../compare/leaf-changes.ts';
import { compose } from '../compare/merge-spec.ts';
import { unsettledBaseline, viewRemote } from '../compare/reconcile.ts';
import { type Before, beforeFollowing, beforeUpdate } from '../compare/unwritten.ts';
import type { Address } from '../model/address.ts';
import { refsIn, resolveSpec } from '../model/deferred-value.ts';
import type { DesiredResource } from '../model/desired.ts';
import type { Digester } from '../model/digest.ts';
import { assert } from '../model/errors.ts';
import type { JsonObject } from '../model/json.ts';
import { type Identity, type ItemIds, type Kind, normalize, type Written } from '../model/kind.ts';
import { namedIn, observationOf } from '../model/observation.ts';
import type { Step } from '../model/plan.ts';
import { getAt, matchesAny, type Pointer } from '../model/pointer.ts';
import { rememberSecrets, secretLeaves } from '../model/secret-leaves.ts';
import type { Intent, Recorded } from '../model/state.ts';
import { kindOf, nameOf } from '../plan/resource-view.ts';
import { endOfTask } from '../recover/task.ts';
import type { ApplyContext } from './apply-context.ts';
import { keepBackup } from './backup.ts';
import { removeObject } from './delete.ts';
import { withIntent } from './intent.ts';
import { takeNewId } from './new-id.ts';
import { readBack, settleNow, unwrittenIn } from './read-back.ts';
import { refuseTooLarge, refuseUnknown } from './refuse-body.ts';
import { keptLeaves, keptPast, sentSnapshot } from './sent-snapshot.ts';

export async function runStep(context: ApplyContext, step: Step): Promise<void> {
  if (step.op === 'delete') return removeObject(context, step);
  const resource = context.resources.get(step.address);
  assert(resource, `step ${step.id} has no resource`);
  return writeObject(context, step, resource);
}

async function writeObject(context: ApplyContext, step: Step, resource: DesiredResource): Promise<void> {
  const { world, lease, digester } = context;
  const kind = kindOf(world.kinds, step.address);
  const state = lease.state();
  const recorded = state.resources[step.address];
  const attribute = (address: Address, name: string): string | undefined => state.resources[address]?.attributes[name];
  const spec = normalize(kind, resolveSpec(resource.spec, { attribute, secret: world.secrets }));
  const isUpdate = step.op === 'update';
  const observation = observationOf(context.live, step.address);
  const seen = isUpdate && observation.seen === 'found' ? observation.remote : undefined;
  const current = isUpdate ? (seen ?? context.created.get(step.address) ?? {}) : undefined;
  const live = seen && viewRemote(kind, seen, recorded?.memo ?? {}, digester).snapshot;
  const wanted = makeSnapshot(kind, spec, digester);
  const body = compose(kind, wanted, live, recorded?.base, {
    omit: step.omit ?? [],
    keep: isUpdate ? (step.keep ?? []) : [],
  });
  refuseUnknown(step, body);
  const request = kind.toRemote(body, {
    itemIds: isUpdate ? (recorded?.memo ?? {}) : {},
    ...(current ? { current } : {}),
  });
  refuseTooLarge(kind, step, request);
  const held = isUpdate ? keptLeaves(step, resource) : [];
  const sent = sentSnapshot(kind, body, wanted, held, digester);
  const before = isUpdate ? beforeWrite(kind, { recorded, wanted, sent, live, held, resource, digester }) : undefined;
  await keepBackup(context, step, kind, seen);
  const past = keptPast(recorded, held);
  const base = unsettledBaseline(kind, sent, isUpdate ? recorded?.base : undefined, digester, past, before);
  const about = {
    dependsOn: [...new Set(refsIn(resource.spec).map((ref) => ref.address))].sort(),
    protect: resource.lifecycle.protect,
    ...rememberSecrets([...secretLeaves(kind, resource.spec), ...keptSecrets(recorded, step)]),
  };

  const intent: Intent = {
    address: step.address,
    step: step.id,
    op: isUpdate ? 'update' : 'create',
    ...(isUpdate && recorded ? { identity: { id: recorded.id, uid: recorded.uid } } : {}),
    ...(step.replaces ? { replaces: true as const } : {}),
    name: nameOf(body),
    sending: leavesDigest(kind, body, digester),
    ...(isUpdate ? {} : { sent: { tag: base.tag, leaves: base.sent, ...(sent.root ? { root: sent.root } : {}) } }),
    ...about,
    seenBefore: isUpdate ? [] : seenBefore(context, kind, nameOf(body)),
    at: 0,
  };
  const written = await sendWrite(context, step, kind, request, recorded, intent);
  if (!isUpdate) context.created.set(step.address, written.remote ?? {});
  const record: Recorded = {
    id: written.id,
    uid: written.uid,
    attributes: kind.attributesOf({
      ...(recorded && isUpdate ? recorded.attributes : {}),
      ...(written.remote ?? {}),
      id: written.id,
      uid: written.uid,
    }),
    base,
    residues: [],
    memo: isUpdate ? kind.fromRemote(request, itemIdsWithin(body, recorded?.memo ?? {})).itemIds : {},
    ...about,
    ...deposedAfter(recorded, step),
  };
  const { remote } = written;
  const isShown = remote !== undefined && unwrittenIn(context, kind, record, remote).length === 0;
  await lease.append({
    records: { [step.address]: isShown ? settleNow(context, step, kind, record, remote) : record },
    closed: step.address,
    stepDone: step.id,
  });
  if (step.readBack || (remote !== undefined && !isShown))
    await readBack(context, step, kind, { intent, record, previous: recorded });
}

/** What an update finds at the leaves that it changes; nothing is known where the record's digests are of another key or version. */
function beforeWrite(
  kind: Kind,
  about: {
    readonly recorded: Recorded | undefined;
    readonly wanted: Snapshot;
    readonly sent: Snapshot;
    readonly live: Snapshot | undefined;
    readonly held: readonly Pointer[];
    readonly resource: DesiredResource;
    readonly digester: Digester;
  },
): Before | undefined {
  const { recorded, wanted, sent, live, held, resource, digester } = about;
  if (recorded === undefined || recorded.base.tag !== digester.tag(kind)) return undefined;
  if (live === undefined) return beforeFollowing(kind, sent, recorded.base);
  return beforeUpdate(kind, leafChangesOf(kind, recorded.base, wanted, live, resource.lifecycle), live, held);
}

/** Recorded ids whose part is still in the spec under its key; a renamed part is known by its new key. */
function itemIdsWithin(body: JsonObject, itemIds: ItemIds): ItemIds {
  return Object.fromEntries(Object.entries(itemIds).filter(([pointer]) => getAt(body, pointer) !== undefined));
}

/** Secrets that stay where they are, because live's value is kept there. */
function keptSecrets(recorded: Recorded | undefined, step: Step): readonly Pointer[] {
  return step.op === 'update' ? (recorded?.secrets ?? []).filter((at) => matchesAny(at, step.keep ?? [])) : [];
}

function deposedAfter(recorded: Recorded | undefined, step: Step): { readonly deposed?: readonly Identity[] } {
  const deposed = [
    ...(step.replaces && recorded ? [{ id: recorded.id, uid: recorded.uid }] : []),
    ...(recorded?.deposed ?? []),
  ];
  return deposed.length > 0 ? { deposed } : {};
}

function seenBefore(context: ApplyContext, kind: Kind, name: string): readonly string[] {
  const listed = [...(namedIn(context.live, kind)?.values() ?? [])]
    .filter((entry) => entry.name === name)
    .map((entry) => entry.id);
  return [...new Set([...listed, ...(context.made.get(`${kind.name} ${name}`) ?? [])])].sort();
}

async function sendWrite(
  context: ApplyContext,
  step: Step,
  kind: Kind,
  body: JsonObject,
  recorded: Recorded | undefined,
  intent: Intent,
): Promise<Written> {
  const written = await withIntent(context, step, intent, async (send) => {
    const api = kind.api(send);
    if (step.op === 'update') return api.update(recorded!, body, { asTask: step.asTask === true });
    const made = await api.create(body, { workspace: context.desired.workspace });
    takeNewId(context, kind, intent.name ?? '', made);
    return made;
  });
  const { task } = written;
  if (task !== undefined) {
    const { world, lease, reservation } = context;
    await lease.append({ intent: { ...intent, task, at: world.clock.nowMs() } });
    await endOfTask(world, step, kind, task, reservation);
  }
  return written;
}
