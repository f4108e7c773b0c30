// Plays the tags of a collection: read and replace.

import type { Resource } from '../../api/route.ts';
import { removedWith } from '../../api/steps.ts';
import { isObject } from '../../json/json.ts';
import { forbidden, forbiddenProblem, ok, problem, type Reply } from '../../reply/replies.ts';
import { bareId } from '../../seams/ids.ts';
import { exists } from '../../world/references.ts';
import type { Call, ServerState } from '../../world/state.ts';
import { mayEdit } from '../collection-access/grants.ts';
import { keptTags } from './tag-rules.ts';

// One record per tagged collection, under its id.
const kind = 'collection-tags';

/** OpenAPI 1.45.0, getCollectionTags: by uid. It declares no 404, so a missing collection is one you may not see. */
function read(server: ServerState, call: Call): Reply {
  const uid = call.params['collectionId'] ?? '';
  if (!exists(server, 'collection', uid)) {
    return forbiddenProblem('You do not have access to the requested resource.');
  }
  return ok({ tags: server.store.get(kind, bareId(uid))?.data['tags'] ?? [] });
}

/** OpenAPI 1.45.0, updateCollectionTags: replaces all. */
function replace(server: ServerState, call: Call): Reply {
  const uid = call.params['collectionId'] ?? '';
  const collection = server.store.get('collection', bareId(uid));
  if (collection === undefined || !exists(server, 'collection', uid)) {
    return problem(
      404,
      'not-found',
      'Resource Not Found',
      `Collection '${uid}' does not exist.`,
      `/collections/${uid}/tags`,
    );
  }
  if (!mayEdit(server, collection, call.actor)) return forbidden;
  const sent = isObject(call.body) ? call.body['tags'] : undefined;
  const tags = keptTags(sent, server.switches);
  server.store.put(kind, { ...collection, data: { tags } });
  return ok({ tags });
}

export const collectionTags: Resource = {
  operations: {
    getCollectionTags: read,
    updateCollectionTags: replace,
  },
  afterRemove: removedWith('collection', kind),
};
