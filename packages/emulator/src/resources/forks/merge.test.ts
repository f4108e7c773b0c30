// Tests of merging two trees.
import { expect, test } from 'vitest';
import { type Merged, merged, type NodePair, printOf, type TreeNode } from './merge.ts';

const node = (id: string, name: string, children: readonly TreeNode[] = []): TreeNode => ({
  id,
  own: { name },
  children,
});

/** `s:x` and `t:x` have the name x in common. */
const pairs = (...names: readonly string[]): NodePair[] =>
  names.map((name) => ({ source: `s:${name}`, target: `t:${name}`, print: printOf({ name }) }));

const into = (source: TreeNode, target: TreeNode, known: readonly NodePair[]): Merged =>
  merged(source, target, known, '2024-01-01T00:00:00.000Z', ({ id }) => id.replace('s:', 'new:'));

const shown = ({ id, own, children }: TreeNode): unknown[] => [id, own['name'], ...children.map(shown)];

test('equal content has equal prints, whatever the order of its keys', () => {
  expect(printOf({ a: 1, b: [{ c: 2, d: 3 }] })).toBe(printOf({ b: [{ d: 3, c: 2 }], a: 1 }));
  expect(printOf({ a: 1 })).not.toBe(printOf({ a: 2 }));
});

test('each side keeps what only it changed', () => {
  const source = node('s:root', 'root', [node('s:a', 'A'), node('s:b', 'b')]);
  const target = node('t:root', 'root', [node('t:a', 'a'), node('t:b', 'B')]);
  const { tree, conflicts } = into(source, target, pairs('root', 'a', 'b'));
  expect(shown(tree)).toEqual(['t:root', 'root', ['t:a', 'A'], ['t:b', 'B']]);
  expect(conflicts).toBe(0);
});

test('where both changed, the source wins and a conflict is counted; the same change is none', () => {
  const source = node('s:root', 'root', [node('s:a', 'A'), node('s:b', 'same')]);
  const target = node('t:root', 'root', [node('t:a', 'other'), node('t:b', 'same')]);
  const { tree, conflicts } = into(source, target, pairs('root', 'a', 'b'));
  expect(shown(tree)).toEqual(['t:root', 'root', ['t:a', 'A'], ['t:b', 'same']]);
  expect(conflicts).toBe(1);
});

test('what one side added stays or comes; what one side deleted goes', () => {
  const source = node('s:root', 'root', [node('s:new', 'new'), node('s:a', 'a')]);
  const target = node('t:root', 'root', [node('t:b', 'b'), node('t:own', 'own')]);
  const { tree, pairs: after, conflicts } = into(source, target, pairs('root', 'a', 'b'));
  expect(shown(tree)).toEqual(['t:root', 'root', ['new:new', 'new'], ['t:own', 'own']]);
  expect(conflicts).toBe(0);
  expect(after).toContainEqual({ source: 's:new', target: 'new:new', print: printOf({ name: 'new' }) });
});

test('a change on one side and a deletion on the other is a conflict, and the source wins', () => {
  const changedHere = into(node('s:root', 'root', [node('s:a', 'A')]), node('t:root', 'root'), pairs('root', 'a'));
  expect(shown(changedHere.tree)).toEqual(['t:root', 'root', ['t:a', 'A']]);
  const deletedHere = into(node('s:root', 'root'), node('t:root', 'root', [node('t:a', 'A')]), pairs('root', 'a'));
  expect(shown(deletedHere.tree)).toEqual(['t:root', 'root']);
  expect([changedHere.conflicts, deletedHere.conflicts]).toEqual([1, 1]);
});

test('folders and order are those of the source, with the ids of the target', () => {
  const source = node('s:root', 'root', [node('s:b', 'b', [node('s:a', 'a')])]);
  const target = node('t:root', 'root', [node('t:a', 'a'), node('t:b', 'b')]);
  const { tree } = into(source, target, pairs('root', 'a', 'b'));
  expect(shown(tree)).toEqual(['t:root', 'root', ['t:b', 'b', ['t:a', 'a']]]);
});

test('a node that moved out of a deleted folder of the target is not there twice', () => {
  const source = node('s:root', 'root', [node('s:a', 'a')]);
  const target = node('t:root', 'root', [node('t:folder', 'folder', [node('t:a', 'a'), node('t:own', 'own')])]);
  const { tree } = into(source, target, pairs('root', 'folder', 'a'));
  expect(shown(tree)).toEqual(['t:root', 'root', ['t:a', 'a'], ['t:folder', 'folder', ['t:own', 'own']]]);
});

test('a second merge without changes changes nothing', () => {
  const source = node('s:root', 'root', [node('s:a', 'A'), node('s:new', 'new')]);
  const target = node('t:root', 'root', [node('t:a', 'a')]);
  const first = into(source, target, pairs('root', 'a'));
  const second = into(source, first.tree, first.pairs);
  expect([second.tree, second.pairs, second.conflicts]).toEqual([first.tree, first.pairs, 0]);
});
