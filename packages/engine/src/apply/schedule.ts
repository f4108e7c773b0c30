// Runs steps as soon as what they need is done, a few at a time, deletes after everything else.
import type { Address, StepId } from '../model/address.ts';
import type { Step } from '../model/plan.ts';
import { type StepQueue, stepQueue } from './step-queue.ts';

export type StepStatus = 'done' | 'failed' | 'skipped' | 'not-started';

export interface StepOutcome {
  readonly step: StepId;
  readonly address: Address;
  readonly op: Step['op'];
  readonly status: StepStatus;
  /** Why it failed; of a step that was not started: what kept it. */
  readonly error?: Error;
  /** For a skipped step: the address whose failure it waits for. */
  readonly because?: Address;
}

export interface ScheduleInput {
  readonly steps: readonly Step[];
  /** Steps that an interrupted run has completed. */
  readonly alreadyDone: ReadonlySet<StepId>;
  /** False for steps that the budget does not hold: they are not started. */
  isPaid?(step: Step): boolean;
  readonly parallelism: number;
  /** Steps with the same key never run at once. */
  lockKey(step: Step): string;
  run(step: Step): Promise<void>;
  /** What keeps a step from being begun beside those that are running. Asked again when one of them has ended. */
  refusal?(step: Step, running: readonly Step[]): Error | undefined;
  /** True for errors that say that the step did nothing and may be begun later: it counts as not started. */
  isStoppedBeforeSending?(error: unknown): boolean;
  /** True for errors after which nothing more is started. */
  isFatal(error: unknown): boolean;
  stopRequested(): boolean;
  onSkip(step: Step, because: Address): void;
}

/**
 * What depends on a failure is skipped, the rest goes on. After a fatal error or a stop request nothing more is started,
 * but what is under way ends. Outcomes are in the order of the steps. A step is considered when what it needs has ended.
 */
export async function schedule(input: ScheduleInput): Promise<readonly StepOutcome[]> {
  const outcomes = new Map<StepId, StepOutcome>();
  const running = new Map<StepId, { readonly step: Step; readonly work: Promise<void> }>();
  const kept = new Map<StepId, Error>();
  const held = new Set<string>();
  const { waiters, needs } = dependenciesIn(input.steps, input.alreadyDone);
  const places = new Map(input.steps.map((step, at) => [step.id, at]));
  const writes = stepQueue<Step>((step) => places.get(step.id)!);
  const deletes = stepQueue<Step>((step) => places.get(step.id)!);
  let openWrites = input.steps.filter((step) => step.op !== 'delete').length;
  let fatal = false;

  const offer = (step: Step): void => (step.op === 'delete' ? deletes : writes).add(step);
  const record = (step: Step, status: StepStatus, extra: { error?: Error; because?: Address } = {}): void => {
    outcomes.set(step.id, { step: step.id, address: step.address, op: step.op, status, ...extra });
    if (step.op !== 'delete') openWrites -= 1;
  };
  const release = (done: StepId): void => {
    for (const step of waiters.get(done)!) {
      const left = needs.get(step.id)! - 1;
      needs.set(step.id, left);
      if (left === 0 && !outcomes.has(step.id)) offer(step);
    }
  };
  const skipAfter = (failed: Step): void => {
    for (const ended = [failed.id]; ended.length > 0; )
      for (const step of waiters.get(ended.shift()!)!) {
        if (outcomes.has(step.id)) continue;
        record(step, 'skipped', { because: failed.address });
        input.onSkip(step, failed.address);
        ended.push(step.id);
      }
  };
  const end = (step: Step): void => {
    held.delete(input.lockKey(step));
    running.delete(step.id);
  };
  const succeed = (step: Step): void => {
    end(step);
    record(step, 'done');
    release(step.id);
  };
  const fail = (step: Step, error: unknown): void => {
    end(step);
    const isStopped = input.isStoppedBeforeSending?.(error) === true;
    record(step, isStopped ? 'not-started' : 'failed', {
      error: error instanceof Error ? error : new Error(String(error)),
    });
    if (input.isFatal(error)) fatal = true;
    if (!isStopped) skipAfter(step);
  };
  /** False where something keeps the step for now. */
  const begin = (step: Step): boolean => {
    kept.delete(step.id);
    const key = input.lockKey(step);
    if (held.has(key)) return false;
    const others = [...running.values()].map((one) => one.step);
    const refusal = input.refusal?.(step, others);
    if (refusal !== undefined) {
      kept.set(step.id, refusal);
      return false;
    }
    held.add(key);
    const work = input.run(step).then(
      () => succeed(step),
      (error: unknown) => fail(step, error),
    );
    running.set(step.id, { step, work });
    return true;
  };
  const beginFrom = (queue: StepQueue<Step>): void => {
    const back: Step[] = [];
    while (running.size < input.parallelism && queue.size > 0 && !fatal && !input.stopRequested()) {
      const step = queue.take()!;
      if (!begin(step)) back.push(step);
    }
    for (const step of back) queue.add(step);
  };

  for (const step of input.steps) {
    if (input.alreadyDone.has(step.id)) record(step, 'done');
    else if (input.isPaid?.(step) === false) record(step, 'not-started');
    else if (needs.get(step.id) === 0) offer(step);
  }
  for (;;) {
    beginFrom(writes);
    if (openWrites === 0) beginFrom(deletes);
    if (running.size === 0) break;
    await Promise.race([...running.values()].map(({ work }) => work));
  }
  for (const step of input.steps) {
    if (outcomes.has(step.id)) continue;
    const error = kept.get(step.id);
    record(step, 'not-started', error === undefined ? {} : { error });
  }
  return input.steps.map((step) => outcomes.get(step.id)!);
}

/** Who waits for a step, and for how many each waits. Nobody waits for a step that is not here, or done already. */
function dependenciesIn(steps: readonly Step[], done: ReadonlySet<StepId>) {
  const waiters = new Map<StepId, Step[]>(steps.map((step) => [step.id, []]));
  const needs = new Map<StepId, number>();
  for (const step of steps) {
    const known = [...new Set(step.after)].filter((id) => waiters.has(id) && !done.has(id));
    needs.set(step.id, known.length);
    for (const id of known) waiters.get(id)!.push(step);
  }
  return { waiters, needs };
}
