// Differences of texts.
import { expect, it } from 'vitest';
import { diffTexts } from './text-diff.ts';

const numbered = Array.from({ length: 20 }, (_, index) => `line ${index}`);

it('has changed lines with those around them, the place of each hunk, and counts', () => {
  const after = numbered.map((line, index) => (index === 3 || index === 15 ? `${line}!` : line));
  const { hunks, added, removed } = diffTexts(numbered.join('\n'), after.join('\n'), 2, 9)!;
  expect(hunks.map(({ place, lines }) => [place, ...lines.map(({ mark, text }) => mark + text)])).toEqual([
    ['@@ -2,5 +2,5 @@', ' line 1', ' line 2', '-line 3', '+line 3!', ' line 4', ' line 5'],
    ['@@ -14,5 +14,5 @@', ' line 13', ' line 14', '-line 15', '+line 15!', ' line 16', ' line 17'],
  ]);
  expect([added, removed]).toEqual([2, 2]);
});

it('does not tell line ends, nor whether the last line has one', () => {
  expect(diffTexts('a\r\nb', 'a\nb', 2, 9)).toEqual({ added: 0, removed: 0, hunks: [] });
  expect(diffTexts('a', 'a\n', 2, 9)!.hunks).toEqual([]);
  expect(diffTexts('a', 'a\nb', 2, 9)!.hunks[0]!.lines).toEqual([
    { mark: ' ', text: 'a' },
    { mark: '+', text: 'b' },
  ]);
  expect(diffTexts('', 'b', 2, 9)).toMatchObject({ added: 1, removed: 0 });
});

it('gives up on texts that differ in too many lines', () => {
  expect(diffTexts(numbered.join('\n'), numbered.map((line) => `${line}!`).join('\n'), 2, 9)).toBeUndefined();
});
