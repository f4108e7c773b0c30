// Keeps a state on a local disk: `x` (snapshot), `x.journal` (entries since), `x.lock`.
import {
  type AppError,
  type Clock,
  type Emit,
  type Lease,
  type Random,
  type State,
  type StateStore,
  withEntries,
} from '@postform/engine';
import { type Disk, nodeDisk } from '../disk/disk.ts';
import { type Heartbeat, processIsAlive, realHeartbeat, realMonotonicMs } from '../disk/process.ts';
import type { Lock } from '../lock/held-lock.ts';
import { acquireLock, breakLock, type ShownLock, showLock } from '../lock/lock.ts';
import type { LockContext, LockTerms } from '../lock/lock-terms.ts';
import { type WorkspaceLockPlace, workspaceLock } from '../lock/workspace-lock.ts';
import { openLease } from './lease.ts';
import type { StateSnapshot } from './snapshot.ts';
import { prepareStateFiles, READ_TRIES, readStateFiles, type StateFiles, type StatePlace } from './state-files.ts';

export interface FileStateStoreOptions {
  /** The snapshot, e.g. `.postform/staging.state`. */
  readonly path: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Names the machine in the lock; a lock of this host whose process is gone is taken over at once. */
  readonly hostname: string;
  readonly pid: number;
  /** Who runs this, for the message that another run sees. */
  readonly user?: string;
  readonly isAlive?: (pid: number) => boolean;
  /** Default 120 s; longer than any call's deadline. The heartbeat beats every third of it. */
  readonly leaseMs?: number;
  /** Default 0: a held lock is an error at once. */
  readonly lockTimeoutMs?: number;
  /** Default 10 s after expiry, before another host's lock is taken over. */
  readonly settleMs?: number;
  /** Default 256 KiB: a shorter journal is left alone until the release, however small the snapshot is. */
  readonly foldMinBytes?: number;
  readonly emit?: Emit;
  /** Ends a wait for a lock that another run holds. */
  readonly signal?: AbortSignal;
  /** The lock that all states of a workspace share on this machine; without it only the state is locked. */
  readonly workspaceLock?: WorkspaceLockPlace;
  readonly disk?: Disk;
  readonly heartbeat?: Heartbeat;
  /** Default: `performance.now`, which no change of the system time moves. */
  readonly monotonicMs?: () => number;
}

export interface LockedStateStore extends StateStore {
  /** Who holds the lock, expired or not; undefined where nobody does. Throws E_STATE_LOCK_UNREADABLE. */
  showLock(): Promise<ShownLock | undefined>;
  /** Likewise for the lock of the workspace; undefined, too, where `workspaceLock` is not given. */
  showWorkspaceLock(): Promise<ShownLock | undefined>;
  /** Removes the lock with this id, of the state or of the workspace, whoever holds it. Throws E_STATE_LOCK_ID for another id. */
  releaseLock(id: string): Promise<void>;
}

export function fileStateStore(options: FileStateStoreOptions): LockedStateStore {
  const { path, random, hostname } = options;
  const disk = options.disk ?? nodeDisk;
  const emit = options.emit ?? (() => undefined);
  const place: StatePlace = { disk, random, emit, path, journalPath: `${path}.journal` };
  const foldMinBytes = options.foldMinBytes ?? 256 * 1024;
  const context: LockContext = {
    disk,
    clock: options.clock,
    monotonicMs: options.monotonicMs ?? realMonotonicMs,
    random,
    hostname,
    pid: options.pid,
    owner: options.user === undefined ? hostname : `${options.user}@${hostname}`,
    isAlive: options.isAlive ?? processIsAlive,
    heartbeat: options.heartbeat ?? realHeartbeat,
    emit,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
  const terms: LockTerms = {
    root: `${path}.lock`,
    leaseMs: options.leaseMs ?? 120_000,
    settleMs: options.settleMs ?? 10_000,
    timeoutMs: options.lockTimeoutMs ?? 0,
    pollMs: 250,
  };
  const workspace =
    options.workspaceLock && workspaceLock(context, { ...terms, ...options.workspaceLock, place: path });

  let known: StateSnapshot | undefined;
  const readFiles = async (): Promise<StateFiles> => {
    const found = await readStateFiles(place, known);
    known = found.snapshot;
    return found;
  };

  const lockState = async (operation: string, initial: () => State): Promise<Lease> => {
    const lock: Lock = await acquireLock(context, terms, operation);
    try {
      const found = await readFiles();
      return openLease({ ...place, ...(await prepareStateFiles(place, found, initial)), lock, foldMinBytes });
    } catch (error) {
      await lock.release().catch(() => undefined);
      throw error;
    }
  };

  return {
    load: async () => {
      for (let tries = 1; ; tries++) {
        try {
          const { snapshot, journal } = await readFiles();
          return snapshot === undefined ? undefined : withEntries(snapshot.state, journal.entries);
        } catch (error) {
          if (tries === READ_TRIES || (error as AppError).code !== 'E_STATE_CORRUPT') throw error;
        }
      }
    },
    lock: async ({ operation, initial }) => {
      const lease = await lockState(operation, initial);
      try {
        return workspace === undefined ? lease : await workspace.over(lease, operation);
      } catch (error) {
        await lease.release();
        throw error;
      }
    },
    showLock: () => showLock(context, terms),
    showWorkspaceLock: async () => workspace?.show(),
    releaseLock: async (id) => {
      const shared = await workspace?.show();
      if (shared?.id === id) return workspace?.release(id);
      const held = await showLock(context, terms);
      await breakLock(context, terms, id);
      if (shared !== undefined && shared.place === path && shared.pid === held?.pid)
        await workspace?.release(shared.id);
    },
  };
}
