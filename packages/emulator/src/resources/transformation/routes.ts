// Plays the transformation of a collection into an OpenAPI definition.

import type { Resource } from '../../api/route.ts';
import { ok, problem, type Reply } from '../../reply/replies.ts';
import { bareId } from '../../seams/ids.ts';
import type { Call, ServerState } from '../../world/state.ts';
import { definitionOf } from './definition.ts';
import { yamlOf } from './yaml.ts';

/** OpenAPI 1.45.0, transformCollectionToOpenAPI: JSON unless `format=yaml`; other formats are taken as JSON (inferred). */
function transform(server: ServerState, call: Call): Reply {
  const id = call.params['collectionId'] ?? '';
  const object = server.store.get('collection', bareId(id));
  if (object === undefined) return problem(404, 'not-found', 'Not Found', 'Not Found', instance(id));
  const definition = definitionOf(object.data);
  return ok({
    output: call.query['format'] === 'yaml' ? `${yamlOf(definition)}\n` : JSON.stringify(definition, null, 2),
  });
}

/** OpenAPI 1.45.0, collectionToApi401Error. */
function unauthenticated(path: string): Reply {
  return problem(401, 'unauthorized', 'Unauthorized', 'Unauthorized', instance(path.split('/')[2] ?? ''));
}

/** The path the errors name, which is not that of the operation (OpenAPI 1.45.0, collectionToApi404Error). */
function instance(id: string): string {
  return `/collections/${id}/apis`;
}

export const collectionTransformation: Resource = {
  operations: {
    transformCollectionToOpenAPI: { handle: transform, unauthenticated },
  },
};
