// The schemas of requests, responses and the small parts of a source file, in both formats.
import type { JsonObject } from '@postform/engine';
import { COUNT, FLAG, has, list, OBJECT, object, ref, TEXT, when } from './draft-07.ts';

/** By name of definition. */
export const REQUEST: JsonObject = {
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

/** By name of definition. */
export const RESPONSE: JsonObject = {
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

/** By name of definition. */
export const LEAVES: JsonObject = {
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
      type: { title: 'variable-type', enum: ['string', 'boolean', 'any', 'number'] },
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
