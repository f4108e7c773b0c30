// The environment node room: an environment as the tree that is merged, and the tree as an environment again.
import { isArray, isObject, type JsonObject, wordOf } from '../json/json.ts';
import { byId, type Pair, type TreeNode } from '../shapes/fork-merge.ts';
import type { Stored } from '../world/store.ts';

/** One node per value, named by its key; the second value of the same key is `key#2`. */
export function environmentTree(object: Stored): TreeNode {
  const { values, ...own } = object.data;
  const seen = new Map<string, number>();
  const children = (isArray(values) ? values : []).filter(isObject).map((value): TreeNode => {
    const key = wordOf(value['key']);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return { id: count === 1 ? key : `${key}#${count}`, own: value, children: [] };
  });
  return { id: object.id, own, children };
}

export function environmentData(tree: TreeNode): JsonObject {
  return { ...tree.own, values: tree.children.map(({ own }) => own) };
}

/** The pairs and one more for each key that both sides added: they had nothing in common before. */
export function pairedByKey(source: TreeNode, target: TreeNode, pairs: readonly Pair[]): Pair[] {
  const known = new Set(pairs.map((pair) => pair.source));
  const targets = byId(target);
  const both = source.children.filter(({ id }) => !known.has(id) && targets.has(id));
  return [...pairs, ...both.map(({ id }) => ({ source: id, target: id, print: '' }))];
}
