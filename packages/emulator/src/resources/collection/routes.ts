// The collection kind: lists, reads, creates, replaces, patches and deletes collections.

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
import { type Call, changed, newObject, uidOf, type World } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { accessKeyIn, accessKeyKind, admittedBy, usedNow } from '../collection-access/access-key.ts';
import { mayEdit } from '../collection-access/grants.ts';
import { editedCollection } from './edit.ts';
import { collectionsListed } from './list.ts';
import { refuseNulls } from './nulls.ts';
import { patchedCollection } from './patch.ts';
import { growing, replaced } from './put.ts';
import { collectionInFull, collectionMinimal, nameOf } from './read.ts';
import { stampsOf } from './tree.ts';
import { beginUpdate, isUpdating } from './update-task.ts';
import { growCollection } from './write.ts';

const kind = 'collection';

/**
 * A missing collection is a 400 here (OpenAPI 1.45.0, getCollection). An `access_key` opens one collection only, by its
 * id or uid, and lives on by being used.
 */
function read(world: World, call: Call): Reply {
  const object = find(world, call);
  const key = accessKeyIn(world, call.query);
  if (key !== undefined) {
    if (object === undefined || key.data['collection'] !== uidOf(object)) return unauthenticated;
    world.store.put(accessKeyKind, usedNow(world, key));
  }
  if (object === undefined) {
    return refusal(400, 'instanceNotFoundError', 'We could not find the collection you are looking for');
  }
  const collection =
    call.query['model'] === 'minimal' ? collectionMinimal(world, object) : collectionInFull(world, object);
  return ok({ collection });
}

function create(world: World, call: Call): Reply {
  const workspace = needWorkspace(world, call);
  const sent = bodyOf(call)['collection'];
  refuseNulls(world, sent);
  if (world.switches.suppliedIdsOnCreate === 'refuse') refuseKnownIds(world, sent);
  const nowMs = world.clock.nowMs();
  const data = growCollection(
    sent,
    growing(world, call.actor.id, nowMs, () => 'strip'),
  );
  const object = newObject(world, call, workspace, data);
  world.store.put(kind, object);
  return ok({ collection: brief(object) });
}

/** OpenAPI 1.45.0, createCollection 400 "Item Already Exists": the collection's own id, or that of any item. */
function refuseKnownIds(world: World, sent: Json | undefined): void {
  if (!isObject(sent)) return;
  const id = isObject(sent['info']) ? sent['info']['_postman_id'] : undefined;
  if (typeof id === 'string' && world.store.get(kind, id) !== undefined) throw alreadyExists('collection', id);
  const sentIds = new Set(stampsOf(sent).keys());
  for (const other of world.store.all(kind)) {
    for (const known of stampsOf(other.data).keys()) if (sentIds.has(known)) throw alreadyExists('request', known);
  }
}

function alreadyExists(item: string, id: string): Refused {
  return new Refused(refusal(400, 'instanceFoundError', 'The specified item already exists.', { item, id }));
}

/** Full replacement (OpenAPI 1.45.0, putCollection); with `Prefer: respond-async` a task does it later. */
function replace(world: World, call: Call): Reply {
  const object = find(world, call);
  const isAsync = call.prefer.includes('respond-async');
  if (object === undefined) return isAsync ? notFoundAsync : notFound(call);
  if (!mayEdit(world, object, call.actor)) return forbidden;
  if (isUpdating(world, object.id)) return busy;
  const sent = bodyOf(call)['collection'];
  const info = isObject(sent) ? sent['info'] : undefined;
  const claimed = isObject(info) ? info['_postman_id'] : undefined;
  if (typeof claimed === 'string' && bareId(claimed) !== object.id) return mismatch;
  if (isAsync) return beginUpdate(world, call, object, sent);
  refuseNulls(world, sent);
  const after = replaced(world, call, object, sent);
  world.store.put(kind, after);
  return ok({ collection: brief(after) });
}

function patch(world: World, call: Call): Reply {
  const object = find(world, call);
  if (object === undefined) return notFound(call);
  if (!mayEdit(world, object, call.actor)) return forbidden;
  const sent = bodyOf(call)['collection'];
  if (!isObject(sent)) return paramMissing('collection');
  const after = changed(world, call, object, patchedCollection(object.data, sent, world));
  world.store.put(kind, after);
  const { description } = after.data['info'] as { description?: Json };
  return ok({ collection: { id: after.id, name: nameOf(after), description: description ?? '' } });
}

function erase(world: World, call: Call): Reply {
  const object = find(world, call);
  if (object === undefined) return notFound(call);
  if (!mayEdit(world, object, call.actor)) return forbidden;
  remove(world, object.id);
  return ok({ collection: { id: object.id, uid: uidOf(object) } });
}

/** Monitors of the collection stay, unless the switch says they are lost (postman-app-support#10199). */
function remove(world: World, id: string): void {
  const nowMs = world.clock.nowMs();
  const object = world.store.get(kind, id);
  world.store.remove(kind, id, nowMs);
  if (object === undefined || world.switches.monitorsOnCollectionDelete !== 'delete') return;
  for (const monitor of world.store.all('monitor')) {
    if (monitor.data['collection'] === uidOf(object)) world.store.remove('monitor', monitor.id, nowMs);
  }
}

function find(world: World, call: Call): Stored | undefined {
  return world.store.get(kind, bareId(call.params['collectionId'] ?? ''));
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
