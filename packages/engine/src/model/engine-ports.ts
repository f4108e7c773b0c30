// Everything a run of the engine is given besides its input.
import type { Client } from './call.ts';
import type { Secrets } from './desired.ts';
import type { BackupStore, EvidenceStore } from './evidence.ts';
import type { Kinds } from './kind.ts';
import type { Known } from './known.ts';
import type { Clock, Emit, Random } from './ports.ts';
import type { StateStore } from './state-store.ts';
import type { Workspaces } from './workspace.ts';

export interface Ports {
  readonly kinds: Kinds;
  readonly workspaces: Workspaces;
  readonly client: Client;
  readonly store: StateStore;
  readonly evidence: EvidenceStore;
  readonly backups: BackupStore;
  /** What earlier runs made of the same bytes; absent where nothing is kept. */
  readonly known?: Known;
  readonly clock: Clock;
  readonly random: Random;
  readonly emit: Emit;
  readonly secrets: Secrets;
  /** From POSTFORM_FINGERPRINT_KEY; without it the key kept in the state is used. */
  readonly fingerprintKey?: string;
  /** How long lists may lag behind creates, ms. */
  readonly settleMs: number;
  /** Steps at once. */
  readonly parallelism: number;
  /** Aborted by the first Ctrl-C: no new step starts, steps under way end and are recorded. */
  readonly signal: AbortSignal;
}
