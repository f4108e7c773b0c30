// Holds a lock for a millisecond while one small file is changed; the work is synchronous, so that nothing comes between.
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { diskCode } from '../disk/disk.ts';
import { processIsAlive } from '../disk/process.ts';

export interface ShortLockOptions {
  readonly path: string;
  readonly hostname: string;
  readonly pid: number;
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly nonce: () => string;
}

/** Throws where the lock is not ours any more; then nothing may be written. */
export type StillMine = () => void;

/** Somebody who holds it for longer was stopped in the middle; whoever comes takes it over. */
const BROKEN_AFTER_MS = 2_000;
const GIVE_UP_AFTER_MS = 10_000;
const POLL_LEAST_MS = 1;
const POLL_MOST_MS = 8;

export class LockLost extends Error {}

/** Runs `work` while no other process does so for the same path; again where the lock was taken away in the middle. */
export async function shortly<T>(options: ShortLockOptions, work: (stillMine: StillMine) => T): Promise<T> {
  const { path, nowMs, sleep } = options;
  const giveUpAtMs = nowMs() + GIVE_UP_AFTER_MS;
  for (let tries = 0; ; tries += 1) {
    const mine = `${options.hostname} ${options.pid} ${options.nonce()}`;
    if (take(path, mine)) {
      try {
        return work(() => {
          if (read(path) !== mine) throw new LockLost(`${path} was taken away`);
        });
      } catch (error) {
        if (!(error instanceof LockLost) || nowMs() > giveUpAtMs) throw error;
      } finally {
        if (read(path) === mine) remove(path);
      }
    } else if (nowMs() > giveUpAtMs) {
      throw new Error(`${path} is held by another process`);
    } else {
      // Not at every try: it costs two more system calls, and nearly every lock is released a moment later.
      if (tries % 8 === 7) breakStale(options);
      await sleep(POLL_LEAST_MS + Math.min(POLL_MOST_MS, tries) * Math.random());
    }
  }
}

function take(path: string, mine: string): boolean {
  for (;;) {
    try {
      const file = openSync(path, 'wx', 0o600);
      writeSync(file, mine);
      closeSync(file);
      return true;
    } catch (error) {
      if (diskCode(error) === 'EEXIST') return false;
      if (diskCode(error) !== 'ENOENT') throw error;
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    }
  }
}

/**
 * Moves a lock away whose holder is gone, or slept on it. Where two do this at once, the second may move the first one's new
 * lock: its holder finds that out before it writes, and starts again.
 */
function breakStale({ path, hostname, nowMs, nonce }: ShortLockOptions): void {
  const held = read(path);
  if (held === undefined) return;
  const [host, pid] = held.split(' ');
  const isGone = host === hostname && pid !== undefined && !processIsAlive(Number(pid));
  if (!isGone && nowMs() - changedMs(path, nowMs()) < BROKEN_AFTER_MS) return;
  if (read(path) !== held) return;
  const aside = `${path}.${nonce()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (diskCode(error) !== 'ENOENT') throw error;
  }
  remove(aside);
}

/** `rmSync` asks what it removes, which takes longer than to remove it. */
function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (diskCode(error) !== 'ENOENT') throw error;
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (diskCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function changedMs(path: string, missing: number): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? missing;
}
