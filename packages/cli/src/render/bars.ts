// Renders a bar chart: a label, a number and a bar per row.
import type { Style } from '../output/style.ts';

const MOST_COLUMNS = 40;
const LEAST_COLUMNS = 5;

/** Rows without a newline. The largest number has the longest bar; any number above zero has a bar. */
export function renderBars(
  counts: Readonly<Record<string, number>>,
  { style, width }: { readonly style: Style; readonly width: number },
): readonly string[] {
  const rows = Object.entries(counts);
  const most = Math.max(1, ...rows.map(([, count]) => count));
  const labelWidth = Math.max(0, ...rows.map(([label]) => label.length));
  const countWidth = String(most).length;
  const columns = Math.max(LEAST_COLUMNS, Math.min(MOST_COLUMNS, width - labelWidth - countWidth - 4));
  const mark = style.hasColors ? '█' : '#';
  return rows.map(([label, count]) => {
    const length = count <= 0 ? 0 : Math.max(1, Math.round((count / most) * columns));
    const head = `${label.padEnd(labelWidth)}  ${String(count).padStart(countWidth)}`;
    return length === 0 ? head : `${head}  ${style.cyan(mark.repeat(length))}`;
  });
}
