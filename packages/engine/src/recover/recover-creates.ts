// Resolves interrupted creates: the object is found by its name, or proved not to exist.
import type { Address } from '../model/address.ts';
import { AppError } from '../model/errors.ts';
import type { JsonObject } from '../model/json.ts';
import type { Identity, Kind, Listed } from '../model/kind.ts';
import type { Live } from '../model/observation.ts';
import { listRead } from '../model/read-set.ts';
import type { Refusal } from '../model/refusal.ts';
import type { Intent } from '../model/state.ts';
import { contradiction, incomplete } from '../plan/existence-refusals.ts';
import { refusedError } from '../plan/refused-error.ts';
import { claimedIds, kindOf } from '../plan/resource-view.ts';
import { gapsIn } from '../plan/witnesses.ts';
import { readWhole } from '../refresh/execute.ts';
import { readObject } from '../refresh/read-object.ts';
import { identityOf } from '../refresh/select.ts';
import { adoption, isWhole, type NewObject } from './adopt-created.ts';
import { type ApplyContext, type Resolved, readRunOf } from './context.ts';

/** A call may take effect a moment after it left: so much is added to the settle time, though never more than it, ms. */
const IN_FLIGHT_MS = 2_000;

export async function resolveCreates(context: ApplyContext, intents: readonly Intent[]): Promise<readonly Resolved[]> {
  if (intents.length === 0) return [];
  const { ports, lease } = context;
  let found = await adoptFound(context, intents);
  const resolved = [...found.resolved];
  if (found.open.length === 0) return resolved;
  const attempts = found.open.map((intent) => intent.at);
  const settledAt = Math.max(...attempts) + ports.settleMs + Math.min(ports.settleMs, IN_FLIGHT_MS);
  let doubt = await doubtOf(context, found);
  const sureAt = doubt === undefined ? settledAt : Math.max(settledAt, ports.clock.nowMs() + ports.settleMs);
  if (ports.clock.nowMs() <= sureAt) {
    const names = found.open.map((intent) => intent.address).join(', ');
    ports.emit({ type: 'resolve-wait', untilMs: sureAt, why: `lists may lag: is ${names} there or not?` });
    await ports.clock.sleep(sureAt - ports.clock.nowMs() + 1, ports.signal);
    ports.signal.throwIfAborted();
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
async function doubtOf(context: ApplyContext, { open, ghosts, live }: Found): Promise<Refusal | undefined> {
  const { ports, lease } = context;
  for (const [{ address }, { id, uid }] of ghosts) {
    const observation = { identity: { id, uid }, claim: { by: 'interrupted-create' } } as const;
    return contradiction(address, kindOf(ports.kinds, address), observation);
  }
  const state = lease.state();
  for (const gap of gapsIn(new Set(open.map(({ address }) => kindOf(ports.kinds, address))), live, state)) {
    if ((await remoteOf(context, gap.address, state.resources[gap.address]!.current!)) !== undefined)
      return incomplete(gap);
  }
  return undefined;
}

/** Throws E_READ_WORKSPACE where the workspace is out of reach: its lists read as empty then. */
async function adoptFound(context: ApplyContext, intents: readonly Intent[]): Promise<Found> {
  const { ports, lease } = context;
  const creating = [...new Set(intents.map(({ address }) => kindOf(ports.kinds, address)))];
  const lists = creating.map((kind) => listRead(kind, []));
  const live = await readWhole(ports, { index: true, lists, objects: [] }, readRunOf(context));
  const open: Intent[] = [];
  const resolved: Resolved[] = [];
  const ghosts = new Map<Intent, Listed>();
  for (const intent of intents) {
    const kind = kindOf(ports.kinds, intent.address);
    const named = [...(live.lists?.get(kind.plural) ?? []), ...(live.index?.elements[kind.plural] ?? [])];
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
  return { resolved, open, ghosts, live };
}

/**
 * The candidate that the create has made: the only one, or the only one that holds all that was sent. `ghost`: one that a
 * list names and that a read by its id does not find, where none is ours. Throws E_RESOLVE_AMBIGUOUS.
 */
async function oursOf(
  context: ApplyContext,
  intent: Intent,
  candidates: readonly Listed[],
): Promise<{ readonly ours?: NewObject; readonly ghost?: Listed }> {
  const { ports, digester } = context;
  const kind = kindOf(ports.kinds, intent.address);
  const remotes: NewObject[] = [];
  let ghost: Listed | undefined;
  for (const entry of candidates) {
    const remote = entry.remote ?? (await remoteOf(context, intent.address, entry));
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

/** The whole object; undefined where a read does not find it. */
async function remoteOf(context: ApplyContext, address: Address, identity: Identity): Promise<JsonObject | undefined> {
  const item = { address, kind: kindOf(context.ports.kinds, address), identity: identityOf(identity) };
  const observation = await readObject(context.ports, item, readRunOf(context));
  return 'remote' in observation ? observation.remote : undefined;
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
