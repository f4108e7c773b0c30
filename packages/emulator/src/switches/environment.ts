// The environment switches: what the sources leave open about environments.
import type { SwitchRow } from './row.ts';

export const environmentSwitches = {
  environmentUnknownTypes: {
    values: ['echo', 'default', 'refuse'],
    strict: 'echo',
    source: 'OpenAPI 1.45.0 allows default and secret; exported files also hold text and any',
  },
  environmentDuplicateKeys: {
    values: ['accept', 'refuse'],
    strict: 'accept',
    source: 'no uniqueness error is documented',
  },
  environmentPutRequiresName: {
    values: [true, false],
    strict: true,
    lenient: false,
    source: 'OpenAPI 1.45.0 putEnvironment: the 400 example says required, one request example omits it',
  },
  environmentPatchMixedOperations: {
    values: [false, true],
    strict: false,
    lenient: true,
    source: 'OpenAPI 1.45.0 patchEnvironment: text says one type of operation at a time, an example mixes two',
  },
  environmentMissing: {
    values: ['couldNotFind', 'specified', 'problem'],
    strict: 'couldNotFind',
    hostile: 'problem',
    source: 'OpenAPI 1.45.0 environments404Error has three bodies and does not say which operation gives which',
  },
} as const satisfies Record<string, SwitchRow>;
