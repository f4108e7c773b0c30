// Finding the project file, upward from where the user stands. Nothing is opened: what is no file, or too large, is told when it is read.
import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Walks up to the root of the file system, as git does, and returns the first of `names`, in their order within one folder.
 * A folder of such a name does not count; a pipe or a device does.
 */
export function searchUp(startDir: string, names: readonly string[]): string | undefined {
  for (let folder = resolve(startDir); ; folder = dirname(folder)) {
    const found = names.map((name) => join(folder, name)).find(isThere);
    if (found !== undefined || dirname(folder) === folder) return found;
  }
}

function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === false;
  } catch {
    return false;
  }
}
