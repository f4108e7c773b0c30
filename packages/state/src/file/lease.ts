// Room: the lease, one run's right to write: entries to the journal, and from time to time the journal into the snapshot.
import { dirname } from 'node:path';
import { assert, type Emit, type Entry, foldEntry, type Lease, type Random, type State } from '@postform/engine';
import { type Disk, type DiskFile, diskCode } from '../disk.ts';
import { onDisk, stateError } from '../errors.ts';
import { encodeHeader, encodeLine, type Journal } from './journal.ts';
import type { Lock } from './lock.ts';
import { replaceFile } from './replace.ts';
import { encodeSnapshot, type Snapshot } from './snapshot.ts';

export interface Opened {
  readonly disk: Disk;
  readonly random: Random;
  readonly emit: Emit;
  readonly path: string;
  readonly journalPath: string;
  readonly lock: Lock;
  readonly snapshot: Snapshot;
  readonly snapshotBytes: number;
  readonly journal: Journal;
  readonly foldMinBytes: number;
}

/**
 * The journal is folded when it is this many times as long as the snapshot: each step then costs its own bytes and, spread
 * over the run, at most a quarter as much for snapshots.
 */
const FOLD_RATIO = 4;

/** The journal must be `journal.wholeBytes` long, torn ends already cut. */
export function openLease(opened: Opened): Lease {
  const { disk, emit, path, journalPath, lock, foldMinBytes } = opened;
  let { snapshot, snapshotBytes } = opened;
  /** Our own copy: entries are folded into it in place. */
  let folded: State = { ...snapshot.state, resources: { ...snapshot.state.resources } };
  let pending: Entry[] = [...opened.journal.entries];
  let serial = snapshot.state.serial + pending.length;
  let check = opened.journal.check;
  let length = opened.journal.wholeBytes;
  let foldAt = Math.max(foldMinBytes, FOLD_RATIO * snapshotBytes);
  let file: DiskFile | undefined;
  /** Set when the disk left it open what the journal holds behind `length`: nothing may be written after that. */
  let broken: unknown;
  let released = false;
  let queue: Promise<unknown> = Promise.resolve();

  const state = (): State => {
    folded = pending.reduce(foldEntry, folded);
    pending = [];
    return folded;
  };
  const safe = () =>
    `Nothing is lost: all steps up to serial ${serial} are recorded, and the next run resumes from there.`;

  /** The lock is ours at this moment. Throws E_STATE_LEASE_LOST. */
  const confirm = async (): Promise<void> => {
    let ours = await lock.stillOurs();
    while (ours && !lock.holds()) ours = await lock.stillOurs();
    if (!ours) throw leaseLost(path);
  };
  const append = async (entry: Entry): Promise<void> => {
    assert(!released, 'an entry is appended to a lease that was released');
    await confirm();
    const line = encodeLine(length === 0 ? snapshot.check : check, serial + 1, entry);
    const bytes = length === 0 ? Buffer.concat([encodeHeader(snapshot), line.bytes]) : line.bytes;
    await onDisk({ doing: 'record a step in', path: journalPath, safe: safe() }, async () => {
      if (broken !== undefined) throw broken;
      file ??= await openJournal(disk, journalPath);
      if (!lock.holds()) await confirm();
      let written = false;
      try {
        await file.write(bytes, length);
        written = true;
        await file.sync();
      } catch (error) {
        if (written) broken = error;
        await cut(file, length).catch(() => {
          broken = error;
        });
        throw error;
      }
    });
    if (!lock.holds()) await confirm();
    length += bytes.length;
    check = line.check;
    serial += 1;
    pending.push(entry);
    if (length > foldAt) await tryFold();
  };

  const refuseUnlessHeld = (): void => {
    if (!lock.holds()) throw leaseLost(path);
  };
  const fold = async (): Promise<void> => {
    const { bytes, check: sealed } = encodeSnapshot(state(), check);
    await replaceFile(disk, path, bytes, opened.random.uuid(), refuseUnlessHeld);
    snapshotBytes = bytes.length;
    foldAt = Math.max(foldMinBytes, FOLD_RATIO * snapshotBytes);
    file ??= await openJournal(disk, journalPath);
    refuseUnlessHeld();
    await cut(file, 0);
    snapshot = { state: folded, check: sealed, folded: check };
    length = 0;
  };
  const tryFold = async (): Promise<boolean> => {
    try {
      await onDisk({ doing: 'write', path, safe: `${safe()} They are in ${journalPath}.` }, fold);
      return true;
    } catch (error) {
      foldAt = length * 2;
      emit({ type: 'warning', text: error instanceof Error ? error.message : String(error) });
      return false;
    }
  };

  const giveBack = async (): Promise<void> => {
    const ours = await lock.stillOurs().catch(() => false);
    const empty = length === 0 || (ours && (await tryFold()));
    await file?.close().catch(() => undefined);
    if (ours && empty) await disk.remove(journalPath).catch(() => undefined);
    await lock.release().catch((error: Error) => {
      emit({ type: 'warning', text: `The lock of ${path} could not be removed and will expire: ${error.message}` });
    });
  };

  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  };
  return {
    state,
    holds: () => !released && lock.holds(),
    append: (entry) => inTurn(() => append(entry)),
    release: () =>
      inTurn(async () => {
        if (released) return;
        released = true;
        await giveBack();
      }),
  };
}

export function leaseLost(path: string) {
  return stateError(
    'E_STATE_LEASE_LOST',
    `Another run took the lock over while this one was held up (${path}). Nothing more was written.`,
  );
}

async function openJournal(disk: Disk, path: string): Promise<DiskFile> {
  try {
    return await disk.open(path, 'update');
  } catch (error) {
    if (diskCode(error) !== 'ENOENT') throw error;
    const file = await disk.open(path, 'create');
    await disk.syncFolder(dirname(path));
    return file;
  }
}

async function cut(file: DiskFile, length: number): Promise<void> {
  await file.truncate(length);
  await file.sync();
}
