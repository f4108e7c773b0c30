// The mock switches: what the sources leave open about mocks.
import type { SwitchRow } from './row.ts';

export const mockSwitches = {
  mockConfigWritable: {
    values: [false, true],
    strict: false,
    lenient: true,
    source: 'OpenAPI 1.45.0 updateMock: only config.serverResponseId is in the request schema',
  },
  mockNullEnvironment: {
    values: ['unset', 'refuse'],
    strict: 'unset',
    hostile: 'refuse',
    source: 'OpenAPI 1.45.0 updateMock says nothing of unsetting the environment',
  },
  mockUnknownServerResponse: {
    values: ['accept', 'refuse'],
    strict: 'accept',
    hostile: 'refuse',
    source:
      'OpenAPI 1.45.0 updateMock lists no answer for a config.serverResponseId of nothing; its neighbours have 404',
  },
  mockCollectionWritable: {
    values: [true, false],
    strict: true,
    source: 'OpenAPI 1.45.0 updateMock takes collection; the 2022 document does not list it',
  },
  mockRevival: {
    values: ['update', 'never', 'same-name'],
    strict: 'update',
    hostile: 'never',
    source:
      'OpenAPI 1.45.0 getMock: "deactivate when a linked collection or environment is deleted"; how one comes back is not said',
  },
  mockPathDistance: {
    values: 'count',
    strict: 0,
    lenient: 2,
    source:
      'learning.postman.com, mock matching: a last step by document distance, without its threshold; here edits, 0 for none',
  },
  mockLogHeaders: {
    values: ['map', 'list'],
    strict: 'map',
    lenient: 'list',
    hostile: 'list',
    source:
      'OpenAPI 1.45.0 getMockCallLogs: the schema says an object, with the fields of one header in a list of headers',
  },
} as const satisfies Record<string, SwitchRow>;
