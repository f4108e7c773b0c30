// How values, paths and names are shown to people.
import type { Json } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { showChange, showPath, showValue } from './show.ts';

describe('a value for people', () => {
  it.each<[Json, string]>([
    ['a\nb', '"a\\nb"'],
    [3, '3'],
    [false, 'false'],
    [null, '(none)'],
    [[], '(none)'],
    [['a', 'b'], '"a", "b"'],
    [{ a: 1 }, '{"a":1}'],
    [{ $deferred: 'ref', address: 'mock.orders', attribute: 'mockUrl' }, `\${mock.orders.mockUrl}`],
    [
      { $deferred: 'text', parts: ['https://', { $deferred: 'ref', address: 'mock.orders', attribute: 'mockUrl' }] },
      `https://\${mock.orders.mockUrl}`,
    ],
    [{ $deferred: 'secret', name: 't' }, '(secret t)'],
    [{ $deferred: 'unknown', of: 'mock.orders.mockUrl' }, '(known after apply)'],
    [{ $deferred: 'missing', name: 't' }, '(secret t, not available here)'],
    [{ $deferred: 'sealed', fingerprint: 'ab12cdef', name: 't' }, '(secret t, fingerprint ab12cd)'],
    [{ $deferred: 'sealed', fingerprint: 'set' }, '(hidden, fingerprint set)'],
    [{ a: [{ $deferred: 'sealed', fingerprint: 'ab12cdef' }] }, '{"a":["(hidden, fingerprint ab12cd)"]}'],
    [{ $deferred: 'lost' }, '(another value)'],
  ])('%j is shown as %s', (value, shownValue) => {
    expect(showValue(value)).toBe(shownValue);
  });

  it('is cut where it is long, and says how long it is', () => {
    expect(showValue('x '.repeat(500))).toBe(`"${'x '.repeat(40)}…${'x '.repeat(20)} (1000 characters)"`);
  });
});

describe('a path and its change', () => {
  it('stands with dots, odd names in brackets', () => {
    expect(showPath('/schedule/cron')).toBe('schedule.cron');
    expect(showPath('/values/a~1b')).toBe('values["a/b"]');
    expect(showPath('/values/')).toBe('values[""]');
  });

  it('is marked as added, removed or changed', () => {
    expect(showChange('name', undefined, 'a')).toEqual({ mark: '+', depth: 0, text: 'name: "a"' });
    expect(showChange('name', 'a', undefined)).toEqual({ mark: '-', depth: 0, text: 'name: "a"' });
    expect(showChange('name', 'a', null, ' !')).toEqual({ mark: '~', depth: 0, text: 'name: "a" → (none) !' });
    const long = 'x '.repeat(500);
    expect(showChange('name', `${long}1`, `${long}2`).text).toMatch(/^name: "…(x ){10}1" → "…(x ){10}2"$/);
    expect(showChange('name', `${long}1`, `${long}2`, '', 'full').text).toHaveLength(2015);
  });
});
