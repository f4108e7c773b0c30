// A kept copy as a spec: what was hidden is left out and named, whatever it is.
import { describe, expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { box } from '../testing/kinds.ts';
import { holdsHidden, keptSpec } from './kept-spec.ts';

const kept = (values: Readonly<Record<string, Json>>, isRedacted = false) => ({
  address: 'box.a',
  id: 'a',
  isRedacted,
  body: { name: 'A', values },
});

describe('a kept copy', () => {
  it('is a spec without the leaves that were hidden', () => {
    const { spec, hidden } = keptSpec(
      box,
      kept({ a: '(hidden, fingerprint 0a1b2c3d)', b: 'shown', c: '(hidden)' }),
      false,
    );
    expect(spec).toEqual({ name: 'A', values: { b: 'shown' } });
    expect(hidden).toEqual(['/values/a', '/values/c']);
  });

  it('takes stars for a mask only where the store has hidden something', () => {
    expect(keptSpec(box, kept({ a: '***bold***' }), false).hidden).toEqual([]);
    expect(keptSpec(box, kept({ a: 'token=***' }, true), false).hidden).toEqual(['/values/a']);
  });

  it.each<[string, Json, boolean]>([
    ['a text', 'x (hidden) y', true],
    ['a part of a list', [1, ['(hidden, fingerprint set)']], true],
    ['a key', { '(hidden)': 1 }, true],
    ['nothing', { a: ['hidden', null, 1] }, false],
  ])('is hidden in %s', (_what, value, is) => {
    expect(holdsHidden(value, false)).toBe(is);
  });
});
