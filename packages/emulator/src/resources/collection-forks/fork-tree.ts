// Turns a collection into the tree that is merged, and back.
import { isArray, type Json, type JsonObject, objectsIn } from '../../json/json.ts';
import type { ServerState } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { growing } from '../collection/put.ts';
import type { Stamp } from '../collection/tree.ts';
import { growCollection } from '../collection/write.ts';
import type { ForkableKind } from '../forks/carry.ts';
import { byId, type TreeNode } from '../forks/merge.ts';

/** How collections are merged. */
export const forkableCollection: ForkableKind = {
  name: 'collection',
  treeOf: collectionTree,
  dataOf: collectionData,
  pairsOf: (_source, _target, recorded) => recorded,
  newIdOf: (server) => server.ids.next(),
};

/** Folders hold an empty `item` in their own content, requests an empty `response`: that tells them apart. */
function collectionTree(object: Stored): TreeNode {
  const { item, ...own } = object.data;
  return { id: object.id, own, children: nodesIn(item) };
}

function nodesIn(list: Json | undefined): TreeNode[] {
  return objectsIn(list).map(nodeOf);
}

function nodeOf(kept: JsonObject): TreeNode {
  const { id, uid: _uid, createdAt, updatedAt, item, response, ...rest } = kept;
  const holds: JsonObject = isArray(item) ? { item: [] } : isArray(response) ? { response: [] } : {};
  const stamp = { createdAt: String(createdAt), updatedAt: String(updatedAt) };
  return { id: String(id), own: { ...rest, ...holds }, children: nodesIn(isArray(item) ? item : response), stamp };
}

/** The data of `object` with the content of the tree, by the rules of a PUT: the ids of the tree are kept. */
function collectionData(server: ServerState, tree: TreeNode, object: Stored): JsonObject {
  const nodes = byId(tree);
  const stampOf = (id: string): Stamp | 'refuse' => nodes.get(id)?.stamp ?? 'refuse';
  const sent = { ...tree.own, item: tree.children.map(itemOf) };
  return growCollection(sent, growing(server, object.owner, server.clock.nowMs(), stampOf));
}

function itemOf({ id, own, children }: TreeNode): JsonObject {
  const { item, response, ...rest } = own;
  const inner = children.map(itemOf);
  if (isArray(item)) return { ...rest, id, item: inner };
  return response === undefined && inner.length === 0 ? { ...rest, id } : { ...rest, id, response: inner };
}
