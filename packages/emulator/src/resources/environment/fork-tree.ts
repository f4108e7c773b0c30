// Turns an environment into the tree that is merged, and back.
import { objectsIn, wordOf } from '../../json/json.ts';
import type { Stored } from '../../world/store.ts';
import type { ForkableKind } from '../forks/carry.ts';
import { byId, type NodePair, type TreeNode } from '../forks/merge.ts';

/** How environments are merged: values belong together by their keys. */
export const forkableEnvironment: ForkableKind = {
  name: 'environment',
  treeOf: environmentTree,
  dataOf: (_world, tree) => ({ ...tree.own, values: tree.children.map(({ own }) => own) }),
  pairsOf: pairedByKey,
  newIdOf: (_world, { id }) => id,
};

/** One node per value, named by its key; the second value of the same key is `key#2`. */
function environmentTree(object: Stored): TreeNode {
  const { values, ...own } = object.data;
  const seen = new Map<string, number>();
  const children = objectsIn(values).map((value): TreeNode => {
    const key = wordOf(value['key']);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return { id: count === 1 ? key : `${key}#${count}`, own: value, children: [] };
  });
  return { id: object.id, own, children };
}

/** The pairs and one more for each key that both sides added: they had nothing in common before. */
function pairedByKey(source: TreeNode, target: TreeNode, pairs: readonly NodePair[]): NodePair[] {
  const known = new Set(pairs.map((pair) => pair.source));
  const targets = byId(target);
  const both = source.children.filter(({ id }) => !known.has(id) && targets.has(id));
  return [...pairs, ...both.map(({ id }) => ({ source: id, target: id, print: '' }))];
}
