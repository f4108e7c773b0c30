// Resolves interrupted creates: the object is found by its name, or proved not to exist.
import { AppError } from '../model/errors.ts';
import type { Kind, Listed } from '../model/kind.ts';
import type { Live } from '../model/observation.ts';
import type { Refusal } from '../model/refusal.ts';
import type { Intent } from '../model/state.ts';
import { contradiction, incomplete } from '../plan/existence-refusals.ts';
import { refusedError } from '../plan/refused-error.ts';
import { claimedIds, kindOf } from '../plan/resource-view.ts';
import { gapsIn } from '../plan/witnesses.ts';
import { confirmWorkspace } from '../refresh/read.ts';
import { adoption, isWhole, type NewObject } from './adopt-created.ts';
import type { ApplyContext, Resolved } from './context.ts';

/** A call may take effect a moment after it left: so much is added to the settle time, though never more than it, ms. */
const IN_FLIGHT_MS = 2_000;

export async function resolveCreates(context: ApplyContext, intents: readonly Intent[]): Promise<readonly Resolved[]> {
  if (intents.length === 0) return [];
  const { world, lease } = context;
  let found = await adoptFound(context, intents);
  const resolved = [...found.resolved];
  if (found.open.length === 0) return resolved;
  const attempts = found.open.map((intent) => intent.at);
  const settledAt = Math.max(...attempts) + world.settleMs + Math.min(world.settleMs, IN_FLIGHT_MS);
  let doubt = await doubtOf(context, found);
  const sureAt = doubt === undefined ? settledAt : Math.max(settledAt, world.clock.nowMs() + world.settleMs);
  if (world.clock.nowMs() <= sureAt) {
    const names = found.open.map((intent) => intent.address).join(', ');
    world.emit({ type: 'resolve-wait', untilMs: sureAt, why: `lists may lag: is ${names} there or not?` });
    await world.clock.sleep(sureAt - world.clock.nowMs() + 1, world.signal);
    world.signal.throwIfAborted();
    found = await adoptFound(context, found.open);
    resolved.push(...found.resolved);
    doubt = await doubtOf(context, found);
  }
  if (doubt !== undefined) throw refusedError({ refusals: [doubt], wroteNothing: false });
  for (const { address, step } of found.open) {
    await lease.append({ type: 'intent-closed', address });
    resolved.push({ address, step, how: 'absent' });
  }
  return resolved;
}

/** What the lists show of open creates. */
interface Found {
  /** Those whose object was found and recorded. */
  readonly resolved: readonly Resolved[];
  /** The intents for which nothing was found. */
  readonly open: readonly Intent[];
  /** An object that a list names for an intent, and that a read by its id does not find. */
  readonly ghosts: ReadonlyMap<Intent, Listed>;
  readonly live: Live;
}

/** Why "nothing was found" is not believed: a list names what a read does not find, or lacks what a read finds. */
async function doubtOf(
  { world, lease, reservation }: ApplyContext,
  { open, ghosts, live }: Found,
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
async function adoptFound(context: ApplyContext, intents: readonly Intent[]): Promise<Found> {
  const { world, lease, reservation } = context;
  const scope = { workspace: lease.state().workspace };
  const index = await confirmWorkspace(world, scope.workspace, reservation);
  const lists = new Map<string, readonly Listed[]>();
  const open: Intent[] = [];
  const resolved: Resolved[] = [];
  const ghosts = new Map<Intent, Listed>();
  for (const intent of intents) {
    const kind = kindOf(world.kinds, intent.address);
    const listed = lists.get(kind.plural) ?? (await kind.api(reservation.send).list(scope));
    lists.set(kind.plural, listed);
    const named = [...listed, ...(index.elements[kind.plural] ?? [])];
    const candidates = candidatesFor(intent, named, claimedIds(lease.state()));
    const { ours, ghost } = await oursOf(context, intent, candidates);
    if (ghost !== undefined) ghosts.set(intent, ghost);
    if (ours === undefined) {
      open.push(intent);
      continue;
    }
    await lease.append(adoption(context, intent, ours));
    const whole = isWhole(kind, intent, ours.remote, context.digester);
    resolved.push({ address: intent.address, step: intent.step, how: 'adopted', isWhole: whole });
  }
  return { resolved, open, ghosts, live: { index, lists, observations: new Map() } };
}

/**
 * The candidate that the create has made: the only one, or the only one that holds all that was sent. `ghost`: one that a
 * list names and that a read by its id does not find, where none is ours. Throws E_RESOLVE_AMBIGUOUS.
 */
async function oursOf(
  { world, reservation, digester }: ApplyContext,
  intent: Intent,
  candidates: readonly Listed[],
): Promise<{ readonly ours?: NewObject; readonly ghost?: Listed }> {
  const kind = kindOf(world.kinds, intent.address);
  const remotes: NewObject[] = [];
  let ghost: Listed | undefined;
  for (const entry of candidates) {
    const remote = entry.remote ?? (await kind.api(reservation.send).read(entry));
    if (remote === undefined) ghost = entry;
    else remotes.push({ entry, remote });
  }
  const exact = remotes.filter(({ remote }) => isWhole(kind, intent, remote, digester));
  const isOnlyOne = remotes.length === 1 && ghost === undefined;
  const ours = isOnlyOne ? remotes[0] : exact.length === 1 ? exact[0] : undefined;
  if (ours !== undefined) return { ours };
  if (remotes.length > 1) throw ambiguous(intent, kind, candidates);
  return ghost === undefined ? {} : { ghost };
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
