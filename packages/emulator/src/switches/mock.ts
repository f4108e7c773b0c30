// The mock switches: what the sources leave open about mocks.
import type { SwitchRow } from './row.ts';

export const mockSwitches = {
  mockConfigWritable: {
    values: [false, true],
    strict: false,
    lenient: true,
    hostile: false,
    source: 'OpenAPI 1.45.0 updateMock: only config.serverResponseId is in the request schema',
  },
  mockNullEnvironment: {
    values: ['unset', 'refuse'],
    strict: 'unset',
    lenient: 'unset',
    hostile: 'refuse',
    source: 'OpenAPI 1.45.0 updateMock says nothing of unsetting the environment',
  },
} as const satisfies Record<string, SwitchRow>;
