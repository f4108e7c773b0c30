// Describes longer text (bodies, scripts, descriptions) by the lines that changed.
import { type Detail, isDeferredValue, type Json, type Line } from '@postform/engine';
import { diffTexts, type Hunk, type TextDiff } from '../../kind-tools/text-diff.ts';
import { isShort, size, textSummary } from './summary.ts';
import { countOf, plain } from './text.ts';
import { changed, stoodIn, type Told, told } from './told.ts';

/** More lines than this of one text are counted, not shown, where a plan shows them. */
const MOST = 14;

/** Lines around a change. */
const CONTEXT: Readonly<Record<Detail, number>> = { short: 2, full: 3 };

/** Texts that differ in more lines are not told line by line. */
const MOST_EDITS = 400;

/** A heading with the number of lines that changed, and those lines below it; short text on one line. */
export function textLines(label: string, before: Json | undefined, after: Json | undefined): readonly Told[] {
  if (typeof before !== 'string' || typeof after !== 'string') return oneSided(label, before, after);
  if (before === after) return [];
  if (isShort(before) && isShort(after)) return changed(label, before, after);
  const diff = diffTexts(before, after, CONTEXT.short, MOST_EDITS);
  if (diff === undefined) return [rewritten(label, before, after)];
  if (diff.hunks.length === 0) return [told('~', `${label}: only line ends or the last line's end differ`)];
  const below = (detail: Detail): readonly Line[] =>
    detail === 'short' ? firstLines(diff) : allLines(diffTexts(before, after, CONTEXT.full, MOST_EDITS)!.hunks);
  return [{ ...told('~', `${label} ${counts(diff)}`), below }];
}

/** `+3 −1` */
function counts({ added, removed }: TextDiff): string {
  return [...(added > 0 ? [`+${added}`] : []), ...(removed > 0 ? [`−${removed}`] : [])].join(' ');
}

function firstLines({ hunks }: TextDiff): readonly Line[] {
  const lines = hunks.flatMap((hunk, index) => [
    ...(index === 0 ? [] : [{ mark: ' ', depth: 0, text: '…' } as const]),
    ...linesOf(hunk, plain),
  ]);
  const more = lines.length - MOST;
  return more > 0 ? [...lines.slice(0, MOST), { mark: ' ', depth: 0, text: `… ${countOf(more, 'more line')}` }] : lines;
}

function allLines(hunks: readonly Hunk[]): readonly Line[] {
  return hunks.flatMap((hunk) => [{ mark: ' ', depth: 0, text: hunk.place } as const, ...linesOf(hunk, whole)]);
}

function linesOf({ lines }: Pick<Hunk, 'lines'>, show: (text: string) => string): readonly Line[] {
  return lines.map(({ mark, text }) => ({ mark, depth: 0, text: show(text) }));
}

function whole(text: string): string {
  return plain(text, Number.POSITIVE_INFINITY);
}

function rewritten(label: string, before: string, after: string): Told {
  const sizes = `${size(before)} → ${size(after)}`;
  const below = (detail: Detail): readonly Line[] =>
    detail === 'short' ? [] : [...allOf('-', before), ...allOf('+', after)];
  return { ...told('~', `${label}: rewritten, ${sizes}`), below };
}

function allOf(mark: '+' | '-', text: string): readonly Line[] {
  return linesOf({ lines: text.split(/\r?\n/).map((line) => ({ mark, text: line })) }, whole);
}

function oneSided(label: string, before: Json | undefined, after: Json | undefined): readonly Told[] {
  if (isDeferredValue(before) || isDeferredValue(after)) return stoodIn(label, before, after, textSummary);
  const [mark, verb, text] =
    before === undefined ? (['+', 'added', after] as const) : (['-', 'removed', before] as const);
  if ((before !== undefined && after !== undefined) || typeof text !== 'string' || isShort(text))
    return changed(label, before, after);
  const below = (detail: Detail): readonly Line[] => (detail === 'short' ? [] : allOf(mark, text));
  return [{ ...told(mark, `${label}: ${size(text)}`, `${label} ${verb}: ${size(text)}`), below }];
}
