// Room: what a source file must look like: the Collection Format 2.1 and 2.0, as one schema with two sorts of auth.
import type { JsonObject } from '@postform/engine';

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

const ref = (name: string): JsonObject => ({ $ref: `#/definitions/${name}` });
const list = (items: JsonObject): JsonObject => ({ type: 'array', items });
const object = (properties: JsonObject, required: readonly string[] = []): JsonObject => ({
  type: 'object',
  properties,
  ...(required.length === 0 ? {} : { required }),
});
/** Draft-07 `if`; the key `then` never stands in an object of ours, for such an object would be taken for a promise. */
const when = (condition: JsonObject, yes: JsonObject, no: JsonObject): JsonObject =>
  Object.fromEntries([
    ['if', condition],
    ['then', yes],
    ['else', no],
  ]);
const has = (key: string): JsonObject => ({ required: [key] });
/** With `item` it is a folder; with `item` and `request` it is what `both` allows; else it is a request. */
const entry = (both: JsonObject): JsonObject => ({
  type: 'object',
  ...when(has('item'), when(has('request'), both, ref('folder')), ref('request-item')),
});
const TEXT: JsonObject = { type: 'string' };
const FLAG: JsonObject = { type: 'boolean' };
const OBJECT: JsonObject = { type: 'object' };
const COUNT: JsonObject = { type: 'integer', minimum: 0 };

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

const REQUEST: JsonObject = {
  request: {
    type: ['object', 'string'],
    properties: {
      url: ref('url'),
      auth: ref('auth'),
      proxy: object({ match: TEXT, host: TEXT, port: COUNT, tunnel: FLAG, disabled: FLAG }),
      certificate: object({
        name: TEXT,
        matches: list(TEXT),
        key: OBJECT,
        cert: OBJECT,
        passphrase: TEXT,
      }),
      method: TEXT,
      description: ref('description'),
      header: { type: ['array', 'string'], items: ref('header') },
      body: ref('body'),
    },
  },
  url: {
    type: ['object', 'string'],
    properties: {
      raw: TEXT,
      protocol: TEXT,
      host: { type: ['array', 'string'], items: TEXT },
      path: {
        type: ['array', 'string'],
        items: { type: ['string', 'object'], properties: { type: TEXT, value: TEXT } },
      },
      port: TEXT,
      query: list(
        object({
          key: { type: ['string', 'null'] },
          value: { type: ['string', 'null'] },
          disabled: FLAG,
          description: ref('description'),
        }),
      ),
      hash: TEXT,
      variable: ref('variables'),
    },
  },
  body: {
    type: ['object', 'null'],
    properties: {
      mode: { enum: ['raw', 'urlencoded', 'formdata', 'file', 'graphql'] },
      raw: TEXT,
      graphql: OBJECT,
      urlencoded: list(object({ key: TEXT, value: TEXT, disabled: FLAG, description: ref('description') }, ['key'])),
      formdata: list(ref('form-field')),
      file: object({ src: { type: ['string', 'null'] }, content: TEXT }),
      options: OBJECT,
      disabled: FLAG,
    },
  },
  'form-field': {
    type: 'object',
    required: ['key'],
    properties: {
      key: TEXT,
      disabled: FLAG,
      type: { enum: ['text', 'file'] },
      contentType: TEXT,
      description: ref('description'),
    },
    ...when(has('type'), when({ properties: { type: { const: 'file' } } }, ref('file-field'), ref('text-field')), {
      title: 'form-field',
      anyOf: [ref('text-field'), ref('file-field')],
    }),
  },
  'text-field': { properties: { value: TEXT } },
  'file-field': { properties: { src: { type: ['array', 'string', 'null'] } } },
};

const RESPONSE: JsonObject = {
  response: {
    properties: {
      id: TEXT,
      originalRequest: ref('request'),
      responseTime: { type: ['null', 'string', 'number'] },
      timings: { type: ['object', 'null'] },
      header: {
        type: ['array', 'string', 'null'],
        items: when({ type: 'object' }, ref('header'), { type: ['object', 'string'] }),
      },
      cookie: list(
        object(
          {
            domain: TEXT,
            expires: { type: ['string', 'null'] },
            maxAge: TEXT,
            hostOnly: FLAG,
            httpOnly: FLAG,
            name: TEXT,
            path: TEXT,
            secure: FLAG,
            session: FLAG,
            value: TEXT,
            extensions: { type: 'array' },
          },
          ['domain', 'path'],
        ),
      ),
      body: { type: ['null', 'string'] },
      status: TEXT,
      code: { type: 'integer' },
    },
  },
  header: object({ key: TEXT, value: TEXT, disabled: FLAG, description: ref('description') }, ['key', 'value']),
};

const LEAVES: JsonObject = {
  description: { type: ['object', 'string', 'null'], properties: { content: TEXT, type: TEXT } },
  version: {
    type: ['object', 'string'],
    required: ['major', 'minor', 'patch'],
    properties: { major: COUNT, minor: COUNT, patch: COUNT, identifier: { type: 'string', maxLength: 10 } },
  },
  events: list(object({ id: TEXT, listen: TEXT, script: ref('script'), disabled: FLAG }, ['listen'])),
  script: object({
    id: TEXT,
    type: TEXT,
    exec: { type: ['array', 'string'], items: TEXT },
    src: ref('url'),
    name: TEXT,
  }),
  variables: list(ref('variable')),
  variable: {
    ...object({
      id: TEXT,
      key: TEXT,
      type: { enum: ['string', 'boolean', 'any', 'number'] },
      name: TEXT,
      description: ref('description'),
      system: FLAG,
      disabled: FLAG,
    }),
    title: 'variable',
    anyOf: [{ required: ['key'] }, { required: ['id'] }],
  },
  parameter: object({ key: TEXT, type: TEXT }, ['key']),
};

const METHODS = ['apikey', 'awsv4', 'basic', 'bearer', 'digest', 'edgegrid', 'hawk', 'oauth1', 'oauth2', 'ntlm'];

function authSchema(version: FormatVersion): JsonObject {
  const parameters = version === '2.1' ? list(ref('parameter')) : OBJECT;
  return {
    type: ['object', 'null'],
    required: ['type'],
    properties: {
      type: { title: 'required', enum: [...METHODS, 'noauth'] },
      ...Object.fromEntries(METHODS.map((method) => [method, parameters])),
    },
  };
}
