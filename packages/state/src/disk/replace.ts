// Replaces a whole file so that a kill or a power cut leaves the old one or the new one.
import { basename, dirname, join } from 'node:path';
import type { Disk } from './disk.ts';

/** Leftovers of a killed replace are called like this. */
const leftover = (path: string, nonce: string): string => `${path}.${nonce}.tmp`;

/**
 * Temp file beside `path`, sync, rename, sync of the folder. The temp name holds a nonce rather than a process id:
 * containers that share a volume all run as process 1. `check` runs in the turn of the rename; where it throws, the old one stays.
 */
export async function replaceFile(
  disk: Disk,
  path: string,
  data: Uint8Array,
  nonce: string,
  check: () => void = () => undefined,
): Promise<void> {
  const temp = leftover(path, nonce);
  try {
    const file = await disk.open(temp, 'create');
    try {
      await file.write(data, 0);
      await file.sync();
    } finally {
      await file.close();
    }
    check();
    await disk.rename(temp, path);
  } catch (error) {
    await disk.remove(temp).catch(() => undefined);
    throw error;
  }
  await disk.syncFolder(dirname(path));
}

/**
 * Makes a file that must not exist, its content whole from the first moment. Returns false where the name is taken.
 * File systems without hard links get an exclusive create, where a reader may see a part of the content for a moment.
 */
export async function createWhole(disk: Disk, path: string, data: Uint8Array, nonce: string): Promise<boolean> {
  const temp = leftover(path, nonce);
  try {
    await writeNew(disk, temp, data);
    try {
      await disk.link(temp, path);
    } catch (error) {
      if (!isNoLinks(error)) throw error;
      await writeNew(disk, path, data);
    }
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await disk.remove(temp).catch(() => undefined);
  }
}

/** Removes temp files that killed runs left beside `path`. Call it only where nobody else may be replacing `path`. */
export async function sweepLeftovers(disk: Disk, path: string): Promise<void> {
  const folder = dirname(path);
  const name = basename(path);
  for (const other of await disk.list(folder)) {
    const nonce = other.startsWith(`${name}.`) && other.endsWith('.tmp') ? other.slice(name.length + 1, -4) : '';
    if (nonce !== '' && !nonce.includes('.')) await disk.remove(join(folder, other));
  }
}

async function writeNew(disk: Disk, path: string, data: Uint8Array): Promise<void> {
  const file = await disk.open(path, 'create');
  try {
    await file.write(data, 0);
    await file.sync();
  } finally {
    await file.close();
  }
}

const NO_LINKS: readonly string[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV'];

function isNoLinks(error: unknown): boolean {
  return NO_LINKS.some((code) => hasCode(error, code));
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
