// Keeps a lock on disk as a chain: a takeover removes no lock, it links itself behind the stale one.
//
//   x.lock            {id: S}     the root
//   x.lock.after-S    {id: A}     took S over; made exclusively, so of several only one gets there
//
// The holder is the end of the chain. A winner checks that the chain from the root still leads to it (the root may have
// moved on meanwhile, then its link is removed), and renames itself over the root.
import { basename, dirname, join } from 'node:path';
import type { Disk } from '../disk/disk.ts';
import { createWhole } from '../disk/replace.ts';
import { decodeLock, EXPIRY_OFFSET, encodeExpiry, encodeLock, type LockInfo } from './lock-record.ts';

/** The end of a chain: a record, or a file in which there is none (yet). */
export type LockEnd =
  | { readonly path: string; readonly info: LockInfo }
  | { readonly path: string; readonly info?: undefined };

const after = (root: string, id: string): string => `${root}.after-${id}`;

/** Undefined where nobody holds the lock. */
export async function lockEnd(disk: Disk, root: string): Promise<LockEnd | undefined> {
  let path = root;
  let bytes = await disk.read(path);
  if (bytes === undefined) return undefined;
  for (;;) {
    const info = decodeLock(bytes);
    if (info === undefined) return { path };
    const next = await disk.read(after(root, info.id));
    if (next === undefined) return { path, info };
    path = after(root, info.id);
    bytes = next;
  }
}

/** True where `id` is the end of the chain, as is asked before each entry is recorded: at once, without a turn for anybody else. */
export function isHeldBy(disk: Disk, root: string, id: string): boolean {
  let held: LockInfo | undefined;
  for (let path = root; ; path = after(root, held.id)) {
    const bytes = disk.readNow(path);
    if (bytes === undefined) return held?.id === id;
    held = decodeLock(bytes);
    if (held === undefined) return false;
  }
}

/** Takes a free lock. False where somebody else was faster. */
export function takeFree(disk: Disk, root: string, info: LockInfo): Promise<boolean> {
  return createWhole(disk, root, encodeLock(info), info.id);
}

/** Takes over from `stale`, which the caller has found stale. False where somebody else was faster. */
export async function takeOver(disk: Disk, root: string, stale: LockInfo, info: LockInfo): Promise<boolean> {
  const link = after(root, stale.id);
  if (!(await createWhole(disk, link, encodeLock(info), info.id))) return false;
  if ((await lockEnd(disk, root))?.info?.id !== info.id) {
    await disk.remove(link);
    return false;
  }
  await disk.rename(link, root).catch(() => undefined);
  return true;
}

/**
 * Moves the expiry on, in place and through a descriptor of our own file: a late heartbeat cannot overwrite a successor.
 * False where the lock is not ours any more.
 */
export async function renew(disk: Disk, root: string, id: string, expiresAtMs: number): Promise<boolean> {
  const end = await lockEnd(disk, root);
  if (end?.info?.id !== id) return false;
  const file = await disk.open(end.path, 'update');
  try {
    if (decodeLock(await file.read())?.id !== id) return false;
    await file.write(encodeExpiry(expiresAtMs), EXPIRY_OFFSET);
  } finally {
    await file.close();
  }
  return (await lockEnd(disk, root))?.info?.id === id;
}

/** Removes the lock where `id` holds it, and nothing otherwise. */
export async function removeOwn(disk: Disk, root: string, id: string): Promise<boolean> {
  const end = await lockEnd(disk, root);
  if (end?.info?.id !== id) return false;
  await disk.remove(end.path);
  return true;
}

/** Removes links that lead nowhere and temp files of dead processes. Only the holder calls it, as the root of the chain. */
export async function sweepLinks(
  disk: Disk,
  root: string,
  own: string,
  isGone: (info: LockInfo) => boolean,
): Promise<void> {
  if ((await lockEnd(disk, root))?.path !== root) return;
  const folder = dirname(root);
  for (const name of await disk.list(folder)) {
    if (!name.startsWith(`${basename(root)}.`)) continue;
    const path = join(folder, name);
    if (name.endsWith('.tmp')) {
      const info = decodeLock((await disk.read(path)) ?? new Uint8Array());
      if (info !== undefined && isGone(info)) await disk.remove(path);
    } else if (name.startsWith(`${basename(root)}.after-`) && path !== after(root, own)) {
      await disk.remove(path);
    }
  }
}
