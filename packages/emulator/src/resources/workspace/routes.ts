// The workspace kind: lists, reads, creates, updates and deletes workspaces.

import type { EmulatedKind } from '../../api/route.ts';
import { bodyOf } from '../../api/steps.ts';
import { forbidden, ok, type Reply, refusal } from '../../reply/replies.ts';
import { bareId, isUid } from '../../seams/ids.ts';
import { levelIn } from '../../world/access.ts';
import { type Call, changed, newObject, type World } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { workspaceInFull, workspaceInList } from './read.ts';
import { workspaceFilterProblem } from './rules.ts';
import { createdWorkspace, updatedWorkspace } from './write.ts';

const kind = 'workspace';

/**
 * OpenAPI 1.45.0, getWorkspaces: those the caller has access to; `meta` only when `limit` was passed. Lists lag (the
 * live test of postman-mcp-server polls after a create).
 */
function list(world: World, call: Call): Reply {
  const wrong = workspaceFilterProblem(call.query);
  if (wrong !== undefined) return wrong;
  const { type, createdBy, elementType, cursor, limit } = call.query;
  const types = type?.split(',');
  const creators = createdBy?.split(',');
  const holder = elementType === undefined ? undefined : holderOf(world, call.query);
  const found = world.store
    .listed(kind, world.clock.nowMs(), world.staleListsMs)
    .filter((one) => levelIn(world.store, call.actor.id, one.id) > 0)
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
function holderOf(world: World, { elementType = '', elementId = '' }: Call['query']): string {
  if (elementType === 'collection' && !isUid(elementId)) return '';
  return world.store.get(elementType, bareId(elementId))?.workspace ?? '';
}

function includes(call: Call): ReadonlySet<string> {
  return new Set((call.query['include'] ?? '').split(','));
}

/** A missing workspace, and one of somebody else, is a 404 with `statusCode` inside `error` (getWorkspace). */
function read(world: World, call: Call): Reply {
  const object = find(world, call);
  if (object === undefined || levelIn(world.store, call.actor.id, object.id) === 0) return notFoundOnRead;
  const include = includes(call);
  const shown = workspaceInFull(world, object, include);
  const isBare = include.has('team') && world.switches.workspaceTeamField === 'unwrapped';
  return ok(isBare ? shown : { workspace: shown });
}

function create(world: World, call: Call): Reply {
  const data = createdWorkspace(world, call, bodyOf(call)['workspace']);
  const object = newObject(world, call, '', data);
  world.store.put(kind, { ...object, workspace: object.id });
  return ok({ workspace: { id: object.id, name: data['name'] } });
}

/** OpenAPI 1.45.0, updateWorkspace. */
function update(world: World, call: Call): Reply {
  const object = find(world, call);
  if (object === undefined) return notFound(404);
  if (levelIn(world.store, call.actor.id, object.id) < 2) return mayNotUpdate;
  const after = changed(world, call, object, updatedWorkspace(world, object, bodyOf(call)['workspace']));
  world.store.put(kind, after);
  return ok({ workspace: { id: after.id, name: after.data['name'] } });
}

/** A missing workspace is a 400 in OpenAPI 1.45.0 and was a 404 in 2022 (switch workspaceDeleteMissing). */
function erase(world: World, call: Call): Reply {
  const object = find(world, call);
  if (object === undefined) return notFound(world.switches.workspaceDeleteMissing === '404' ? 404 : 400);
  if (levelIn(world.store, call.actor.id, object.id) < 2) return forbidden;
  remove(world, object.id);
  return ok({ workspace: { id: object.id } });
}

/** What the workspace holds goes with it, or stays without a workspace (switch workspaceDeleteContents). */
function remove(world: World, id: string): void {
  const nowMs = world.clock.nowMs();
  world.store.remove(kind, id, nowMs);
  if (world.switches.workspaceDeleteContents === 'keep') return;
  for (const held of ['monitor', 'mock', 'environment', 'collection']) {
    for (const object of world.store.all(held)) {
      if (object.workspace === id) world.store.remove(held, object.id, nowMs);
    }
  }
}

function find(world: World, call: Call): Stored | undefined {
  return world.store.get(kind, call.params['workspaceId'] ?? '');
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
};
