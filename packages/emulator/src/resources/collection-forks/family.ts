// Finds two collections that are fork and parent, and settles a merge by its strategy.

import { type Json, wordOf } from '../../json/json.ts';
import { Refused } from '../../reply/replies.ts';
import { bareId } from '../../seams/ids.ts';
import { levelIn } from '../../world/access.ts';
import type { Call, ServerState } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { collectionKind } from '../collection/routes.ts';
import { type Carried, carry, type Family, keep } from '../forks/carry.ts';
import { isForkOf, recordOf } from '../forks/record.ts';
import { collectionNotFound } from '../forks/wording.ts';
import { forkableCollection } from './fork-tree.ts';

/** Two collections, and which of the two sides the changes come from. */
export interface Relation {
  readonly family: Family;
  readonly from: 'fork' | 'parent';
}

/** The collection of that id or uid. Throws Refused with 404, for one the acting user may not see too. */
export function needCollection(server: ServerState, id: Json | undefined): Stored {
  const object = typeof id === 'string' ? server.store.get('collection', bareId(id)) : undefined;
  if (object === undefined || levelIn(server.store, server.acting, object.workspace) === 0) {
    throw new Refused(collectionNotFound(wordOf(id)));
  }
  return object;
}

/** An Editor of the destination, and of the source when the strategy changes it (OpenAPI 1.45.0, "strategy"). */
export function mayMerge(
  server: ServerState,
  userId: number,
  merge: { readonly source: Stored; readonly destination: Stored; readonly strategy: Json | undefined },
): boolean {
  const isSourceChanged = merge.strategy === 'deleteSource' || merge.strategy === 'updateSourceWithDestination';
  const ofSource = levelIn(server.store, userId, merge.source.workspace);
  return levelIn(server.store, userId, merge.destination.workspace) >= 2 && ofSource >= (isSourceChanged ? 2 : 1);
}

/** How `source` and `destination` belong together; undefined when neither is a fork of the other. */
export function relationOf(server: ServerState, source: Stored, destination: Stored): Relation | undefined {
  const from = isForkOf(server, 'collection', source, destination) ? 'fork' : 'parent';
  const [fork, parent] = from === 'fork' ? [source, destination] : [destination, source];
  const record = recordOf(server, 'collection', fork);
  if (record?.data['parent'] !== parent.id) return undefined;
  return { family: { kind: forkableCollection, fork, parent, record }, from };
}

/**
 * Keeps what was carried, then does what the strategy says of the source: `deleteSource` deletes the fork,
 * `updateSourceWithDestination` gives it what it lacks; anything else leaves it (OpenAPI 1.45.0,
 * asyncMergePullCollectionFork).
 */
export function settleMerge(
  server: ServerState,
  call: Pick<Call, 'actor'>,
  { family, from }: Relation,
  carried: Carried,
  strategy: Json | undefined,
): void {
  keep(server, carried);
  if (strategy === 'deleteSource') collectionKind.remove(server, family.fork.id);
  if (strategy !== 'updateSourceWithDestination') return;
  const [now, back] =
    from === 'fork'
      ? [{ ...family, parent: carried.target }, 'parent' as const]
      : [{ ...family, fork: carried.target }, 'fork' as const];
  keep(server, carry(server, call, { ...now, record: carried.record }, back));
}
