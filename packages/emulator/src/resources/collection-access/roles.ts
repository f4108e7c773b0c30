// Plays the roles of a collection: read and update.

import { bodyCheck } from '../../api/body-check.ts';
import type { Resource } from '../../api/route.ts';
import { removedWith } from '../../api/steps.ts';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json.ts';
import { forbidden, ok, problem, type Reply } from '../../reply/replies.ts';
import { bareId } from '../../seams/ids.ts';
import type { Call, ServerState } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { holders, mayEdit, rolesKind, rolesOf } from './grants.ts';

/** OpenAPI 1.45.0, getCollectionRoles. */
function read(server: ServerState, call: Call): Reply {
  const collection = find(server, call);
  return collection === undefined ? notFound : ok(shown(server, collection));
}

function shown(server: ServerState, collection: Stored): JsonObject {
  const roles = rolesOf(server, collection);
  return Object.fromEntries(['group', ...holders].map((holder) => [holder, listed(roles[holder as 'group'])]));
}

function listed(grants: readonly { readonly role: string; readonly id: number }[]): Json {
  return grants.map(({ role, id }) => ({ role, id }));
}

/** OpenAPI 1.45.0, updateCollectionRoles: only Editors may; a role sent replaces the one its holder has. */
function update(server: ServerState, call: Call): Reply {
  const collection = find(server, call);
  if (collection === undefined) return notFound;
  if (!mayEdit(server, collection, call.actor)) return forbidden;
  const wrong = problemOf(call.body, collection.id);
  if (wrong !== undefined) return wrong;
  const roles = isObject(call.body) ? call.body['roles'] : undefined;
  const { workspace, owner, createdAtMs, id } = collection;
  const data = (isArray(roles) ? roles : []).reduce<JsonObject>(granted, shown(server, collection));
  const times = { createdAtMs, updatedAtMs: server.clock.nowMs(), updatedBy: call.actor.id };
  server.store.put(rolesKind, { id, workspace, owner, ...times, data });
  return { status: 204, body: undefined };
}

function granted(before: JsonObject, operation: Json): JsonObject {
  const { path, value } = operation as { path: string; value: readonly { id: number; role: string }[] };
  const holder = path.slice(1);
  const now = new Map((before[holder] as readonly JsonObject[]).map((grant) => [grant['id'], grant]));
  for (const { id, role } of value) now.set(id, { role, id });
  return { ...before, [holder]: [...now.values()] };
}

const check = bodyCheck({
  type: 'object',
  required: ['roles'],
  properties: {
    roles: {
      type: 'array',
      items: {
        type: 'object',
        required: ['op', 'path', 'value'],
        properties: {
          op: { enum: ['update'] },
          path: { enum: holders.map((holder) => `/${holder}`) },
          value: {
            type: 'array',
            items: {
              type: 'object',
              required: ['id', 'role'],
              properties: { id: { type: 'number' }, role: { enum: ['VIEWER', 'EDITOR'] } },
            },
          },
        },
      },
    },
  },
});

/** The doubled `/roles/roles` is in the document (OpenAPI 1.45.0, collectionRoles400ErrorMissingProperty). */
function problemOf(body: Json | undefined, id: string): Reply | undefined {
  const broken = check(isObject(body) ? body : {});
  if (broken === undefined) return undefined;
  const said = `PATCH request body for '/collections/${id}/roles/roles' failed to validate schema.`;
  const wrong = (title: string, location: string): Reply =>
    problem(400, 'bad-request', title, `${said} Location: ${location}`);
  const [, operation, property] = broken.place;
  if (operation === undefined) return wrong("Missing properties: 'roles'", '/required');
  const ofItems = '/properties/roles/items';
  if (property === undefined) return wrong(`Missing properties: '${broken.missing ?? 'op'}'`, `${ofItems}/required`);
  return wrong(`Invalid property: '${property}'`, `${ofItems}/properties/${property}`);
}

function find(server: ServerState, call: Call): Stored | undefined {
  return server.store.get('collection', bareId(call.params['collectionId'] ?? ''));
}

/** Envelope of its own: `title` and `type`, as plain JSON (OpenAPI 1.45.0, collection404ErrorInstanceNotFound). */
const notFound: Reply = {
  status: 404,
  body: { title: 'We could not find the collection you are looking for', type: 'instanceNotFoundError' },
};

export const collectionRoles: Resource = {
  operations: {
    getCollectionRoles: read,
    updateCollectionRoles: update,
  },
  afterRemove: removedWith('collection', rolesKind),
};
