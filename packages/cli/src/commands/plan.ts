// Room: `plan`, what would change and what it costs. GETs only, no lock.
import { resolve } from 'node:path';
import { driftOf, type ExitCode, hasDifferences, type Plan, runPlan, summaryOf } from '@postform/engine';
import { againWith } from '../again.ts';
import { planRecords, priceOf, summaryRecord } from '../events-json.ts';
import { announceLook, coverageText, purseOf } from '../looking.ts';
import type { Input } from '../options.ts';
import { writePlan } from '../plan-file.ts';
import { planOptions } from '../plan-options.ts';
import { renderPlan } from '../render/plan.ts';
import { type Run, withRun } from '../run.ts';
import type { Terminal } from '../terminal.ts';

export async function run(terminal: Terminal, { options }: Input): Promise<ExitCode> {
  return withRun(terminal, options, { name: 'plan', mode: 'reads' }, async (run) => {
    const saved = options.out !== undefined;
    const asked = planOptions(options, run.project, { saved, destroy: options.destroy });
    await announceLook(run, asked.refresh);
    const { plan, coverage, lookCalls } = await runPlan(run.wired.world, run.desired, asked);
    showPlan(run, plan, {
      coverage: coverageText(coverage, terminal.nowMs(), options.destroy),
      lookCalls,
      destroys: options.destroy,
    });
    if (options.out !== undefined) save(run, plan, options.out);
    return exitOf(plan, options.detailedExitcode);
  });
}

/** To stdout, as text or as records. */
export function showPlan(
  run: Run,
  plan: Plan,
  about: { readonly coverage: string; readonly lookCalls: number; readonly destroys: boolean },
): void {
  const { terminal, report } = run;
  if (report.record !== undefined) {
    for (const record of planRecords(plan, driftOf(plan))) report.record(record);
    const { expected, worst } = plan.price;
    const calls = { expected: priceOf(expected), worst: priceOf(worst), look: about.lookCalls };
    report.record(summaryRecord('plan', summaryOf(plan), calls));
    return;
  }
  const again = againWith(run.options);
  const view = { ...about, again, style: terminal.outStyle, width: terminal.width, purse: purseOf(run) };
  terminal.out(renderPlan(plan, view));
}

function save(run: Run, plan: Plan, out: string): void {
  const path = resolve(run.terminal.cwd, run.options.dir ?? '.', out);
  writePlan(path, plan);
  run.report.say(againWith(run.options)(`\nSaved the plan. To apply exactly this: postform apply ${out}`));
}

function exitOf(plan: Plan, detailed: boolean): ExitCode {
  if (plan.refused.length > 0 || plan.changes.some((change) => change.blocked !== undefined)) return 7;
  return detailed && hasDifferences(plan) ? 2 : 0;
}
