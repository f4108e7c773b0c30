// Holds the JSON Schema of the settings that may be written at the top of the project file and in each stack.
import { type JsonObject, type Kinds, NAME_PATTERN } from '@postform/engine';

const ENV_NAME: JsonObject = {
  type: 'string',
  pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
  description: 'Name of an environment variable, never its value.',
};

const AMOUNT: JsonObject = {
  description: 'A number, or a percentage such as 20%.',
  examples: ['20%', 100],
  anyOf: [
    { type: 'integer', minimum: 0 },
    {
      type: 'string',
      pattern: '^(100|[0-9]{1,2})(\\.[0-9]+)?\\s*%$',
      description: 'A number such as 30 without quotes, or a percentage such as 20%.',
      examples: ['20%'],
    },
  ],
};

const fromEnv = (description: string, example: string): JsonObject => ({
  type: 'object',
  description,
  properties: { env: { ...ENV_NAME, examples: [example] } },
  required: ['env'],
  additionalProperties: false,
  examples: [{ env: example }],
});

const VARS: JsonObject = {
  type: 'object',
  description: `Variables for \${var.NAME} in desired files. A stack’s own win over these, and --var over both.`,
  additionalProperties: {
    description: 'A text, or { env: NAME } for the value of an environment variable.',
    anyOf: [
      { type: ['string', 'number', 'boolean'] },
      {
        type: 'object',
        description: 'The environment variable that holds the value.',
        properties: { env: { ...ENV_NAME, examples: ['API_HOST'] } },
        required: ['env'],
        additionalProperties: false,
        examples: [{ env: 'API_HOST' }],
      },
    ],
  },
  propertyNames: { pattern: NAME_PATTERN, description: 'Letters, digits, _ and -.' },
  examples: [{ host: 'example.com' }],
};

const ENV: JsonObject = {
  type: 'array',
  description: `Environment variables that desired files may read as \${env.NAME}. What they hold is shown and uploaded in clear: keys and tokens belong under secrets.`,
  items: { ...ENV_NAME, examples: ['API_HOST'] },
  uniqueItems: true,
  examples: [['API_HOST', 'REGION']],
};

function limit(kinds: Kinds, what: string): JsonObject {
  const perKind = Object.fromEntries(
    kinds.map((kind) => [kind.name, { ...AMOUNT, description: `Most ${kind.plural} that one plan may ${what}.` }]),
  );
  return {
    description: `Most that one plan may ${what}: a number, a percentage, or one of them for each kind.`,
    examples: [10, '30%'],
    anyOf: [
      ...(AMOUNT['anyOf'] as JsonObject[]),
      {
        type: 'object',
        properties: { default: AMOUNT, ...perKind },
        additionalProperties: false,
        description: 'An amount by kind; default holds for the others.',
      },
    ],
  };
}

export function settingsSchema(kinds: Kinds): Record<string, JsonObject> {
  return {
    apiKey: fromEnv(
      'Where the Postman API key comes from. Default: the environment variable POSTMAN_API_KEY.',
      'POSTMAN_API_KEY',
    ),
    state: {
      type: 'object',
      description: 'Where Postform keeps what it remembers of each object: ids and digests, no bodies and no secrets.',
      properties: {
        backend: { enum: ['file'], description: 'The kind of store.', examples: ['file'] },
        path: {
          type: 'string',
          minLength: 1,
          description: 'File, relative to the project. Default: .postform/STACK.state.',
          examples: ['.postform/production.state'],
        },
      },
      additionalProperties: false,
    },
    region: {
      enum: ['us', 'eu'],
      description:
        'Where the data of the team lies. eu: calls go to https://api.eu.postman.com. POSTMAN_API_BASE_URL wins where it is set.',
      examples: ['eu'],
    },
    budget: {
      type: 'object',
      description: 'How many API calls Postform may spend.',
      properties: {
        maxCallsPerRun: {
          type: 'integer',
          minimum: 1,
          description: 'Most calls that one run may send.',
          examples: [400],
        },
        monthlyReserve: {
          ...AMOUNT,
          description: 'Calls of the month that are left to others: a number, or a percentage of the allowance.',
        },
        store: {
          type: 'string',
          pattern: '^(files|rediss?://\\S+)$',
          description:
            'Where runs of one user share limits and the month. files: those of one machine (the default). redis://… or rediss://…: those of many; a URL with a password belongs into POSTFORM_BUDGET_STORE.',
          examples: ['redis://redis.example.com:6379'],
        },
        maxDuration: {
          type: 'string',
          pattern: '^[0-9]+(ms|s|m|h)$',
          description: 'How long one run may take: no call is sent after it. --max-duration wins where it is shorter.',
          examples: ['15m'],
        },
        wait: {
          type: 'boolean',
          description:
            'true: a run sleeps until a used-up limit opens again. Default: it waits ten seconds at most, then stops and can be resumed.',
          examples: [true],
        },
      },
      additionalProperties: false,
    },
    guard: {
      type: 'object',
      description: 'A plan beyond these limits is refused.',
      properties: {
        delete: limit(kinds, 'delete'),
        change: limit(kinds, 'change'),
        secrets: {
          enum: ['warn', 'refuse', 'off'],
          description:
            'What becomes of text that seems to be a credential and would be uploaded in clear. warn (the default): a warning names the place. refuse: plan and apply refuse it (exit 7). off: nothing is said. lifecycle.allowSecrets allows a place.',
          examples: ['refuse'],
        },
      },
      additionalProperties: false,
    },
    secrets: {
      type: 'object',
      description:
        'Secrets that desired files may use as { secret: NAME }. Listing a secret is the consent to upload its value to Postman.',
      additionalProperties: fromEnv('The environment variable that holds the value.', 'ORDERS_TOKEN'),
      propertyNames: { pattern: NAME_PATTERN, description: 'Letters, digits, _ and -.' },
    },
    settle: {
      type: 'object',
      description: 'How Postform waits for what it wrote to show.',
      properties: {
        time: {
          type: 'string',
          pattern: '^[0-9]+(ms|s|m)$',
          description: 'How long the lists of the API may lag behind a write.',
          examples: ['10s'],
        },
        mode: {
          enum: ['readback', 'lazy'],
          description:
            'readback: read each object after its last write (one call each). lazy: leave that to the next refresh.',
          examples: ['readback'],
        },
        asyncFrom: {
          type: 'string',
          pattern: '^([0-9]+(B|KiB|MiB)|never)$',
          description:
            'Updates from this size on are sent as tasks, for kinds that allow it: Postman answers at once and works on, and Postform polls the task (one more call, or a few). Default: 5MiB. never: each update is one call.',
          examples: ['5MiB'],
        },
      },
      additionalProperties: false,
    },
    vars: VARS,
    env: ENV,
  };
}
