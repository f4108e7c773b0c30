// Folds long lines for a narrow terminal. Logs are never folded: their width is Infinity.
import { columnsOf as columns } from '../output/columns.ts';

/** Breaks at spaces. Lines after the first are indented by `hang` columns. A word longer than a line stays whole. */
export function foldText(text: string, width: number, hang: number): string {
  if (columns(text) <= width || width < hang + 20) return text;
  const indent = ' '.repeat(hang);
  const lines: string[] = [];
  const lead = /^ */.exec(text)![0];
  let line = '';
  for (const word of text.slice(lead.length).split(' ')) {
    const start = lines.length === 0 ? lead : indent;
    if (line === '') line = start + word;
    else if (columns(line) + 1 + columns(word) <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = indent + word;
    }
  }
  return [...lines, line].join('\n');
}
