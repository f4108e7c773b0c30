// Room: the disk port over node:fs.
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Disk, DiskEntry, ReadResult } from './disk.ts';
import { searchUp } from './search-up.ts';

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

export const nodeDisk: Disk = { read, list, realPath, findUp: searchUp };
