// Describes longer text (bodies, scripts, descriptions) by the lines that changed.
import { isDeferredValue, type Json, type Line } from '@postform/engine';
import { diffLines } from '../../kind-tools/text-diff.ts';
import { changed, line, stoodIn } from './entry-lines.ts';
import { isShort, size, textSummary } from './summary.ts';
import { countOf, plain } from './text.ts';

/** More lines than this of one text are counted, not shown. */
const MOST = 14;

/** A heading and the lines that changed below it; short text on one line. */
export function textLines(label: string, before: Json | undefined, after: Json | undefined): readonly Line[] {
  if (typeof before !== 'string' || typeof after !== 'string') return added(label, before, after);
  if (before === after) return [];
  if (isShort(before) && isShort(after)) return changed(label, before, after);
  const lines = diffLines(before, after);
  if (lines === undefined) return [line('~', `${label}: rewritten, ${size(before)} → ${size(after)}`)];
  if (lines.length === 0) return [line('~', `${label}: only line ends or the last line's end differ`)];
  const more = lines.length - MOST;
  return [
    line('~', label),
    ...lines.slice(0, MOST).map(({ mark, text }) => line(mark, plain(text), 2)),
    ...(more > 0 ? [line(' ', `… ${countOf(more, 'more line')}`, 2)] : []),
  ];
}

function added(label: string, before: Json | undefined, after: Json | undefined): readonly Line[] {
  if (isDeferredValue(before) || isDeferredValue(after)) return stoodIn(label, before, after, textSummary);
  if (before === undefined && typeof after === 'string' && !isShort(after))
    return [line('+', `${label}: ${size(after)}`)];
  if (after === undefined && typeof before === 'string' && !isShort(before))
    return [line('-', `${label}: ${size(before)}`)];
  return changed(label, before, after);
}
