// Renders the neutral lines that kinds give, with colours and indentation.
import type { Line } from '@postform/engine';
import type { Style } from '../output/style.ts';
import { foldText } from './fold.ts';

/** Depth 0 is indented by `indent` columns. Each line ends with a newline. */
export function renderLines(lines: readonly Line[], indent: number, style: Style, width: number): string {
  return lines
    .map((line) => {
      const lead = ' '.repeat(indent + 2 * line.depth);
      const text = foldText(`${lead}${line.mark} ${line.text}`, width, lead.length + 4);
      return `${paint(line.mark, style)(text)}\n`;
    })
    .join('');
}

export function paint(mark: string, style: Style): (text: string) => string {
  if (mark === '+') return style.green;
  if (mark === '-') return style.red;
  if (mark === '~' || mark === '-/+') return style.yellow;
  if (mark === '<-' || mark === 'x') return style.cyan;
  return (text) => text;
}
