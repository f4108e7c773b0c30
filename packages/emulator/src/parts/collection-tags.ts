// The collection tag part: the tags of a collection, read and replaced.
import { ok, problem, problemType, type Reply } from '../api/errors.ts';
import { type Part, smallBody } from '../api/route.ts';
import { isArray, isObject, type Json } from '../json/json.ts';
import { bareId } from '../world/ids.ts';
import { exists } from '../world/references.ts';
import type { Call, World } from '../world/world.ts';

// One record per tagged collection, under its id.
const kind = 'collection-tags';
const mostTags = 5;
const slugPattern = '^[a-z][a-z0-9-]*[a-z0-9]+$';

/** OpenAPI 1.45.0, getCollectionTags: by uid. It declares no 404, so a missing collection is one you may not see. */
function read(world: World, call: Call): Reply {
  const uid = call.params['collectionId'] ?? '';
  if (!exists(world, 'collection', uid)) {
    return problem(403, 'forbidden', 'Forbidden', 'You do not have access to the requested resource.');
  }
  return ok({ tags: world.store.get(kind, bareId(uid))?.data['tags'] ?? [] });
}

/** OpenAPI 1.45.0, updateCollectionTags: replaces all. */
function replace(world: World, call: Call): Reply {
  const uid = call.params['collectionId'] ?? '';
  const collection = world.store.get('collection', bareId(uid));
  if (collection === undefined || !exists(world, 'collection', uid)) {
    return problem(
      404,
      'not-found',
      'Resource Not Found',
      `Collection '${uid}' does not exist.`,
      `/collections/${uid}/tags`,
    );
  }
  const sent = isObject(call.body) ? call.body['tags'] : undefined;
  const wrong = problemIn(sent);
  if (wrong !== undefined) return refused(wrong);
  const tags = (isArray(sent) ? sent : []).map((tag) => ({ slug: isObject(tag) ? tag['slug'] : '' }));
  world.store.put(kind, { ...collection, data: { tags } });
  return ok({ tags });
}

/** In the words of the documented example: "body/tags/0/slug must NOT have more than 64 characters". */
function problemIn(tags: Json | undefined): string | undefined {
  if (tags === undefined) return "body must have required property 'tags'";
  if (!isArray(tags)) return 'body/tags must be array';
  if (tags.length > mostTags) return `body/tags must NOT have more than ${mostTags} items`;
  const wrong = tags.map((tag, at) => {
    const slug = isObject(tag) ? tag['slug'] : undefined;
    if (slug === undefined) return `body/tags/${at} must have required property 'slug'`;
    if (typeof slug !== 'string') return `body/tags/${at}/slug must be string`;
    if (slug.length > 64) return `body/tags/${at}/slug must NOT have more than 64 characters`;
    if (slug.length < 2) return `body/tags/${at}/slug must NOT have fewer than 2 characters`;
    return new RegExp(slugPattern).test(slug) ? undefined : `body/tags/${at}/slug must match pattern "${slugPattern}"`;
  });
  return wrong.find((one) => one !== undefined);
}

/** Without a type (OpenAPI 1.45.0, tag400Error). */
function refused(detail: string): Reply {
  return { status: 400, body: { title: 'Bad Request', detail, status: 400 }, headers: problemType };
}

const path = '/collections/:collectionId/tags';

export const collectionTagsPart: Part = {
  routes: [
    { method: 'GET', path, operation: 'getCollectionTags', bucket: 'general', handle: read },
    { method: 'PUT', path, operation: 'updateCollectionTags', bucket: 'general', body: smallBody, handle: replace },
  ],
  afterRemove: (world, removed, object) => {
    if (removed === 'collection') world.store.remove(kind, object.id, world.clock.nowMs());
  },
};
