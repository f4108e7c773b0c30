// Plays merges and pulls of collections that take time, and their tasks.

import type { Resource } from '../../api/route.ts';
import { beginnerOf, bodyOf, settleDue } from '../../api/steps.ts';
import { isObject, type Json, type JsonObject, wordOf } from '../../json/json.ts';
import { ok, Refused, type Reply } from '../../reply/replies.ts';
import { bareId, isUid } from '../../seams/ids.ts';
import { levelIn } from '../../world/access.ts';
import { type Call, newObject, type ServerState } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { carry } from '../forks/carry.ts';
import { malformedMerge, mergeForbidden, taskNotFound } from '../forks/wording.ts';
import { mayMerge, relationOf, settleMerge } from './family.ts';

// A task waits under `pending-merge`, so that a call with no merge under way costs nothing, and rests under `merge-task`.
const waiting = 'pending-merge';
const finished = 'merge-task';
const strategies: readonly (Json | undefined)[] = ['default', 'updateSourceWithDestination', 'deleteSource'];

/** "After a merge's success or failure, the task's status is only available for a period of 24 hours" (OpenAPI 1.45.0). */
const statusKeptMs = 24 * 60 * 60 * 1000;

/**
 * OpenAPI 1.45.0, asyncMergePullCollectionFork: a pull is a merge whose destination is the fork. That `deleteSource`
 * would delete a parent in a pull is taken as malformed: "delete the fork" is what it documents.
 */
function begin(server: ServerState, call: Call): Reply {
  const { strategy, source, destination } = bodyOf(call);
  const isForm = strategies.includes(strategy) && isUidText(source) && isUidText(destination);
  if (!isForm) return malformedMerge;
  const from = server.store.get('collection', bareId(source));
  const into = server.store.get('collection', bareId(destination));
  if (from === undefined || into === undefined) return mergeForbidden;
  if (!mayMerge(server, call.actor.id, { source: from, destination: into, strategy })) return mergeForbidden;
  const isPull = relationOf(server, from, into)?.from === 'parent';
  if (isPull && strategy === 'deleteSource') return malformedMerge;
  const nowMs = server.clock.nowMs();
  for (const old of server.store.all(finished))
    if (isForgotten(server, old)) server.store.remove(finished, old.id, nowMs);
  const readyAtMs = nowMs + server.switches.asyncMergeMs;
  const task = newObject(server, call, into.workspace, { strategy, source: from.id, destination: into.id, readyAtMs });
  const id = `pm~vc:merge-workflow~${call.actor.id}-${task.id}`;
  server.store.put(waiting, { ...task, id });
  return ok({ task: { id, status: 'in-progress' } });
}

function isUidText(value: Json | undefined): value is string {
  return typeof value === 'string' && isUid(value);
}

/** OpenAPI 1.45.0, asyncMergePullCollectionTaskStatus: for those who may edit where the merge goes. */
function status(server: ServerState, call: Call): Reply {
  const id = call.params['taskId'] ?? '';
  const pending = server.store.get(waiting, id);
  const task = pending ?? server.store.get(finished, id);
  if (task === undefined || isForgotten(server, task)) return taskNotFound(id);
  if (levelIn(server.store, call.actor.id, task.workspace) < 2) return mergeForbidden;
  return ok(pending === undefined ? { id, ...task.data } : { id, status: 'in-progress' });
}

function isForgotten(server: ServerState, task: Stored): boolean {
  return task.updatedAtMs + statusKeptMs <= server.clock.nowMs();
}

function settle(server: ServerState): void {
  settleDue(server, { waiting, finished }, (task) => outcome(server, task));
}

/** Merges now. A family that is no more fails in the words of pullRequest400Error "Invalid Fork Source" (inferred). */
function outcome(server: ServerState, task: Stored): JsonObject {
  const { source, destination, strategy } = task.data;
  const from = server.store.get('collection', wordOf(source));
  const into = server.store.get('collection', wordOf(destination));
  const relation = from === undefined || into === undefined ? undefined : relationOf(server, from, into);
  if (relation === undefined) return failed('Fork relation not found');
  const by = beginnerOf(task);
  try {
    const carried = carry(server, by, relation.family, relation.from);
    const hasConflicts = carried.conflicts > 0 && server.switches.asyncMergeConflicts === 'fail';
    if (hasConflicts) return failed('All conflicts have not be resolved');
    settleMerge(server, by, relation, carried, strategy);
    return { status: 'successful' };
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown;
    const { body } = thrown.reply;
    const error = isObject(body) && isObject(body['error']) ? body['error']['message'] : undefined;
    return failed(wordOf(error));
  }
}

/** OpenAPI 1.45.0, asyncMergePullCollectionTaskStatus, example Failed; the words are Postman's. */
function failed(message: string): JsonObject {
  return { status: 'failed', details: { error: { message } } };
}

export const collectionMerges: Resource = {
  settle,
  operations: {
    asyncMergePullCollectionFork: begin,
    asyncMergePullCollectionTaskStatus: status,
  },
};
