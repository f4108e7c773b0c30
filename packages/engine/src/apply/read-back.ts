// Reads back what became of a write, once, and again where it seems to have had no effect.

import { viewRemote } from '../compare/live-snapshot.ts';
import { settle } from '../compare/reconcile.ts';
import { unwrittenLeaves } from '../compare/unwritten.ts';
import { AppError, CallError } from '../model/errors.ts';
import type { JsonObject } from '../model/json.ts';
import type { Kind } from '../model/kind.ts';
import type { Step } from '../model/plan.ts';
import type { Pointer } from '../model/pointer.ts';
import type { CurrentRecord, Intent, ResourceRecord } from '../model/state.ts';
import { readRunOf } from '../recover/context.ts';
import { bodyEvidence } from '../refresh/evidence.ts';
import { readObject } from '../refresh/read-object.ts';
import { identityOf } from '../refresh/select.ts';
import { recordsAfter, type StepContext } from './step-context.ts';

/** Reads may lag as lists do: when it is read again, as parts of the settle time after the read before. */
const AGAIN_AFTER = [0.1, 0.3, 0.6];

/** A write that was answered with success. */
export interface Sent {
  readonly intent: Intent;
  readonly record: CurrentRecord;
  /** The record from before the write. */
  readonly previous: ResourceRecord | undefined;
}

/** What a read shows of a write: the object is not there, or leaves are as they were before. */
type ReadBack = { readonly remote: JsonObject | undefined; readonly unwritten: readonly Pointer[] };

/**
 * Throws E_APPLY_NO_EFFECT where leaves are still what they were before the write: they do not count as sent. Throws
 * E_APPLY_DOUBT where the object is not there: the intent is open again. Both after the settle time.
 */
export async function readBack(context: StepContext, step: Step, kind: Kind, sent: Sent): Promise<void> {
  const { ports, lease } = context;
  const { record } = sent;
  try {
    const { remote, unwritten } = await readUntilSettled(context, step, kind, record);
    if (remote === undefined) return await reopen(context, step, sent);
    if (unwritten.length > 0) return await takeBack(context, step, kind, sent, { remote, unwritten });
    await lease.append({
      type: 'records',
      records: recordsAfter(context, step.address, settleNow(context, step, kind, record, remote)),
    });
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    ports.emit({
      type: 'warning',
      text: `${step.address} was written, but could not be read back (${error.message}); the next run reads it again.`,
    });
  }
}

/** Leaves of a whole object, as a reply or a read shows it, that are as they were before the write. */
export function unwrittenIn(
  context: StepContext,
  kind: Kind,
  { current }: CurrentRecord,
  remote: JsonObject,
): readonly Pointer[] {
  const { snapshot } = viewRemote(kind, remote, current.itemIds, context.digester);
  return unwrittenLeaves(kind, current.baseline, snapshot);
}

/** The first read is priced; the others come out of what is set aside for the worst, and end where the run's part of it does. */
async function readUntilSettled(
  context: StepContext,
  { address }: Step,
  kind: Kind,
  record: CurrentRecord,
): Promise<ReadBack> {
  const { clock, settleMs } = context.ports;
  const read = async (): Promise<ReadBack> => {
    const item = { address, kind, identity: identityOf(record.current) };
    const observation = await readObject(context.ports, item, readRunOf(context));
    const remote = 'remote' in observation ? observation.remote : undefined;
    return { remote, unwritten: remote === undefined ? [] : unwrittenIn(context, kind, record, remote) };
  };
  let shown = await read();
  for (const part of settleMs === 0 ? [0] : AGAIN_AFTER) {
    if ((shown.remote !== undefined && shown.unwritten.length === 0) || context.spare.reads <= 0) break;
    context.spare.reads -= 1;
    await clock.sleep(settleMs * part);
    shown = await read();
  }
  return shown;
}

/** Two answers that contradict each other: what the write did is found out by the next run, as after a kill. */
async function reopen(context: StepContext, step: Step, { intent, record, previous }: Sent): Promise<never> {
  const { address } = step;
  await context.lease.append({
    type: 'step-undone',
    step: step.id,
    records: { [address]: previous ?? null },
    intent: { ...intent, at: context.ports.clock.nowMs() },
  });
  throw new AppError(
    'E_APPLY_DOUBT',
    `${address}: Postman answered with success, and a read of ${record.current.id} says that there is no such object.`,
    { hint: 'Run the same command again: before anything else it reads what became of the write.' },
  );
}

/** What had an effect counts as sent, the rest as before; where nothing had, all is as before the write. */
async function takeBack(
  context: StepContext,
  step: Step,
  kind: Kind,
  { intent, record, previous }: Sent,
  { remote, unwritten }: { readonly remote: JsonObject; readonly unwritten: readonly Pointer[] },
): Promise<never> {
  const { address } = step;
  const hadNone =
    intent.op === 'update' && Object.keys(record.current.baseline.before ?? {}).length === unwritten.length;
  const kept = hadNone && previous ? previous : settleNow(context, step, kind, record, remote);
  await context.lease.append({ type: 'step-undone', step: step.id, records: recordsAfter(context, address, kept) });
  throw new AppError(
    'E_APPLY_NO_EFFECT',
    `${address}: Postman answered with success, and still shows what was there before at ${few(unwritten)}.`,
    {
      hint: `Run the same command again: it is planned again. Where it stays so, write what Postman shows into the files, or list it in lifecycle.ignore of ${address}.`,
    },
  );
}

export function settleNow(
  context: StepContext,
  step: Step,
  kind: Kind,
  record: CurrentRecord,
  remote: JsonObject,
): ResourceRecord {
  const { id, itemIds } = record.current;
  const settled = settle(kind, record, viewRemote(kind, remote, itemIds, context.digester), step.keep ?? []);
  const pointers = settled.current?.differences ?? [];
  const { address } = step;
  context.evidence.set(address, bodyEvidence(kind, remote, id, context.ports.clock.nowMs()));
  if (pointers.length > 0) {
    context.differences.push({ address, pointers });
    context.ports.emit({ type: 'unexplained-difference', address, pointers });
  }
  return settled;
}

/** The first three of them. */
function few(pointers: readonly Pointer[]): string {
  const more = pointers.length > 3 ? ` and ${pointers.length - 3} more` : '';
  return `${pointers.slice(0, 3).join(', ')}${more}`;
}
