// Finds the differences between two texts, line by line, as people know them from version control.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Loaded at the first text that differs. */
const diff = (): typeof import('diff') => require('diff');

export interface TextLine {
  readonly mark: '+' | '-' | ' ';
  readonly text: string;
}

/** Lines that changed, with those around them. */
export interface Hunk {
  /** `@@ -3,7 +3,9 @@`: first line and number of lines, before and after. */
  readonly place: string;
  readonly lines: readonly TextLine[];
}

export interface TextDiff {
  readonly added: number;
  readonly removed: number;
  /** None where only line ends differ: CRLF and LF are alike, and the last line has one or not. */
  readonly hunks: readonly Hunk[];
}

/** Undefined where the texts differ in more than `most` lines. */
export function diffTexts(before: string, after: string, context: number, most: number): TextDiff | undefined {
  const patch = diff().structuredPatch('', '', ended(before), ended(after), '', '', {
    context,
    maxEditLength: most,
  });
  if (patch === undefined) return undefined;
  const hunks = patch.hunks.map(({ oldStart, oldLines, newStart, newLines, lines }) => ({
    place: `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
    lines: lines.filter((line) => !line.startsWith('\\')).map(textLine),
  }));
  return { added: countOf(hunks, '+'), removed: countOf(hunks, '-'), hunks };
}

function countOf(hunks: readonly Hunk[], mark: TextLine['mark']): number {
  return hunks.reduce((sum, { lines }) => sum + lines.filter((line) => line.mark === mark).length, 0);
}

function textLine(line: string): TextLine {
  const mark = line[0];
  return { mark: mark === '+' || mark === '-' ? mark : ' ', text: line.slice(1) };
}

/** With the line ends of Unix, the last one too: a line is the same one whether another follows or not. */
function ended(text: string): string {
  const unix = text.replaceAll('\r\n', '\n');
  return unix === '' || unix.endsWith('\n') ? unix : `${unix}\n`;
}
