// Resolving creates. The id is not known: the object has to be found by its name, or proved not to be there.

import type { Reservation } from '../model/call.ts';
import type { Desired } from '../model/desired.ts';
import type { Digester } from '../model/digest.ts';
import type { Ports } from '../model/engine-ports.ts';
import { AppError } from '../model/errors.ts';
import type { Kind, Listed } from '../model/kind.ts';
import type { Live } from '../model/observation.ts';
import type { Refusal } from '../model/refusal.ts';
import type { Intent, Lease } from '../model/state.ts';
import { contradiction, incomplete } from '../plan/existence-refusals.ts';
import { refusedError } from '../plan/refused-error.ts';
import { claimedIds, kindOf } from '../plan/resource-view.ts';
import { gapsIn } from '../plan/witnesses.ts';
import { confirmWorkspace } from '../refresh/read.ts';
import { adoption, isWhole, type NewObject } from './adopt-created.ts';
import type { Resolved } from './recovered.ts';

/** A call may take effect a moment after it left: so much is added to the settle time, though never more than it, ms. */
const IN_FLIGHT_MS = 2_000;

export async function resolveCreates(
  world: Ports,
  lease: Lease,
  intents: readonly Intent[],
  desired: Desired | undefined,
  digester: Digester,
  reservation: Reservation,
): Promise<readonly Resolved[]> {
  if (intents.length === 0) return [];
  const resolved: Resolved[] = [];
  let found = await adoptFound(world, lease, intents, desired, digester, reservation, resolved);
  if (found.open.length === 0) return resolved;
  const attempts = found.open.map((intent) => intent.at);
  const settledAt = Math.max(...attempts) + world.settleMs + Math.min(world.settleMs, IN_FLIGHT_MS);
  let doubt = await doubtOf(world, lease, found, reservation);
  const sureAt = doubt === undefined ? settledAt : Math.max(settledAt, world.clock.nowMs() + world.settleMs);
  if (world.clock.nowMs() <= sureAt) {
    const names = found.open.map((intent) => intent.address).join(', ');
    world.emit({ type: 'resolve-wait', untilMs: sureAt, why: `lists may lag: is ${names} there or not?` });
    await world.clock.sleep(sureAt - world.clock.nowMs() + 1, world.signal);
    world.signal.throwIfAborted();
    found = await adoptFound(world, lease, found.open, desired, digester, reservation, resolved);
    doubt = await doubtOf(world, lease, found, reservation);
  }
  if (doubt !== undefined) throw refusedError({ refusals: [doubt], wroteNothing: false });
  for (const intent of found.open) {
    await lease.append({ type: 'intent-closed', address: intent.address });
    resolved.push({ address: intent.address, step: intent.step, how: 'absent' });
  }
  return resolved;
}

/** One look at the lists. */
interface Found {
  /** The intents for which nothing was found. */
  readonly open: readonly Intent[];
  /** An object that a list names for an intent, and that a read by its id does not find. */
  readonly ghosts: ReadonlyMap<Intent, Listed>;
  readonly live: Live;
}

/** Why "nothing was found" is not believed: a list names what a read does not find, or lacks what a read finds. */
async function doubtOf(
  world: Ports,
  lease: Lease,
  { open, ghosts, live }: Found,
  reservation: Reservation,
): Promise<Refusal | undefined> {
  for (const [{ address }, { id, uid }] of ghosts) {
    const observation = { identity: { id, uid }, claim: { by: 'interrupted-create' } } as const;
    return contradiction(address, kindOf(world.kinds, address), observation);
  }
  const state = lease.state();
  for (const gap of gapsIn(new Set(open.map(({ address }) => kindOf(world.kinds, address))), live, state)) {
    const { id, uid } = state.resources[gap.address]!.current!;
    if ((await gap.kind.api(reservation.send).read({ id, uid })) !== undefined) return incomplete(gap);
  }
  return undefined;
}

/** Throws E_READ_WORKSPACE where the workspace is out of reach: its lists read as empty then. */
async function adoptFound(
  world: Ports,
  lease: Lease,
  intents: readonly Intent[],
  desired: Desired | undefined,
  digester: Digester,
  reservation: Reservation,
  resolved: Resolved[],
): Promise<Found> {
  const scope = { workspace: lease.state().workspace };
  const index = await confirmWorkspace(world, scope.workspace, reservation);
  const listed = new Map<Kind, readonly Listed[]>();
  const left: Intent[] = [];
  const ghosts = new Map<Intent, Listed>();
  for (const intent of intents) {
    const kind = kindOf(world.kinds, intent.address);
    if (!listed.has(kind)) listed.set(kind, await kind.api(reservation.send).list(scope));
    const candidates = candidatesFor(
      intent,
      [...listed.get(kind)!, ...(index.elements[kind.plural] ?? [])],
      claimedIds(lease.state()),
    );
    if (candidates.length === 0) {
      left.push(intent);
      continue;
    }
    const remotes: NewObject[] = [];
    for (const entry of candidates) {
      const remote = entry.remote ?? (await kind.api(reservation.send).read(entry));
      if (remote === undefined) ghosts.set(intent, entry);
      else remotes.push({ entry, remote });
    }
    const exact = remotes.filter(({ remote }) => isWhole(kind, intent, remote, digester));
    const isOnlyOne = remotes.length === 1 && !ghosts.has(intent);
    const ours = isOnlyOne ? remotes[0] : exact.length === 1 ? exact[0] : undefined;
    if (ours !== undefined) ghosts.delete(intent);
    if (ours === undefined && remotes.length > 1) throw ambiguous(intent, kind, candidates);
    if (ours === undefined) {
      left.push(intent);
      continue;
    }
    await lease.append(adoption(world, lease, intent, kind, ours, desired, digester));
    const whole = isWhole(kind, intent, ours.remote, digester);
    resolved.push({ address: intent.address, step: intent.step, how: 'adopted', isWhole: whole });
  }
  const lists = new Map([...listed].map(([{ plural }, entries]) => [plural, entries]));
  return { open: left, ghosts, live: { index, lists, observations: new Map() } };
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
      category: 'refused',
    },
  );
}
