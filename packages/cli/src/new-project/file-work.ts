// The operations by which a new project changes the disk.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Tests make these operations fail or stop. Texts are on the disk when `write` returns. */
export interface FileWork {
  makeFolder(path: string): void;
  /** The file must not exist. */
  write(path: string, text: string): void;
  /** Atomic. */
  rename(from: string, to: string): void;
  /** Removes a file, or a folder with its contents; does nothing where there is none. */
  remove(path: string): void;
}

export const fileWork: FileWork = {
  makeFolder,
  write: (path, text) => writeFileSync(path, text, { flag: 'wx', flush: true }),
  rename: renameSync,
  remove: (path) => rmSync(path, { recursive: true, force: true }),
};

/** Parents first. Node's `recursive` never returns where a file system reports a missing parent (/proc). */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}
