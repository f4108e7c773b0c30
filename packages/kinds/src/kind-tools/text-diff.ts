// Finds the differences between two texts, line by line, as people know them from version control.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Loaded at the first text that differs. */
const diff = (): typeof import('diff') => require('diff');

export interface TextLine {
  readonly mark: '+' | '-' | ' ';
  readonly text: string;
}

/**
 * Changed lines with two lines of context; `…` stands between hunks. Line ends are not compared: CRLF and LF are alike.
 * Undefined where the texts are too different to be told line by line.
 */
export function diffLines(before: string, after: string): readonly TextLine[] | undefined {
  const patch = diff().structuredPatch('', '', unixEnds(before), unixEnds(after), '', '', {
    context: 2,
    maxEditLength: 400,
  });
  if (patch === undefined) return undefined;
  return patch.hunks.flatMap((hunk, index) => [
    ...(index === 0 ? [] : [{ mark: ' ', text: '…' } as const]),
    ...hunk.lines.filter((line) => !line.startsWith('\\')).map(textLine),
  ]);
}

function textLine(line: string): TextLine {
  const mark = line[0];
  return { mark: mark === '+' || mark === '-' ? mark : ' ', text: line.slice(1) };
}

function unixEnds(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
