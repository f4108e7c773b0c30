// Finds how a file changes, line by line, as version control shows it.
import { createRequire } from 'node:module';
import type { Style } from '../output/style.ts';

const require = createRequire(import.meta.url);

/** Loaded at the first file that is shown. */
const diff = (): typeof import('diff') => require('diff');

/** So many lines of one file are shown, and so many characters of a line. */
const MOST_LINES = 200;
const MOST_CHARACTERS = 400;

export interface FileDiff {
  /** Lines that the file gains and loses. */
  readonly added: number;
  readonly removed: number;
  /** Hunks with three lines of context. Each line begins with its mark, or is the `@@` of a hunk. */
  readonly lines: readonly string[];
  readonly isCut: boolean;
}

/** Line ends are not shown. No lines where too much has changed to be told line by line. */
export function fileDiff(before: string, after: string): FileDiff {
  const patch = diff().structuredPatch('', '', before, after, '', '', { context: 3, maxEditLength: 4000 });
  const hunks = patch?.hunks ?? [];
  const all = hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
    ...lines.map((line) => line.replaceAll('\r', '')),
  ]);
  const count = (mark: string): number => hunks.flatMap(({ lines }) => lines).filter((line) => line[0] === mark).length;
  return {
    added: count('+'),
    removed: count('-'),
    lines: all.slice(0, MOST_LINES).map(cut),
    isCut: patch === undefined || all.length > MOST_LINES,
  };
}

/** Indented by two columns. Each line ends with a newline. */
export function renderFileDiff({ lines, isCut }: FileDiff, style: Style): string {
  return lines.map((line) => `  ${paint(line, style)}\n`).join('') + (isCut ? '  … more\n' : '');
}

function paint(line: string, style: Style): string {
  if (line.startsWith('@@')) return style.cyan(line);
  return line.startsWith('+') ? style.green(line) : line.startsWith('-') ? style.red(line) : line;
}

function cut(line: string): string {
  return line.length <= MOST_CHARACTERS ? line : `${line.slice(0, MOST_CHARACTERS)} …`;
}
