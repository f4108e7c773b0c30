// Runs steps as soon as what they need is done, a few at a time, deletes after everything else.
import type { Address, StepId } from '../model/address.ts';
import type { Step } from '../model/plan.ts';

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
 * but what is under way ends. Outcomes are in the order of the steps.
 */
export async function schedule(input: ScheduleInput): Promise<readonly StepOutcome[]> {
  const outcomes = new Map<StepId, StepOutcome>();
  const running = new Map<StepId, { readonly step: Step; readonly work: Promise<void> }>();
  const kept = new Map<StepId, Error>();
  const held = new Set<string>();
  const known = new Set(input.steps.map((step) => step.id));
  const deletes = new Set(input.steps.filter((step) => step.op === 'delete').map((step) => step.id));
  let waiting = [...input.steps];
  let fatal = false;
  const record = (step: Step, status: StepStatus, extra: { error?: Error; because?: Address } = {}): void => {
    outcomes.set(step.id, { step: step.id, address: step.address, op: step.op, status, ...extra });
  };
  for (const step of waiting) if (input.alreadyDone.has(step.id)) record(step, 'done');
  for (const step of waiting) if (input.isPaid?.(step) === false && !outcomes.has(step.id)) record(step, 'not-started');
  waiting = waiting.filter((step) => !outcomes.has(step.id));

  const start = (step: Step): void => {
    const key = input.lockKey(step);
    held.add(key);
    const work = input
      .run(step)
      .then(() => record(step, 'done'))
      .catch((error: unknown) => {
        const status = input.isStoppedBeforeSending?.(error) ? 'not-started' : 'failed';
        record(step, status, { error: error instanceof Error ? error : new Error(String(error)) });
        if (input.isFatal(error)) fatal = true;
      })
      .finally(() => {
        held.delete(key);
        running.delete(step.id);
      });
    running.set(step.id, { step, work });
  };
  /** False where something keeps the step for now. */
  const begin = (step: Step): boolean => {
    kept.delete(step.id);
    const others = [...running.values()].map((one) => one.step);
    const refusal = input.refusal?.(step, others);
    if (refusal === undefined) start(step);
    else kept.set(step.id, refusal);
    return refusal === undefined;
  };

  for (;;) {
    const writesOpen =
      waiting.some((step) => step.op !== 'delete') || [...running.keys()].some((id) => !deletes.has(id));
    let next: Step[] = [];
    for (const [at, step] of waiting.entries()) {
      if (running.size >= input.parallelism) {
        next = next.concat(waiting.slice(at));
        break;
      }
      const blocker = step.after
        .map((id) => outcomes.get(id))
        .find((outcome) => outcome?.status === 'failed' || outcome?.status === 'skipped');
      if (blocker) {
        record(step, 'skipped', { because: blocker.because ?? blocker.address });
        input.onSkip(step, blocker.because ?? blocker.address);
        continue;
      }
      const ready = step.after.every((id) => !known.has(id) || outcomes.get(id)?.status === 'done');
      const free = !held.has(input.lockKey(step)) && !(step.op === 'delete' && writesOpen);
      const isNext = ready && free && !fatal && !input.stopRequested();
      if (!isNext || !begin(step)) next.push(step);
    }
    const moved = next.length < waiting.length;
    waiting = next;
    if (running.size > 0) await Promise.race([...running.values()].map(({ work }) => work));
    else if (!moved || waiting.length === 0) break;
  }
  for (const step of waiting) {
    const error = kept.get(step.id);
    record(step, 'not-started', error === undefined ? {} : { error });
  }
  return input.steps.map((step) => outcomes.get(step.id)!);
}
