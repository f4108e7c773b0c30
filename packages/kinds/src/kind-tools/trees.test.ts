// Plain trees are copied as they are, whatever people call their keys.
import { expect, it } from 'vitest';
import { present, without } from './trees.ts';

const tree = JSON.parse('{"a": 1, "__proto__": {"x": 1}, "b": 2}');

it('a copy without some keys keeps the others in their order, __proto__ included', () => {
  expect(JSON.stringify(without(tree, ['a']))).toBe('{"__proto__":{"x":1},"b":2}');
  expect(JSON.stringify(present({ ...tree, b: undefined }))).toBe('{"a":1,"__proto__":{"x":1}}');
  expect(without(tree, ['c'])).toBe(tree);
});
