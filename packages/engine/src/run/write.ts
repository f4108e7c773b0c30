// Room: one write. Intent first, then the call, then the record, then one look at what became of it.
import type { Address } from '../address.ts';
import { makeSide, type Side, settledAt, sideOf } from '../base.ts';
import type { Reservation, Send } from '../calls.ts';
import { compose } from '../compose.ts';
import type { Desired, DesiredResource } from '../desired.ts';
import type { Digester } from '../digest.ts';
import { AppError, assert, CallError } from '../errors.ts';
import { type Identity, type Kind, normalize, type Written } from '../kind.ts';
import { knownness, refsIn, resolveSpec } from '../late.ts';
import { type Live, sightingOf } from '../live.ts';
import type { Step } from '../plan-types.ts';
import type { Pointer } from '../pointer.ts';
import { settle, unsettledBase, viewRemote } from '../settle.ts';
import type { Intent, Lease, Recorded } from '../state.ts';
import { kindOf, nameOf } from '../survey.ts';
import { eachLate, type JsonObject } from '../tree.ts';
import type { World } from '../world.ts';
import { keepCopy } from './keep.ts';
import { withoutObject } from './resolve.ts';

/** What every step of one apply shares. `live` grows as objects are read back. */
export interface Running {
  readonly world: World;
  readonly lease: Lease;
  readonly desired: Desired;
  readonly resources: ReadonlyMap<Address, DesiredResource>;
  readonly live: Live;
  readonly digester: Digester;
  readonly reservation: Reservation;
  /** Leaves, by address, that somebody changed by hand and that this plan writes over: a copy is kept first. */
  readonly overwritten: ReadonlyMap<Address, readonly Pointer[]>;
  /** Ids made in this run, by kind and name, so that a later create of that name does not take them for its own. */
  readonly made: Map<string, string[]>;
  /** Objects made in this run, as far as the replies showed them; a second step of the same address starts from there. */
  readonly created: Map<Address, JsonObject>;
  readonly residues: { readonly address: Address; readonly pointers: readonly Pointer[] }[];
}

export async function runStep(running: Running, step: Step): Promise<void> {
  if (step.op === 'delete') return removeObject(running, step);
  const resource = running.resources.get(step.address);
  assert(resource, `step ${step.id} has no resource`);
  return writeObject(running, step, resource);
}

async function writeObject(running: Running, step: Step, resource: DesiredResource): Promise<void> {
  const { world, lease, digester } = running;
  const kind = kindOf(world.kinds, step.address);
  const state = lease.state();
  const recorded = state.resources[step.address];
  const attribute = (address: Address, name: string): string | undefined => state.resources[address]?.attributes[name];
  const spec = normalize(kind, resolveSpec(resource.spec, { attribute, secret: world.secrets }));
  const isUpdate = step.op === 'update';
  const sighting = sightingOf(running.live, step.address);
  const seen = isUpdate && sighting.seen === 'found' ? sighting.remote : undefined;
  const current = isUpdate ? (seen ?? running.created.get(step.address) ?? {}) : undefined;
  const live = seen && viewRemote(kind, seen, recorded?.memo ?? {}, digester).side;
  const wanted = makeSide(kind, spec, digester);
  const body = compose(kind, wanted, live, recorded?.base, {
    omit: step.omit ?? [],
    graft: isUpdate ? (step.graft ?? []) : [],
  });
  refuseUnknown(step, body);
  const request = kind.toRemote(body, {
    memo: isUpdate ? (recorded?.memo ?? {}) : {},
    ...(current ? { current } : {}),
  });
  refuseTooLarge(kind, step, request);
  const held = isUpdate ? heldLeaves(step, resource) : [];
  const sent = sentSide(kind, body, wanted, held, digester);
  const before = heldPast(recorded, held);
  await keepCopy(running, step, kind, seen);

  const intent: Intent = {
    address: step.address,
    step: step.id,
    op: isUpdate ? 'update' : 'create',
    ...(isUpdate && recorded ? { identity: { id: recorded.id, uid: recorded.uid } } : {}),
    ...(step.replaces ? { replaces: true as const } : {}),
    name: nameOf(body),
    sending: digester.digest(body),
    seenBefore: isUpdate ? [] : seenBefore(running, kind, nameOf(body)),
    at: 0,
  };
  const written = await sendWrite(running, step, kind, request, recorded, intent);
  if (!isUpdate)
    running.made.set(`${kind.name} ${nameOf(body)}`, [
      ...(running.made.get(`${kind.name} ${nameOf(body)}`) ?? []),
      written.id,
    ]);

  if (!isUpdate) running.created.set(step.address, written.remote ?? {});
  const record: Recorded = {
    id: written.id,
    uid: written.uid,
    attributes: kind.attributesOf({
      ...(recorded && isUpdate ? recorded.attributes : {}),
      ...(written.remote ?? {}),
      id: written.id,
      uid: written.uid,
    }),
    base: unsettledBase(kind, sent, isUpdate ? recorded?.base : undefined, digester),
    residues: [],
    memo: isUpdate ? (recorded?.memo ?? {}) : {},
    dependsOn: [...new Set(refsIn(resource.spec).map((ref) => ref.address))].sort(),
    protect: resource.lifecycle.protect,
    ...deposedAfter(recorded, step),
  };
  const settled = written.remote ? settleNow(running, step, kind, record, written.remote, before) : record;
  await lease.append({
    records: { [step.address]: settled },
    closed: step.address,
    stepDone: step.id,
  });
  if (step.readBack) await readBack(running, step, kind, record, before);
}

/** Leaves whose remote change is left alone by policy. */
function heldLeaves(step: Step, resource: DesiredResource): readonly Pointer[] {
  return (step.graft ?? []).filter((pointer) => !resource.lifecycle.ignore.includes(pointer));
}

/** What counts as sent: the leaves that desired has, as they went out; held ones as declared. Strangers are not ours. */
function sentSide(kind: Kind, body: JsonObject, wanted: Side, held: readonly Pointer[], digester: Digester): Side {
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
  return sideOf(body, leaves, undefined, digester);
}

/** Held leaves keep the past they had, so that they are shown again next time. */
function heldPast(recorded: Recorded | undefined, held: readonly Pointer[]): Readonly<Record<Pointer, string | null>> {
  if (recorded === undefined) return {};
  return Object.fromEntries(held.map((pointer) => [pointer, settledAt(recorded.base, pointer) ?? null]));
}

function deposedAfter(recorded: Recorded | undefined, step: Step): { readonly deposed?: readonly Identity[] } {
  const deposed = [
    ...(step.replaces && recorded ? [{ id: recorded.id, uid: recorded.uid }] : []),
    ...(recorded?.deposed ?? []),
  ];
  return deposed.length > 0 ? { deposed } : {};
}

function seenBefore(running: Running, kind: Kind, name: string): readonly string[] {
  const listed = (running.live.index?.elements[kind.plural] ?? [])
    .filter((entry) => entry.name === name)
    .map((entry) => entry.id);
  return [...new Set([...listed, ...(running.made.get(`${kind.name} ${name}`) ?? [])])].sort();
}

async function sendWrite(
  running: Running,
  step: Step,
  kind: Kind,
  body: JsonObject,
  recorded: Recorded | undefined,
  intent: Intent,
): Promise<Written> {
  return withIntent(running, intent, (send) => {
    const api = kind.api(send);
    return step.op === 'create'
      ? api.create(body, { workspace: running.desired.workspace })
      : api.update(recorded!, body);
  });
}

/**
 * Writes the intent down at the moment at which the call may leave: while it waits for a window nothing can have happened,
 * and what the server does is counted from then on. An ending without effect closes the intent again; after one that may
 * have had an effect its time moves up to now, for so long the server may have been at it.
 */
async function withIntent<T>(running: Running, intent: Intent, work: (send: Send) => Promise<T>): Promise<T> {
  const { lease, reservation, world } = running;
  let isOpen = false;
  const write = async (): Promise<void> => {
    await lease.append({ intent: { ...intent, at: world.clock.nowMs() } });
    isOpen = true;
  };
  try {
    return await work((call) => reservation.send(call, write));
  } catch (error) {
    if (error instanceof CallError && isOpen) {
      if (error.effect === 'none') await lease.append({ closed: intent.address });
      else await write();
    }
    throw error;
  }
}

async function readBack(
  running: Running,
  step: Step,
  kind: Kind,
  record: Recorded,
  before: Readonly<Record<Pointer, string | null>>,
): Promise<void> {
  const { world, lease } = running;
  try {
    const remote = await kind.api(running.reservation.send).read(record);
    if (remote === undefined) {
      world.emit({
        type: 'warning',
        text: `${step.address} was written, but the server does not show it yet; the next run looks again.`,
      });
      return;
    }
    await lease.append({ records: { [step.address]: settleNow(running, step, kind, record, remote, before) } });
    const at = world.clock.nowMs();
    await world.evidence.merge({ [step.address]: { at, how: 'body', id: record.id } });
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    world.emit({
      type: 'warning',
      text: `${step.address} was written, but could not be read back (${error.message}); the next run looks again.`,
    });
  }
}

function settleNow(
  running: Running,
  step: Step,
  kind: Kind,
  record: Recorded,
  remote: JsonObject,
  before: Readonly<Record<Pointer, string | null>>,
): Recorded {
  const view = viewRemote(kind, remote, record.memo, running.digester);
  const settled = settle(kind, record, view, remote, step.graft ?? [], before);
  if (settled.residues.length > 0) {
    running.residues.push({ address: step.address, pointers: settled.residues });
    running.world.emit({ type: 'residue', address: step.address, pointers: settled.residues });
  }
  return settled;
}

async function removeObject(running: Running, step: Step): Promise<void> {
  const { lease, world } = running;
  const kind = kindOf(world.kinds, step.address);
  const recorded = lease.state().resources[step.address];
  assert(recorded, `step ${step.id} has nothing to delete`);
  const identity =
    step.deposed === undefined
      ? recorded
      : [recorded, ...(recorded.deposed ?? [])].find((item) => item.id === step.deposed);
  assert(identity, `step ${step.id} names an object that is not in state`);
  const sighting = sightingOf(running.live, step.address);
  await keepCopy(running, step, kind, sighting.seen === 'found' ? sighting.remote : undefined);
  const { id, uid } = identity;
  const intent: Intent = {
    address: step.address,
    step: step.id,
    op: 'delete',
    identity: { id, uid },
    sending: '',
    seenBefore: [],
    at: 0,
  };
  await withIntent(running, intent, (send) => kind.api(send).remove({ id, uid }));
  const left = withoutObject(lease.state().resources[step.address], id);
  await lease.append({ records: { [step.address]: left }, closed: step.address, stepDone: step.id });
}

function refuseUnknown(step: Step, body: JsonObject): void {
  if (knownness(body) === 'known') return;
  let what = '';
  eachLate(body, (late) => {
    if (late.$late === 'missing') what = `secret ${late.name} is not set here`;
    else if (late.$late === 'unknown' && what === '') what = `${late.of} is not known`;
  });
  throw new AppError('E_APPLY_VALUE', `${step.address} cannot be written: ${what}.`, {
    hint: 'Set the environment variable that secrets: names for it, then run apply again. postform validate lists them.',
  });
}

function refuseTooLarge(kind: Kind, step: Step, body: JsonObject): void {
  if (kind.maxBodyBytes === undefined) return;
  const bytes = Buffer.byteLength(JSON.stringify(body));
  if (bytes <= kind.maxBodyBytes) return;
  throw new AppError(
    'E_APPLY_TOO_LARGE',
    `${step.address} is ${bytes} bytes; the API takes at most ${kind.maxBodyBytes}. No call was spent.`,
    {
      hint: `Split the ${kind.label} into smaller ones.`,
    },
  );
}
