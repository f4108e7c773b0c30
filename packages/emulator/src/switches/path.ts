// The path switches: what the sources leave open about ids and uids.
import type { SwitchRow } from './row.ts';

export const pathSwitches = {
  uidOwner: {
    values: ['user', 'team'],
    strict: 'user',
    lenient: 'user',
    hostile: 'team',
    source: 'OpenAPI 1.45.0: the owner in a uid is the user; postman-mcp-server createMock: the team, where it owns',
  },
  uidInPaths: {
    values: ['accept', 'refuse'],
    strict: 'accept',
    lenient: 'accept',
    hostile: 'refuse',
    source: 'OpenAPI 1.45.0: environment, monitor and mock paths show bare ids; whether a uid is taken is not said',
  },
} as const satisfies Record<string, SwitchRow>;
