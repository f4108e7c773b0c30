// Keeps backups on a local disk: a copy of each body that is about to be overwritten or deleted.
import { dirname, join } from 'node:path';
import type { BackupStore, Clock } from '@postform/engine';
import { type Disk, type DiskFile, diskCode, nodeDisk } from '../disk/disk.ts';
import { onDisk } from '../disk/errors.ts';

/** Beside the body: whose it is, and why it was kept. Postman ignores it. */
export const ABOUT_KEY = '_postform';

export interface FileBackupStoreOptions {
  /** E.g. `.postform/overwritten`. */
  readonly dir: string;
  readonly clock: Clock;
  readonly disk?: Disk;
}

/**
 * `<dir>/20261122T210714123Z-<address>-<id>.json`; where that exists, `…-2.json` and so on: no copy replaces another.
 * Under `_postform` it says what it is a copy of.
 * Durable when it resolves; E_STATE_DISK otherwise, and then the object must not be overwritten.
 */
export function fileBackupStore(options: FileBackupStoreOptions): BackupStore {
  const { dir, clock } = options;
  const disk = options.disk ?? nodeDisk;
  return {
    keep: (address, id, body, about) => {
      const at = new Date(clock.nowMs()).toISOString();
      const stamp = at.replaceAll(/[-:.]/g, '');
      const stem = join(dir, `${stamp}-${fileName(address)}-${fileName(id)}`);
      const whole = about === undefined ? body : { ...body, [ABOUT_KEY]: { address, id, at, ...about } };
      const safe = 'The object in the workspace was not changed.';
      return onDisk({ doing: `write a backup of ${address} to`, path: dir, safe }, async () => {
        await disk.makeFolder(dir);
        const { file, path } = await openUnused(disk, stem);
        try {
          await file.write(new TextEncoder().encode(`${JSON.stringify(whole, null, 2)}\n`), 0);
          await file.sync();
        } finally {
          await file.close();
        }
        await disk.syncFolder(dirname(path));
        return path;
      });
    },
  };
}

async function openUnused(disk: Disk, stem: string): Promise<{ readonly file: DiskFile; readonly path: string }> {
  for (let n = 1; ; n++) {
    const path = n === 1 ? `${stem}.json` : `${stem}-${n}.json`;
    try {
      return { file: await disk.open(path, 'create'), path };
    } catch (error) {
      if (diskCode(error) !== 'EEXIST') throw error;
    }
  }
}

/** Any text as a part of a file name that every system takes. */
function fileName(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9._-]/g, '_').slice(0, 80);
}
