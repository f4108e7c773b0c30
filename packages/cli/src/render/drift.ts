// Room: drift as text: what was changed by hand, what is only not applied yet, and how much was looked at.

import { type Change, type Coverage, type Plan, unappliedOf } from '@postform/engine';
import type { Style } from '../output/style.ts';
import { coverageLine, isComplete, nextLooks } from './coverage.ts';
import { fold } from './fold.ts';
import { renderLines } from './lines.ts';
import { renderNamesakes } from './namesakes.ts';
import { renderUnmanaged } from './plan.ts';
import { refusalText } from './refusals.ts';
import { counted, movedText, quoted } from './words.ts';

export interface DriftView {
  readonly style: Style;
  readonly width: number;
  readonly nowMs: number;
}

export function renderDrift(plan: Plan, drift: readonly Change[], coverage: Coverage, view: DriftView): string {
  const parts = [
    ...drift.map((change) => renderChange(change, view)),
    renderDisputed(plan, view),
    renderHints(coverage, view),
    renderUnapplied(plan, view.style),
    renderUnmanaged(plan, view.style),
    renderNamesakes(plan, view),
    `${renderSummary(drift.length, coverage, view)}\n`,
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function renderChange(change: Change, { style, width }: DriftView): string {
  const what = movedText(change);
  const head = `${style.yellow('~')} ${style.bold(change.address)} ${quoted(change.name)} ${what}\n`;
  const kept = change.kept.length === 0 ? '' : `left as it is (policy keep): ${change.kept.join(', ')}`;
  const aside = kept === '' ? '' : `    ${style.dim(fold(kept, width, 4))}\n`;
  return head + renderLines(change.remoteLines, 4, style, width) + aside;
}

/** What contradicts itself is no drift, and not in order either. */
function renderDisputed({ changes }: Plan, { style, width }: DriftView): string {
  const disputed = changes.flatMap(({ reason, blocked }) => (reason === 'disputed' && blocked ? [blocked] : []));
  return disputed.map((refusal) => `${style.red('!')} ${fold(refusalText(refusal).message, width, 2)}\n`).join('');
}

/** What is known of objects that this run has not looked at: it is no drift until somebody looks. */
function renderHints({ movedBefore = [], suspicious = [] }: Coverage, { style, width }: DriftView): string {
  const line = (text: string, addresses: readonly string[]): string =>
    addresses.length === 0 ? '' : `${style.yellow(fold(`${text}: ${addresses.join(', ')}`, width, 2))}\n`;
  return (
    line('Changed by hand when last looked at, and not looked at now', movedBefore) +
    line('Changed since, as a list says, and not looked at yet', suspicious)
  );
}

/** Changes that the files ask for and nobody applied are no drift: listed, not counted. */
function renderUnapplied(plan: Plan, style: Style): string {
  const waiting = unappliedOf(plan);
  if (waiting.length === 0) return '';
  const names = waiting.slice(0, 5).map(({ address }) => address);
  const more = waiting.length > names.length ? ` and ${waiting.length - names.length} more` : '';
  const count = counted(waiting.length, 'change');
  return style.dim(`Not applied yet, and no drift: ${count} of the files (${names.join(', ')}${more})\n`);
}

function renderSummary(objects: number, coverage: Coverage, { style, nowMs }: DriftView): string {
  const looked = coverageLine(coverage, nowMs);
  const next = isComplete(coverage) ? '' : nextLooks(coverage);
  if (objects > 0) return `${style.yellow('Drift:')} ${counted(objects, 'object')} changed by hand · ${looked}.${next}`;
  const verdict = isComplete(coverage)
    ? style.green('No drift:')
    : style.yellow('No drift found, but not everything was seen:');
  return `${verdict} ${looked}.${next}`;
}
