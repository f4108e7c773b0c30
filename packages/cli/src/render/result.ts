// Renders the result of an apply: what was done, what failed and why, what is left, predicted and actual calls.

import {
  AppError,
  type ApplyResult,
  addCounts,
  type Count,
  deletesLeftover,
  hasLeftOut,
  type StepOutcome,
  type Summary,
  unresolvedIn,
} from '@postform/engine';
import { showDuration } from '../options/durations.ts';
import type { AddRunFlags } from '../options/run-flags.ts';
import type { Style } from '../output/style.ts';
import { foldText } from './fold.ts';
import { renderLeftOut } from './left-out.ts';
import { roundedTime } from './price.ts';
import { wordedError } from './refusals.ts';
import { renderSameName } from './same-name.ts';
import { counted, gerundOf } from './words.ts';

export type ShownResult = Omit<ApplyResult, 'after'>;

/** Of the changes only what was done to which address is shown: the plan has said the rest. The state afterwards is not shown. */
export function shownOf({ after: _, plan, ...result }: ApplyResult): ShownResult {
  const nothing = { lines: [], remoteLines: [], changed: { config: [], refs: [], remote: [] } };
  const changes = plan.changes.map((change) => ({ ...change, ...nothing }));
  return { ...result, plan: { ...plan, changes } };
}

export interface ResultView {
  readonly style: Style;
  readonly width: number;
  readonly command: 'apply' | 'destroy' | 'restore';
  /** How long the writes took, and the prediction. */
  readonly times?: { readonly predictedMs: number; readonly tookMs: number };
  /** True where the plan comes from a file and was not shown in this run. */
  readonly isSaved?: boolean;
  /** Completes the commands in hints. */
  readonly addFlags?: AddRunFlags;
}

const cancelled: Readonly<Record<ResultView['command'], string>> = {
  apply: 'Apply',
  destroy: 'Destroy',
  restore: 'Restore',
};

export function renderResult(result: ShownResult, view: ResultView): string {
  const { style } = view;
  if (result.declined) return `\n${cancelled[view.command]} cancelled. Nothing was written.\n`;
  const leftOut = renderLeftOut(result.plan, view);
  // An empty plan was shown already, with everything it leaves out.
  if (result.plan.steps.length === 0) return view.isSaved === true && leftOut !== '' ? `\n${leftOut}` : '';
  const failed = result.outcomes.filter((outcome) => outcome.status === 'failed');
  const parts = [...failed.map((outcome) => renderFailure(outcome, view)), renderLeft(result.outcomes, style)];
  if (result.differences.length > 0) parts.push(renderDifferences(result, view));
  parts.push(leftOut, renderSameName(result.plan, view));
  parts.push(`${renderCounts(result, view)}\n`);
  return `\n${parts.filter((part) => part !== '').join('\n')}`;
}

/** What was done, counted as in a plan: a replace is one, whatever its steps; the delete of an object that an earlier replace left over counts by itself. */
export function doneCounts(result: ShownResult): Summary {
  const counts = { create: 0, update: 0, replace: 0, delete: 0, adopt: 0, forget: 0, blocked: 0 };
  const leftovers = new Set(result.plan.steps.filter(deletesLeftover).map(({ id }) => id));
  const unfinished = new Set<string>();
  for (const { step, address, status } of result.outcomes) {
    if (leftovers.has(step)) counts.delete += status === 'done' ? 1 : 0;
    else if (status !== 'done') unfinished.add(address);
  }
  for (const { action, address } of result.plan.changes)
    if (action !== 'noop' && !unfinished.has(address)) counts[action] += 1;
  return counts;
}

/** What ended the run before its plan was done, unless it is the failure of a step. */
export function endCauseOf({ stopped, outcomes }: ShownResult): AppError | undefined {
  const isFailure = outcomes.some(({ status, error }) => status === 'failed' && error === stopped);
  return isFailure || !(stopped instanceof AppError) ? undefined : wordedError(stopped);
}

/** The steps of the plan that were not started, and their price. */
export function leftOf({ plan, outcomes }: ShownResult): { readonly steps: number; readonly price: Count } {
  const open = new Set(outcomes.filter(({ status }) => status === 'not-started').map(({ step }) => step));
  const steps = plan.steps.filter((step) => open.has(step.id));
  return { steps: steps.length, price: addCounts(...steps.map((step) => step.price)) };
}

function renderFailure(outcome: StepOutcome, { style, width, addFlags = (text) => text }: ResultView): string {
  const { address, op } = outcome;
  const error = wordedError(outcome.error);
  const known = error instanceof AppError;
  const code = known ? ` [${error.code}]` : '';
  const head = `${style.red('Failed')}: ${style.bold(address)}, ${gerundOf(op)}: ${error?.message ?? 'no reason'}${code}`;
  const hint = known ? `\n  ${foldText(addFlags(error.hint), width, 2)}` : '';
  return `${foldText(head, width, 2)}${hint}\n`;
}

/** Steps that were not tried. */
function renderLeft(outcomes: readonly StepOutcome[], style: Style): string {
  const skipped = outcomes.filter((outcome) => outcome.status === 'skipped');
  const lines = skipped.map(
    ({ address, because }) => `${style.yellow('Skipped')}: ${address}, because ${because} failed\n`,
  );
  const rest = new Set(outcomes.filter(({ status }) => status === 'not-started').map(({ address }) => address));
  if (rest.size > 0) lines.push(`${style.yellow('Not started')}: ${[...rest].join(', ')}\n`);
  return lines.join('');
}

function renderDifferences(
  { differences }: ShownResult,
  { style, width, addFlags = (text) => text }: ResultView,
): string {
  const lines = differences.map(({ address, pointers }) => {
    const text = `${style.yellow('Warning')}: the server changed the values that were sent for ${address}: ${pointers.join(', ')}`;
    return `${foldText(text, width, 2)}\n  ${addFlags(`To accept what the server holds: postform state accept ${address}`)}\n`;
  });
  return lines.join('');
}

function renderCounts(result: ShownResult, view: ResultView): string {
  const { style, times } = view;
  const done = doneCounts(result);
  const parts = [`${done.create} added`, `${done.update} changed`];
  if (done.replace > 0) parts.push(`${done.replace} replaced`);
  parts.push(`${done.delete} deleted`);
  const { write, expected, read } = result.calls;
  const money =
    write === expected ? `${counted(write, 'call')}, as predicted` : `${counted(write, 'call')}, ${expected} predicted`;
  const reads = read === 0 ? '' : ` · ${read} for reading`;
  const whole = isWhole(result);
  const verb = whole ? style.green('Done:') : style.yellow('Stopped:');
  const time = times === undefined ? '' : ` · took ${showTimes(times)}`;
  return `${verb} ${parts.join(', ')} · ${money}${reads}${time}${renderEnd(result, view)}`;
}

/** True where every step of the plan was done, whatever the plan left out on purpose. */
function isWhole({ end, plan, outcomes }: ShownResult): boolean {
  const isMeant = hasLeftOut(plan) || unresolvedIn(plan).length > 0;
  return end === 'done' || (end === 'partial' && isMeant && outcomes.every(({ status }) => status === 'done'));
}

/** Why the run ended early, what is left, and what to run next. */
function renderEnd(result: ShownResult, { width, addFlags = (text) => text }: ResultView): string {
  if (isWhole(result)) return '';
  const { steps, price } = leftOf(result);
  const lines: string[] = [];
  const cause = endCauseOf(result);
  const isShort = cause === undefined && steps > 0 && result.end === 'deferred';
  if (cause !== undefined) lines.push(foldText(`Why: ${cause.message} [${cause.code}]`, width, 2));
  else if (isShort) lines.push('The budget did not cover the rest.');
  if (steps > 0) lines.push(`Left: ${counted(steps, 'step')}, ${counted(price.calls, 'call')}.`);
  if (cause !== undefined) lines.push(foldText(addFlags(cause.hint), width, 2));
  else if (result.end !== 'error') {
    const when = isShort
      ? '. If the calls of the month are used up, wait for the next month; postform budget shows when it starts'
      : '';
    lines.push(foldText(addFlags(`Run the same command again: it resumes where this run stopped${when}.`), width, 2));
  }
  return lines.map((line) => `\n${line}`).join('');
}

function showTimes({ predictedMs, tookMs }: NonNullable<ResultView['times']>): string {
  return `${showDuration(tookMs)}, about ${roundedTime(predictedMs)} predicted`;
}
