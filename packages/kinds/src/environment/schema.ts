// The schema of an environment as authored in a desired file.
import type { JsonObject } from '@postform/engine';

/** Postman OpenAPI 1.45.0, environmentVariables: a description holds at most 512 characters. */
export const LONGEST_DESCRIPTION = 512;

const secret: JsonObject = {
  title: 'Secret by name',
  description:
    'The name of a secret that the project file lists under `secrets`. Its value never stands in a file; Postman stores it masked.',
  type: 'object',
  properties: { secret: { type: 'string', description: 'Name of the secret.', examples: ['orders-token'] } },
  required: ['secret'],
  additionalProperties: false,
};

const vaultSource: JsonObject = {
  title: 'Where the value comes from',
  description: 'The place in the Postman Vault that holds the value. The variable itself then has no value.',
  type: 'object',
  properties: {
    provider: { type: 'string', description: 'The store of secrets; Postman knows `postman`.', examples: ['postman'] },
    postman: {
      type: 'object',
      description: 'The secret in the Postman Vault.',
      properties: {
        type: { type: 'string', description: 'Kind of vault: `cloud`.', examples: ['cloud'] },
        secretId: { type: 'string', description: 'Id of the secret in the vault.' },
        vaultId: { type: 'string', description: 'Id of the vault.' },
      },
      required: ['secretId', 'vaultId'],
      additionalProperties: false,
    },
  },
  required: ['postman'],
  additionalProperties: false,
};

const fields: JsonObject = {
  value: {
    title: 'Shared value',
    description:
      'The value that everybody in the workspace sees (once called initial value). Current values are never touched. Numbers and switches are sent as text.',
    anyOf: [{ type: ['string', 'number', 'boolean'] }, secret],
    examples: ['https://api.example.com/v1'],
  },
  type: {
    title: 'Shown or masked',
    description:
      '`secret` is masked in Postman, `default` is not. A value by secret name is `secret` unless said otherwise. `{ type: secret, value: "" }` declares a masked variable without a shared value.',
    type: 'string',
    examples: ['default', 'secret'],
  },
  enabled: { title: 'Enabled', description: 'False greys the variable out. Default: true.', type: 'boolean' },
  description: {
    title: 'Description',
    description: `What the variable is for; at most ${LONGEST_DESCRIPTION} characters.`,
    type: 'string',
    maxLength: LONGEST_DESCRIPTION,
  },
  secret: {
    description:
      'Must be true beside `source`. A secret by name with more fields is written `{ value: { secret: name }, enabled: false }`.',
    const: true,
  },
  source: vaultSource,
};

const entry: JsonObject = {
  title: 'Variable with details',
  description: 'A variable with its type, switch and description, or one whose value lies in the Postman Vault.',
  type: 'object',
  properties: fields,
  additionalProperties: false,
};

/** As authored; that a name or a source is there is checked while parsing, which can say it better. */
export const environmentSchema: JsonObject = {
  title: 'Environment',
  description: 'A set of variables with shared values.',
  type: 'object',
  properties: {
    name: {
      title: 'Name',
      description: 'The name that Postman shows. Taken from `source` where it is left out.',
      type: 'string',
      minLength: 1,
      examples: ['Orders (staging)'],
    },
    source: {
      title: 'Exported file',
      description:
        'Path of an environment or globals file exported from Postman (JSON), relative to this file. `name` and `values` override it.',
      type: 'string',
      minLength: 1,
      examples: ['../environments/orders.postman_environment.json'],
    },
    values: {
      title: 'Variables',
      description:
        'All variables, by key, or as a list (needed where a key occurs twice). Left out, and without a source, the variables are not managed.',
      anyOf: [
        {
          type: 'object',
          additionalProperties: { anyOf: [{ type: ['string', 'number', 'boolean', 'null'] }, secret, entry] },
          examples: [{ baseUrl: 'https://api.example.com/v1', token: { secret: 'orders-token' } }],
        },
        {
          type: 'array',
          items: {
            type: 'object',
            properties: { key: { title: 'Key', description: 'Name of the variable.', type: 'string' }, ...fields },
            required: ['key'],
            additionalProperties: false,
          },
        },
      ],
    },
    otherKeys: {
      title: 'Variables of others',
      description:
        '`delete` (the default): variables that are not in the file are deleted. `keep`: they stay, except for those that came from this file once.',
      type: 'string',
      enum: ['keep', 'delete'],
    },
  },
  additionalProperties: false,
};
