// Keeps the record of a fork: its parent, its label, and which nodes belong together.
import { isArray, type JsonObject } from '../../json/json.ts';
import { iso } from '../../seams/clock.ts';
import { type ServerState, uidOf } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import type { NodePair } from './merge.ts';

/** The kinds that can be forked. */
export type Forkable = 'collection' | 'environment';

/** A fork and its parent as the merge sees them: `fork` and `parent` are ids of nodes, `print` their last common content. */
export interface Kinship {
  readonly fork: string;
  readonly parent: string;
  readonly print: string;
}

/** Under which name the records of a kind are kept. A record has the id of the fork, and its owner, workspace and time. */
export function recordsOf(kind: Forkable): string {
  return `${kind}-fork`;
}

/** The record of this object, when it is a fork. */
export function recordOf(server: ServerState, kind: Forkable, object: Pick<Stored, 'id'>): Stored | undefined {
  const record = server.store.get(recordsOf(kind), object.id);
  if (record === undefined || server.switches.forkOfDeletedParent === 'keep') return record;
  return parentOf(server, kind, record) === undefined ? undefined : record;
}

/** The parent of the fork; undefined once it is deleted. */
export function parentOf(server: ServerState, kind: Forkable, record: Stored): Stored | undefined {
  return server.store.get(kind, String(record.data['parent']));
}

/** Whether `fork` was forked from `parent`. */
export function isForkOf(server: ServerState, kind: Forkable, fork: Stored, parent: Stored): boolean {
  return recordOf(server, kind, fork)?.data['parent'] === parent.id;
}

/** `{label, createdAt, from}` (OpenAPI 1.45.0, createCollectionFork, getCollection, getCollections). */
export function forkShown(record: Stored): JsonObject {
  return { label: record.data['label'], createdAt: iso(record.createdAtMs), from: record.data['from'] };
}

/** The record of a fork made now: `fork` is the new object, `label` the name the client gave the fork. */
export function newRecord(fork: Stored, parent: Stored, label: string, kinships: readonly Kinship[]): Stored {
  const data = { label, from: uidOf(parent), parent: parent.id };
  return withKinships({ ...fork, data }, kinships);
}

export function withKinships(record: Stored, kinships: readonly Kinship[]): Stored {
  const rows = kinships.map(({ fork, parent, print }) => [fork, parent, print]);
  return { ...record, data: { ...record.data, kinships: rows } };
}

/** The pairs of a merge: from the fork into its parent, or the other way round. */
export function pairsOf(record: Stored, source: 'fork' | 'parent'): NodePair[] {
  const rows = record.data['kinships'];
  const pairs = (isArray(rows) ? rows : []).filter(isArray).map(([fork, parent, print]) => ({
    source: String(source === 'fork' ? fork : parent),
    target: String(source === 'fork' ? parent : fork),
    print: String(print),
  }));
  return pairs;
}

/** The pairs after a merge as they are kept. */
export function kinshipsOf(pairs: readonly NodePair[], source: 'fork' | 'parent'): Kinship[] {
  return pairs.map(({ source: from, target: to, print }) =>
    source === 'fork' ? { fork: from, parent: to, print } : { fork: to, parent: from, print },
  );
}
