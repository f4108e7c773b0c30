// Lines and columns of offsets in a text.
import { describe, expect, it } from 'vitest';
import { lineStartsOf } from './text.ts';

describe('lines of a text', () => {
  it('count from 1, and a line end belongs to its line', () => {
    const lines = lineStartsOf('ab\n\ncd');
    expect([0, 2, 3, 4, 6].map((offset) => Object.values(lines(offset)))).toEqual([
      [1, 1],
      [1, 3],
      [2, 1],
      [3, 1],
      [3, 3],
    ]);
  });
});
