// The schema of a source file: the Collection Format 2.1 and 2.0, as one schema with two sorts of auth.
import type { JsonObject } from '@postform/engine';
import { holds, list, OBJECT, object, ref, TEXT, when } from './draft-07.ts';
import { LEAVES, REQUEST, RESPONSE } from './part-schemas.ts';

export type FormatVersion = '2.1' | '2.0';

/**
 * Accepts and rejects what Postman's published schemas do (schema.postman.com, draft-07), with alternatives told apart
 * by their type, so that a mistake is reported for the alternative that was meant. `title` marks what a message must know
 * of. Draft-07.
 */
export function sourceSchema(version: FormatVersion): JsonObject {
  return {
    $id: `urn:postform:collection:${version}`,
    type: 'object',
    required: ['info', 'item'],
    properties: {
      info: ref('info'),
      item: list(entry({ title: 'both', oneOf: [ref('request-item'), ref('folder')] })),
      event: ref('events'),
      variable: ref('variables'),
      auth: ref('auth'),
      protocolProfileBehavior: OBJECT,
    },
    definitions: { ...STRUCTURE, ...REQUEST, ...RESPONSE, ...LEAVES, auth: authSchema(version) },
  };
}

/** With `item` it is a folder; with `item` and `request` it is what `both` allows; else it is a request. Null is neither. */
const entry = (both: JsonObject): JsonObject => ({
  type: 'object',
  ...when(holds('item'), when(holds('request'), both, ref('folder')), ref('request-item')),
});
const STRUCTURE: JsonObject = {
  info: object(
    { name: TEXT, _postman_id: TEXT, description: ref('description'), version: ref('version'), schema: TEXT },
    ['name', 'schema'],
  ),
  entry: entry({ title: 'both', anyOf: [ref('request-item'), ref('folder')] }),
  folder: object(
    {
      name: TEXT,
      description: ref('description'),
      variable: ref('variables'),
      item: list(ref('entry')),
      event: ref('events'),
      auth: ref('auth'),
      protocolProfileBehavior: OBJECT,
    },
    ['item'],
  ),
  'request-item': object(
    {
      id: TEXT,
      name: TEXT,
      description: ref('description'),
      variable: ref('variables'),
      event: ref('events'),
      request: ref('request'),
      response: list(ref('response')),
      protocolProfileBehavior: OBJECT,
    },
    ['request'],
  ),
};

const METHODS = ['apikey', 'awsv4', 'basic', 'bearer', 'digest', 'edgegrid', 'hawk', 'oauth1', 'oauth2', 'ntlm'];

function authSchema(version: FormatVersion): JsonObject {
  const parameters = version === '2.1' ? list(ref('parameter')) : OBJECT;
  return {
    type: ['object', 'null'],
    required: ['type'],
    properties: {
      type: { title: 'auth-type', enum: [...METHODS, 'noauth'] },
      ...Object.fromEntries(METHODS.map((method) => [method, parameters])),
    },
  };
}
