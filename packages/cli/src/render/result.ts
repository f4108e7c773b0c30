// Room: the result of an apply as text: what was done, what failed and why, what was left, predicted and actual calls.
import { AppError, type ApplyResult, type StepOutcome, type Summary } from '@postform/engine';
import type { Again } from '../again.ts';
import { fold } from './fold.ts';
import type { Style } from './style.ts';
import { counted, gerundOf } from './words.ts';

export interface ResultView {
  readonly style: Style;
  readonly width: number;
  readonly command: 'apply' | 'destroy';
  /** Completes the commands in hints. */
  readonly again?: Again;
}

export function renderResult(result: ApplyResult, view: ResultView): string {
  const { style } = view;
  if (result.declined) return `\n${view.command === 'apply' ? 'Apply' : 'Destroy'} cancelled. Nothing was written.\n`;
  if (result.plan.steps.length === 0) return '';
  const failed = result.outcomes.filter((outcome) => outcome.status === 'failed');
  const parts = [...failed.map((outcome) => renderFailure(outcome, view)), renderLeft(result.outcomes, style)];
  if (result.residues.length > 0) parts.push(renderResidues(result, view));
  parts.push(`${renderCounts(result, style)}\n`);
  return `\n${parts.filter((part) => part !== '').join('\n')}`;
}

/** What was done, counted as a plan counts: a replace is one, however many steps it took. */
export function doneCounts(result: ApplyResult): Summary {
  const counts = { create: 0, update: 0, replace: 0, delete: 0, adopt: 0, forget: 0, blocked: 0 };
  for (const change of result.plan.changes) {
    if (change.action === 'noop') continue;
    const steps = result.outcomes.filter((outcome) => outcome.address === change.address);
    if (steps.every((outcome) => outcome.status === 'done')) counts[change.action] += 1;
  }
  return counts;
}

function renderFailure(
  { address, op, error }: StepOutcome,
  { style, width, again = (text) => text }: ResultView,
): string {
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

function renderResidues({ residues }: ApplyResult, { style, width, again = (text) => text }: ResultView): string {
  const lines = residues.map(({ address, pointers }) => {
    const text = `${style.yellow('Residue')}: the server made something else of ${address}: ${pointers.join(', ')}`;
    return `${fold(text, width, 2)}\n  ${again(`Accept it with: postform state accept ${address}`)}\n`;
  });
  return lines.join('');
}

function renderCounts(result: ApplyResult, style: Style): string {
  const done = doneCounts(result);
  const parts = [`${done.create} added`, `${done.update} changed`];
  if (done.replace > 0) parts.push(`${done.replace} replaced`);
  parts.push(`${done.delete} deleted`);
  const { write, expected, look } = result.calls;
  const money =
    write === expected ? `${counted(write, 'call')}, as predicted` : `${counted(write, 'call')}, ${expected} predicted`;
  const looked = look === 0 ? '' : ` · ${look} for looking`;
  const whole = result.exit === 0;
  const verb = whole ? style.green('Done:') : style.yellow('Stopped:');
  const resume =
    result.exit === 0 || result.exit === 1 ? '' : '\nRun the same command again: it resumes where this one stopped.';
  return `${verb} ${parts.join(', ')} · ${money}${looked}${resume}`;
}
