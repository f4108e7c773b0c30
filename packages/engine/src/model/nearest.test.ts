// The nearest known word to a mistyped one.
import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from './nearest.ts';

describe('the nearest word', () => {
  it('counts insertions, deletions, replacements and swaps of neighbours', () => {
    expect([
      editDistance('abc', 'abc'),
      editDistance('abc', 'acb'),
      editDistance('abc', 'abxc'),
      editDistance('', 'ab'),
    ]).toEqual([0, 1, 1, 2]);
    expect(editDistance('kitten', 'sitting')).toBe(3);
  });

  it('is found for a slip, whatever the case, and not for another word', () => {
    const known = ['collections', 'environments', 'monitors', 'mocks'];
    expect(['colections', 'Mocks', 'monitosr', 'envrionments'].map((word) => nearest(word, known))).toEqual([
      'collections',
      'mocks',
      'monitors',
      'environments',
    ]);
    expect(['moved', 'x', '', 'folders'].map((word) => nearest(word, known))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is the one with the fewest edits, and none where all are far away', () => {
    expect(nearest('Europa/Berlin', ['Europe/Bern', 'Europe/Berlin', 'Asia/Dubai'])).toBe('Europe/Berlin');
    expect(nearest('EUROPE/BERLIN', ['Europe/Berlin'])).toBe('Europe/Berlin');
    expect(nearest('abc', ['xyz'])).toBeUndefined();
    expect(nearest('', [])).toBeUndefined();
  });
});
