// The collection switches: what the sources leave open about collections.
import type { SwitchRow } from './row.ts';

export const collectionSwitches = {
  suppliedIdsOnCreate: {
    values: ['strip', 'refuse'],
    strict: 'strip',
    lenient: 'strip',
    hostile: 'refuse',
    source:
      'postman-app-support#4229 (staff: ids are stripped); OpenAPI 1.45.0 createCollection 400 instanceFoundError',
  },
  unknownItemIds: {
    values: ['refuse', 'accept'],
    strict: 'refuse',
    lenient: 'accept',
    hostile: 'refuse',
    source: 'postman-app-support#7315, #8149; whether new ids chosen by the client are accepted is unknown',
  },
  disableBodyPruning: {
    values: [true, false],
    strict: true,
    lenient: false,
    hostile: true,
    source: 'OpenAPI 1.45.0 getCollection example: on every request; that the server adds it is inferred',
  },
  schemaEcho: {
    values: ['other', 'sent', 'postman', 'getpostman'],
    strict: 'other',
    lenient: 'sent',
    hostile: 'other',
    source: 'OpenAPI 1.45.0 says schema.postman.com, postman-mcp-server writes schema.getpostman.com',
  },
  updatedAtMovesOnNestedEdits: {
    values: [true, false],
    strict: true,
    lenient: true,
    hostile: false,
    source: 'postman-app-support#13034: the list does not show edits inside a collection',
  },
  asyncUpdateMs: {
    values: 'milliseconds',
    strict: 100,
    lenient: 0,
    hostile: 1000,
    source: 'OpenAPI 1.45.0 putCollection 202; the time it takes is not documented',
  },
  patchVariables: {
    values: ['merge', 'replace'],
    strict: 'merge',
    lenient: 'merge',
    hostile: 'replace',
    source: 'OpenAPI 1.45.0 patchCollection: "add or update"; removal unknown',
  },
} as const satisfies Record<string, SwitchRow>;
