// Renders a plan: what would change and why, what is left alone, what blocks it, and what it costs.

import { type Change, hasLeftOut, isDeferred, type Plan, type Refusal, summaryOf } from '@postform/engine';
import type { CostForecast } from '../budget/forecast.ts';
import type { AddRunFlags } from '../options/run-flags.ts';
import type { Style } from '../output/style.ts';
import { foldText } from './fold.ts';
import { renderLeftOut } from './left-out.ts';
import { paint, renderLines } from './lines.ts';
import { missingSecretsText, noteText } from './notes.ts';
import { renderPrice } from './price.ts';
import { refusalText } from './refusals.ts';
import { renderSameName } from './same-name.ts';
import { counted, marks, quoted, sentenceOf } from './words.ts';

export interface PlanView {
  readonly style: Style;
  readonly width: number;
  readonly forecast: CostForecast;
  /** `3 of 12 objects read, …`: shown where the plan is empty. */
  readonly coverage: string;
  /** Shown below a plan that changes something, where not every object was read. */
  readonly uncovered?: string;
  /** True for `destroy`: everything in state is to be deleted. */
  readonly destroys?: boolean;
  /** By address: when an object that this run did not read was last verified, as text. */
  readonly ages?: ReadonlyMap<string, string>;
  /** Completes the commands in hints. */
  readonly addFlags?: AddRunFlags;
}

type HeadView = Pick<PlanView, 'style' | 'width' | 'destroys'>;

/** Unmanaged objects named in a plan; the others are counted. */
const namedUnmanaged = 5;

/** Unchanged objects whose notes are shown; the others are counted. */
const namedNotes = 5;

/** True where an object is in sync and there is nothing to say of it: no text of it is shown. */
export function isSilent({ action, blocked, reason, deferred, notes, kept, differences }: Change): boolean {
  const isQuiet = action === 'noop' && blocked === undefined && reason === 'in-sync' && deferred === undefined;
  return isQuiet && notes.length + kept.length + differences.length === 0;
}

/** The same plan and view give the same text. */
export function renderPlan(plan: Plan, view: PlanView): string {
  const heard = plan.changes.filter((change) => !isSilent(change));
  const changes = heard.filter((change) => change.action !== 'noop' || change.blocked !== undefined);
  const leftOut = new Set(plan.leftOut?.map(({ address }) => address));
  const quiet = heard.filter(
    (change) => change.action === 'noop' && change.blocked === undefined && !leftOut.has(change.address),
  );
  const parts = [
    ...changes.map((change) => renderChange(change, view)),
    renderQuiet(quiet, view),
    renderUnmanaged(plan, view.style),
    renderSameName(plan, view),
    renderMissingSecrets(plan, view),
    ...plan.refused.map((refusal) => renderRefusal(refusal, view)),
    renderDeferred(plan, view),
    renderLeftOut(plan, view),
    renderSummary(plan, view),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

/** Address, name, and what happens to it. */
export function renderHead(change: Change, { style, width, destroys }: HeadView): string {
  const mark = change.blocked === undefined ? marks[change.action] : '!';
  const color = change.blocked === undefined ? paint(mark, style) : style.red;
  const name = change.name === '' ? '' : ` ${quoted(change.name)}`;
  return `${color(mark)} ${foldText(`${style.bold(change.address)}${name} ${sentenceOf(change, destroys)}`, width, 4)}\n`;
}

function renderChange(change: Change, view: PlanView): string {
  const { style, width } = view;
  let out = renderHead(change, view);
  out += renderLines(change.lines, 4, style, width);
  // A change that undoes a change by hand shows it already.
  if (change.remoteLines.length > 0 && (change.reason !== 'drifted' || change.kept.length > 0)) {
    out += `    ${style.dim('changed by hand since it was last read:')}\n`;
    out += renderLines(change.remoteLines, 6, style, width);
  }
  for (const text of asides(change, view)) out += `    ${style.dim(foldText(text, width, 4))}\n`;
  if (change.blocked !== undefined) out += renderRefusal(change.blocked, view, 4);
  return out;
}

/** What is to be known beside the lines of a change. */
export function asides(
  change: Change,
  { addFlags = (text) => text, ages }: Pick<PlanView, 'addFlags' | 'ages'>,
): string[] {
  const age = change.reason === 'unverified' ? ages?.get(change.address) : undefined;
  const out = [...(age === undefined ? [] : [age]), ...change.notes.map((note) => noteText(note, change.kind))];
  if (change.kept.length > 0) out.push(`kept as changed by hand (policy keep): ${change.kept.join(', ')}`);
  if (change.differences.length > 0) {
    out.push(`the server changed the values that were sent: ${change.differences.join(', ')}`);
    out.push(addFlags(`to accept what the server holds: postform state accept ${change.address}`));
  }
  return out;
}

/** Unexplained differences and kept leaves need a decision, so all are shown; of other notes only the first few. */
function renderQuiet(changes: readonly Change[], view: PlanView): string {
  const noted = changes
    .map((change) => ({ change, lines: asides(change, view) }))
    .filter(({ lines }) => lines.length > 0);
  const minor = noted.filter(({ change }) => change.kept.length + change.differences.length === 0);
  const hidden = new Set(minor.length > namedNotes + 1 ? minor.slice(namedNotes) : []);
  const addresses = [...hidden].map(({ change }) => change.address).join(', ');
  const text = `${hidden.size} more ${hidden.size === 1 ? 'object' : 'objects'} with notes like these: ${addresses}`;
  const more = hidden.size === 0 ? '' : `  ${view.style.dim(foldText(text, view.width, 4))}\n`;
  const shown = noted
    .filter((one) => !hidden.has(one))
    .map(({ change, lines }) => {
      const said = lines.map((text) => `    ${view.style.dim(foldText(text, view.width, 4))}\n`).join('');
      return `  ${view.style.bold(change.address)} ${sentenceOf(change)}\n${said}`;
    });
  return shown.join('') + more;
}

function renderMissingSecrets({ missingSecrets }: Plan, { style, width }: PlanView): string {
  const text = missingSecretsText(missingSecrets);
  return text === undefined ? '' : `${style.yellow('Warning')}: ${foldText(text, width, 2)}\n`;
}

/** What waits for a read that no budget is left for. */
function renderDeferred(plan: Plan, { style, width }: PlanView): string {
  const names = plan.changes.filter((change) => change.deferred === true).map(({ address }) => address);
  if (names.length === 0) return '';
  const text = `${counted(names.length, 'object')}. No budget was left to read ${names.length === 1 ? 'it' : 'them'} before writing: ${names.join(', ')}. Run again, or raise --max-calls.`;
  return `${style.yellow('Deferred')}: ${foldText(text, width, 2)}\n`;
}

export function renderRefusal(
  refusal: Refusal,
  view: Pick<PlanView, 'style' | 'width' | 'addFlags'>,
  indent = 0,
): string {
  const { message, hint } = refusalText(refusal);
  const lead = ' '.repeat(indent);
  const { style, width, addFlags = (text) => text } = view;
  return `${lead}${style.red('Refused')}: ${foldText(message, width, indent + 2)}\n${lead}  ${foldText(addFlags(hint), width, indent + 2)}\n`;
}

export function renderUnmanaged(plan: Plan, style: Style): string {
  if (plan.unmanaged.length === 0) return '';
  const named = plan.unmanaged.slice(0, namedUnmanaged).map(({ kind, name }) => `${kind} ${quoted(name)}`);
  const more = plan.unmanaged.length - named.length;
  const rest = more > 0 ? ` and ${more} more` : '';
  return style.dim(`Unmanaged, left alone: ${counted(plan.unmanaged.length, 'object')} (${named.join(', ')}${rest})\n`);
}

/** The last line of a plan; the only one where the plan was shown before. */
export function renderSummary(
  plan: Plan,
  view: Pick<PlanView, 'style' | 'forecast' | 'coverage' | 'uncovered'>,
): string {
  const counts = summaryOf(plan);
  const { create, update, replace, blocked, adopt, forget } = counts;
  const all = create + update + replace + counts.delete + adopt + forget;
  const uncovered = view.uncovered === undefined ? '' : `${view.uncovered}\n`;
  if (all === 0 && blocked === 0 && isDeferred(plan))
    return `${view.style.yellow('Nothing to do yet.')} ${view.coverage}\n`;
  if (all === 0 && blocked === 0 && hasLeftOut(plan))
    return `${view.style.yellow('Nothing to do')} except what --no-delete leaves out. ${view.coverage}\n`;
  if (all === 0 && blocked === 0) return `${view.style.green('No changes.')} ${view.coverage}\n`;
  const parts = [`${create} to add`, `${update} to change`];
  if (replace > 0) parts.push(`${replace} to replace`);
  parts.push(`${counts.delete} to delete`);
  if (adopt > 0) parts.push(`${adopt} to adopt`);
  if (forget > 0) parts.push(`${forget} to forget`);
  if (blocked > 0) parts.push(`${blocked} blocked`);
  return `${view.style.bold('Plan:')} ${parts.join(', ')} · ${renderPrice(plan.price.expected, view.forecast)}\n${uncovered}`;
}
