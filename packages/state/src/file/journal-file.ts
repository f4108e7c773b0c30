// Writes the journal of one lease: each write is durable, or cut off again.
import { dirname } from 'node:path';
import { type Disk, type DiskFile, diskCode } from '../disk/disk.ts';
import { confirmLock, type Lock, leaseLost } from '../lock/held-lock.ts';

/** Opened with the first write. Both methods throw E_STATE_LEASE_LOST, and write nothing, where the lock is lost. */
export interface JournalFile {
  /** `offset`: bytes. Resolves when the bytes are durable; a write that fails is cut off. */
  write(bytes: Uint8Array, offset: number): Promise<void>;
  empty(): Promise<void>;
  close(): Promise<void>;
}

/** `statePath` is for messages. */
export function journalFile(disk: Disk, path: string, lock: Lock, statePath: string): JournalFile {
  let file: DiskFile | undefined;
  /** Set where it is unknown what the file holds behind the last good write: nothing may be written after that. */
  let broken: unknown;
  return {
    write: async (bytes, offset) => {
      if (broken !== undefined) throw broken;
      file ??= await openJournal(disk, path);
      if (!lock.holds()) await confirmLock(lock, statePath);
      let written = false;
      try {
        await file.write(bytes, offset);
        written = true;
        await file.sync();
      } catch (error) {
        if (written) broken = error;
        await cut(file, offset).catch(() => {
          broken = error;
        });
        throw error;
      }
    },
    empty: async () => {
      file ??= await openJournal(disk, path);
      if (!lock.holds()) throw leaseLost(statePath);
      await cut(file, 0);
    },
    close: async () => file?.close(),
  };
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
