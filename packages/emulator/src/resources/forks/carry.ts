// Makes a fork, carries changes between a fork and its parent, and tells which side has news.
import type { JsonObject } from '../../json/json.ts';
import { iso } from '../../seams/clock.ts';
import { type Call, changed, newObject, type ServerState } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { byId, type Merged, merged, type NodePair, printOf, type TreeNode } from './merge.ts';
import { type Forkable, kinshipsOf, newRecord, pairsOf, recordsOf, withKinships } from './record.ts';

type Side = 'fork' | 'parent';

/** How objects of one kind are merged: as a tree of nodes, and as the data of an object again. */
export interface ForkableKind {
  readonly name: Forkable;
  treeOf(object: Stored): TreeNode;
  dataOf(server: ServerState, tree: TreeNode, object: Stored): JsonObject;
  /** The pairs a merge starts with, where nodes may belong together that no record pairs. */
  pairsOf(source: TreeNode, target: TreeNode, recorded: readonly NodePair[]): readonly NodePair[];
  /** The id of a node that the merge brings into the target. */
  newIdOf(server: ServerState, node: TreeNode): string;
}

/** A fork, its parent and the record of the two. */
export interface Family {
  readonly kind: ForkableKind;
  readonly fork: Stored;
  readonly parent: Stored;
  readonly record: Stored;
}

/** What a merge or a pull would keep. */
export interface Carried {
  readonly kind: ForkableKind;
  readonly target: Stored;
  readonly record: Stored;
  readonly conflicts: number;
}

/** A copy of the parent in the workspace, whose nodes have ids of their own. */
export function fork(
  server: ServerState,
  call: Pick<Call, 'actor'>,
  kind: ForkableKind,
  parent: Stored,
  place: { readonly workspace: string; readonly label: string },
): Family {
  const empty = newObject(server, call, place.workspace, {});
  const root = { source: parent.id, target: empty.id, print: '' };
  const copy = mergeOf(server, kind, parent, { ...empty, data: {} }, [root]);
  const made = { ...empty, data: kind.dataOf(server, copy.tree, empty) };
  const record = newRecord(made, parent, place.label, kinshipsOf(copy.pairs, 'parent'));
  server.store.put(kind.name, made);
  server.store.put(recordsOf(kind.name), record);
  return { kind, fork: made, parent, record };
}

function mergeOf(
  server: ServerState,
  kind: ForkableKind,
  source: Stored,
  target: Stored,
  pairs: readonly NodePair[],
): Merged {
  const [from, to] = [kind.treeOf(source), kind.treeOf(target)];
  const now = iso(server.clock.nowMs());
  return merged(from, to, kind.pairsOf(from, to, pairs), now, (node) => kind.newIdOf(server, node));
}

/** The changes of one side on their way into the other; nothing is kept before `keep`. */
export function carry(server: ServerState, call: Pick<Call, 'actor'>, family: Family, from: Side): Carried {
  const { kind, record } = family;
  const [source, target] = from === 'fork' ? [family.fork, family.parent] : [family.parent, family.fork];
  const { tree, pairs, conflicts } = mergeOf(server, kind, source, target, pairsOf(record, from));
  const data = kind.dataOf(server, tree, target);
  const isSame = JSON.stringify(data) === JSON.stringify(target.data);
  const after = isSame ? target : changed(server, call, target, data);
  return { kind, target: after, record: withKinships(record, kinshipsOf(pairs, from)), conflicts };
}

export function keep(server: ServerState, { kind, target, record }: Carried): void {
  server.store.put(kind.name, target);
  server.store.put(recordsOf(kind.name), record);
}

/** Whether this side was changed since it last had the same content as the other. Moves alone are not seen. */
export function hasNews({ kind, record, fork, parent }: Family, side: Side): boolean {
  const nodes = byId(kind.treeOf(side === 'fork' ? fork : parent));
  const pairs = pairsOf(record, side);
  const isAsBefore = (pair: NodePair): boolean => {
    const node = nodes.get(pair.source);
    return node !== undefined && printOf(node.own) === pair.print;
  };
  return nodes.size !== pairs.length || !pairs.every(isAsBefore);
}
