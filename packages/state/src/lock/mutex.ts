// Locks a small file of several processes for as long as it takes to read, merge and replace it.
import type { Clock, Random } from '@postform/engine';
import type { Disk } from '../disk/disk.ts';
import { processIsAlive, realMonotonicMs } from '../disk/process.ts';
import { acquireLock } from './lock.ts';

export interface MutexOptions {
  readonly path: string;
  readonly disk: Disk;
  readonly clock: Clock;
  readonly random: Random;
  readonly hostname: string;
  readonly pid: number;
  readonly isAlive?: (pid: number) => boolean;
}

/** Held for milliseconds; a holder of another host that is gone blocks for ten seconds. */
const TERMS = { leaseMs: 10_000, settleMs: 0, timeoutMs: 15_000, pollMs: 10 };

/** Runs `work` while no other process does so for the same path. Throws E_STATE_LOCKED after 15 s of waiting. */
export async function alone<T>(options: MutexOptions, work: () => Promise<T>): Promise<T> {
  const context = {
    ...options,
    owner: options.hostname,
    monotonicMs: realMonotonicMs,
    isAlive: options.isAlive ?? processIsAlive,
    heartbeat: () => () => undefined,
    emit: () => undefined,
  };
  const lock = await acquireLock(context, { ...TERMS, root: `${options.path}.lock` }, 'merge');
  try {
    return await work();
  } finally {
    await lock.release();
  }
}
