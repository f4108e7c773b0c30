// The update task kind: a collection PUT with `Prefer: respond-async`, from 202 to its end.

import type { EmulatedKind } from '../../api/route.ts';
import { isObject, type Json } from '../../json/json.ts';
import { forbidden, ok, problem, Refused, type Reply } from '../../reply/replies.ts';
import { levelIn } from '../../world/access.ts';
import type { Call, World } from '../../world/state.ts';
import { newObject } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { replaced } from './put.ts';
import { collectionProblems } from './write.ts';

// A task waits under `pending-update` with its body, and rests under `update-task` with its end.
const waiting = 'pending-update';
const finished = 'update-task';

/**
 * Accepts an asynchronous replacement: 202 `{"task":{"id","status"}}`, or problem+json 400 when the body cannot be a
 * collection (Postman OpenAPI 1.45.0, putCollection, the examples marked Async).
 */
export function beginUpdate(world: World, call: Call, object: Stored, sent: Json | undefined): Reply {
  if (sent === undefined) return missing('collection', object.id, '/required');
  if (!isObject(sent) || sent['info'] === undefined) {
    return missing('info', object.id, '/properties/collection/required');
  }
  if (collectionProblems(sent).length > 0) return unparsable;
  const readyAtMs = world.clock.nowMs() + world.switches.asyncUpdateMs;
  const task = newObject(world, call, object.workspace, { collection: object.id, readyAtMs, sent });
  world.store.put(waiting, task);
  return { status: 202, body: { task: { id: task.id, status: 'in-progress' } } };
}

/** True while a replacement of this collection waits; a further PUT is then a 409. */
export function isUpdating(world: World, collectionId: string): boolean {
  return world.store.all(waiting).some((task) => task.data['collection'] === collectionId);
}

/** Ends the tasks whose time has come. No reason is kept for a failure: Postman gives none. */
function settleUpdates(world: World): void {
  const tasks = world.store.all(waiting);
  if (tasks.length === 0) return;
  const nowMs = world.clock.nowMs();
  for (const task of tasks) {
    if (Number(task.data['readyAtMs']) > nowMs) continue;
    const status = finish(world, task) ? 'successful' : 'failed';
    world.store.put(finished, { ...task, updatedAtMs: nowMs, data: { status } });
    world.store.remove(waiting, task.id, nowMs);
  }
}

function finish(world: World, task: Stored): boolean {
  const object = world.store.get('collection', String(task.data['collection']));
  if (object === undefined) return false;
  try {
    const actor = { id: task.owner, username: '', fullName: '', email: '' };
    world.store.put('collection', replaced(world, { actor }, object, task.data['sent']));
    return true;
  } catch (thrown) {
    if (thrown instanceof Refused) return false;
    throw thrown;
  }
}

/**
 * OpenAPI 1.45.0, getCollectionUpdatesTasks: 403 for whoever may not see the collection's workspace (inferred). A 404 is
 * not declared there; an unknown task answers one all the same.
 */
function read(world: World, call: Call): Reply {
  const id = call.params['taskId'] ?? '';
  const task = world.store.get(finished, id) ?? world.store.get(waiting, id);
  if (task === undefined) return noTask;
  if (levelIn(world.store, call.actor.id, task.workspace) < 1) return forbidden;
  return ok({ id, status: task.data['status'] ?? 'in-progress' });
}

const noTask = problem(404, 'not-found', 'Not Found', 'The requested resource does not exist.');

const unparsable = problem(
  400,
  'bad-request',
  'Malformed request',
  'Unable to parse the collection. Please ensure it is according to https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/index.html',
);

function missing(property: string, id: string, location: string): Reply {
  const detail = `PUT request body for '/collections/${id}' failed to validate schema. Location: ${location}`;
  return problem(400, 'bad-request', `Missing property '${property}'`, detail);
}

export const updateTaskKind: EmulatedKind = {
  name: finished,
  settle: settleUpdates,
  create: () => noTask,
  remove: (world, id) => world.store.remove(finished, id, world.clock.nowMs()),
  operations: {
    getCollectionUpdatesTasks: read,
  },
};
