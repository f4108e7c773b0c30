// Renders mistakes in files with the line they are on and a caret below it.
import type { Diagnostic, Place } from '@postform/engine';
import { columnsOf } from '../output/columns.ts';
import { oneLine } from '../output/printable.ts';
import type { Style } from '../output/style.ts';

/** Gives line `line` (from 1) of a file without secrets, or undefined where it cannot be read. */
export type SourceLine = (file: string, line: number) => string | undefined;

const widest = 160;

export function renderDiagnostics(diagnostics: readonly Diagnostic[], source: SourceLine, style: Style): string {
  return diagnostics.map((diagnostic) => renderOne(diagnostic, source, style)).join('\n');
}

function renderOne(diagnostic: Diagnostic, source: SourceLine, style: Style): string {
  const { severity, message, hint, place } = diagnostic;
  const color = severity === 'error' ? style.red : style.yellow;
  const out = [`${color(severity === 'error' ? 'Error' : 'Warning')}: ${style.bold(message)}`];
  if (place) out.push(...renderPlace(place, diagnostic.secret === true ? () => undefined : source, style));
  for (const other of diagnostic.related ?? []) {
    out.push(`  ${other.message}: ${placeText(other.place)}`);
  }
  if (hint !== undefined) out.push(`  ${hint}`);
  return `${out.join('\n')}\n`;
}

/** `desired/orders.yaml:12:5`, which terminals and editors make clickable. */
export function placeText(place: Place): string {
  return `${place.file}:${place.line}:${place.column}`;
}

function renderPlace(place: Place, source: SourceLine, style: Style): string[] {
  const out = [`  ${style.cyan(placeText(place))}`];
  const line = source(place.file, place.line);
  if (line === undefined) return out;
  const number = String(place.line).padStart(5);
  // Of a very long line (minified JSON), only the part around the mistake is shown.
  const from = place.column > widest ? place.column - widest / 2 : 0;
  const lead = from === 0 ? '' : '…';
  const excerpt = (to: number) => lead + oneLine(line.slice(from, to).replaceAll('\t', ' '));
  const shown = excerpt(from + widest);
  const at = columnsOf(excerpt(Math.max(from, place.column - 1)));
  out.push(`  ${style.dim(`${number} |`)} ${shown}`);
  out.push(`  ${style.dim('      |')} ${' '.repeat(at)}${style.red('^')}`);
  return out;
}
