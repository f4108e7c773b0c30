// The lease, one run's right to write: appends entries to the journal, and folds a long journal into the snapshot.
import { assert, type Emit, type Entry, foldEntry, type Lease, type Random, type State } from '@postform/engine';
import type { Disk } from '../disk/disk.ts';
import { onDisk } from '../disk/errors.ts';
import { replaceFile } from '../disk/replace.ts';
import { confirmLock, type Lock, leaseLost, oneAtATime } from '../lock/held-lock.ts';
import { encodeHeader, encodeLine, type Journal } from './journal.ts';
import { journalFile } from './journal-file.ts';
import { encodeSnapshot, type StateSnapshot } from './snapshot.ts';

/** A state that is locked and prepared for writing: its journal is `journal.wholeBytes` long. */
export interface OpenedState {
  readonly disk: Disk;
  readonly random: Random;
  readonly emit: Emit;
  readonly path: string;
  readonly journalPath: string;
  readonly lock: Lock;
  readonly snapshot: StateSnapshot;
  readonly snapshotBytes: number;
  readonly journal: Journal;
  readonly foldMinBytes: number;
}

/** What the lease has recorded so far. */
interface Recorded {
  snapshot: StateSnapshot;
  /** The lease's own copy: entries are folded into it in place. */
  state: State;
  /** Entries that are durable and not in `state` yet. */
  pending: Entry[];
  serial: number;
  /** Checksum of the last entry. */
  check: string;
  /** Of the journal, bytes. */
  length: number;
  /** The journal is folded once it is longer, bytes. */
  foldAt: number;
}

/** An entry that is not durable yet. */
interface Waiting {
  readonly entry: Entry;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The journal is folded when it is this many times as long as the snapshot: each step then costs its own bytes and, spread
 * over the run, at most a quarter as much for snapshots.
 */
const FOLD_RATIO = 4;

export function openLease(opened: OpenedState): Lease {
  const { disk, emit, path, journalPath, lock, foldMinBytes, snapshot, journal } = opened;
  const foldAtFor = (snapshotBytes: number) => Math.max(foldMinBytes, FOLD_RATIO * snapshotBytes);
  const recorded: Recorded = {
    snapshot,
    state: { ...snapshot.state, resources: { ...snapshot.state.resources } },
    pending: [...journal.entries],
    serial: snapshot.state.serial + journal.entries.length,
    check: journal.check,
    length: journal.wholeBytes,
    foldAt: foldAtFor(opened.snapshotBytes),
  };
  const file = journalFile(disk, journalPath, lock, path);
  const queued = oneAtATime();
  const waiting: Waiting[] = [];
  let released = false;

  const state = (): State => {
    recorded.state = recorded.pending.reduce(foldEntry, recorded.state);
    recorded.pending = [];
    return recorded.state;
  };
  const safe = () =>
    `Nothing is lost: all steps up to serial ${recorded.serial} are recorded, and the next run resumes from there.`;
  const refuseUnlessHeld = (): void => {
    if (!lock.holds()) throw leaseLost(path);
  };

  const write = async (entries: readonly Entry[]): Promise<void> => {
    assert(!released, 'an entry is appended to a lease that was released');
    await confirmLock(lock, path);
    const { length } = recorded;
    let check = length === 0 ? recorded.snapshot.check : recorded.check;
    const lines = length === 0 ? [encodeHeader(recorded.snapshot)] : [];
    for (const [n, entry] of entries.entries()) {
      const line = encodeLine(check, recorded.serial + n + 1, entry);
      lines.push(line.bytes);
      check = line.check;
    }
    const bytes = Buffer.concat(lines);
    await onDisk({ doing: 'record a step in', path: journalPath, safe: safe() }, () => file.write(bytes, length));
    if (!lock.holds()) await confirmLock(lock, path);
    recorded.length += bytes.length;
    recorded.check = check;
    recorded.serial += entries.length;
    recorded.pending.push(...entries);
    if (recorded.length > recorded.foldAt) await tryFold();
  };
  /** All that came while the last ones were written: they become durable together, or none of them does. */
  const writeWaiting = async (): Promise<void> => {
    const batch = waiting.splice(0);
    if (batch.length === 0) return;
    try {
      await write(batch.map(({ entry }) => entry));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };
  const append = (entry: Entry): Promise<void> =>
    new Promise((resolve, reject) => {
      waiting.push({ entry, resolve, reject });
      void queued(writeWaiting);
    });

  const fold = async (): Promise<void> => {
    const { bytes, check } = encodeSnapshot(state(), recorded.check);
    await replaceFile(disk, path, bytes, opened.random.uuid(), refuseUnlessHeld);
    recorded.foldAt = foldAtFor(bytes.length);
    await file.empty();
    recorded.snapshot = { state: recorded.state, check, folded: recorded.check };
    recorded.length = 0;
  };
  const tryFold = async (): Promise<boolean> => {
    try {
      await onDisk({ doing: 'write', path, safe: `${safe()} They are in ${journalPath}.` }, fold);
      return true;
    } catch (error) {
      recorded.foldAt = recorded.length * 2;
      emit({ type: 'warning', text: error instanceof Error ? error.message : String(error) });
      return false;
    }
  };

  const release = async (): Promise<void> => {
    if (released) return;
    released = true;
    const ours = await lock.stillOurs().catch(() => false);
    const empty = recorded.length === 0 || (ours && (await tryFold()));
    await file.close().catch(() => undefined);
    if (ours && empty) await disk.remove(journalPath).catch(() => undefined);
    await lock.release().catch((error: Error) => {
      emit({ type: 'warning', text: `The lock of ${path} could not be removed and will expire: ${error.message}` });
    });
  };
  return {
    state,
    holds: () => !released && lock.holds(),
    append,
    release: () => queued(release),
  };
}
