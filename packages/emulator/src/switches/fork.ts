// The fork switches: what the sources leave open about forks, merges and pulls.
import type { SwitchRow } from './row.ts';

export const forkSwitches = {
  forkOfDeletedParent: {
    values: ['keep', 'detach'],
    strict: 'keep',
    lenient: 'keep',
    hostile: 'detach',
    source: 'whether a fork stays a fork when its parent is deleted is not documented',
  },
} as const satisfies Record<string, SwitchRow>;
