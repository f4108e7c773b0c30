// `plan` shows what would change and what it costs. Sends only GET requests and takes no lock.

import { resolve } from 'node:path';
import { hasDifferences, isDeferred, type Plan, type PlanRun, runPlan } from '@postform/engine';
import { checkPlanPlace, planTarget, writePlan } from '../files/plan-file.ts';
import type { Input } from '../options/options.ts';
import { planOptions } from '../options/plan-options.ts';
import { runFlagsOf } from '../options/run-flags.ts';
import type { Terminal } from '../output/terminal.ts';
import { isComplete } from '../render/coverage.ts';
import { announceRefresh } from '../session/announce-read.ts';
import type { ExitCode } from '../session/exit.ts';
import { type Run, withRun } from '../session/run.ts';
import { showPlan } from '../session/show-plan.ts';

export async function runPlanCommand(terminal: Terminal, { options }: Input): Promise<ExitCode> {
  return withRun(terminal, options, { name: 'plan', mode: 'reads' }, async (run) => {
    const saved = options.out !== undefined;
    const target = saved ? planTarget(run.project.root, resolve(terminal.cwd, options.dir ?? '.', options.out)) : '';
    if (saved) checkPlanPlace(target);
    const asked = planOptions(options, run.project, { command: 'plan', saved, destroy: options.destroy });
    await announceRefresh(run, asked);
    const planned = await runPlan(run.wired.ports, run.desired, asked);
    const { plan, coverage } = planned;
    showPlan(run, planned, options.destroy);
    if (options.out !== undefined) save(run, plan, target, options.out);
    const isBlind = asked.refresh === 'auto' && !isComplete(coverage);
    return exitOf(planned, options.detailedExitcode, isBlind);
  });
}

/** `target`: the real path of `out`. */
function save(run: Run, plan: Plan, target: string, out: string): void {
  writePlan(target, plan, run.terminal.redactor);
  run.report.say(runFlagsOf(run.options)(`\nSaved the plan. To apply exactly this plan: postform apply ${out}`));
}

/** `isBlind`: the budget did not cover a full refresh, so it is unknown whether there are differences. */
function exitOf({ plan, stopped }: PlanRun, detailed: boolean, isBlind: boolean): ExitCode {
  if (plan.refused.length > 0 || plan.changes.some((change) => change.blocked !== undefined)) return 7;
  if (isDeferred(plan) || stopped !== undefined) return 4;
  if (!detailed) return 0;
  if (hasDifferences(plan)) return 2;
  return isBlind ? 4 : 0;
}
