// Writing a plan: reserve its worst price, prove that it is still true, run its steps, say how it ended.

import type { Address } from '../model/address.ts';
import { addCounts, type Count, NO_CALLS } from '../model/call.ts';
import { PUBLIC_DIGESTER } from '../model/digest.ts';
import type { Ports } from '../model/engine-ports.ts';
import { AppError, type RunEnd } from '../model/errors.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { Pointer } from '../model/pointer.ts';
import { planDigest } from '../plan/plan-file.ts';
import { priceOfPlan, priceOfReads, tariffOf, worstOf } from '../plan/price.ts';
import { claimedIds } from '../plan/resource-view.ts';
import { endOf } from '../plan/summary.ts';
import type { LockedRun } from '../recover/context.ts';
import { leastCalls } from '../refresh/affordable-part.ts';
import { isFatal, isStoppedBeforeSending } from '../refresh/fatal.ts';
import { readsToVerify, type VerifyInput, verifyPlan } from '../refresh/verify.ts';
import type { ApplyInput, ApplyResult } from './apply-input.ts';
import { catchUp, recordsOfSaved } from './catch-up.ts';
import { FRESH_MS, whileFresh } from './fresh-observation.ts';
import type { Ready } from './prepared-plan.ts';
import { reserveSteps } from './reserve.ts';
import { type StepOutcome, schedule } from './schedule.ts';
import type { StepContext } from './step-context.ts';
import { runStep } from './write.ts';

export async function writeAll(
  run: LockedRun,
  input: ApplyInput,
  ready: Ready,
  done: (outcomes: readonly StepOutcome[], more: Partial<ApplyResult> & Pick<ApplyResult, 'end'>) => ApplyResult,
): Promise<ApplyResult> {
  const { ports, lease, desired, digester } = run;
  const { plan } = ready;
  const isOld = ports.clock.nowMs() - ready.readAtMs > FRESH_MS;
  const left = plan.steps.filter((step) => !ready.resumes.has(step.id));
  const checked: VerifyInput | undefined =
    input.saved || isOld ? { ports, plan, desired, state: lease.state(), left, ours: ready.ours } : undefined;
  const isAsPriced = ready.ours.size === 0 && left.length === plan.steps.length && (input.saved || !isOld);
  const price = isAsPriced ? plan.price : priceOfPlan(left, checked ? rechecksOf(checked) : NO_CALLS);
  const least = leastOf(ports, input, ready, left, price.rechecks);
  const { reservation, steps } = await reserveSteps(ports, left, price, input.options.partial, least);
  const paid = addCounts(price.rechecks, ...steps.map((step) => step.price));
  const differences: { address: Address; pointers: readonly Pointer[] }[] = [];
  try {
    const checker = plan.basis.lineage === '' ? PUBLIC_DIGESTER : digester;
    const checkedAtMs = ports.clock.nowMs();
    const live = checked
      ? await verifyPlan(
          checked,
          input.saved ? checker : digester,
          reservation,
          price.worst.calls - price.expected.calls,
        )
      : ready.live;
    await catchUp(lease, ready.evaluations, digester);
    if (input.saved) {
      const records = recordsOfSaved(run, plan, live);
      const begun = ready.begun.length === 0 ? {} : { begun: ready.begun };
      const inProgress = { plan: planDigest(input.saved), done: [...ready.resumes], ...begun };
      await lease.append({ type: 'plan-begun', records, inProgress });
    }
    const context: StepContext = {
      ...run,
      resources: new Map(desired.resources.map((resource) => [resource.address, resource])),
      live,
      indexAtMs: checked ? checkedAtMs : ready.readAtMs,
      names: new Map(plan.changes.map((change) => [change.address, change.name])),
      reservation,
      overwritten: new Map(plan.changes.map((change) => [change.address, change.overwritten])),
      made: new Map(),
      taken: new Set(claimedIds(lease.state())),
      created: new Map(),
      evidence: new Map(),
      spare: { reads: 2 + Math.ceil(paid.calls / 4) },
      differences,
      ...(input.recordsOf === undefined ? {} : { recordsOf: input.recordsOf }),
    };
    ports.emit({ type: 'apply-start', steps: steps.length, of: left.length, calls: paid.calls });
    const outcomes = await runSchedule(ports, plan, context, {
      alreadyDone: ready.resumes,
      paid: new Set(steps.map((step) => step.id)),
    });
    if (context.evidence.size > 0) await ports.evidence.merge(Object.fromEntries(context.evidence));
    const finished = outcomes.every((outcome) => outcome.status === 'done');
    if (input.saved && finished) await lease.append({ type: 'plan-ended' });
    const stopped = outcomes.find((outcome) => outcome.error !== undefined && isFatal(outcome.error))?.error;
    return done(outcomes, {
      calls: { read: ready.readCalls, write: reservation.spent(), expected: paid.calls },
      paid,
      differences,
      after: lease.state(),
      ...(stopped ? { stopped } : {}),
      end: endOfRun(plan, outcomes, ports.signal.aborted, stopped, lease.state().intents.length > 0),
    });
  } finally {
    reservation.release();
  }
}

function rechecksOf(input: VerifyInput): Count {
  return priceOfReads(readsToVerify(input), tariffOf(input.ports));
}

/** Calls of one run with which this command gets through: in parts where asked for. NaN where that is for the refusal to say. */
function leastOf(
  ports: Ports,
  { saved, options }: ApplyInput,
  ready: Ready,
  left: readonly Step[],
  before: Count,
): number {
  const { least, evaluations, readCalls } = ready;
  if (!options.partial) return least ?? Number.NaN;
  const state = ports.client.run?.();
  const dearest = left.reduce((most, { price }) => (price.calls > most.calls ? price : most), NO_CALLS);
  const inOne = (state?.used ?? readCalls) + worstOf(addCounts(before, dearest)).calls;
  if (saved !== undefined || options.refresh !== 'auto') return inOne;
  const unread = new Set(evaluations.flatMap(({ view }) => (view.current === undefined ? [] : [view.address])));
  const parts = { steps: left, evaluations, state: undefined, unread, readWith: (address: Address) => address };
  return Math.max(least ?? 0, leastCalls(parts));
}

async function runSchedule(
  ports: Ports,
  plan: Plan,
  context: StepContext,
  which: { readonly alreadyDone: ReadonlySet<string>; readonly paid: ReadonlySet<string> },
): Promise<readonly StepOutcome[]> {
  const { names } = context;
  const isFirstPart = which.paid.size + which.alreadyDone.size < plan.steps.length;
  return schedule({
    steps: plan.steps,
    alreadyDone: which.alreadyDone,
    isPaid: (step) => !isFirstPart || which.paid.has(step.id),
    parallelism: ports.parallelism,
    lockKey: (step) => (step.op === 'create' ? `${step.kind} ${names.get(step.address)}` : step.address),
    refusal: (step, running) => ports.client.refusal(addCounts(step.price, ...running.map((other) => other.price))),
    isStoppedBeforeSending,
    isFatal,
    stopRequested: () => ports.signal.aborted,
    onSkip: (step, because) =>
      ports.emit({ type: 'step-skipped', step: step.id, address: step.address, op: step.op, because }),
    run: async (step) => {
      const at = ports.clock.nowMs();
      const about = { step: step.id, address: step.address, op: step.op };
      ports.emit({ type: 'step-start', ...about });
      try {
        await whileFresh(context, step, () => runStep(context, step));
        ports.emit({ type: 'step-done', ...about, ms: ports.clock.nowMs() - at });
      } catch (error) {
        if (!isStoppedBeforeSending(error))
          ports.emit({
            type: 'step-failed',
            ...about,
            error: error instanceof Error ? error : new Error(String(error)),
          });
        throw error;
      }
    },
  });
}

function endOfRun(
  plan: Plan,
  outcomes: readonly StepOutcome[],
  aborted: boolean,
  stopped: Error | undefined,
  open: boolean,
): RunEnd {
  if (outcomes.every((outcome) => outcome.status === 'done')) return endOf(plan);
  if (aborted) return 'interrupted';
  if (stopped instanceof AppError && stopped.category !== 'error') return stopped.category;
  if (outcomes.every((outcome) => outcome.status === 'done' || outcome.status === 'not-started')) return 'deferred';
  return open || outcomes.some((outcome) => outcome.status === 'done') ? 'partial' : 'error';
}
