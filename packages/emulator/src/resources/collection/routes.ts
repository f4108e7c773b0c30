// Plays collections: list, read, create, replace, patch and delete.

import { collectionBody, type EmulatedKind } from '../../api/route.ts';
import { bodyOf, needWorkspace } from '../../api/steps.ts';
import { isObject, type Json } from '../../json/json.ts';
import {
  forbidden,
  ok,
  paramMissing,
  problem,
  Refused,
  type Reply,
  refusal,
  unauthenticated,
} from '../../reply/replies.ts';
import { bareId } from '../../seams/ids.ts';
import { type Call, changed, newObject, type ServerState, uidOf } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { accessKeyIn, accessKeyKind, admittedBy, usedNow } from '../collection-access/access-key.ts';
import { mayEdit } from '../collection-access/grants.ts';
import { editedCollection } from './edit.ts';
import { collectionsListed } from './list.ts';
import { patchedCollection } from './patch.ts';
import { growing, replaced } from './put.ts';
import { collectionInFull, collectionMinimal, nameOf } from './read.ts';
import { stampsOf } from './tree.ts';
import { beginUpdate, isUpdating } from './update-task.ts';
import { growCollection, refuseNulls } from './write.ts';

const kind = 'collection';

/**
 * A missing collection is a 400 here (OpenAPI 1.45.0, getCollection). An `access_key` opens one collection only, by its
 * id or uid, and lives on by being used.
 */
function read(server: ServerState, call: Call): Reply {
  const object = find(server, call);
  const key = accessKeyIn(server, call.query);
  if (key !== undefined) {
    if (object === undefined || key.data['collection'] !== uidOf(object)) return unauthenticated;
    server.store.put(accessKeyKind, usedNow(server, key));
  }
  if (object === undefined) {
    return refusal(400, 'instanceNotFoundError', 'We could not find the collection you are looking for');
  }
  const collection =
    call.query['model'] === 'minimal' ? collectionMinimal(server, object) : collectionInFull(server, object);
  return ok({ collection });
}

function create(server: ServerState, call: Call): Reply {
  const workspace = needWorkspace(server, call);
  const sent = bodyOf(call)['collection'];
  refuseNulls(server, sent);
  if (server.switches.suppliedIdsOnCreate === 'refuse') refuseKnownIds(server, sent);
  const nowMs = server.clock.nowMs();
  const data = growCollection(
    sent,
    growing(server, call.actor.id, nowMs, () => 'strip'),
  );
  const object = newObject(server, call, workspace, data);
  server.store.put(kind, object);
  return ok({ collection: brief(object) });
}

/** OpenAPI 1.45.0, createCollection 400 "Item Already Exists": the collection's own id, or that of any item. */
function refuseKnownIds(server: ServerState, sent: Json | undefined): void {
  if (!isObject(sent)) return;
  const id = isObject(sent['info']) ? sent['info']['_postman_id'] : undefined;
  if (typeof id === 'string' && server.store.get(kind, id) !== undefined) throw alreadyExists('collection', id);
  const sentIds = new Set(stampsOf(sent).keys());
  for (const other of server.store.all(kind)) {
    for (const known of stampsOf(other.data).keys()) if (sentIds.has(known)) throw alreadyExists('request', known);
  }
}

function alreadyExists(item: string, id: string): Refused {
  return new Refused(refusal(400, 'instanceFoundError', 'The specified item already exists.', { item, id }));
}

/** Full replacement (OpenAPI 1.45.0, putCollection); with `Prefer: respond-async` a task does it later. */
function replace(server: ServerState, call: Call): Reply {
  const object = find(server, call);
  const isAsync = call.prefer.includes('respond-async');
  if (object === undefined) return isAsync ? notFoundAsync : notFound(call);
  if (!mayEdit(server, object, call.actor)) return forbidden;
  if (isUpdating(server, object.id)) return busy;
  const sent = bodyOf(call)['collection'];
  const info = isObject(sent) ? sent['info'] : undefined;
  const claimed = isObject(info) ? info['_postman_id'] : undefined;
  if (typeof claimed === 'string' && bareId(claimed) !== object.id) return mismatch;
  if (isAsync) return beginUpdate(server, call, object, sent);
  refuseNulls(server, sent);
  const after = replaced(server, call, object, sent);
  server.store.put(kind, after);
  return ok({ collection: brief(after) });
}

function patch(server: ServerState, call: Call): Reply {
  const object = find(server, call);
  if (object === undefined) return notFound(call);
  if (!mayEdit(server, object, call.actor)) return forbidden;
  const sent = bodyOf(call)['collection'];
  if (!isObject(sent)) return paramMissing('collection');
  const after = changed(server, call, object, patchedCollection(object.data, sent, server));
  server.store.put(kind, after);
  const { description } = after.data['info'] as { description?: Json };
  return ok({ collection: { id: after.id, name: nameOf(after), description: description ?? '' } });
}

function erase(server: ServerState, call: Call): Reply {
  const object = find(server, call);
  if (object === undefined) return notFound(call);
  if (!mayEdit(server, object, call.actor)) return forbidden;
  remove(server, object.id);
  return ok({ collection: { id: object.id, uid: uidOf(object) } });
}

/** Monitors of the collection stay, unless the switch says they are lost (postman-app-support#10199). */
function remove(server: ServerState, id: string): void {
  const nowMs = server.clock.nowMs();
  const object = server.store.get(kind, id);
  server.store.remove(kind, id, nowMs);
  if (object === undefined || server.switches.monitorsOnCollectionDelete !== 'delete') return;
  for (const monitor of server.store.all('monitor')) {
    if (monitor.data['collection'] === uidOf(object)) server.store.remove('monitor', monitor.id, nowMs);
  }
}

function find(server: ServerState, call: Call): Stored | undefined {
  return server.store.get(kind, bareId(call.params['collectionId'] ?? ''));
}

function brief(object: Stored) {
  return { id: object.id, name: nameOf(object), uid: uidOf(object) };
}

/** OpenAPI 1.45.0, instanceNotFoundCollection: the id is echoed as it was asked for. */
function notFound(call: Call): Reply {
  const details = { item: 'collection', id: call.params['collectionId'] ?? '' };
  return refusal(404, 'instanceNotFoundError', 'The specified item does not exist.', details);
}

const notFoundAsync = problem(404, 'not-found', 'Not found', 'We could not find the collection you are looking for');

const busy = problem(409, 'conflict', 'Conflict', 'Deep update operation is already in progress for this collection.');

const mismatch = refusal(
  400,
  'collectionMismatchError',
  'The collection ID in the path does not match the collection ID in the request body.',
);

export const collectionKind: EmulatedKind = {
  name: kind,
  create,
  remove,
  settleEdit: editedCollection,
  operations: {
    getCollections: collectionsListed,
    createCollection: { handle: create, body: collectionBody },
    getCollection: { handle: read, admits: admittedBy },
    putCollection: { handle: replace, body: collectionBody },
    patchCollection: patch,
    deleteCollection: erase,
  },
};
