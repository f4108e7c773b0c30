// Plays the task that copies a collection into a workspace.

import type { Resource } from '../../api/route.ts';
import { beginnerOf, noWorkspaceNamed, settleDue } from '../../api/steps.ts';
import { isObject, wordOf } from '../../json/json.ts';
import { badRequestProblem, forbiddenProblem, ok, problem, type Reply } from '../../reply/replies.ts';
import { bareId, isUid } from '../../seams/ids.ts';
import { levelIn } from '../../world/access.ts';
import { exists } from '../../world/references.ts';
import { type Call, newObject, type ServerState, uidOf } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { growing } from './put.ts';
import { nameOf } from './read.ts';
import { growCollection } from './write.ts';

// A task waits under `pending-duplicate`, and rests under `duplicate-task` with its end.
const waiting = 'pending-duplicate';
const finished = 'duplicate-task';

/**
 * OpenAPI 1.45.0, duplicateCollection: by uid. No 404 is declared, and a failed task says "instance not found": a
 * missing collection is accepted and fails later (inferred).
 */
function begin(server: ServerState, call: Call): Reply {
  if (call.body === undefined) return noBody;
  const { workspace, suffix } = isObject(call.body) ? call.body : {};
  if (typeof workspace !== 'string') return noWorkspaceNamed;
  const isWritable = levelIn(server.store, call.actor.id, workspace) >= 2;
  if (server.store.get('workspace', workspace) === undefined || !isWritable) return noAccess;
  const readyAtMs = server.clock.nowMs() + server.switches.duplicateTaskMs;
  const collection = call.params['collectionId'] ?? '';
  const more = typeof suffix === 'string' ? { suffix } : {};
  const task = newObject(server, call, workspace, { collection, readyAtMs, ...more });
  server.store.put(waiting, task);
  return ok({ task: { id: uidOf(task), status: 'processing' } });
}

/** The copy belongs to who asked for it, and all its ids are new. */
function settle(server: ServerState): void {
  settleDue(server, { waiting, finished }, (task) =>
    copied(server, task) ? { status: 'completed', reason: null } : { status: 'failed', reason: 'instance not found' },
  );
}

function copied(server: ServerState, task: Stored): boolean {
  const { workspace, owner } = task;
  const { collection: uid, suffix } = task.data;
  const original = exists(server, 'collection', uid) ? server.store.get('collection', bareId(wordOf(uid))) : undefined;
  if (original === undefined || server.store.get('workspace', workspace) === undefined) return false;
  const { info, ...rest } = original.data;
  const name = suffix === undefined ? nameOf(original) : `${nameOf(original)} ${suffix}`;
  const sent = { info: { ...(isObject(info) ? info : {}), name }, ...rest };
  const data = growCollection(
    sent,
    growing(server, owner, server.clock.nowMs(), () => 'strip'),
  );
  server.store.put('collection', newObject(server, beginnerOf(task), workspace, data));
  return true;
}

/** OpenAPI 1.45.0, getDuplicateCollectionTaskStatus: a text that is no task id is a 400, a task that is not there a 404. */
function read(server: ServerState, call: Call): Reply {
  const uid = call.params['taskId'] ?? '';
  if (!isUid(uid)) return noTaskId;
  const id = bareId(uid);
  const task = server.store.get(finished, id);
  if (task !== undefined) return shown(server, call, task, { ...task.data });
  const open = server.store.get(waiting, id);
  return open === undefined ? noTask : shown(server, call, open, { status: 'processing', reason: null });
}

/** A task in a workspace one may not see is not shown (inferred from the declared 403). */
function shown(server: ServerState, { actor }: Call, task: Stored, state: Stored['data']): Reply {
  const isSeen = levelIn(server.store, actor.id, task.workspace) >= 1;
  return isSeen ? ok({ task: { id: uidOf(task), ...state } }) : noAccessToTask;
}

const noBody = badRequestProblem('Request body is required');

const noAccess = forbiddenProblem('You do not have access to this workspace.');
const noAccessToTask = forbiddenProblem('You do not have access to the requested resource.');
const noTaskId = problem(400, 'bad-request', 'Bad request', 'Invalid task id');
const noTask = problem(404, 'not-found', 'Not Found', 'The requested resource was not found.');

export const collectionDuplicates: Resource = {
  operations: {
    duplicateCollection: begin,
    getDuplicateCollectionTaskStatus: read,
  },
  settle,
};
