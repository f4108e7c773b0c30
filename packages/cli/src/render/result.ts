// Room: the result of an apply as text: what was done, what failed and why, what was left, predicted and actual calls.

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
import type { Again } from '../options/run-flags.ts';
import type { Style } from '../output/style.ts';
import { fold } from './fold.ts';
import { renderLeftOut } from './left-out.ts';
import { renderNamesakes } from './namesakes.ts';
import { roundedTime } from './price.ts';
import { wordedError } from './refusals.ts';
import { counted, gerundOf } from './words.ts';

/** The state afterwards is not shown. */
export type ShownResult = Omit<ApplyResult, 'after'>;

export interface ResultView {
  readonly style: Style;
  readonly width: number;
  readonly command: 'apply' | 'destroy';
  /** How long the writes took, and how long they were predicted to take. */
  readonly times?: { readonly predictedMs: number; readonly tookMs: number };
  /** True where the plan comes from a file, and was not shown in this run. */
  readonly isSaved?: boolean;
  /** Completes the commands in hints. */
  readonly again?: Again;
}

export function renderResult(result: ShownResult, view: ResultView): string {
  const { style } = view;
  if (result.declined) return `\n${view.command === 'apply' ? 'Apply' : 'Destroy'} cancelled. Nothing was written.\n`;
  const leftOut = renderLeftOut(result.plan, view);
  // An empty plan was shown with all that it leaves out.
  if (result.plan.steps.length === 0) return view.isSaved === true && leftOut !== '' ? `\n${leftOut}` : '';
  const failed = result.outcomes.filter((outcome) => outcome.status === 'failed');
  const parts = [...failed.map((outcome) => renderFailure(outcome, view)), renderLeft(result.outcomes, style)];
  if (result.residues.length > 0) parts.push(renderDifferences(result, view));
  parts.push(leftOut, renderNamesakes(result.plan, view));
  parts.push(`${renderCounts(result, view)}\n`);
  return `\n${parts.filter((part) => part !== '').join('\n')}`;
}

/** What was done, counted as a plan counts: a replace is one, however many steps it took; what an earlier one left over counts by itself. */
export function doneCounts(result: ShownResult): Summary {
  const counts = { create: 0, update: 0, replace: 0, delete: 0, adopt: 0, forget: 0, blocked: 0 };
  const leftovers = new Set(result.plan.steps.filter(deletesLeftover).map(({ id }) => id));
  counts.delete += result.outcomes.filter(({ step, status }) => leftovers.has(step) && status === 'done').length;
  for (const change of result.plan.changes) {
    if (change.action === 'noop') continue;
    const steps = result.outcomes.filter(({ step, address }) => address === change.address && !leftovers.has(step));
    if (steps.every((outcome) => outcome.status === 'done')) counts[change.action] += 1;
  }
  return counts;
}

/** What ended the run before its plan did, where it is not the failure of a step. */
export function causeOf({ stopped, outcomes }: ShownResult): AppError | undefined {
  const isFailure = outcomes.some(({ status, error }) => status === 'failed' && error === stopped);
  return isFailure || !(stopped instanceof AppError) ? undefined : wordedError(stopped);
}

/** What of the plan is still to be done, and its price; steps that failed are not counted. */
export function leftOf({ plan, outcomes }: ShownResult): { readonly steps: number; readonly price: Count } {
  const open = new Set(outcomes.filter(({ status }) => status === 'not-started').map(({ step }) => step));
  const steps = plan.steps.filter((step) => open.has(step.id));
  return { steps: steps.length, price: addCounts(...steps.map((step) => step.price)) };
}

function renderFailure(outcome: StepOutcome, { style, width, again = (text) => text }: ResultView): string {
  const { address, op } = outcome;
  const error = wordedError(outcome.error);
  const known = error instanceof AppError;
  const code = known ? ` [${error.code}]` : '';
  const head = `${style.red('Failed')}: ${style.bold(address)}, ${gerundOf(op)}: ${error?.message ?? 'no reason'}${code}`;
  const hint = known ? `\n  ${fold(again(error.hint), width, 2)}` : '';
  return `${fold(head, width, 2)}${hint}\n`;
}

/** Steps that were not tried, by what they wait for. */
function renderLeft(outcomes: readonly StepOutcome[], style: Style): string {
  const skipped = outcomes.filter((outcome) => outcome.status === 'skipped');
  const lines = skipped.map(
    ({ address, because }) => `${style.yellow('Skipped')}: ${address}, because ${because} failed\n`,
  );
  const rest = new Set(outcomes.filter(({ status }) => status === 'not-started').map(({ address }) => address));
  if (rest.size > 0) lines.push(`${style.yellow('Not started')}: ${[...rest].join(', ')}\n`);
  return lines.join('');
}

function renderDifferences({ residues }: ShownResult, { style, width, again = (text) => text }: ResultView): string {
  const lines = residues.map(({ address, pointers }) => {
    const text = `${style.yellow('Warning')}: the server changed the values that were sent for ${address}: ${pointers.join(', ')}`;
    return `${fold(text, width, 2)}\n  ${again(`Accept it with: postform state accept ${address}`)}\n`;
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
  const looked = read === 0 ? '' : ` · ${read} for looking`;
  const whole = isWhole(result);
  const verb = whole ? style.green('Done:') : style.yellow('Stopped:');
  const time = times === undefined ? '' : ` · took ${showTimes(times)}`;
  return `${verb} ${parts.join(', ')} · ${money}${looked}${time}${renderEnd(result, view)}`;
}

/** True where every step of the plan was done, whatever the plan left out on purpose or holds nothing for. */
function isWhole({ end, plan, outcomes }: ShownResult): boolean {
  const isMeant = hasLeftOut(plan) || unresolvedIn(plan).length > 0;
  return end === 'done' || (end === 'partial' && isMeant && outcomes.every(({ status }) => status === 'done'));
}

/** Why it ended before its plan did, what is left, and what to run. */
function renderEnd(result: ShownResult, { width, again = (text) => text }: ResultView): string {
  if (isWhole(result)) return '';
  const { steps, price } = leftOf(result);
  const lines: string[] = [];
  const cause = causeOf(result);
  const isShort = cause === undefined && steps > 0 && result.end === 'deferred';
  if (cause !== undefined) lines.push(fold(`Why: ${cause.message} [${cause.code}]`, width, 2));
  else if (isShort) lines.push('The budget held no more of it.');
  if (steps > 0) lines.push(`Left: ${counted(steps, 'step')}, ${counted(price.calls, 'call')}.`);
  if (cause !== undefined) lines.push(fold(again(cause.hint), width, 2));
  else if (result.end !== 'error') {
    const when = isShort ? '; a month that is short has to hold more first (postform budget)' : '';
    lines.push(fold(again(`Run the same command again: it resumes where this one stopped${when}.`), width, 2));
  }
  return lines.map((line) => `\n${line}`).join('');
}

function showTimes({ predictedMs, tookMs }: NonNullable<ResultView['times']>): string {
  return `${showDuration(tookMs)}, about ${roundedTime(predictedMs)} predicted`;
}
