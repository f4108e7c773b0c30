// Runs an apply in front of people: refresh, show the plan, ask, write, show the result.

import { type ApplyResult, type Approval, type Count, type Plan, type PlanRun, runApply } from '@postform/engine';
import { costForecastOf, secondsOf } from '../budget/forecast.ts';
import { leftOutCount, priceFields, summaryRecord } from '../json/plan-records.ts';
import { diagnosticRecord } from '../json/records.ts';
import type { Options } from '../options/options.ts';
import { planOptions } from '../options/plan-options.ts';
import { runFlagsOf } from '../options/run-flags.ts';
import type { Terminal } from '../output/terminal.ts';
import { renderSummary } from '../render/plan.ts';
import { doneCounts, endCauseOf, leftOf, type ResultView, renderResult, shownOf } from '../render/result.ts';
import { announceRefresh } from './announce-read.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import { askYes, requirePrompt } from './prompt.ts';
import { type Run, withRun } from './run.ts';
import { showPlan } from './show-plan.ts';

export interface ApplyCommand {
  readonly name: 'apply' | 'destroy';
  readonly saved?: Plan;
}

export async function applyFlow(terminal: Terminal, options: Options, command: ApplyCommand): Promise<ExitCode> {
  const asks = command.saved === undefined && !options.autoApprove;
  if (asks) requirePrompt(terminal, command.name);
  const addFlags = runFlagsOf(options);
  return withRun(terminal, options, { name: command.name, mode: 'writes' }, async (run) => {
    const destroy = command.name === 'destroy';
    const asked = planOptions(options, run.project, { command: 'apply', saved: false, destroy });
    if (command.saved === undefined) await announceRefresh(run, asked);
    const watch = watchWrites(run);
    const result = await runApply(run.wired.ports, {
      desired: run.desired,
      options: asked,
      ...(command.saved === undefined ? {} : { saved: command.saved }),
      show: (planned) => {
        if (command.saved === undefined || run.report.record !== undefined) showPlan(run, planned, destroy);
        else showSaved(run, planned.plan);
      },
      approve: async (planned) => {
        const approval = await approve(run, planned, asks, destroy ? 'Delete all of these objects in' : undefined);
        watch.start();
        return approval;
      },
    });
    tellEnd(run, result, {
      command: command.name,
      isSaved: command.saved !== undefined,
      addFlags,
      times: watch.times(result.paid),
    });
    return result.declined && run.signal.aborted ? 130 : exitCodes[result.end];
  });
}

type End = Required<Pick<ResultView, 'command' | 'addFlags' | 'times' | 'isSaved'>>;

/** Shows what was done, what failed and what is left. */
export function tellEnd({ terminal, report }: Run, result: ApplyResult, end: End): void {
  if (report.record === undefined) {
    terminal.out(
      renderResult(terminal.clean(shownOf(result)), { style: terminal.outStyle, width: terminal.width, ...end }),
    );
    return;
  }
  const cause = endCauseOf(result);
  if (cause !== undefined) {
    const parts = { code: cause.code, summary: cause.message, detail: end.addFlags(cause.hint) };
    report.record(diagnosticRecord({ severity: 'error', ...parts }));
  }
  const { read, write, expected } = result.calls;
  const calls = { sent: write, expected, read, price: priceFields(result.paid) };
  const { predictedMs, tookMs } = end.times;
  const time = { expected_seconds: secondsOf(predictedMs), elapsed_seconds: secondsOf(tookMs) };
  const { steps, price } = leftOf(result);
  const left = { steps, calls: priceFields(price) };
  report.record({ ...summaryRecord(end.command, doneCounts(result), calls), time, left, ...leftOutCount(result.plan) });
}

/** Measures the writes from the approval on, and predicts their time from the limits known then. */
export function watchWrites(run: Run) {
  let startedMs = run.terminal.nowMs();
  let forecast = costForecastOf(run);
  return {
    start: () => {
      startedMs = run.terminal.nowMs();
      forecast = costForecastOf(run);
    },
    times: (paid: Count) => ({
      predictedMs: paid.calls === 0 ? 0 : (forecast.timeMs?.(paid) ?? 0),
      tookMs: run.terminal.nowMs() - startedMs,
    }),
  };
}

/** A saved plan was shown when it was saved, so one line identifies it. */
function showSaved(run: Run, plan: Plan): void {
  const coverage = 'The saved plan changes nothing.';
  run.terminal.out(
    renderSummary(run.terminal.clean(plan), { style: run.terminal.outStyle, forecast: costForecastOf(run), coverage }),
  );
}

/** An empty plan needs no approval; a saved plan was reviewed when it was saved. */
export async function approve(
  run: Run,
  { plan }: PlanRun,
  asks: boolean,
  ask = 'Apply this plan to',
): Promise<Approval> {
  if (plan.steps.length === 0 || !asks) return { approved: true, reviewed: false };
  const where = `workspace ${plan.basis.workspace}, stack ${plan.basis.stack}`;
  const isYes = await askYes(run.terminal, run.terminal.clean(`${ask} ${where}?`), run.signal);
  return { approved: isYes, reviewed: isYes };
}
