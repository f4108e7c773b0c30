// Plays forks of collections: create, list, merge and pull at once.

import type { Resource } from '../../api/route.ts';
import { bodyOf, needWorkspace } from '../../api/steps.ts';
import { forbidden, ok, paramMissing, type Reply } from '../../reply/replies.ts';
import { iso } from '../../seams/clock.ts';
import { bareId } from '../../seams/ids.ts';
import { type Call, type ServerState, uidOf } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { fullNameOf } from '../../world/team.ts';
import { nameOf } from '../collection/read.ts';
import { carry, fork, hasNews, keep } from '../forks/carry.ts';
import { forkPage, listedForks } from '../forks/page.ts';
import { forkShown, parentOf, recordOf, recordsOf } from '../forks/record.ts';
import {
  forkNotFound,
  noForks,
  noPermissions,
  noSuchPage,
  notAFork,
  notForked,
  noUserForFilters,
  parameterMissing,
} from '../forks/wording.ts';
import { mayMerge, needCollection, relationOf, settleMerge } from './family.ts';
import { forkableCollection } from './fork-tree.ts';

const kind = 'collection';

/** OpenAPI 1.45.0, createCollectionFork: `workspace` and `label` are required; what their lack answers is inferred. */
function create(server: ServerState, call: Call): Reply {
  const parent = needCollection(server, call.params['collectionId']);
  if (call.query['workspace'] === undefined) return parameterMissing('workspace');
  const { label } = bodyOf(call);
  if (typeof label !== 'string') return paramMissing('label');
  const made = fork(server, call, forkableCollection, parent, { workspace: needWorkspace(server, call), label });
  const { id } = made.fork;
  return ok({ collection: { id, name: nameOf(made.fork), fork: forkShown(made.record), uid: uidOf(made.fork) } });
}

/** OpenAPI 1.45.0, getCollectionForks. */
function list(server: ServerState, call: Call): Reply {
  const id = bareId(call.params['collectionId'] ?? '');
  if (server.store.get(kind, id) === undefined) return forkNotFound;
  const records = listedForks(server, kind).filter((record) => record.data['parent'] === id);
  if (records.length === 0) return noForks;
  const page = forkPage(records, call.query);
  if (page === undefined) return noSuchPage;
  const data = page.records.map((record) => ({ ...entry(record), createdBy: fullNameOf(record.owner) }));
  return ok({ data, meta: page.meta });
}

/** OpenAPI 1.45.0, getCollectionsForkedByUser: everything here can be seen, so `inaccessibleFork` is 0. */
function listMine(server: ServerState, call: Call): Reply {
  const records = listedForks(server, kind).filter((record) => record.owner === call.actor.id);
  const page = forkPage(records, call.query);
  if (page === undefined) return noUserForFilters;
  const data = page.records.map((record) => ({ ...entry(record), sourceId: record.data['from'] }));
  return ok({ data, meta: { ...page.meta, inaccessibleFork: 0 } });
}

function entry(record: Stored) {
  return { forkName: record.data['label'], forkId: uidOf(record), createdAt: iso(record.createdAtMs) };
}

/** OpenAPI 1.45.0, mergeCollectionFork (deprecated there): a fork into its parent; on a conflict the fork wins. */
function mergeFork(server: ServerState, call: Call): Reply {
  const { source, destination, strategy } = bodyOf(call);
  if (source === undefined) return paramMissing('source');
  if (destination === undefined) return paramMissing('destination');
  const from = needCollection(server, source);
  const into = needCollection(server, destination);
  const relation = relationOf(server, from, into);
  if (!mayMerge(server, call.actor.id, { source: from, destination: into, strategy })) return forbidden;
  if (relation?.from !== 'fork') return notAFork;
  settleMerge(server, call, relation, carry(server, call, relation.family, 'fork'), strategy);
  const shown = server.switches.mergeAnswerShows === 'source' ? from : into;
  return ok({ collection: { id: shown.id, uid: uidOf(shown) } });
}

/** OpenAPI 1.45.0, pullCollectionChanges: the parent into the fork; on a conflict the parent wins. */
function pull(server: ServerState, call: Call): Reply {
  const object = needCollection(server, call.params['collectionId']);
  const record = recordOf(server, kind, object);
  if (record === undefined) return notAFork;
  const parent = needCollection(server, record.data['from']);
  keep(server, carry(server, call, { kind: forkableCollection, fork: object, parent, record }, 'parent'));
  return ok({ collection: { destinationId: uidOf(object), sourceId: uidOf(parent) } });
}

/** OpenAPI 1.45.0, getSourceCollectionStatus; it documents 403 and no 404. A fork whose parent is gone has no news. */
function sourceStatus(server: ServerState, call: Call): Reply {
  const object = server.store.get(kind, bareId(call.params['collectionId'] ?? ''));
  if (object === undefined) return noPermissions;
  const record = recordOf(server, kind, object);
  if (record === undefined) return notForked;
  const parent = parentOf(server, kind, record);
  const isSourceAhead = parent !== undefined && isAhead(server, object, parent, record);
  return ok({ collection: { [uidOf(object)]: { isSourceAhead } } });
}

/** With switch sourceStatusLagMs, a parent that was changed a moment ago does not count yet. */
function isAhead(server: ServerState, object: Stored, parent: Stored, record: Stored): boolean {
  const { sourceAheadMeans, sourceStatusLagMs } = server.switches;
  const family = { kind: forkableCollection, fork: object, parent, record };
  const isSeen = (one: Stored): boolean => one.updatedAtMs <= server.clock.nowMs() - sourceStatusLagMs;
  if (isSeen(parent) && hasNews(family, 'parent')) return true;
  return sourceAheadMeans === 'different' && isSeen(object) && hasNews(family, 'fork');
}

/** A fork that is gone leaves no record; a parent that is gone takes the records with it (switch forkOfDeletedParent). */
function forget(server: ServerState, removed: string, object: Stored): void {
  if (removed !== 'collection' && removed !== 'environment') return;
  const nowMs = server.clock.nowMs();
  server.store.remove(recordsOf(removed), object.id, nowMs);
  if (server.switches.forkOfDeletedParent === 'keep') return;
  for (const record of server.store.all(recordsOf(removed))) {
    if (record.data['parent'] === object.id) server.store.remove(recordsOf(removed), record.id, nowMs);
  }
}

export const collectionForks: Resource = {
  afterRemove: forget,
  operations: {
    createCollectionFork: create,
    getCollectionsForkedByUser: listMine,
    mergeCollectionFork: mergeFork,
    getCollectionForks: list,
    pullCollectionChanges: { handle: pull, body: 'none' },
    getSourceCollectionStatus: { handle: sourceStatus, forbidden: noPermissions },
  },
};
