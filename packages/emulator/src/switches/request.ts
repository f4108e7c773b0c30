// The switches of requests: keys, bodies, ids and references.
import type { SwitchRow } from './row.ts';

export const keySwitches = {
  unauthenticatedBody: {
    values: ['AuthenticationError', 'unauthorized', 'header', 'headerOrQuery', 'notAuthorized'],
    strict: 'AuthenticationError',
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
    source: 'OpenAPI 1.45.0 common403Error: eight wordings in two envelopes; which operation utters which is not said',
  },
  apiKeyInQuery: {
    values: ['refuse', 'accept'],
    strict: 'refuse',
    lenient: 'accept',
    source: 'the 2022 document takes ?apikey= too; OpenAPI 1.45.0 names the header, and a 401 of it the query as well',
  },
} as const satisfies Record<string, SwitchRow>;

export const bodySwitches = {
  otherContentTypes: {
    values: ['refuse', 'accept'],
    strict: 'refuse',
    lenient: 'accept',
    source: 'OpenAPI 1.45.0 documents application/json for every body and no answer to another Content-Type',
  },
} as const satisfies Record<string, SwitchRow>;

export const pathSwitches = {
  uidOwner: {
    values: ['user', 'team'],
    strict: 'user',
    hostile: 'team',
    source: 'OpenAPI 1.45.0: the owner in a uid is the user; postman-mcp-server createMock: the team, where it owns',
  },
  uidInPaths: {
    values: ['accept', 'refuse'],
    strict: 'accept',
    hostile: 'refuse',
    source: 'OpenAPI 1.45.0: environment, monitor and mock paths show bare ids; whether a uid is taken is not said',
  },
} as const satisfies Record<string, SwitchRow>;

export const referenceSwitches = {
  missingCollection: {
    values: ['forbidden', 'notFound', 'badRequest'],
    strict: 'forbidden',
    hostile: 'notFound',
    source:
      'no 404 is declared for createMonitor and createMock (OpenAPI 1.45.0); the 2022 document answers 403; getCollection says 400',
  },
} as const satisfies Record<string, SwitchRow>;
