// Plays workspaces: list, read, create, update and delete.

import type { EmulatedKind } from '../../api/route.ts';
import { bodyOf } from '../../api/steps.ts';
import { forbidden, ok, type Reply, refusal } from '../../reply/replies.ts';
import { bareId, isUid } from '../../seams/ids.ts';
import { levelIn } from '../../world/access.ts';
import { type Call, changed, newObject, type ServerState } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { workspaceInFull, workspaceInList } from './read.ts';
import { workspaceFilterProblem } from './rules.ts';
import { createdWorkspace, updatedWorkspace } from './write.ts';

const kind = 'workspace';

/**
 * OpenAPI 1.45.0, getWorkspaces: those the caller has access to; `meta` only when `limit` was passed. Lists lag (the
 * live test of postman-mcp-server polls after a create).
 */
function list(server: ServerState, call: Call): Reply {
  const wrong = workspaceFilterProblem(call.query);
  if (wrong !== undefined) return wrong;
  const { type, createdBy, elementType, cursor, limit } = call.query;
  const types = type?.split(',');
  const creators = createdBy?.split(',');
  const holder = elementType === undefined ? undefined : holderOf(server, call.query);
  const found = server.store
    .listed(kind, server.clock.nowMs(), server.staleListsMs)
    .filter((one) => levelIn(server.store, call.actor.id, one.id) > 0)
    .filter((one) => types === undefined || types.includes(String(one.data['visibility'])))
    .filter((one) => creators === undefined || creators.includes(String(one.owner)))
    .filter((one) => holder === undefined || one.id === holder)
    .map((one) => workspaceInList(one, includes(call)));
  if (limit === undefined) return ok({ workspaces: found });
  const from = cursor === undefined || cursor === '' ? 0 : Number(Buffer.from(cursor, 'base64url').toString());
  if (!Number.isInteger(from) || from < 0) return badCursor;
  const end = from + Number(limit);
  const nextCursor = end < found.length ? Buffer.from(String(end)).toString('base64url') : '';
  return ok({ workspaces: found.slice(from, end), meta: { nextCursor } });
}

/** The workspace of an element, '' for none: a collection must be named by its uid (getWorkspaces, `elementId`). */
function holderOf(server: ServerState, { elementType = '', elementId = '' }: Call['query']): string {
  if (elementType === 'collection' && !isUid(elementId)) return '';
  return server.store.get(elementType, bareId(elementId))?.workspace ?? '';
}

function includes(call: Call): ReadonlySet<string> {
  return new Set((call.query['include'] ?? '').split(','));
}

/** A missing workspace, and one of somebody else, is a 404 with `statusCode` inside `error` (getWorkspace). */
function read(server: ServerState, call: Call): Reply {
  const object = find(server, call);
  if (object === undefined || levelIn(server.store, call.actor.id, object.id) === 0) return notFoundOnRead;
  const include = includes(call);
  const shown = workspaceInFull(server, object, include);
  const isBare = include.has('team') && server.switches.workspaceTeamField === 'unwrapped';
  return ok(isBare ? shown : { workspace: shown });
}

function create(server: ServerState, call: Call): Reply {
  const data = createdWorkspace(server, call, bodyOf(call)['workspace']);
  const object = newObject(server, call, '', data);
  server.store.put(kind, { ...object, workspace: object.id });
  return ok({ workspace: { id: object.id, name: data['name'] } });
}

/** OpenAPI 1.45.0, updateWorkspace. */
function update(server: ServerState, call: Call): Reply {
  const object = find(server, call);
  if (object === undefined) return notFound(404);
  if (levelIn(server.store, call.actor.id, object.id) < 2) return mayNotUpdate;
  const after = changed(server, call, object, updatedWorkspace(server, object, bodyOf(call)['workspace']));
  server.store.put(kind, after);
  return ok({ workspace: { id: after.id, name: after.data['name'] } });
}

/** A missing workspace is a 400 in OpenAPI 1.45.0 and was a 404 in 2022 (switch workspaceDeleteMissing). */
function erase(server: ServerState, call: Call): Reply {
  const object = find(server, call);
  if (object === undefined) return notFound(server.switches.workspaceDeleteMissing === '404' ? 404 : 400);
  if (levelIn(server.store, call.actor.id, object.id) < 2) return forbidden;
  remove(server, object.id);
  return ok({ workspace: { id: object.id } });
}

/** What the workspace holds goes with it, or stays without a workspace (switch workspaceDeleteContents). */
function remove(server: ServerState, id: string): void {
  const nowMs = server.clock.nowMs();
  server.store.remove(kind, id, nowMs);
  if (server.switches.workspaceDeleteContents === 'keep') return;
  for (const held of ['monitor', 'mock', 'environment', 'collection']) {
    for (const object of server.store.all(held)) {
      if (object.workspace === id) server.store.remove(held, object.id, nowMs);
    }
  }
}

function find(server: ServerState, call: Call): Stored | undefined {
  return server.store.get(kind, call.params['workspaceId'] ?? '');
}

function notFound(status: 400 | 404): Reply {
  return refusal(status, 'instanceNotFoundError', 'The specified workspace does not exist.');
}

/** Not among the examples of workspaces400Error; the envelope is that of a wrong limit. */
const badCursor = refusal(400, 'badRequestError', 'The cursor parameter is invalid.');

const notFoundOnRead: Reply = {
  status: 404,
  body: { error: { name: 'workspaceNotFoundError', message: 'Workspace not found', statusCode: 404 } },
};

/** OpenAPI 1.45.0, workspace403Error "Forbidden". */
const mayNotUpdate = refusal(403, 'forbiddenError', 'You do not have access to update this workspace.');

const elements = new Set(['collection', 'environment', 'mock', 'monitor']);

/** Nothing, unless the switch workspaceUpdatedAtMovesWithElements is on. */
function touch(server: ServerState, kind: string, workspaceId: string, userId: number): void {
  if (!server.switches.workspaceUpdatedAtMovesWithElements || !elements.has(kind)) return;
  const workspace = server.store.get('workspace', workspaceId);
  if (workspace === undefined) return;
  server.store.put('workspace', { ...workspace, updatedAtMs: server.clock.nowMs(), updatedBy: userId });
}

export const workspaceKind: EmulatedKind = {
  name: kind,
  create,
  remove,
  operations: {
    getWorkspaces: list,
    createWorkspace: create,
    getWorkspace: read,
    updateWorkspace: update,
    deleteWorkspace: erase,
  },
  afterPut: (server, kind, object, before) => {
    touch(server, kind, object.workspace, object.updatedBy);
    const isMoved = before !== undefined && before.workspace !== object.workspace;
    if (isMoved) touch(server, kind, before.workspace, server.acting);
  },
  afterRemove: (server, kind, object) => touch(server, kind, object.workspace, server.acting),
};
