// The key switches: what the sources leave open about API keys and about who may not.
import type { SwitchRow } from './row.ts';

export const keySwitches = {
  unauthenticatedBody: {
    values: ['AuthenticationError', 'unauthorized', 'header', 'headerOrQuery', 'notAuthorized'],
    strict: 'AuthenticationError',
    lenient: 'AuthenticationError',
    hostile: 'headerOrQuery',
    source: 'OpenAPI 1.45.0 common401Error: five wordings in two envelopes; which operation utters which is not said',
  },
  forbiddenBody: {
    values: [
      'forbiddenError',
      'forbidden',
      'inadequate',
      'workspace',
      'notAuthorized',
      'resource',
      'permission',
      'region',
    ],
    strict: 'forbiddenError',
    lenient: 'forbiddenError',
    hostile: 'forbiddenError',
    source: 'OpenAPI 1.45.0 common403Error: eight wordings in two envelopes; which operation utters which is not said',
  },
  apiKeyInQuery: {
    values: ['refuse', 'accept'],
    strict: 'refuse',
    lenient: 'accept',
    hostile: 'refuse',
    source: 'the 2022 document takes ?apikey= too; OpenAPI 1.45.0 names the header, and a 401 of it the query as well',
  },
} as const satisfies Record<string, SwitchRow>;
