// Room: the state store on a local disk: `x` (snapshot), `x.journal` (entries since), `x.lock`.
import { dirname } from 'node:path';
import {
  type AppError,
  type Clock,
  type Emit,
  type Lease,
  type Random,
  type StateStore,
  withEntries,
} from '@postform/engine';
import { type Disk, nodeDisk } from '../disk.ts';
import { onDisk } from '../errors.ts';
import { processIsAlive, realHeartbeat, realMonotonicMs } from './heartbeat.ts';
import { decodeJournal, type Journal } from './journal.ts';
import { openLease } from './lease.ts';
import { acquireLock, breakLock, type Lock, type ShownLock, showLock } from './lock.ts';
import type { Heartbeat, LockContext, LockTerms } from './lock-judge.ts';
import { replaceFile, sweepLeftovers } from './replace.ts';
import { decodeSnapshot, encodeSnapshot, type Snapshot } from './snapshot.ts';
import { type WorkspaceLockPlace, workspaceLock } from './workspace-lock.ts';

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
  /** Default: the clock of this process that nobody sets. */
  readonly monotonicMs?: () => number;
}

export interface LockedStateStore extends StateStore {
  /** Who holds the lock, expired or not; undefined where nobody does. E_STATE_LOCK_UNREADABLE where nobody can tell. */
  showLock(): Promise<ShownLock | undefined>;
  /** The same of the workspace's lock; undefined, too, where the store was not told of it. */
  showWorkspaceLock(): Promise<ShownLock | undefined>;
  /** Removes the lock with this id, of the state or of the workspace, whoever holds it; E_STATE_LOCK_ID where another one or none is held. */
  releaseLock(id: string): Promise<void>;
}

interface OnDisk {
  readonly snapshot: Snapshot | undefined;
  readonly snapshotBytes: number;
  readonly journal: Journal;
  /** The bytes of the journal; undefined where there is none. */
  readonly lines: Uint8Array | undefined;
}

/** A reader without the lock may meet a fold half way; it looks again this often. */
const LOOKS = 5;

export function fileStateStore(options: FileStateStoreOptions): LockedStateStore {
  const { path, random, hostname } = options;
  const disk = options.disk ?? nodeDisk;
  const emit = options.emit ?? (() => undefined);
  const journalPath = `${path}.journal`;
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

  const look = async (): Promise<OnDisk> => {
    const safe = 'Nothing was changed.';
    const [bytes, lines] = await onDisk({ doing: 'read', path, safe }, async () => {
      for (let looks = 1; ; looks++) {
        const before = await disk.read(path);
        const journal = await disk.read(journalPath);
        if (looks === LOOKS || isSame(before, await disk.read(path))) return [before, journal] as const;
      }
    });
    const snapshot = bytes === undefined ? undefined : decodeSnapshot(bytes, path);
    const journal = decodeJournal(lines ?? new Uint8Array(), snapshot, journalPath);
    return { snapshot, snapshotBytes: bytes?.length ?? 0, journal, lines };
  };

  /**
   * A journal that another run has left becomes a file of our own, without a torn end: that run may only have been
   * suspended, and then holds the old file open. What it still writes there, nobody reads.
   */
  const ownJournal = async ({ journal, lines }: OnDisk): Promise<void> => {
    if (lines === undefined) return;
    const { wholeBytes, spent } = journal;
    if (wholeBytes > 0) await replaceFile(disk, journalPath, lines.subarray(0, wholeBytes), random.uuid());
    else {
      await disk.remove(journalPath);
      await disk.syncFolder(dirname(journalPath));
    }
    if (lines.length > wholeBytes && !spent)
      emit({ type: 'warning', text: `${journalPath}: dropped a last line that a killed run had not finished.` });
  };

  /** A journal of an older format goes into the snapshot at once, so that entries of two formats never follow each other. */
  const renewed = async (found: OnDisk & { snapshot: Snapshot }) => {
    const { snapshot, journal } = found;
    if (!journal.isOld) return found;
    const state = withEntries(snapshot.state, journal.entries);
    const { bytes, check } = encodeSnapshot(state, journal.check);
    await replaceFile(disk, path, bytes, random.uuid());
    await disk.remove(journalPath);
    await disk.syncFolder(dirname(journalPath));
    const empty: Journal = { entries: [], check, wholeBytes: 0, spent: false, isOld: false };
    return { ...found, snapshot: { state, check, folded: journal.check }, snapshotBytes: bytes.length, journal: empty };
  };

  /** Under the lock: takes over what a killed run left, removes its temp files, and makes the first snapshot. */
  const tidy = async (found: OnDisk, initial: () => Snapshot['state']): Promise<OnDisk & { snapshot: Snapshot }> => {
    await sweepLeftovers(disk, path);
    await sweepLeftovers(disk, journalPath);
    await ownJournal(found);
    if (found.snapshot !== undefined) return renewed({ ...found, snapshot: found.snapshot });
    const state = initial();
    const { bytes, check } = encodeSnapshot(state);
    await replaceFile(disk, path, bytes, random.uuid());
    return { ...found, snapshot: { state, check }, snapshotBytes: bytes.length, journal: { ...found.journal, check } };
  };

  const lockState = async (operation: string, initial: () => Snapshot['state']): Promise<Lease> => {
    const lock: Lock = await acquireLock(context, terms, operation);
    try {
      const found = await look();
      const safe = 'The state is as it was.';
      const opened = await onDisk({ doing: 'prepare', path: dirname(path), safe }, () => tidy(found, initial));
      return openLease({ ...opened, disk, random, emit, path, journalPath, lock, foldMinBytes });
    } catch (error) {
      await lock.release().catch(() => undefined);
      throw error;
    }
  };

  return {
    load: async () => {
      for (let looks = 1; ; looks++) {
        try {
          const { snapshot, journal } = await look();
          return snapshot === undefined ? undefined : withEntries(snapshot.state, journal.entries);
        } catch (error) {
          if (looks === LOOKS || (error as AppError).code !== 'E_STATE_CORRUPT') throw error;
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

function isSame(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a === undefined || b === undefined ? a === b : Buffer.compare(a, b) === 0;
}
