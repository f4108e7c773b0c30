// The workspace switches: what the sources leave open about workspaces, people and roles.
import type { SwitchRow } from './row.ts';

export const workspaceSwitches = {} as const satisfies Record<string, SwitchRow>;
