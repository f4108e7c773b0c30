// Allows one emulator per data folder, and takes over the lock of a process that is gone.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** What `emulator.lock` says. `startTicks` tells a process from a later one of the same number, where Linux says it. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly startTicks?: string;
}

/** Folders held by this process: a lock of our own number that we do not hold is left over from an earlier life. */
const held = new Set<string>();

/**
 * Takes the lock of a folder that exists; returns what gives it back. Throws an error in words when another emulator
 * has it, here or on another machine.
 */
export function lockFolder(dir: string): () => void {
  const path = join(dir, 'emulator.lock');
  const mine: Holder = { pid: process.pid, host: hostname(), ...startOf(process.pid) };
  const own = `${path}.${process.pid}`;
  writeFileSync(own, `${JSON.stringify(mine)}\n`);
  try {
    if (held.has(path)) throw inUse(dir, mine);
    take(path, own, dir);
  } finally {
    rmSync(own, { force: true });
  }
  held.add(path);
  return () => {
    if (held.delete(path)) rmSync(path, { force: true });
  };
}

/** Linking is atomic and fails where there is a lock; a stale one is moved away first, which only one can do. */
function take(path: string, own: string, dir: string): void {
  for (let attempt = 0; ; attempt += 1) {
    try {
      linkSync(own, path);
      return;
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST' || attempt === 3) throw thrown;
    }
    const seen = textOf(path);
    const holder = holderIn(seen);
    if (holder !== undefined && isAlive(holder, path)) throw inUse(dir, holder);
    moveAway(path, own, seen);
  }
}

/** Moves the lock away that was seen; one that somebody took meanwhile is put back. */
function moveAway(path: string, own: string, seen: string): void {
  const stale = `${own}.stale`;
  try {
    renameSync(path, stale);
    if (textOf(stale) !== seen) linkSync(stale, path);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
  }
  rmSync(stale, { force: true });
}

/** Nothing for a lock that is gone. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
    return '';
  }
}

/** Undefined for a lock that nobody finished writing. */
function holderIn(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
}

/** A process of another machine cannot be asked, so it counts as alive. */
function isAlive(holder: Holder, path: string): boolean {
  if (holder.host !== hostname()) return true;
  if (holder.pid === process.pid) return held.has(path);
  try {
    process.kill(holder.pid, 0);
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
  const { startTicks } = startOf(holder.pid);
  return startTicks === undefined || holder.startTicks === undefined || startTicks === holder.startTicks;
}

/** When the process began, in ticks since the machine did: field 22 of /proc/PID/stat; nothing elsewhere. */
function startOf(pid: number): { startTicks?: string } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const startTicks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return startTicks === undefined ? {} : { startTicks };
  } catch {
    return {};
  }
}

function inUse(dir: string, { pid, host }: Holder): Error {
  const where = host === hostname() ? '' : ` on ${host}`;
  return new Error(`the folder ${dir} is in use by the emulator of process ${pid}${where}`);
}
