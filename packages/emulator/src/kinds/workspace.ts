// The workspace kind: lists, reads, creates, updates and deletes workspaces.
import { invalidParam, ok, Refused, type Reply, refusal } from '../api/errors.ts';
import { type EmulatedKind, smallBody } from '../api/route.ts';
import { bodyOf } from '../api/steps.ts';
import { isObject, type JsonObject, pick } from '../json/json.ts';
import { workspaceInFull, workspaceInList } from '../shapes/workspace-read.ts';
import { typeAndVisibility, workspaceFilterProblem } from '../shapes/workspace-rules.ts';
import { bareId } from '../world/ids.ts';
import type { Stored } from '../world/store.ts';
import { type Call, changed, newObject, type World } from '../world/world.ts';

const kind = 'workspace';

/** OpenAPI 1.45.0, getWorkspaces; `meta` only when `limit` was passed. Every workspace is seen by every key. */
function list(world: World, call: Call): Reply {
  const wrong = workspaceFilterProblem(call.query);
  if (wrong !== undefined) return wrong;
  const { type, createdBy, elementType, elementId, cursor, limit } = call.query;
  const types = type?.split(',');
  const creators = createdBy?.split(',');
  const holder =
    elementType === undefined ? undefined : (world.store.get(elementType, bareId(elementId ?? ''))?.workspace ?? '');
  const found = world.store
    .all(kind)
    .filter((one) => types === undefined || types.includes(String(one.data['visibility'])))
    .filter((one) => creators === undefined || creators.includes(String(one.owner)))
    .filter((one) => holder === undefined || one.id === holder)
    .map((one) => workspaceInList(one, includes(call)));
  if (limit === undefined) return ok({ workspaces: found });
  const from = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64url').toString()) || 0;
  const end = from + Number(limit);
  const nextCursor = end < found.length ? Buffer.from(String(end)).toString('base64url') : '';
  return ok({ workspaces: found.slice(from, end), meta: { nextCursor } });
}

function includes(call: Call): ReadonlySet<string> {
  return new Set((call.query['include'] ?? '').split(','));
}

/** A missing workspace is a 404 with `statusCode` inside `error` (OpenAPI 1.45.0, getWorkspace). */
function read(world: World, call: Call): Reply {
  const object = find(world, call);
  if (object === undefined) return notFoundOnRead;
  return ok({ workspace: workspaceInFull(world, object, includes(call)) });
}

function create(world: World, call: Call): Reply {
  const sent = bodyOf(call)['workspace'];
  if (!isObject(sent)) return noWorkspaceInBody;
  const { name, type } = sent;
  if (typeof name !== 'string' || name === '') return missing('name');
  if (typeof type !== 'string') return missing('type');
  const kept = pick(sent, ['name', 'description', 'about']);
  const data = { ...kept, ...typeAndVisibility(type, undefined) };
  refuseTakenName(world, data, undefined);
  const object = newObject(world, call, '', data);
  world.store.put(kind, { ...object, workspace: object.id });
  return ok({ workspace: { id: object.id, name } });
}

/** Partial, despite being a PUT (OpenAPI 1.45.0, updateWorkspace examples). */
function update(world: World, call: Call): Reply {
  const object = find(world, call);
  if (object === undefined) return notFound(404);
  const sent = bodyOf(call)['workspace'];
  if (!isObject(sent)) return noWorkspaceInBody;
  const { name, type } = sent;
  if (name !== undefined && typeof name !== 'string') throw new Refused(invalidParam('name'));
  const visibility = String(object.data['visibility']);
  const data = {
    ...object.data,
    ...pick(sent, ['name', 'description', 'about']),
    ...(type === undefined ? {} : typeAndVisibility(type, visibility)),
  };
  refuseTakenName(world, data, object.id);
  const after = changed(world, call, object, data);
  world.store.put(kind, after);
  return ok({ workspace: { id: after.id, name: after.data['name'] } });
}

/** A missing workspace is a 400 here (OpenAPI 1.45.0, deleteWorkspace). */
function erase(world: World, call: Call): Reply {
  const object = find(world, call);
  if (object === undefined) return notFound(400);
  remove(world, object.id);
  return ok({ workspace: { id: object.id } });
}

/** What the workspace holds goes with it; not documented, and what a reconciler must be ready for. */
function remove(world: World, id: string): void {
  const nowMs = world.clock.nowMs();
  for (const held of ['monitor', 'mock', 'environment', 'collection']) {
    for (const object of world.store.all(held)) {
      if (object.workspace === id) world.store.remove(held, object.id, nowMs);
    }
  }
  world.store.remove(kind, id, nowMs);
}

function find(world: World, call: Call): Stored | undefined {
  return world.store.get(kind, call.params['workspaceId'] ?? '');
}

/** Names of public workspaces are unique (OpenAPI 1.45.0, "Not a Unique Public Workspace Name"). */
function refuseTakenName(world: World, data: JsonObject, self: string | undefined): void {
  if (data['visibility'] !== 'public') return;
  const isTaken = world.store
    .all(kind)
    .some((one) => one.id !== self && one.data['visibility'] === 'public' && one.data['name'] === data['name']);
  if (!isTaken) return;
  const message = 'Workspace Slug is not unique in the account context';
  throw new Refused(refusal(400, 'workspaceSlugNotUniqueError', message));
}

function missing(property: string): Reply {
  return refusal(400, 'malformedRequestError', `'${property}' missing in the request`);
}

function notFound(status: 400 | 404): Reply {
  return refusal(status, 'instanceNotFoundError', 'The specified workspace does not exist.');
}

const notFoundOnRead: Reply = {
  status: 404,
  body: { error: { name: 'workspaceNotFoundError', message: 'Workspace not found', statusCode: 404 } },
};

const noWorkspaceInBody = refusal(400, 'malformedRequestError', "'workspace' object missing in the request");

const one = '/workspaces/:workspaceId';
const body = smallBody;

export const workspaceKind: EmulatedKind = {
  name: kind,
  create,
  remove,
  routes: [
    { method: 'GET', path: '/workspaces', operation: 'getWorkspaces', bucket: 'slow', handle: list },
    { method: 'POST', path: '/workspaces', operation: 'createWorkspace', bucket: 'general', body, handle: create },
    { method: 'GET', path: one, operation: 'getWorkspace', bucket: 'slow', handle: read },
    { method: 'PUT', path: one, operation: 'updateWorkspace', bucket: 'general', body, handle: update },
    { method: 'DELETE', path: one, operation: 'deleteWorkspace', bucket: 'general', handle: erase },
  ],
};
