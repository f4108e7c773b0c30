// Defines the parts of one running emulator, as the HTTP server and the control API see them.

import type { Router } from '../api/router.ts';
import type { Disk } from '../disk/disk.ts';
import type { Fault, Faults } from '../faults/faults.ts';
import type { RevokedKeys } from '../faults/revoked-keys.ts';
import type { Limits } from '../limits/limits.ts';
import type { Month } from '../limits/month.ts';
import type { Switches } from '../switches/switches.ts';
import type { ServerState } from '../world/state.ts';
import type { User } from '../world/team.ts';
import type { Calls } from './journal.ts';

export interface EmulatorParts {
  readonly server: ServerState;
  readonly router: Router;
  readonly limits: Limits;
  readonly month: Month;
  readonly faults: Faults;
  readonly revokedKeys: RevokedKeys;
  readonly calls: Calls;
  readonly disk: Disk;
  /** API key to user. */
  readonly keys: ReadonlyMap<string, User>;
  readonly hasControl: boolean;
  /** What reset goes back to. */
  readonly initial: {
    readonly switches: Switches;
    readonly staleListsMs: number;
    readonly faults: readonly Fault[];
    readonly monthLimit: number;
  };
}
