// Renders drift: what was changed by hand, which changes in the files are not applied yet, and how much was read.

import { type Change, type Coverage, type Plan, unappliedOf } from '@postform/engine';
import type { Style } from '../output/style.ts';
import { coverageLine, isComplete, nextReads } from './coverage.ts';
import { foldText } from './fold.ts';
import { renderLines } from './lines.ts';
import { renderUnmanaged } from './plan.ts';
import { refusalText } from './refusals.ts';
import { renderSameName } from './same-name.ts';
import { counted, handChangeText, quoted } from './words.ts';

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
    renderSameName(plan, view),
    `${renderSummary(drift.length, coverage, view)}\n`,
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function renderChange(change: Change, { style, width }: DriftView): string {
  const what = handChangeText(change);
  const head = `${style.yellow('~')} ${style.bold(change.address)} ${quoted(change.name)} ${what}\n`;
  const kept = change.kept.length === 0 ? '' : `kept (policy keep): ${change.kept.join(', ')}`;
  const aside = kept === '' ? '' : `    ${style.dim(foldText(kept, width, 4))}\n`;
  return head + renderLines(change.remoteLines, 4, style, width) + aside;
}

/** Objects about which the API contradicts itself: neither drift nor in order. */
function renderDisputed({ changes }: Plan, { style, width }: DriftView): string {
  const disputed = changes.flatMap(({ reason, blocked }) => (reason === 'disputed' && blocked ? [blocked] : []));
  return disputed.map((refusal) => `${style.red('!')} ${foldText(refusalText(refusal).message, width, 2)}\n`).join('');
}

/** Hints about objects that this run did not read. They count as drift only once they are read. */
function renderHints({ changedBefore = [], suspicious = [] }: Coverage, { style, width }: DriftView): string {
  const line = (text: string, addresses: readonly string[]): string =>
    addresses.length === 0 ? '' : `${style.yellow(foldText(`${text}: ${addresses.join(', ')}`, width, 2))}\n`;
  return (
    line('Changed by hand when last read, not read in this run', changedBefore) +
    line('Reported as changed by a list, not read yet', suspicious)
  );
}

/** Changes in the files that are not applied yet are listed, but not counted as drift. */
function renderUnapplied(plan: Plan, style: Style): string {
  const waiting = unappliedOf(plan);
  if (waiting.length === 0) return '';
  const names = waiting.slice(0, 5).map(({ address }) => address);
  const more = waiting.length > names.length ? ` and ${waiting.length - names.length} more` : '';
  const count = counted(waiting.length, 'change');
  return style.dim(`Not applied yet (not drift): ${count} in the files (${names.join(', ')}${more})\n`);
}

function renderSummary(objects: number, coverage: Coverage, { style, nowMs }: DriftView): string {
  const read = coverageLine(coverage, nowMs);
  const next = isComplete(coverage) ? '' : nextReads(coverage);
  if (objects > 0) return `${style.yellow('Drift:')} ${counted(objects, 'object')} changed by hand · ${read}.${next}`;
  const verdict = isComplete(coverage)
    ? style.green('No drift:')
    : style.yellow('No drift found, but not everything was read:');
  return `${verdict} ${read}.${next}`;
}
