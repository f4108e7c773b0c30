// Room: resolving intents. An earlier run died between writing down a write and recording it; this finds out what became of it.
import type { Address } from '../address.ts';
import { makeSide } from '../base.ts';
import { addCounts, type Count, countRoute, type Reservation } from '../calls.ts';
import type { Desired } from '../desired.ts';
import type { Digester } from '../digest.ts';
import { AppError } from '../errors.ts';
import type { Kind, Listed } from '../kind.ts';
import { normalize } from '../kind.ts';
import { refsIn, resolveSpec } from '../late.ts';
import { worstOf } from '../price.ts';
import { adoptedBase, viewRemote } from '../settle.ts';
import type { Entry, Intent, Lease, Recorded } from '../state.ts';
import { claimedIds, kindOf } from '../survey.ts';
import type { JsonObject } from '../tree.ts';
import type { World } from '../world.ts';

/** A call may take effect a moment after it left: so much is added to the settle time, though never more than it, ms. */
const IN_FLIGHT_MS = 2_000;

export interface Resolved {
  readonly address: Address;
  /** The plan step that was interrupted. */
  readonly step: string;
  readonly how: 'adopted' | 'absent' | 'applied' | 'deleted';
}

/**
 * Closes every open intent, under the lock, before anything else is planned.
 * Create: one unclaimed object of that name that was not there before is ours; none is believed only after the kind's
 * list and the workspace, both read later than the attempt plus the settle time; several are for a person to tell apart
 * (E_RESOLVE_AMBIGUOUS). Update: what is there now is our own write, not somebody's edit. Delete: not found is success.
 */
export async function resolveIntents(
  world: World,
  lease: Lease,
  desired: Desired | undefined,
  digester: Digester,
): Promise<readonly Resolved[]> {
  const { intents } = lease.state();
  if (intents.length === 0) return [];
  world.emit({ type: 'resolve-start', addresses: intents.map((intent) => intent.address) });
  const reservation = await world.client.reserve(
    'look',
    worstOf(priceOfResolving(world, intents, Object.keys(lease.state().resources).length)),
  );
  const resolved: Resolved[] = [];
  try {
    for (const intent of intents.filter((item) => item.op !== 'create'))
      resolved.push(await resolveKnown(world, lease, intent, digester, reservation));
    resolved.push(
      ...(await resolveCreates(
        world,
        lease,
        intents.filter((item) => item.op === 'create'),
        desired,
        digester,
        reservation,
      )),
    );
  } finally {
    reservation.release();
  }
  for (const item of resolved) world.emit({ type: 'resolved', address: item.address, how: item.how });
  return resolved;
}

/** A read for each intent, and the lists of the kinds with open creates, twice. */
export function priceOfResolving(world: World, intents: readonly Intent[], managed: number): Count {
  const { bucketsOf } = world.client;
  const pages = (kind: Kind): number => (kind.pageSize === undefined ? 1 : 1 + Math.ceil(managed / kind.pageSize));
  const reads = intents.map((intent) => countRoute(kindOf(world.kinds, intent.address).routes.read, 1, bucketsOf));
  const creating = new Set(
    intents.filter((intent) => intent.op === 'create').map((intent) => kindOf(world.kinds, intent.address)),
  );
  const lists = [...creating].map((kind) => countRoute(kind.routes.list, 2 * pages(kind), bucketsOf));
  return addCounts(...reads, ...lists, countRoute(world.workspaces.route, creating.size > 0 ? 2 : 0, bucketsOf));
}

async function resolveKnown(
  world: World,
  lease: Lease,
  intent: Intent,
  digester: Digester,
  reservation: Reservation,
): Promise<Resolved> {
  const kind = kindOf(world.kinds, intent.address);
  const recorded = lease.state().resources[intent.address];
  const identity = intent.identity!;
  const remote = await kind.api(reservation.send).read(identity);
  if (intent.op === 'delete') {
    const left = withoutObject(recorded, identity.id);
    await lease.append(
      remote === undefined
        ? { closed: intent.address, records: { [intent.address]: left } }
        : { closed: intent.address },
    );
    return { address: intent.address, step: intent.step, how: remote === undefined ? 'deleted' : 'absent' };
  }
  if (remote === undefined || recorded === undefined) {
    await lease.append({ closed: intent.address });
    return { address: intent.address, step: intent.step, how: 'absent' };
  }
  const view = viewRemote(kind, remote, recorded.memo, digester);
  const base = { ...adoptedBase(kind, view.side, undefined, digester, false), sent: recorded.base.sent };
  const settled = adoptedBase(kind, view.side, undefined, digester, false);
  const differs: Record<string, string | null> = {};
  for (const pointer of Object.keys(settled.sent))
    if (settled.sent[pointer] !== base.sent[pointer]) differs[pointer] = settled.sent[pointer]!;
  for (const pointer of Object.keys(base.sent)) if (settled.sent[pointer] === undefined) differs[pointer] = null;
  const record: Recorded = {
    ...recorded,
    memo: view.memo,
    base: { tag: base.tag, sent: base.sent, settled: differs, roots: {} },
  };
  await lease.append({ closed: intent.address, records: { [intent.address]: record } });
  return { address: intent.address, step: intent.step, how: 'applied' };
}

/** The record without that object: gone altogether, or with one superseded object less. */
export function withoutObject(recorded: Recorded | undefined, id: string): Recorded | null {
  if (recorded === undefined || recorded.id === id) return null;
  const { deposed, ...rest } = recorded;
  const left = (deposed ?? []).filter((identity) => identity.id !== id);
  return left.length > 0 ? { ...rest, deposed: left } : rest;
}

async function resolveCreates(
  world: World,
  lease: Lease,
  intents: readonly Intent[],
  desired: Desired | undefined,
  digester: Digester,
  reservation: Reservation,
): Promise<readonly Resolved[]> {
  if (intents.length === 0) return [];
  const resolved: Resolved[] = [];
  let open = await adoptFound(world, lease, intents, desired, digester, reservation, resolved);
  if (open.length === 0) return resolved;
  const sureAt = Math.max(...open.map((intent) => intent.at)) + world.settleMs + Math.min(world.settleMs, IN_FLIGHT_MS);
  if (world.clock.nowMs() <= sureAt) {
    const names = open.map((intent) => intent.address).join(', ');
    world.emit({ type: 'resolve-wait', untilMs: sureAt, why: `lists may lag: is ${names} there or not?` });
    await world.clock.sleep(sureAt - world.clock.nowMs() + 1, world.signal);
    world.signal.throwIfAborted();
    open = await adoptFound(world, lease, open, desired, digester, reservation, resolved);
  }
  for (const intent of open) {
    await lease.append({ closed: intent.address });
    resolved.push({ address: intent.address, step: intent.step, how: 'absent' });
  }
  return resolved;
}

/** One look at the lists; returns the intents for which nothing was found. */
async function adoptFound(
  world: World,
  lease: Lease,
  intents: readonly Intent[],
  desired: Desired | undefined,
  digester: Digester,
  reservation: Reservation,
  resolved: Resolved[],
): Promise<readonly Intent[]> {
  const scope = { workspace: lease.state().workspace };
  const index = await world.workspaces.read(reservation.send, scope.workspace);
  const listed = new Map<Kind, readonly Listed[]>();
  const left: Intent[] = [];
  for (const intent of intents) {
    const kind = kindOf(world.kinds, intent.address);
    if (!listed.has(kind)) listed.set(kind, await kind.api(reservation.send).list(scope));
    const candidates = candidatesFor(
      intent,
      [...listed.get(kind)!, ...(index?.elements[kind.plural] ?? [])],
      claimedIds(lease.state()),
    );
    if (candidates.length === 0) {
      left.push(intent);
      continue;
    }
    const remotes: { readonly entry: Listed; readonly remote: JsonObject }[] = [];
    for (const entry of candidates) {
      const remote = entry.remote ?? (await kind.api(reservation.send).read(entry));
      if (remote !== undefined) remotes.push({ entry, remote });
    }
    const exact = remotes.filter(({ remote }) => viewRemote(kind, remote, {}, digester).side.root === intent.sending);
    const ours = remotes.length === 1 ? remotes[0] : exact.length === 1 ? exact[0] : undefined;
    if (ours === undefined && remotes.length > 1) throw ambiguous(intent, kind, candidates);
    if (ours === undefined) {
      left.push(intent);
      continue;
    }
    await lease.append(adoption(world, lease, intent, kind, ours.entry, ours.remote, desired, digester));
    resolved.push({ address: intent.address, step: intent.step, how: 'adopted' });
  }
  return left;
}

function candidatesFor(intent: Intent, entries: readonly Listed[], claimed: ReadonlySet<string>): readonly Listed[] {
  const found = new Map<string, Listed>();
  for (const entry of entries) {
    if (
      entry.name !== intent.name ||
      intent.seenBefore.includes(entry.id) ||
      claimed.has(entry.id) ||
      entry.isFork === true
    )
      continue;
    if (!found.has(entry.id) || entry.remote !== undefined) found.set(entry.id, entry);
  }
  return [...found.values()];
}

function ambiguous(intent: Intent, kind: Kind, candidates: readonly Listed[]): AppError {
  return new AppError(
    'E_RESOLVE_AMBIGUOUS',
    `An interrupted run may have created ${intent.address}, and ${candidates.length} new objects are named "${intent.name}": ${candidates.map((entry) => entry.id).join(', ')}.`,
    {
      hint: `Say which ${kind.label} it is: postform import ${intent.address} <id> — and delete the others in Postman.`,
      exit: 7,
    },
  );
}

/** The entry that takes a found object as the result of an interrupted create. */
function adoption(
  world: World,
  lease: Lease,
  intent: Intent,
  kind: Kind,
  entry: Listed,
  remote: JsonObject,
  desired: Desired | undefined,
  digester: Digester,
): Entry {
  const view = viewRemote(kind, remote, {}, digester);
  const resource = desired?.resources.find((item) => item.address === intent.address);
  const state = lease.state();
  const attribute = (address: Address, name: string): string | undefined => state.resources[address]?.attributes[name];
  const side =
    resource &&
    makeSide(kind, normalize(kind, resolveSpec(resource.spec, { attribute, secret: world.secrets })), digester);
  const before = state.resources[intent.address];
  const deposed =
    before === undefined || before.id === entry.id
      ? []
      : [{ id: before.id, uid: before.uid }, ...(before.deposed ?? [])];
  const record: Recorded = {
    id: entry.id,
    uid: entry.uid,
    attributes: kind.attributesOf({ id: entry.id, uid: entry.uid, ...remote }),
    base: adoptedBase(kind, view.side, side, digester, false),
    residues: [],
    memo: view.memo,
    dependsOn: [...new Set(refsIn(resource?.spec ?? null).map((ref) => ref.address))].sort(),
    protect: resource?.lifecycle.protect ?? false,
    ...(deposed.length > 0 && intent.replaces === true ? { deposed } : {}),
  };
  return { closed: intent.address, records: { [intent.address]: record } };
}
