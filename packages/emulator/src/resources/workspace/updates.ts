// Plays the posts that tell a workspace's watchers what changed.

import type { Resource } from '../../api/route.ts';
import { isArray, isObject, type Json, type JsonObject, pick, wordOf } from '../../json/json.ts';
import { forbiddenProblem, ok, problem, Refused, type Reply } from '../../reply/replies.ts';
import { bareId } from '../../seams/ids.ts';
import { levelIn } from '../../world/access.ts';
import { type Call, changed, newObject, type ServerState } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { stampsOf } from '../collection/tree.ts';
import { categories, updateProblem, updateRead, updateShown } from './update.ts';
import { badCursor } from './wording.ts';

const kind = 'workspace-update';
/** No source says how many a page has. */
const pageSize = 20;
const writable = ['topic', 'description', 'category', 'isPinned', 'relatedResources'];

/** OpenAPI 1.45.0, getWorkspaceUpdates: pinned posts first, then the newest; null after the last page. */
function list(server: ServerState, call: Call): Reply {
  const workspace = workspaceOf(server, call, 1, 'view update on this workspace');
  const { category, cursor } = call.query;
  const wanted = category?.split(',');
  if (wanted !== undefined && !wanted.every((one) => categories.includes(one))) return unknownCategory;
  const page = cursor === undefined || cursor === '' ? 1 : fromCursor(cursor);
  if (page === undefined) return badCursor;
  const found = server.store
    .all(kind)
    .filter((one) => one.workspace === workspace.id)
    .filter((one) => wanted === undefined || wanted.includes(wordOf(one.data['category'])))
    .sort((one, other) => pinned(other) - pinned(one) || Number(other.id) - Number(one.id));
  const end = page * pageSize;
  return ok({
    data: found.slice(end - pageSize, end).map(updateRead),
    meta: { nextCursor: end < found.length ? toCursor(page + 1) : null },
  });
}

function pinned(object: Stored): number {
  return object.data['isPinned'] === true ? 1 : 0;
}

function toCursor(page: number): string {
  return Buffer.from(`{pageId:${page}}`).toString('base64');
}

function fromCursor(cursor: string): number | undefined {
  const match = /^\{pageId:([1-9]\d{0,8})\}$/.exec(Buffer.from(cursor, 'base64').toString());
  return match === null ? undefined : Number(match[1]);
}

function read(server: ServerState, call: Call): Reply {
  return ok(updateRead(find(server, call, 1, 'view update on this workspace')));
}

/** "Only available in team and public workspaces", and for Editors and Admins (OpenAPI 1.45.0, Workspace Updates). */
function create(server: ServerState, call: Call): Reply {
  const workspace = workspaceOf(server, call, 2, 'create an update on this workspace');
  if (!['team', 'public'].includes(wordOf(workspace.data['visibility']))) {
    return unauthorized('create an update on this workspace');
  }
  const data = written(server, call.body);
  const object = newObject(server, call, workspace.id, data);
  const numbered = { ...object, id: wordOf(server.ids.drawn()) };
  server.store.put(kind, numbered);
  return ok(updateShown(numbered));
}

/** A merge patch that needs its content type and, all the same, every required property (switch updatePatchNeedsMergeType). */
function patch(server: ServerState, call: Call): Reply {
  const object = find(server, call, 2, 'update this workspace update');
  const type = wordOf(call.headers['content-type'] ?? '');
  const isMerge = type.startsWith('application/merge-patch+json');
  if (!isMerge && server.switches.updatePatchNeedsMergeType) return invalidBody();
  const after = changed(server, call, object, { ...object.data, ...written(server, call.body) });
  server.store.put(kind, after);
  return ok(updateShown(after));
}

function erase(server: ServerState, call: Call): Reply {
  const object = find(server, call, 2, 'delete this workspace update');
  server.store.remove(kind, object.id, server.clock.nowMs());
  return { status: 204, body: undefined };
}

/** What of a body is kept. Throws Refused. */
function written(server: ServerState, sent: Json | undefined): JsonObject {
  const wrong = updateProblem(sent);
  if (wrong !== undefined) throw new Refused(wrong.kind === 'category' ? unknownCategory : invalidBody(wrong.rule));
  const data = isObject(sent) ? pick(sent, writable) : {};
  const related = isArray(data['relatedResources']) ? data['relatedResources'] : [];
  if (!related.every((one) => isObject(one) && isThere(server, one)))
    throw new Refused(notFound('Entity does not exist'));
  return data;
}

/** Collections by uid or id, and what lies in them; the emulator keeps none of the other resources. */
function isThere({ store }: ServerState, { resource, resourceId }: JsonObject): boolean {
  const id = bareId(wordOf(resourceId));
  if (resource === 'collection') return store.get('collection', id) !== undefined;
  return store.all('collection').some((one) => stampsOf(one.data).has(id));
}

function workspaceOf(server: ServerState, call: Call, needed: 1 | 2, deed: string): Stored {
  const workspace = server.store.get('workspace', call.params['workspaceId'] ?? '');
  if (workspace === undefined) throw new Refused(notFound('Workspace does not exist'));
  if (levelIn(server.store, call.actor.id, workspace.id) < needed) throw new Refused(unauthorized(deed));
  return workspace;
}

function find(server: ServerState, call: Call, needed: 1 | 2, deed: string): Stored {
  const workspace = workspaceOf(server, call, needed, deed);
  const object = server.store.get(kind, call.params['updateId'] ?? '');
  if (object?.workspace === workspace.id) return object;
  throw new Refused(notFound('Workspace Update does not exist'));
}

function unauthorized(deed: string): Reply {
  return forbiddenProblem(`You are not authorized to ${deed}.`);
}

function notFound(detail: string): Reply {
  return problem(404, 'notFound', 'Not Found', detail);
}

function invalidBody(rule?: string): Reply {
  const list = rule === undefined ? '' : `. ${JSON.stringify([rule])}`;
  return problem(400, 'badRequest', 'Bad Request', `Invalid request body${list}`);
}

const unknownCategory = problem(
  400,
  'invalidWorkspaceUpdateCategory',
  'Bad Request',
  `Invalid 'category' — must be one of: ${categories.join(', ')}`,
);

/** OpenAPI 1.45.0, workspaceUpdates401Error: it names the path. */
function unauthenticated(path: string): Reply {
  return problem(401, 'unauthorized', 'Unauthorized', 'Unauthorized', path);
}

export const workspaceUpdates: Resource = {
  operations: {
    getWorkspaceUpdates: { handle: list, unauthenticated },
    createWorkspaceUpdate: { handle: create, unauthenticated },
    getWorkspaceUpdate: { handle: read, unauthenticated },
    patchWorkspaceUpdate: { handle: patch, unauthenticated },
    deleteWorkspaceUpdate: { handle: erase, unauthenticated },
  },
  afterRemove: (server, name, object) => {
    if (name !== 'workspace') return;
    for (const post of server.store.all(kind)) {
      if (post.workspace === object.id) server.store.remove(kind, post.id, server.clock.nowMs());
    }
  },
};
