// Freshness: what was read more than five minutes before its write is read again right before it, and is left alone where it moved.

import { viewRemote } from '../compare/live-snapshot.ts';
import { AppError } from '../model/errors.ts';
import { type Found, mergeLive, namedAs, namedIn, observationOf, remoteOf } from '../model/observation.ts';
import type { Step } from '../model/plan.ts';
import { NOTHING_TO_READ } from '../model/read-set.ts';
import { kindOf } from '../plan/resource-view.ts';
import { readRunOf } from '../recover/context.ts';
import { bodyEvidence } from '../refresh/evidence.ts';
import { readWhole } from '../refresh/execute.ts';
import { readConfirmed } from '../refresh/read-object.ts';
import type { StepContext } from './step-context.ts';

/** Reads younger than this are not repeated before writing, ms. */
export const FRESH_MS = 5 * 60_000;

/** A write may wait for a window once more after its object was read again. */
const MOST_TRIES = 3;

/** Thrown at the moment at which a call may leave: what it relies on has grown old while it waited. Nothing was sent. */
class GrownOld extends Error {}

/** Throws where the observation that a step relies on is too old to write now. */
export function refuseOld(context: StepContext, step: Step): void {
  if (isOld(context, step)) throw new GrownOld(step.id);
}

/**
 * Runs a step with observations that are young when its call leaves. The reads are paid from the reserve
 * in the worst price. Throws E_APPLY_MOVED where the object is not as it was read for the plan, or another of its name has appeared.
 */
export async function whileFresh(context: StepContext, step: Step, work: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    if (isOld(context, step)) await readAgain(context, step);
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof GrownOld)) throw error;
      if (tries === MOST_TRIES)
        throw moved(
          step,
          `had to wait for more than ${FRESH_MS / 60_000} minutes after each read, so it was not written`,
        );
    }
  }
}

/** The object that a step writes over or deletes; undefined for one that is new. */
function targetOf({ lease }: StepContext, step: Step): string | undefined {
  if (step.op === 'create' && step.replaces !== true) return undefined;
  return step.deposed ?? lease.state().resources[step.address]?.current?.id;
}

function isOld(context: StepContext, step: Step): boolean {
  const nowMs = context.ports.clock.nowMs();
  const target = targetOf(context, step);
  if (target === undefined) return step.op === 'create' && nowMs - context.indexAtMs > FRESH_MS;
  const observation = observationOf(context.live, step.address);
  return observation.status === 'found' && observation.identity.id === target && nowMs - observation.at > FRESH_MS;
}

function readAgain(context: StepContext, step: Step): Promise<void> {
  return targetOf(context, step) === undefined ? readIndexAgain(context, step) : readObjectAgain(context, step);
}

async function readObjectAgain(context: StepContext, step: Step): Promise<void> {
  const { ports, lease, digester } = context;
  const { address } = step;
  const kind = kindOf(ports.kinds, address);
  const before = observationOf(context.live, address);
  if (before.status !== 'found') return;
  const item = { address, kind, identity: before.identity };
  const now = await readConfirmed(ports, item, { ...readRunOf(context), known: context.live });
  if (now.status !== 'found')
    throw moved(step, now.status === 'absent' ? 'is gone since it was read' : 'cannot be read any more');
  const itemIds = lease.state().resources[address]?.current?.itemIds ?? {};
  const digest = (found: Found) => viewRemote(kind, remoteOf(found), itemIds, digester).snapshot.root;
  if (digest(now) !== digest(before)) throw moved(step, 'was changed in Postman since it was read');
  context.live = { ...context.live, observations: new Map([...context.live.observations, [address, now]]) };
  context.evidence.set(address, bodyEvidence(kind, remoteOf(now), now.identity.id, now.at));
}

/** Names that have come to the workspace since: one of them may be what is about to be created. */
async function readIndexAgain(context: StepContext, step: Step): Promise<void> {
  const { ports } = context;
  const kind = kindOf(ports.kinds, step.address);
  const nowMs = ports.clock.nowMs();
  const read = await readWhole(ports, { ...NOTHING_TO_READ, index: true }, readRunOf(context));
  const before = namedIn(context.live, kind);
  const live = mergeLive(context.live, read);
  const name = context.names.get(step.address);
  const others = namedAs(live, kind, name ?? '').filter(
    (entry) => before?.has(entry.id) !== true && !context.taken.has(entry.id) && entry.isFork !== true,
  );
  if (others.length > 0)
    throw moved(step, `was not created: another ${kind.label} of its name has appeared (${others[0]!.id})`);
  context.live = live;
  context.indexAtMs = nowMs;
}

function moved(step: Step, what: string): AppError {
  return new AppError('E_APPLY_MOVED', `${step.address} ${what}. It was left as it is.`, {
    hint: 'Run the same command again: it reads first. With a saved plan, make a new one: postform plan -o FILE',
    category: 'stale',
  });
}
