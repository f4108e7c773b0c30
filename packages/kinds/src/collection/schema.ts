// The schema of a collection as authored, draft-07. Titles and descriptions are what editors show on hover.
import type { JsonObject } from '@postform/engine';
import { AUTH_METHODS } from './format/auth-methods.ts';

const SECRET: JsonObject = {
  title: 'Secret',
  description: 'A secret by its name under `secrets:` in the project file. Its value never appears in plans or state.',
  type: 'object',
  properties: { secret: { type: 'string', description: 'Name of the secret.', examples: ['orders-token'] } },
  required: ['secret'],
  additionalProperties: false,
};

const SCALAR: JsonObject = { type: ['string', 'number', 'boolean'], description: 'The shared value; sent as text.' };

const DETAILS: JsonObject = {
  value: { title: 'Shared value', description: 'The value that the whole workspace sees.', anyOf: [SCALAR, SECRET] },
  type: {
    title: 'Type',
    description: 'How Postman treats the value. A secret is of type `secret` unless you say otherwise.',
    enum: ['string', 'boolean', 'number', 'any', 'default', 'secret'],
  },
  description: { title: 'Description', description: 'What the variable is for.', type: 'string' },
  disabled: { title: 'Disabled', description: 'True: the variable is there, but not used.', type: 'boolean' },
};

const VARIABLES: JsonObject = {
  title: 'Variables',
  description:
    'Collection variables. A map sets these and keeps the others of the source; a list is the whole list. Only shared values are known to the API.',
  examples: [{ host: 'https://example.com' }],
  anyOf: [
    {
      type: 'object',
      additionalProperties: {
        anyOf: [
          SCALAR,
          SECRET,
          {
            title: 'Value and details',
            type: 'object',
            properties: DETAILS,
            required: ['value'],
            additionalProperties: false,
          },
        ],
      },
    },
    {
      type: 'array',
      items: {
        title: 'Variable',
        type: 'object',
        properties: { key: { title: 'Key', description: 'Name of the variable.', type: 'string' }, ...DETAILS },
        required: ['key'],
        additionalProperties: false,
      },
    },
  ],
};

const PARAMETER: JsonObject = { anyOf: [SCALAR, SECRET, { type: ['array', 'object', 'null'] }] };

const PARAMETERS: readonly JsonObject[] = [
  { title: 'Parameters as a map', type: 'object', additionalProperties: PARAMETER },
  {
    title: 'Parameters as a list',
    type: 'array',
    items: {
      type: 'object',
      properties: {
        key: { type: 'string', description: 'Name of the parameter.' },
        value: { ...PARAMETER, description: 'Its value: text, a switch, a secret, or a list.' },
        type: { type: 'string', description: 'Type of the value; Postman sees it from the value.' },
      },
      required: ['key'],
      additionalProperties: false,
    },
  },
];

const AUTH: JsonObject = {
  title: 'Auth',
  description: 'Replaces the auth of the source: a type, and the parameters of that type.',
  examples: [{ type: 'bearer', bearer: { token: '{{token}}' } }],
  type: 'object',
  properties: {
    type: { title: 'Type', description: 'The sort of auth.', type: 'string', enum: Object.keys(AUTH_METHODS) },
    ...Object.fromEntries(
      Object.entries(AUTH_METHODS).map(([method, parameters]) => [
        method,
        { title: `Parameters of ${method}`, description: parameters, anyOf: PARAMETERS },
      ]),
    ),
  },
  required: ['type'],
  additionalProperties: false,
};

export const writtenCollection: JsonObject = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Collection',
  description: 'A Postman collection: its source file, and what this workspace has otherwise.',
  type: 'object',
  properties: {
    source: {
      title: 'Source',
      description: 'Path of a collection file in format 2.1 or 2.0 (JSON), relative to this file.',
      type: 'string',
      minLength: 1,
      examples: ['../collections/orders.postman_collection.json'],
    },
    name: { title: 'Name', description: 'The name that Postman shows, instead of the source’s.', type: 'string' },
    description: { title: 'Description', description: 'Markdown, instead of the source’s.', type: 'string' },
    variables: VARIABLES,
    auth: AUTH,
    secrets: {
      title: 'Secrets of the source',
      description:
        'Values that stand in no file, by their place in the source: the names of folders and requests after `items`, then what it is. An import writes them.',
      examples: [{ '/items/Login/request/auth/bearer/token': { secret: 'orders-token' } }],
      type: 'object',
      additionalProperties: SECRET,
    },
  },
  required: ['source'],
  additionalProperties: false,
};
