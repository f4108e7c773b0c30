// Plays the access keys of collections: list and delete. The app makes them, not the API.

import type { EmulatedKind } from '../../api/route.ts';
import { isObject } from '../../json/json.ts';
import { badRequest, forbiddenProblem, ok, problem, Refused, type Reply } from '../../reply/replies.ts';
import { exists } from '../../world/references.ts';
import { type Call, newObject, type ServerState } from '../../world/state.ts';
import { personOf, team } from '../../world/team.ts';
import { accessKeyKind, accessKeyShown, lifetimeMs } from './access-key.ts';

const kind = accessKeyKind;
const pageSize = 10;

/** OpenAPI 1.45.0, getCollectionAccessKeys: the user's own and the team's; the documented cursor holds offset and limit. */
function list(server: ServerState, call: Call): Reply {
  const { collectionId, cursor } = call.query;
  const from = cursor === undefined || cursor === '' ? 0 : offsetIn(cursor);
  if (from === undefined) return invalidCursor;
  const found = server.store
    .all(kind)
    .filter(({ data }) => collectionId === undefined || data['collection'] === collectionId);
  const data = found.slice(from, from + pageSize).map((key) => accessKeyShown(server, key));
  const nextCursor = from + pageSize < found.length ? cursorAt(from + pageSize) : '';
  const prevCursor = from > 0 ? cursorAt(Math.max(0, from - pageSize)) : '';
  return ok({ data, meta: { nextCursor, prevCursor } });
}

function cursorAt(offset: number): string {
  return Buffer.from(`offset=${offset}&limit=${pageSize}`).toString('base64');
}

function offsetIn(cursor: string): number | undefined {
  const found = /^offset=(\d+)&limit=\d+$/.exec(Buffer.from(cursor, 'base64').toString());
  return found === null ? undefined : Number(found[1]);
}

/**
 * For edits by another actor only, as if somebody had made the key in the app: `{collection: <uid>, userId?,
 * token?, expiresAtMs?}`. Without a token one is made.
 */
function create(server: ServerState, call: Call): Reply {
  const sent = isObject(call.body) ? call.body[kind] : undefined;
  const { collection, userId, token, expiresAtMs } = isObject(sent) ? sent : {};
  if (!exists(server, 'collection', collection))
    throw new Refused(badRequest('collection: must be the uid of a collection'));
  const actor = personOf(Number(userId))?.user ?? call.actor;
  const key = newObject(server, { actor }, '', {
    collection,
    token: typeof token === 'string' ? token : `PMAT-${server.ids.next().replaceAll('-', '').toUpperCase()}`,
    expiresAtMs: typeof expiresAtMs === 'number' ? expiresAtMs : server.clock.nowMs() + lifetimeMs,
  });
  const id = Buffer.from(`${team.id}:${key.owner}-${key.id}`).toString('base64url');
  server.store.put(kind, { ...key, id });
  return ok({ [kind]: { id } });
}

/** OpenAPI 1.45.0, deleteCollectionAccessKey: a key of somebody else is not yours to delete. */
function erase(server: ServerState, call: Call): Reply {
  const key = server.store.get(kind, call.params['keyId'] ?? '');
  if (key === undefined) return notFound;
  if (key.owner !== call.actor.id) return notYours;
  remove(server, key.id);
  return { status: 204, body: undefined };
}

function remove(server: ServerState, id: string): void {
  server.store.remove(kind, id, server.clock.nowMs());
}

const invalidCursor = problem(400, 'bad-request', 'Malformed request', 'Invalid cursor');
const notFound = problem(404, 'not-found', 'Not Found', 'The key was not found');
const notYours = forbiddenProblem('You are not authorized to perform this action.');

export const collectionAccessKeyKind: EmulatedKind = {
  name: kind,
  create,
  remove,
  operations: {
    getCollectionAccessKeys: list,
    deleteCollectionAccessKey: erase,
  },
};
