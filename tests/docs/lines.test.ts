// Lines of Markdown are short enough to be read and compared side by side.
import { expect, it } from 'vitest';
import { pages, proseOf, textOf } from './pages.ts';

const LONGEST = 120;

/** A row of a table cannot be broken. */
const isRow = (line: string): boolean => line.trimStart().startsWith('|');

it.each(pages)('%s has no line of more than 120 characters', (page) => {
  const rows = new Set(proseOf(page).flatMap(({ line, number }) => (isRow(line) ? [number] : [])));
  const long = textOf(page)
    .split('\n')
    .flatMap((line, index) => ([...line].length > LONGEST && !rows.has(index + 1) ? [`${page}:${index + 1}`] : []));
  expect(long).toEqual([]);
});
