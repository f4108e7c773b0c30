// Uses inside texts, and how a text is written that holds none.
import { escapeUses, holdsUse } from '@postform/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitTemplate } from './template.ts';

describe('uses in a text', () => {
  it('are reported from literal dollars and escaped uses', () => {
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
        expect(holdsUse(text)).toBe(splitTemplate(text).some(({ type }) => type !== 'text'));
        expect(holdsUse(escapeUses(text))).toBe(false);
        expect(splitTemplate(escapeUses(text))).toEqual(text === '' ? [] : [{ type: 'text', text }]);
      }),
      { seed: 3 },
    );
  });
});
