// The few operations by which a new project changes the disk.
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** What changes the disk; tests stop it and fail it. Texts are on the disk when `write` returns. */
export interface FileWork {
  makeFolder(path: string): void;
  /** The file must not exist. */
  write(path: string, text: string): void;
  /** Atomic. */
  rename(from: string, to: string): void;
  /** A file or a folder with all that is in it; nothing where there is none. */
  remove(path: string): void;
}

export const fileWork: FileWork = {
  makeFolder: (path) => void mkdirSync(path, { recursive: true }),
  write: (path, text) => writeFileSync(path, text, { flag: 'wx', flush: true }),
  rename: renameSync,
  remove: (path) => rmSync(path, { recursive: true, force: true }),
};
