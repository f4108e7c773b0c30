// The path switches: what the sources leave open about ids in paths.
import type { SwitchRow } from './row.ts';

export const pathSwitches = {
  uidInPaths: {
    values: ['accept', 'refuse'],
    strict: 'accept',
    lenient: 'accept',
    hostile: 'refuse',
    source: 'OpenAPI 1.45.0: environment, monitor and mock paths show bare ids; whether a uid is taken is not said',
  },
} as const satisfies Record<string, SwitchRow>;
