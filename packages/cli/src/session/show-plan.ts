// Writes a plan to stdout, as text or as records.

import { driftOf, type PlanRun, summaryOf } from '@postform/engine';
import { costFactsOf, forecastOf } from '../budget/forecast.ts';
import { leftOutCount, planRecords, priceOf, summaryRecord } from '../json/plan-records.ts';
import { againWith } from '../options/run-flags.ts';
import { agesOf, coverageText, isComplete, uncoveredText } from '../render/coverage.ts';
import { renderPlan } from '../render/plan.ts';
import type { Run } from './run.ts';

export function showPlan(
  run: Run,
  { plan, coverage, readCalls, lastVerified }: Pick<PlanRun, 'plan' | 'coverage' | 'readCalls' | 'lastVerified'>,
  destroys: boolean,
): void {
  const { terminal, report } = run;
  if (report.record !== undefined) {
    for (const record of planRecords(plan, driftOf(plan))) report.record(record);
    const { expected, worst } = plan.price;
    const calls = { expected: priceOf(expected), worst: priceOf(worst), look: readCalls };
    const cost = costFactsOf(expected, forecastOf(run));
    report.record({ ...summaryRecord('plan', summaryOf(plan), calls), ...cost, ...leftOutCount(plan), coverage });
    return;
  }
  const again = againWith(run.options);
  const nowMs = terminal.nowMs();
  const texts = {
    coverage: coverageText(coverage, nowMs, destroys),
    ...(isComplete(coverage) ? {} : { uncovered: uncoveredText(coverage, nowMs) }),
    ages: agesOf(lastVerified, nowMs),
  };
  const view = {
    ...texts,
    destroys,
    again,
    style: terminal.outStyle,
    width: terminal.width,
    forecast: forecastOf(run),
  };
  terminal.out(renderPlan(terminal.clean(plan), view));
}
