import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from './nearest.ts';
import { escapeTemplate, splitTemplate } from './template.ts';
import { linesOf } from './text.ts';

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
});

describe('uses in a text', () => {
  it('are told from literal dollars and escaped uses', () => {
    expect(splitTemplate(`a \${var.x}$\${y} $5 \${ b.c.d }$`)).toEqual([
      { type: 'text', text: 'a ' },
      { type: 'use', inner: 'var.x', raw: `\${var.x}` },
      { type: 'text', text: `\${y} $5 ` },
      { type: 'use', inner: 'b.c.d', raw: `\${ b.c.d }` },
      { type: 'text', text: '$' },
    ]);
  });

  it('never arise from an escaped text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[$ {}ab]{0,20}$/), (text) => {
        expect(splitTemplate(escapeTemplate(text))).toEqual(text === '' ? [] : [{ type: 'text', text }]);
      }),
      { seed: 3 },
    );
  });
});

describe('lines of a text', () => {
  it('count from 1, and a line end belongs to its line', () => {
    const lines = linesOf('ab\n\ncd');
    expect([0, 2, 3, 4, 6].map((offset) => Object.values(lines(offset)))).toEqual([
      [1, 1],
      [1, 3],
      [2, 1],
      [3, 1],
      [3, 3],
    ]);
  });
});
