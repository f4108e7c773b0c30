// Plays a collection PUT with `Prefer: respond-async`, from 202 to its end.

import type { EmulatedKind } from '../../api/route.ts';
import { beginnerOf, settleDue } from '../../api/steps.ts';
import { isObject, type Json } from '../../json/json.ts';
import { forbidden, ok, problem, Refused, type Reply } from '../../reply/replies.ts';
import { levelIn } from '../../world/access.ts';
import { type Call, newObject, type ServerState } from '../../world/state.ts';
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
export function beginUpdate(server: ServerState, call: Call, object: Stored, sent: Json | undefined): Reply {
  if (sent === undefined) return missing('collection', object.id, '/required');
  if (!isObject(sent) || sent['info'] === undefined) {
    return missing('info', object.id, '/properties/collection/required');
  }
  if (collectionProblems(sent).length > 0) return unparsable;
  const readyAtMs = server.clock.nowMs() + server.switches.asyncUpdateMs;
  const task = newObject(server, call, object.workspace, { collection: object.id, readyAtMs, sent });
  server.store.put(waiting, task);
  return { status: 202, body: { task: { id: task.id, status: 'in-progress' } } };
}

/** True while a replacement of this collection waits; a further PUT is then a 409. */
export function isUpdating(server: ServerState, collectionId: string): boolean {
  return server.store.all(waiting).some((task) => task.data['collection'] === collectionId);
}

/** No reason is kept for a failure: Postman gives none. */
function settle(server: ServerState): void {
  settleDue(server, { waiting, finished }, (task) => ({ status: finish(server, task) ? 'successful' : 'failed' }));
}

function finish(server: ServerState, task: Stored): boolean {
  const object = server.store.get('collection', String(task.data['collection']));
  if (object === undefined) return false;
  try {
    server.store.put('collection', replaced(server, beginnerOf(task), object, task.data['sent']));
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
function read(server: ServerState, call: Call): Reply {
  const id = call.params['taskId'] ?? '';
  const task = server.store.get(finished, id) ?? server.store.get(waiting, id);
  if (task === undefined) return noTask;
  if (levelIn(server.store, call.actor.id, task.workspace) < 1) return forbidden;
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
  settle,
  create: () => noTask,
  remove: (server, id) => server.store.remove(finished, id, server.clock.nowMs()),
  operations: {
    getCollectionUpdatesTasks: read,
  },
};
