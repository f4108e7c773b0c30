// Reads the body and the workspace at the start of a call, as several resources do.

import { isObject, type JsonObject } from '../json/json.ts';
import { notJson, noWorkspace, problemType, Refused, type Reply } from '../reply/replies.ts';
import { type Call, type ServerState, workspaceFor } from '../world/state.ts';
import type { Stored } from '../world/store.ts';
import type { Resource } from './route.ts';

export const noWorkspaceNamed: Reply = {
  status: 400,
  body: { type: 'badRequest', title: 'Invalid request', detail: 'Missing parameter, workspaceId' },
  headers: problemType,
};

/** The body as an object; an array or a bare value counts as an empty one, so that the missing wrapper is reported. */
export function bodyOf(call: Call): JsonObject {
  if (call.body === undefined) throw new Refused(notJson('the body is empty'));
  return isObject(call.body) ? call.body : {};
}

/**
 * The workspace a create goes to. Throws Refused with 404 when it does not exist, and with 400 (OpenAPI 1.45.0,
 * common400Error "Invalid Request") when none is named and the switch workspaceQuery says required.
 */
export function needWorkspace(server: ServerState, call: Pick<Call, 'query'>): string {
  if (call.query['workspace'] === undefined && server.switches.workspaceQuery === 'required') {
    throw new Refused(noWorkspaceNamed);
  }
  const id = workspaceFor(server, call);
  if (id === undefined) throw new Refused(noWorkspace);
  return id;
}

/** Removes what is kept of an object under its id, when the object itself is removed. */
export function removedWith(owner: string, kept: string): NonNullable<Resource['afterRemove']> {
  return (server, removed, { id }) => {
    if (removed === owner) server.store.remove(kept, id, server.clock.nowMs());
  };
}

/** A task that waits under `waiting` until `data.readyAtMs`, and rests under `finished` with its end. */
interface TaskKinds {
  readonly waiting: string;
  readonly finished: string;
}

/** Ends the tasks whose time has come; `end` does the work, and its result is what is kept of the task. */
export function settleDue(server: ServerState, kinds: TaskKinds, end: (task: Stored) => JsonObject): void {
  const tasks = server.store.all(kinds.waiting);
  if (tasks.length === 0) return;
  const nowMs = server.clock.nowMs();
  for (const task of tasks) {
    if (Number(task.data['readyAtMs']) > nowMs) continue;
    server.store.put(kinds.finished, { ...task, updatedAtMs: nowMs, data: end(task) });
    server.store.remove(kinds.waiting, task.id, nowMs);
  }
}

/** Who began a task, as far as its work needs to know. */
export function beginnerOf(task: Stored): Pick<Call, 'actor'> {
  return { actor: { id: task.owner, username: '', fullName: '', email: '' } };
}

/** Whether the object lies in a public workspace, which is what `isPublic` says of collections and environments. */
export function isPublic(server: ServerState, object: Stored): boolean {
  return server.store.get('workspace', object.workspace)?.data['visibility'] === 'public';
}
