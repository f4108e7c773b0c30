// Renders the differences of one object: what the files would change, what people changed, and where the two meet.
import type { Change, Conflict, DiffRun, FoundPart, Line, PartsFound } from '@postform/engine';
import type { AddRunFlags } from '../options/run-flags.ts';
import type { Style } from '../output/style.ts';
import { foldText } from './fold.ts';
import { renderLines } from './lines.ts';
import { asides, renderHead, renderRefusal } from './plan.ts';
import { quoted } from './words.ts';

export interface DiffView {
  readonly style: Style;
  readonly width: number;
  /** Completes the commands in hints. */
  readonly addFlags: AddRunFlags;
}

/** True where neither the files nor people have changed the object since the two agreed. */
export function isEqual({ action, blocked, lines, remoteLines, reason }: Change): boolean {
  return (
    action === 'noop' && blocked === undefined && lines.length + remoteLines.length === 0 && reason !== 'unresolved'
  );
}

export function renderDiff({ change, conflicts, parts }: DiffRun, view: DiffView): string {
  const { style, width } = view;
  const equal = `${style.green('No difference:')} ${change.address} ${quoted(change.name)} is what the files say.\n`;
  const refused = change.blocked === undefined ? '' : renderRefusal(change.blocked, view, 2);
  const blocks = [
    isEqual(change) ? equal : renderHead(change, view),
    block('The files would change:', renderLines(change.lines, 4, style, width), view),
    block('Changed by hand since it was last read:', renderLines(change.remoteLines, 4, style, width), view),
    block('Changed on both sides:', conflicts.map((one) => renderConflict(one, view)).join(''), view),
    asides(change, view)
      .map((text) => `  ${style.dim(foldText(text, width, 2))}\n`)
      .join(''),
    refused,
    parts === undefined ? '' : renderParts(parts, view),
  ];
  return blocks.filter((text) => text !== '').join('\n');
}

function block(title: string, text: string, { style }: DiffView): string {
  return text === '' ? '' : `  ${style.bold(title)}\n${text}`;
}

function renderConflict({ pointer, files, live }: Conflict, view: DiffView): string {
  const { style } = view;
  const side = (title: string, lines: readonly Line[]): string =>
    `      ${title}\n${lines.length === 0 ? '        removed\n' : renderLines(lines, 8, style, view.width)}`;
  return `    ${pointer}\n${side('in the files:', files)}${side('in the app:', live)}`;
}

function renderParts({ files, live }: PartsFound, view: DiffView): string {
  const rows = [...(files === undefined ? [] : filesRows(files)), ...(live === undefined ? [] : liveRows(live))];
  return block('How its parts were found:', rows.map((row) => `    ${foldText(row, view.width, 6)}\n`).join(''), view);
}

function filesRows({ unchanged, found, added, gone }: NonNullable<PartsFound['files']>): readonly string[] {
  return [
    `in the files, beside what was last sent: ${counts([
      [unchanged, 'unchanged'],
      [found.length, 'found again'],
      [added.length, 'new'],
      [gone.length, 'gone'],
    ])}`,
    ...found.map(({ why, name, was }: FoundPart) => `  ${why}: ${name}${was === undefined ? '' : ` (was ${was})`}`),
    ...added.map((name) => `  new: ${name}`),
    ...gone.map((name) => `  gone: ${name}`),
  ];
}

function liveRows({ recorded, added, both, gone }: NonNullable<PartsFound['live']>): readonly string[] {
  return [
    `in the app: ${counts([
      [recorded, 'known by their recorded ids'],
      [added.length, 'new'],
      [both.length, 'added on both sides'],
      [gone.length, 'gone'],
    ])}`,
    ...added.map((name) => `  new in the app: ${name}`),
    ...both.map((name) => `  added on both sides: ${name}`),
    ...gone.map((name) => `  gone from the app: ${name}`),
  ];
}

function counts(all: readonly (readonly [number, string])[]): string {
  return all.flatMap(([count, what], index) => (index > 0 && count === 0 ? [] : [`${count} ${what}`])).join(', ');
}
