// Writes a plan to stdout, as text or as records.

import { type Change, driftOf, type Plan, type PlanRun, summaryOf } from '@postform/engine';
import { costFactsOf, costForecastOf } from '../budget/forecast.ts';
import { leftOutCount, planRecords, priceFields, summaryRecord } from '../json/plan-records.ts';
import { runFlagsOf } from '../options/run-flags.ts';
import type { Terminal } from '../output/terminal.ts';
import { agesOf, coverageText, isComplete, uncoveredText } from '../render/coverage.ts';
import { isSilent, renderPlan } from '../render/plan.ts';
import type { Run } from './run.ts';

export function showPlan(
  run: Run,
  { plan, coverage, readCalls, lastVerified }: Pick<PlanRun, 'plan' | 'coverage' | 'readCalls' | 'lastVerified'>,
  destroys: boolean,
): void {
  const { terminal, report } = run;
  run.wired.log?.plan(plan);
  if (report.record !== undefined) {
    for (const record of planRecords(plan, driftOf(plan))) report.record(record);
    const { expected, worst } = plan.price;
    const calls = { expected: priceFields(expected), worst: priceFields(worst), read: readCalls };
    const cost = costFactsOf(expected, costForecastOf(run));
    report.record({ ...summaryRecord('plan', summaryOf(plan), calls), ...cost, ...leftOutCount(plan), coverage });
    return;
  }
  const addFlags = runFlagsOf(run.options);
  const { target, exclude } = run.options;
  const nowMs = terminal.nowMs();
  const texts = {
    coverage: coverageText(coverage, nowMs, { destroys, isPart: target.length + exclude.length > 0 }),
    ...(isComplete(coverage) ? {} : { uncovered: uncoveredText(coverage, nowMs) }),
    ages: agesOf(lastVerified, nowMs),
  };
  const view = {
    ...texts,
    destroys,
    addFlags,
    style: terminal.outStyle,
    width: terminal.width,
    forecast: costForecastOf(run),
  };
  terminal.out(
    renderPlan({ ...terminal.clean({ ...plan, changes: NONE }), changes: cleanChanges(plan, terminal) }, view),
  );
}

const NONE: readonly Change[] = [];

/** Changes that nothing is said of are most of a large plan, and as they are. */
function cleanChanges({ changes }: Plan, { clean }: Terminal): readonly Change[] {
  const cleaned = clean(changes.filter((change) => !isSilent(change))).values();
  return changes.map((change) => (isSilent(change) ? change : cleaned.next().value!));
}
