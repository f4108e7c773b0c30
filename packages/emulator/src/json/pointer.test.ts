// Tests of JSON Pointers.
import { expect, test } from 'vitest';
import { withAt } from './pointer.ts';

test('sets, appends, inserts nothing else, and leaves the original alone', () => {
  const root = { a: [{ b: 1 }], 'c/d': 1 };
  expect(withAt(root, '/a/0/b', 2)).toEqual({ a: [{ b: 2 }], 'c/d': 1 });
  expect(withAt(root, '/a/-', 3)).toEqual({ a: [{ b: 1 }, 3], 'c/d': 1 });
  expect(withAt(root, '/c~1d', 4)).toEqual({ a: [{ b: 1 }], 'c/d': 4 });
  expect(withAt(root, '/a/0', undefined)).toEqual({ a: [], 'c/d': 1 });
  expect(withAt(root, '/c~1d', undefined)).toEqual({ a: [{ b: 1 }] });
  expect(root).toEqual({ a: [{ b: 1 }], 'c/d': 1 });
});

test.each(['a', '/x/y', '/a/5/b', '/a/one'])('there is no way to %s', (pointer) => {
  expect(() => withAt({ a: [1] }, pointer, 1)).toThrow(RangeError);
});

test('a place named __proto__ is an ordinary place', () => {
  const changed = withAt({}, '/__proto__', { polluted: true });
  expect(Object.keys(changed as object)).toEqual(['__proto__']);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
