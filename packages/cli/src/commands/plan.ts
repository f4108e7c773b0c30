// Room: `plan`, what would change and what it costs. GETs only, no lock.
import { resolve } from 'node:path';
import {
  driftOf,
  type ExitCode,
  hasDifferences,
  isDeferred,
  type Plan,
  type PlanRun,
  runPlan,
  summaryOf,
} from '@postform/engine';
import { againWith } from '../again.ts';
import { leftOutCount, planRecords, priceOf, summaryRecord } from '../events-json.ts';
import { agesOf, announceLook, coverageText, purseOf, uncoveredText } from '../looking.ts';
import { moneyOf } from '../money.ts';
import type { Input } from '../options.ts';
import { checkPlanPlace, planTarget, writePlan } from '../plan-file.ts';
import { planOptions } from '../plan-options.ts';
import { isComplete } from '../render/coverage.ts';
import { renderPlan } from '../render/plan.ts';
import { type Run, withRun } from '../run.ts';
import type { Terminal } from '../terminal.ts';

export async function run(terminal: Terminal, { options }: Input): Promise<ExitCode> {
  return withRun(terminal, options, { name: 'plan', mode: 'reads' }, async (run) => {
    const saved = options.out !== undefined;
    const target = saved ? planTarget(run.project.root, resolve(terminal.cwd, options.dir ?? '.', options.out)) : '';
    if (saved) checkPlanPlace(target);
    const asked = planOptions(options, run.project, { command: 'plan', saved, destroy: options.destroy });
    await announceLook(run, asked);
    const planned = await runPlan(run.wired.world, run.desired, asked);
    const { plan, coverage } = planned;
    showPlan(run, planned, options.destroy);
    if (options.out !== undefined) save(run, plan, target, options.out);
    const isBlind = asked.refresh === 'auto' && !isComplete(coverage);
    return exitOf(planned, options.detailedExitcode, isBlind);
  });
}

/** To stdout, as text or as records. */
export function showPlan(
  run: Run,
  { plan, coverage, lookCalls, lastVerified }: Pick<PlanRun, 'plan' | 'coverage' | 'lookCalls' | 'lastVerified'>,
  destroys: boolean,
): void {
  const { terminal, report } = run;
  if (report.record !== undefined) {
    for (const record of planRecords(plan, driftOf(plan))) report.record(record);
    const { expected, worst } = plan.price;
    const calls = { expected: priceOf(expected), worst: priceOf(worst), look: lookCalls };
    const money = moneyOf(expected, purseOf(run));
    report.record({ ...summaryRecord('plan', summaryOf(plan), calls), ...money, ...leftOutCount(plan), coverage });
    return;
  }
  const again = againWith(run.options);
  const nowMs = terminal.nowMs();
  const texts = {
    coverage: coverageText(coverage, nowMs, destroys),
    ...(isComplete(coverage) ? {} : { uncovered: uncoveredText(coverage, nowMs) }),
    ages: agesOf(lastVerified, nowMs),
  };
  const view = { ...texts, destroys, again, style: terminal.outStyle, width: terminal.width, purse: purseOf(run) };
  terminal.out(renderPlan(terminal.clean(plan), view));
}

/** `target`: where a link leads that `out` names. */
function save(run: Run, plan: Plan, target: string, out: string): void {
  writePlan(target, plan, run.terminal.redactor);
  run.report.say(againWith(run.options)(`\nSaved the plan. To apply exactly this: postform apply ${out}`));
}

/** `isBlind`: the budget did not hold a look at everything, so nobody knows that there is no difference. */
function exitOf({ plan, stopped }: PlanRun, detailed: boolean, isBlind: boolean): ExitCode {
  if (plan.refused.length > 0 || plan.changes.some((change) => change.blocked !== undefined)) return 7;
  if (isDeferred(plan) || stopped !== undefined) return 4;
  if (!detailed) return 0;
  if (hasDifferences(plan)) return 2;
  return isBlind ? 4 : 0;
}
