// The fork switches: what the sources leave open about forks, merges and pulls.
import type { SwitchRow } from './row.ts';

export const forkSwitches = {} as const satisfies Record<string, SwitchRow>;
