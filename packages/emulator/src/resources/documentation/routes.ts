// Plays the documentation of a collection: publish and unpublish.

import type { Resource } from '../../api/route.ts';
import { bodyOf, removedWith } from '../../api/steps.ts';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json.ts';
import { badRequestProblem, forbiddenProblem, ok, problem, Refused, type Reply } from '../../reply/replies.ts';
import { iso } from '../../seams/clock.ts';
import { bareId } from '../../seams/ids.ts';
import { exists } from '../../world/references.ts';
import { type Call, newObject, type ServerState } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';

// Kept under the id of the collection.
const kind = 'public-documentation';

/**
 * OpenAPI 1.45.0, publishDocumentation: a second call publishes anew under the same address. An environment that is
 * not there answers 403, as references of mocks do (inferred); a collection that is not there 400.
 */
function publish(server: ServerState, call: Call): Reply {
  const collection = need(server, call);
  const sent = bodyOf(call);
  const { environmentUid, customColor, documentationLayout = 'classic-single-column', customization } = sent;
  if (customColor === undefined) return missing('customColor');
  if (customization === undefined) return missing('customization');
  if (!isColors(customColor) || !hasLightTheme(customization)) return wrongColors;
  if (environmentUid !== undefined && !exists(server, 'environment', environmentUid)) return forbidden;
  const before = server.store.get(kind, collection.id);
  const made = newObject(server, call, collection.workspace, {});
  const id = before?.data['id'] ?? made.id.slice(0, 7);
  const page: JsonObject = {
    published: true,
    documentationLayout,
    customization,
    publishDate: iso(made.createdAtMs),
    publisherId: String(call.actor.id),
    ...(environmentUid === undefined ? {} : { environmentUid }),
    customColor,
    publicUrl: `https://documenter.postman.com/view/${collection.owner}/${String(id)}`,
    id,
    collectionId: collection.id,
  };
  server.store.put(kind, { ...made, id: collection.id, data: page });
  return ok(page);
}

/** OpenAPI 1.45.0, unpublishDocumentation: 204, and 404 for what is not published. */
function unpublish(server: ServerState, call: Call): Reply {
  const { id } = need(server, call);
  if (server.store.get(kind, id) === undefined) return notPublished;
  server.store.remove(kind, id, server.clock.nowMs());
  return { status: 204, body: undefined };
}

/** OpenAPI 1.45.0, documentation400ErrorBadRequest "Bad Request". */
function need(server: ServerState, call: Call): Stored {
  const object = server.store.get('collection', bareId(call.params['collectionId'] ?? ''));
  if (object === undefined) throw new Refused(badRequestProblem('Collection Id not present'));
  return object;
}

function isColors(value: Json | undefined): boolean {
  if (!isObject(value)) return false;
  const { highlight, rightSidebar, topBar } = value;
  return [highlight, rightSidebar, topBar].every((one) => typeof one === 'string' && /^[0-9a-f]{6}$/i.test(one));
}

/** Themes may be left out; when they are there, the light one is among them with colours that are colours (inferred). */
function hasLightTheme(customization: Json): boolean {
  const appearance = isObject(customization) ? customization['appearance'] : undefined;
  const themes = isObject(appearance) ? appearance['themes'] : undefined;
  if (!isArray(themes)) return isObject(customization);
  return themes.some((theme) => isObject(theme) && theme['name'] === 'light' && isColors(theme['colors']));
}

/** "Missing customColor Property" and "Missing customization Property". */
function missing(property: string): Reply {
  return badRequestProblem(`Property '${property}' is missing from the request body`);
}

/** "Invalid customColor Value". */
const wrongColors = badRequestProblem(
  'The request contains following incorrect or missing fields: light theme and customColor',
);

/** OpenAPI 1.45.0, documentation401ErrorUnauthorized. */
const unauthorized = problem(401, 'unauthorized', 'Unauthorized', 'Unauthorized');

/** OpenAPI 1.45.0, documentation403ErrorForbidden. */
const forbidden = forbiddenProblem('Forbidden');

/** OpenAPI 1.45.0, documentation404ErrorNotFound. */
const notPublished = problem(
  404,
  'not-found',
  'Not Found',
  "The resource you're looking for can't be found. Please check the URL before trying again.",
);

export const collectionDocumentation: Resource = {
  afterRemove: removedWith('collection', kind),
  operations: {
    publishDocumentation: { handle: publish, unauthenticated: () => unauthorized, forbidden },
    unpublishDocumentation: { handle: unpublish, unauthenticated: () => unauthorized, forbidden },
  },
};
