// Keeps what a restarted emulator needs: a snapshot, and a journal of the changes after it.
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Store, Stored } from '../world/store.ts';
import { lockFolder } from './folder-lock.ts';
import { type LineFile, openLines, readLines } from './journal-file.ts';

/** The numbers that live beside the objects. */
export interface Vitals {
  readonly home: string;
  readonly idsDrawn: number;
  readonly month: string;
  readonly monthUsed: number;
  readonly offsetMs: number;
}

/** One line of either file. Every line carries the vitals of its moment. */
type DiskRecord = { readonly vitals?: Vitals } & (
  | { readonly put: string; readonly object: Stored }
  | { readonly remove: string; readonly id: string }
  | { readonly clear: true }
  | { readonly generation: number }
  | object
);

export interface Disk {
  /**
   * Writes what was changed since the last flush, in one write. Called before a changing call is answered. Throws the
   * system's error when the disk takes no more; the next flush then begins with what this one could not write.
   */
  flush(): void;
  /** Notes a call that changed nothing; every 64th writes the vitals, so a crash forgets at most 63 reads of the month. */
  tick(): void;
  /** Writes the vitals: one of them was moved, and no object. */
  keep(): void;
  close(): void;
}

/** In memory only. */
export const noDisk: Disk = { flush: () => {}, tick: () => {}, keep: () => {}, close: () => {} };

const compactAboveBytes = 64 * 1024 * 1024;
const ticksPerWrite = 64;

/**
 * Loads `dir` into the store and keeps it up to date from then on. Files: `snapshot.ndjson`, whose first line names a
 * generation, and `journal-<generation>.ndjson`. Compaction writes a new snapshot, renames it, and starts the next
 * journal; a kill at any point leaves the old pair or the new one. No fsync: a process may die, a machine may not.
 * Throws an error in words for a folder that another emulator uses.
 */
export function openDisk(dir: string, store: Store, vitals: () => Vitals, revive: (saved: Vitals) => void): Disk {
  mkdirSync(dir, { recursive: true });
  const unlock = lockFolder(dir);
  try {
    const disk = openLocked(dir, store, vitals, revive);
    const close = (): void => {
      try {
        disk.close();
      } finally {
        unlock();
      }
    };
    return { ...disk, close };
  } catch (thrown) {
    unlock();
    throw thrown;
  }
}

function openLocked(dir: string, store: Store, vitals: () => Vitals, revive: (saved: Vitals) => void): Disk {
  const snapshotPath = join(dir, 'snapshot.ndjson');
  const journalPath = (generation: number) => join(dir, `journal-${generation}.ndjson`);
  const state = { generation: 0, ticks: 0, pending: [] as string[] };
  const apply = (record: object): void => {
    const line = record as DiskRecord;
    if ('generation' in line) state.generation = line.generation;
    else if ('put' in line) store.load(line.put, line.object);
    else if ('remove' in line) store.unload(line.remove, line.id);
    else if ('clear' in line) store.unloadAll();
    if (line.vitals !== undefined) revive(line.vitals);
  };
  let snapshotBytes = readLines(snapshotPath, false, apply);
  if (state.generation === 0 && existsSync(snapshotPath)) throw new Error(`${snapshotPath} is not whole`);
  const journalBytes = readLines(journalPath(state.generation), true, apply);
  dropOldJournals(dir, `journal-${state.generation}.ndjson`);
  let journal: LineFile = openLines(journalPath(state.generation), journalBytes);

  const note = (record: DiskRecord): void => {
    state.pending.push(`${JSON.stringify({ ...record, vitals: vitals() })}\n`);
  };
  store.listener = {
    put: (kind, object) => note({ put: kind, object }),
    remove: (kind, id) => note({ remove: kind, id }),
    clear: () => note({ clear: true }),
  };
  const flush = (): void => {
    if (state.pending.length === 0) return;
    state.ticks = 0;
    journal.append(state.pending.join(''));
    state.pending = [];
    if (journal.bytes() > compactAboveBytes + 4 * snapshotBytes) compact();
  };
  const compact = (): void => {
    const next = openLines(journalPath(state.generation + 1), 0);
    try {
      snapshotBytes = writeSnapshot(snapshotPath, state.generation + 1, store, vitals());
    } catch {
      next.close(); // A full disk: the old pair stays, and the journal grows on until there is space.
      return;
    }
    state.generation += 1;
    journal.close();
    journal = next;
    dropOldJournals(dir, `journal-${state.generation}.ndjson`);
  };
  const keep = (): void => {
    note({});
    flush();
  };
  return {
    flush,
    tick: () => {
      state.ticks += 1;
      if (state.ticks >= ticksPerWrite) keep();
    },
    keep,
    close: () => {
      try {
        keep();
      } finally {
        journal.close();
      }
    },
  };
}

function writeSnapshot(path: string, generation: number, store: Store, vitals: Vitals): number {
  const partial = `${path}.partial`;
  const file = openSync(partial, 'w');
  let bytes = 0;
  const write = (record: DiskRecord): void => {
    const data = Buffer.from(`${JSON.stringify(record)}\n`);
    writeFileSync(file, data);
    bytes += data.length;
  };
  try {
    write({ generation, vitals });
    for (const kind of store.kinds()) {
      for (const object of store.all(kind)) write({ put: kind, object });
    }
    renameSync(partial, path);
  } finally {
    closeSync(file);
    rmSync(partial, { force: true });
  }
  return bytes;
}

function dropOldJournals(dir: string, current: string): void {
  for (const name of readdirSync(dir)) {
    if (name.startsWith('journal-') && name !== current) rmSync(join(dir, name));
  }
}
