// The collection switches: what the sources leave open about collections.
import type { SwitchRow } from './row.ts';

export const collectionSwitches = {
  suppliedIdsOnCreate: {
    values: ['strip', 'refuse'],
    strict: 'strip',
    hostile: 'refuse',
    source:
      'postman-app-support#4229 (staff: ids are stripped); OpenAPI 1.45.0 createCollection 400 instanceFoundError',
  },
  unknownItemIds: {
    values: ['refuse', 'accept'],
    strict: 'refuse',
    lenient: 'accept',
    source: 'postman-app-support#7315, #8149; whether new ids chosen by the client are accepted is unknown',
  },
  disableBodyPruning: {
    values: [true, false],
    strict: true,
    lenient: false,
    source: 'OpenAPI 1.45.0 getCollection example: on every request; that the server adds it is inferred',
  },
  schemaEcho: {
    values: ['other', 'sent', 'postman', 'getpostman'],
    strict: 'other',
    lenient: 'sent',
    source: 'OpenAPI 1.45.0 says schema.postman.com, postman-mcp-server writes schema.getpostman.com',
  },
  updatedAtMovesOnNestedEdits: {
    values: [true, false],
    strict: true,
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
    hostile: 'replace',
    source: 'OpenAPI 1.45.0 patchCollection: "add or update"; removal unknown',
  },
  patchVariableFields: {
    values: ['example', 'schema'],
    strict: 'example',
    hostile: 'schema',
    source:
      'OpenAPI 1.45.0 patchCollection: the schema allows key, value and disabled; its example sends description too',
  },
  collectionsMaxLimit: {
    values: ['none', '99', '100'],
    strict: 'none',
    hostile: '99',
    source: 'OpenAPI 1.45.0 getCollections states no maximum; postman-mcp-server clamps limit to 1..99',
  },
  collectionsNameWithPaging: {
    values: ['ignore', 'filter'],
    strict: 'ignore',
    lenient: 'filter',
    source: 'OpenAPI 1.45.0 getCollections: name with limit and offset "is not supported"; no 400 is declared',
  },
  collectionNullsOnWrite: {
    values: ['accept', 'refuse'],
    strict: 'accept',
    source: 'postman-app-support#4229 (description: null), #4305 (responseTime: null) refused; reported fixed in 2018',
  },
  duplicateTaskMs: {
    values: 'milliseconds',
    strict: 100,
    lenient: 0,
    hostile: 1000,
    source: 'OpenAPI 1.45.0 duplicateCollection answers a task; the time it takes is not documented',
  },
  itemsOfMissingCollection: {
    values: ['unauthorized', 'notFound'],
    strict: 'unauthorized',
    lenient: 'notFound',
    source:
      'OpenAPI 1.45.0 createCollectionFolder and its like declare 400 and 401 only; getCollectionFolder 401 and 404',
  },
  itemPutCollectionUid: {
    values: ['refuse', 'accept'],
    strict: 'refuse',
    lenient: 'accept',
    source: 'OpenAPI 1.45.0 updateCollectionRequest: "You must pass a collection ID, not a collection UID"',
  },
  itemParentChange: {
    values: ['ignore', 'refuse'],
    strict: 'ignore',
    hostile: 'refuse',
    source:
      'OpenAPI 1.45.0 updateCollectionRequest "does not support changing the folder"; what it answers is not said',
  },
} as const satisfies Record<string, SwitchRow>;

const source = 'none: no document promises that what is read is written as it was sent';

export const undocumentedSwitches = {
  reorderKeys: { values: [false, true], strict: false, hostile: true, source },
  fillDefaults: { values: [false, true], strict: false, hostile: true, source },
  dropEmpties: { values: [false, true], strict: false, hostile: true, source },
} as const satisfies Record<string, SwitchRow>;
