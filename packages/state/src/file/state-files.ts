// Reads the snapshot and the journal of a state, and prepares them for writing once the lock is held.
import { dirname } from 'node:path';
import { type Emit, type Random, type State, withEntries } from '@postform/engine';
import type { Disk } from '../disk/disk.ts';
import { onDisk } from '../disk/errors.ts';
import { replaceFile, sweepLeftovers } from '../disk/replace.ts';
import { hasChecksum } from './checksum.ts';
import { decodeJournal, type Journal } from './journal.ts';
import { decodeSnapshot, encodeSnapshot, type StateSnapshot } from './snapshot.ts';

/** Where a state lies, and what writing it takes. */
export interface StatePlace {
  readonly disk: Disk;
  readonly random: Random;
  readonly emit: Emit;
  readonly path: string;
  readonly journalPath: string;
}

export interface StateFiles {
  readonly snapshot: StateSnapshot | undefined;
  readonly snapshotBytes: number;
  readonly journal: Journal;
  /** The bytes of the journal; undefined where there is none. */
  readonly lines: Uint8Array | undefined;
}

export type PreparedFiles = StateFiles & { readonly snapshot: StateSnapshot };

/** A reader without the lock may meet a fold half way; it reads again this often. */
export const READ_TRIES = 5;

/** `known`: a snapshot that this process has read before; it is not decoded again where it still lies there. */
export async function readStateFiles(
  { disk, path, journalPath }: StatePlace,
  known?: StateSnapshot,
): Promise<StateFiles> {
  const [bytes, lines] = await onDisk({ doing: 'read', path, safe: 'Nothing was changed.' }, async () => {
    for (let tries = 1; ; tries++) {
      const before = await disk.read(path);
      const journal = await disk.read(journalPath);
      if (tries === READ_TRIES || isSame(before, await disk.read(path))) return [before, journal] as const;
    }
  });
  const isKnown = bytes !== undefined && known !== undefined && hasChecksum(bytes, known.check);
  const snapshot = isKnown ? known : bytes && decodeSnapshot(bytes, path);
  const journal = decodeJournal(lines ?? new Uint8Array(), snapshot, journalPath);
  return { snapshot, snapshotBytes: bytes?.length ?? 0, journal, lines };
}

/** Under the lock: takes over what a killed run left, removes its temp files, and makes the first snapshot. */
export function prepareStateFiles(place: StatePlace, found: StateFiles, initial: () => State): Promise<PreparedFiles> {
  const { disk, random, path, journalPath } = place;
  return onDisk({ doing: 'prepare', path: dirname(path), safe: 'The state is as it was.' }, async () => {
    await sweepLeftovers(disk, path);
    await sweepLeftovers(disk, journalPath);
    await ownJournal(place, found);
    if (found.snapshot !== undefined) return inNewFormat(place, { ...found, snapshot: found.snapshot });
    const state = initial();
    const { bytes, check } = encodeSnapshot(state);
    await replaceFile(disk, path, bytes, random.uuid());
    return { ...found, snapshot: { state, check }, snapshotBytes: bytes.length, journal: { ...found.journal, check } };
  });
}

/**
 * A journal that another run has left becomes a file of our own, without a torn end: that run may only have been
 * suspended, and then holds the old file open. What it still writes there, nobody reads.
 */
async function ownJournal(
  { disk, random, emit, journalPath }: StatePlace,
  { journal, lines }: StateFiles,
): Promise<void> {
  if (lines === undefined) return;
  const { wholeBytes, spent } = journal;
  if (wholeBytes > 0) await replaceFile(disk, journalPath, lines.subarray(0, wholeBytes), random.uuid());
  else {
    await disk.remove(journalPath);
    await disk.syncFolder(dirname(journalPath));
  }
  if (lines.length > wholeBytes && !spent)
    emit({
      type: 'warning',
      text: `${journalPath}: dropped an unfinished last line that a killed run left. No completed step is lost.`,
    });
}

/** A journal of an older format goes into the snapshot at once, so that entries of two formats never follow each other. */
async function inNewFormat(place: StatePlace, found: PreparedFiles): Promise<PreparedFiles> {
  const { disk, random, path, journalPath } = place;
  const { snapshot, journal } = found;
  if (!journal.isOld) return found;
  const state = withEntries(snapshot.state, journal.entries);
  const { bytes, check } = encodeSnapshot(state, journal.check);
  await replaceFile(disk, path, bytes, random.uuid());
  await disk.remove(journalPath);
  await disk.syncFolder(dirname(journalPath));
  const empty: Journal = { entries: [], check, wholeBytes: 0, spent: false, isOld: false };
  return { ...found, snapshot: { state, check, folded: journal.check }, snapshotBytes: bytes.length, journal: empty };
}

function isSame(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a === undefined || b === undefined ? a === b : Buffer.compare(a, b) === 0;
}
