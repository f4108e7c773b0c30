// An applying run: lock, resolve what an earlier run left open, plan or re-check, ask, reserve, write.

import { digesterFor, PUBLIC_DIGESTER } from '../model/digest.ts';
import type { Ports } from '../model/engine-ports.ts';
import { AppError } from '../model/errors.ts';
import { firstState } from '../model/state.ts';
import type { Lease } from '../model/state-store.ts';
import { endOf, isDeferred, unresolvedIn } from '../plan/summary.ts';
import { resolveIntents } from '../recover/recover.ts';
import { checkBasis } from '../refresh/basis.ts';
import { takeBackUndoneDeletes } from '../refresh/undone-deletes.ts';
import type { ApplyInput, ApplyResult } from './apply-input.ts';
import { catchUp } from './catch-up.ts';
import { fromFile, fromRefresh, type Ready } from './prepared-plan.ts';
import { refuseBlocked, refuseMissingSecrets, refuseUnreviewed } from './refuse.ts';
import type { PlanRun } from './run-plan.ts';
import type { StepOutcome } from './schedule.ts';
import { writeAll } from './write-all.ts';

/** Errors before the first write are thrown; what goes wrong later is in the result. */
export async function runApply(ports: Ports, input: ApplyInput): Promise<ApplyResult> {
  const operation = input.options.destroy ? 'destroy' : 'apply';
  const lease = await ports.store.lock({ operation, initial: () => firstState(ports, input.desired) });
  try {
    return await applyLocked(ports, input, lease);
  } finally {
    await lease.release();
  }
}

/** As `runApply`, for a caller that holds the lock. */
export async function applyLocked(ports: Ports, input: ApplyInput, lease: Lease): Promise<ApplyResult> {
  const own = digesterFor(lease.state(), ports.fingerprintKey);
  if (input.saved)
    checkBasis(
      ports,
      input.saved,
      input.desired,
      lease.state(),
      input.saved.basis.lineage === '' ? PUBLIC_DIGESTER : own,
    );
  const locked = { ports, lease, desired: input.desired, digester: own };
  const resolved = await resolveIntents(locked);
  if (input.saved) await takeBackUndoneDeletes(ports, lease, input.saved, own);
  const ready = input.saved
    ? fromFile(input.saved, input.desired, lease, resolved)
    : await fromRefresh(ports, input, lease);
  const { plan, readCalls, coverage, lastVerified } = ready;
  const run: PlanRun = { plan, state: lease.state(), readCalls, coverage, lastVerified };
  const done = (
    outcomes: readonly StepOutcome[],
    more: Partial<ApplyResult> & Pick<ApplyResult, 'end'>,
  ): ApplyResult => ({
    plan: ready.plan,
    outcomes,
    calls: { read: ready.readCalls, write: 0, expected: ready.plan.price.expected.calls },
    paid: ready.plan.price.expected,
    differences: [],
    after: lease.state(),
    ...more,
  });
  const unplanned = unresolvedIn(plan);
  if (unplanned.length > 0)
    ports.emit({
      type: 'warning',
      text: `An earlier write of ${unplanned.join(', ')} was open when the plan was made, so the plan holds nothing for it. Once it is applied, plan again: postform plan`,
    });
  input.show?.(run);
  refuseBlocked(ready.plan);
  refuseMissingSecrets(ports, ready.plan, input.desired);
  const approval = await input.approve(run);
  if (!approval.approved) return done([], { declined: true, end: 'error' });
  refuseUnreviewed(
    ready.plan,
    { ...approval, reviewed: approval.reviewed || input.saved !== undefined },
    input.options,
  );
  if (ready.plan.steps.length === 0 && (input.saved === undefined || ready.plan.preconditions.length === 0)) {
    await catchUp(lease, ready.evaluations, own);
    refuseForEver(ports, ready);
    return done([], { end: ready.stopped !== undefined ? 'deferred' : endOf(ready.plan) });
  }
  return writeAll(locked, input, ready, done);
}

/** Everything is deferred, and the run's own limit is why: the same command would defer it again. */
function refuseForEver(ports: Ports, { plan, least = 0 }: Ready): void {
  const run = ports.client.run?.();
  if (run === undefined || !isDeferred(plan) || least <= run.limit) return;
  throw new AppError(
    'E_RUN_LIMIT',
    `What has to be read before writing does not fit into the ${run.limit} calls of one run (--max-calls, budget.maxCallsPerRun). Nothing was written.`,
    { hint: `With --max-calls ${least} the same command gets further.`, category: 'refused', needs: least },
  );
}
