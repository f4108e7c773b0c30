// Fields that name another resource: their schema in a desired file, and how an import writes them.
import type { Json, JsonObject, Kind } from '@postform/engine';

/** `collection.NAME`, or `{ uid: … }` of an object that is managed elsewhere. */
export function refSchema(kind: string, description: string): JsonObject {
  return {
    title: `Its ${kind}`,
    description,
    anyOf: [
      { type: 'string', minLength: 1, examples: [`${kind}.orders`] },
      {
        type: 'object',
        properties: {
          uid: {
            type: 'string',
            minLength: 1,
            description: 'Unique id (owner-id) of an object that is managed elsewhere.',
          },
        },
        required: ['uid'],
        additionalProperties: false,
      },
    ],
    examples: [`${kind}.orders`],
  };
}

/** The address where the object of this uid is managed, else the uid itself. */
export function writtenRef(
  refName: Parameters<Kind['write']>[1]['refName'],
  kind: string,
  uid: Json | undefined,
): Json | undefined {
  return typeof uid === 'string' ? (refName(kind, uid) ?? { uid }) : uid;
}
