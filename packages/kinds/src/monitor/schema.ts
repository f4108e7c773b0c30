// The schema of a monitor as authored in a desired file.
import type { JsonObject } from '@postform/engine';
import { refSchema } from '../kind-tools/refs.ts';

/** Postman OpenAPI 1.45.0: monitorOptions (milliseconds), monitorRetry, createMonitor. Both ends included. */
export const MONITOR_BOUNDS = {
  requestDelay: { least: 1, most: 900_000 },
  requestTimeout: { least: 1, most: 900_000 },
  attempts: { least: 1, most: 2 },
  notificationLimit: { least: 1, most: 99 },
} as const;

function count(
  title: string,
  description: string,
  bounds: { readonly least: number; readonly most: number },
): JsonObject {
  return { title, description, type: 'integer', minimum: bounds.least, maximum: bounds.most };
}

function ref(kind: string, description: string, required: string): JsonObject {
  const lost = 'Changing it replaces the monitor, whose run history is lost then.';
  return refSchema(kind, `${description} ${required} ${lost}`);
}

function addresses(title: string, description: string): JsonObject {
  const email: JsonObject = { type: 'string', pattern: '^[^@\\s]+@[^@\\s]+$', examples: ['sam.roe@example.com'] };
  return {
    title,
    description: `${description} [] for nobody; the order does not matter.`,
    type: 'array',
    items: {
      anyOf: [
        email,
        {
          type: 'object',
          properties: { email: { ...email, description: 'Address of a member of the team.' } },
          required: ['email'],
          additionalProperties: false,
        },
      ],
    },
  };
}

function group(
  title: string,
  description: string,
  properties: JsonObject,
  required: readonly string[] = [],
): JsonObject {
  return { title, description, type: 'object', properties, required, additionalProperties: false };
}

/** What is left out is not managed: Postman's or other people's choice stays. */
export const monitorSchema: JsonObject = {
  ...group(
    'Monitor',
    'Runs a collection on a schedule. What is left out is not managed.',
    {
      name: {
        title: 'Name',
        description: 'The name that Postman shows.',
        type: 'string',
        minLength: 1,
        examples: ['Orders smoke'],
      },
      collection: ref('collection', 'The collection that is run.', 'Write `collection.NAME` or `{ uid: … }`.'),
      environment: ref('environment', 'The environment it runs with.', 'Write `environment.NAME` or `{ uid: … }`.'),
      schedule: group(
        'Schedule',
        'When it runs.',
        {
          cron: {
            title: 'Cron pattern',
            description:
              'Five fields: minute hour day month weekday. Quote it: a bare * means something else in YAML. At most every five minutes, on free plans every hour.',
            type: 'string',
            examples: ['*/30 * * * *', '0 17 * * *', '0 6 * * MON-FRI'],
          },
          timezone: {
            title: 'Time zone',
            description: 'Name from the IANA database in which the pattern is read.',
            type: 'string',
            examples: ['Europe/Berlin', 'America/Chicago', 'UTC'],
          },
        },
        ['cron'],
      ),
      active: {
        title: 'Active',
        description: 'False pauses it. Left out, it starts active and nobody un-pauses it later.',
        type: 'boolean',
      },
      notificationLimit: count(
        'Limit of messages',
        'No more e-mails after this many failures in a row.',
        MONITOR_BOUNDS.notificationLimit,
      ),
      notifications: group('Notifications', 'Who gets an e-mail.', {
        onError: addresses('On error', 'Told when a run could not be completed.'),
        onFailure: addresses('On failure', 'Told when a test failed.'),
      }),
      retry: group('Retry', 'What happens after a failed run.', {
        attempts: count(
          'Attempts',
          'How often a failed run is tried again. Each counts as a run.',
          MONITOR_BOUNDS.attempts,
        ),
      }),
      options: group('Options', 'How requests are sent.', {
        followRedirects: { title: 'Follow redirects', description: 'Follow redirects.', type: 'boolean' },
        strictSSL: { title: 'Strict SSL', description: 'Refuse invalid certificates.', type: 'boolean' },
        requestDelay: count('Delay', 'Pause between requests, in milliseconds.', MONITOR_BOUNDS.requestDelay),
        requestTimeout: count('Timeout', 'Longest wait for a reply, in milliseconds.', MONITOR_BOUNDS.requestTimeout),
      }),
      distribution: {
        title: 'Regions',
        description:
          'Regions that it runs in (paid plans), e.g. us-east, us-west, ap-southeast, ca-central, eu-central, sa-east, uk, us-east-staticip, us-west-staticip. The order does not matter.',
        type: 'array',
        minItems: 1,
        items: { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', examples: ['eu-central'] },
      },
    },
    ['name', 'collection', 'schedule'],
  ),
};
