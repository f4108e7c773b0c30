// Differences of texts.
import { expect, it } from 'vitest';
import { diffLines } from './text-diff.ts';

it('shows changed lines with two lines around them, and a gap between hunks', () => {
  const before = Array.from({ length: 20 }, (_, index) => `line ${index}`);
  const after = before.map((line, index) => (index === 3 || index === 15 ? `${line}!` : line));
  const lines = diffLines(before.join('\n'), after.join('\n'))!.map(({ mark, text }) => mark + text);
  expect(lines).toEqual([
    ...[' line 1', ' line 2', '-line 3', '+line 3!', ' line 4', ' line 5', ' …'],
    ...[' line 13', ' line 14', '-line 15', '+line 15!', ' line 16', ' line 17'],
  ]);
});

it('does not tell line ends, nor whether the last line has one', () => {
  expect(diffLines('a\r\nb', 'a\nb')).toEqual([]);
  expect(diffLines('a', 'b')).toEqual([
    { mark: '-', text: 'a' },
    { mark: '+', text: 'b' },
  ]);
});
