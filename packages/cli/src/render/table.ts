// Renders a table: rows in padded columns.
import { columnsOf, padColumns } from '../output/columns.ts';

/** Columns are two spaces apart; the last one is not padded. Each row ends with a newline. */
export function renderTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows)
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, columnsOf(cell));
  return rows
    .map((row) => {
      const cells = row.map((cell, at) => (at === row.length - 1 ? cell : padColumns(cell, widths[at]!)));
      return `${cells.join('  ').trimEnd()}\n`;
    })
    .join('');
}
