// Reads the disk through node:fs.
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { DiskEntry, ReadResult, SourceDisk } from './source-disk.ts';

function read(path: string, maxBytes: number): ReadResult {
  try {
    const stat = statSync(path);
    if (!stat.isFile()) return { ok: false, why: 'not-a-file' };
    if (stat.size > maxBytes) return { ok: false, why: 'too-large', sizeBytes: stat.size };
    return { ok: true, bytes: readFileSync(path) };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const missing =
      code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG' || code === 'ERR_INVALID_ARG_VALUE';
    return { ok: false, why: missing ? 'missing' : 'denied' };
  }
}

function leadsToFolder(link: string): boolean {
  try {
    return statSync(link).isDirectory();
  } catch {
    return false;
  }
}

function list(path: string): readonly DiskEntry[] | undefined {
  try {
    return readdirSync(path, { withFileTypes: true }).map((entry): DiskEntry => {
      const isLink = entry.isSymbolicLink();
      const isFolder = isLink ? leadsToFolder(join(path, entry.name)) : entry.isDirectory();
      return { name: entry.name, type: isFolder ? 'directory' : 'file', isLink };
    });
  } catch {
    return undefined;
  }
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

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

export const nodeSourceDisk: SourceDisk = { read, list, realPath, findUp: searchUp };
