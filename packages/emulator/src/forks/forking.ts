// The forking room: makes a fork, carries changes between a fork and its parent, and tells who has news.
import type { JsonObject } from '../json/json.ts';
import { byId, type Merged, merged, type Pair, printOf, type TreeNode } from '../shapes/fork-merge.ts';
import { type Forkable, kinshipsOf, newRecord, pairsOf, recordsOf, withKinships } from '../shapes/fork-record.ts';
import { iso } from '../world/clock.ts';
import type { Stored } from '../world/store.ts';
import { type Call, changed, newObject, type World } from '../world/world.ts';
import { collectionData, collectionTree } from './collection-nodes.ts';
import { environmentData, environmentTree, pairedByKey } from './environment-nodes.ts';

type Side = 'fork' | 'parent';

/** A fork, its parent and the record of the two. */
export interface Family {
  readonly kind: Forkable;
  readonly fork: Stored;
  readonly parent: Stored;
  readonly record: Stored;
}

/** What a merge or a pull would keep. */
export interface Carried {
  readonly kind: Forkable;
  readonly target: Stored;
  readonly record: Stored;
  readonly conflicts: number;
}

function treeOf(kind: Forkable, object: Stored): TreeNode {
  return kind === 'collection' ? collectionTree(object) : environmentTree(object);
}

function dataOf(world: World, kind: Forkable, tree: TreeNode, object: Stored): JsonObject {
  return kind === 'collection' ? collectionData(world, tree, object) : environmentData(tree);
}

/** A copy of the parent in the workspace, whose nodes have ids of their own. */
export function fork(
  world: World,
  call: Pick<Call, 'actor'>,
  kind: Forkable,
  parent: Stored,
  place: { readonly workspace: string; readonly label: string },
): Family {
  const empty = newObject(world, call, place.workspace, {});
  const root = { source: parent.id, target: empty.id, print: '' };
  const copy = mergeOf(world, kind, parent, { ...empty, data: {} }, [root]);
  const made = { ...empty, data: dataOf(world, kind, copy.tree, empty) };
  const record = newRecord(made, parent, place.label, kinshipsOf(copy.pairs, 'parent'));
  world.store.put(kind, made);
  world.store.put(recordsOf(kind), record);
  return { kind, fork: made, parent, record };
}

function mergeOf(world: World, kind: Forkable, source: Stored, target: Stored, pairs: readonly Pair[]): Merged {
  const [from, to] = [treeOf(kind, source), treeOf(kind, target)];
  const now = iso(world.clock.nowMs());
  if (kind === 'collection') return merged(from, to, pairs, now, () => world.ids.next());
  return merged(from, to, pairedByKey(from, to, pairs), now, ({ id }) => id);
}

/** The changes of one side on their way into the other; nothing is kept before `keep`. */
export function carry(world: World, call: Pick<Call, 'actor'>, family: Family, from: Side): Carried {
  const { kind, record } = family;
  const [source, target] = from === 'fork' ? [family.fork, family.parent] : [family.parent, family.fork];
  const { tree, pairs, conflicts } = mergeOf(world, kind, source, target, pairsOf(record, from));
  const data = dataOf(world, kind, tree, target);
  const isSame = JSON.stringify(data) === JSON.stringify(target.data);
  const after = isSame ? target : changed(world, call, target, data);
  return { kind, target: after, record: withKinships(record, kinshipsOf(pairs, from)), conflicts };
}

export function keep(world: World, { kind, target, record }: Carried): void {
  world.store.put(kind, target);
  world.store.put(recordsOf(kind), record);
}

/** Whether this side was changed since it last had the same content as the other. Moves alone are not seen. */
export function hasNews({ kind, record, fork, parent }: Family, side: Side): boolean {
  const nodes = byId(treeOf(kind, side === 'fork' ? fork : parent));
  const pairs = pairsOf(record, side);
  const isAsBefore = (pair: Pair): boolean => {
    const node = nodes.get(pair.source);
    return node !== undefined && printOf(node.own) === pair.print;
  };
  return nodes.size !== pairs.length || !pairs.every(isAsBefore);
}
