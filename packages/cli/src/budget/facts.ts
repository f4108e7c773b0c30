// Gathers the facts of a budget: account, limits, quota, what this project costs, how often a drift job fits, the ledger.
import {
  type Count,
  type Desired,
  forecastPlan,
  type PlanOptions,
  type Ports,
  priceOfRefresh,
  runPlan,
  type StateStore,
  summaryOf,
} from '@postform/engine';
import type { Account } from './account.ts';
import { DAY_MS, type DriftJob, driftJob, refreshesPerDay, restOfMonthMs } from './drift-job.ts';
import { costForecastOf, type ForecastInput, secondsOf } from './forecast.ts';

const HOUR_MS = DAY_MS / 24;

/** Shown without `--every`. */
const USUAL_MS = [HOUR_MS, 6 * HOUR_MS, DAY_MS, 7 * DAY_MS];

/** The part of a run that its facts are gathered from. */
interface FactsInput extends ForecastInput {
  readonly wired: ForecastInput['wired'] & { readonly ports: Ports; readonly store: Pick<StateStore, 'load'> };
  readonly desired: Desired;
}

export type BudgetFacts = Awaited<ReturnType<typeof budgetFacts>>;

/** The apply is priced from files and state where `asked.refresh` is `none`, otherwise from a refresh that is paid for. */
export async function budgetFacts(run: FactsInput, account: Account | undefined, asked: PlanOptions) {
  const { wired, project, options, terminal } = run;
  const nowMs = terminal.nowMs();
  const state = await wired.store.load();
  const priced = (count: Count) => ({
    calls: count.calls,
    byBucket: count.byBucket,
    seconds: secondsOf(count.calls === 0 ? 0 : (costForecastOf(run).timeMs?.(count) ?? 0)),
  });
  const refreshAs = (mode: 'full' | 'list') => priced(priceOfRefresh(wired.ports, state, mode));
  const full = refreshAs('full');
  const apply = { basis: basisOf(asked), ...(await applyOf(run, asked, priced)) };
  const { month, buckets, maxCallsPerRun, ledger, setAsideByOthers } = wired.client.budget();
  const free = month.remaining === undefined ? undefined : Math.max(0, month.remaining - (month.reserve ?? 0));
  const rest = { calls: Math.max(0, (free ?? 0) - setAsideByOthers), ms: restOfMonthMs(nowMs) };
  const everyMs = options.everyMs === undefined ? USUAL_MS : [options.everyMs];
  return {
    account,
    month: {
      name: ledger.month,
      ...month,
      ...(free === undefined ? {} : { free }),
      setAsideByOthers,
      endsAt: new Date(nowMs + rest.ms).toISOString(),
    },
    buckets: buckets.map(({ resetAtMs, ...bucket }) => ({
      ...bucket,
      ...(resetAtMs === undefined ? {} : { resetAt: new Date(resetAtMs).toISOString() }),
    })),
    maxCallsPerRun,
    project: { stack: project.stack, plan: full, drift: full, listRefresh: refreshAs('list'), apply },
    driftJob:
      free === undefined
        ? undefined
        : {
            fullRefreshes: Math.floor(rest.calls / full.calls),
            fullRefreshesPerDay: refreshesPerDay(full.calls, rest),
            jobs: everyMs.map((ms): DriftJob => driftJob(ms, full.calls, rest)),
          },
    ledger,
  };
}

const basisOf = (asked: PlanOptions) => (asked.refresh === 'none' ? 'files and state' : 'refresh');

/** Calls of the writes, without the refresh before them. */
async function applyOf<T>(run: FactsInput, asked: PlanOptions, priced: (count: Count) => T) {
  if (asked.refresh === 'none') {
    const { price, ...changes } = await forecastPlan(run.wired.ports, run.desired, asked);
    return { ...priced(price), changes };
  }
  const { plan } = await runPlan(run.wired.ports, run.desired, asked);
  const { create, update, replace, delete: gone } = summaryOf(plan);
  return { ...priced(plan.price.expected), changes: { create, update, replace, delete: gone } };
}
