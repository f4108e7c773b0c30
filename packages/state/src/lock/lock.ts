// Takes, shows and breaks a lock: waits for a live holder, takes over from a stale one.
import { dirname } from 'node:path';
import { onDisk, stateError } from '../disk/errors.ts';
import { holdLock, type Lock } from './held-lock.ts';
import { lockEnd, removeOwn, takeFree, takeOver } from './lock-chain.ts';
import type { LockInfo } from './lock-record.ts';
import {
  heldHere,
  isGone,
  isStale,
  type LockContext,
  type LockTerms,
  locked,
  tookOver,
  unreadable,
} from './lock-terms.ts';

/** A lock as shown to people. */
export interface ShownLock extends LockInfo {
  /** True where its holder was a process of this host that is not there any more: the next run takes over at once. */
  readonly isGone: boolean;
}

const RACES = 50;

/** A file without a record may be one that is just being written; after this long it is not. */
const HALF_WRITTEN_MS = 1_000;

export async function acquireLock(context: LockContext, terms: LockTerms, operation: string): Promise<Lock> {
  const { disk, clock } = context;
  const { root } = terms;
  const deadlineMs = clock.nowMs() + terms.timeoutMs;
  const unreadableMs = clock.nowMs() + Math.max(terms.timeoutMs, HALF_WRITTEN_MS);
  const safe = 'No lock was taken and nothing was changed.';
  return onDisk({ doing: 'lock', path: root, safe }, async () => {
    await disk.makeFolder(dirname(root));
    for (let races = 0; races < RACES; ) {
      const end = await lockEnd(disk, root);
      const nowMs = clock.nowMs();
      const fromMs = context.monotonicMs();
      const mine = newInfo(context, terms, operation);
      if (end === undefined) {
        if (await taking(mine, () => takeFree(disk, root, mine))) return holdLock(context, terms, mine, fromMs);
        races++;
      } else if (end.info === undefined) {
        if (nowMs >= unreadableMs) throw unreadable(end.path);
        await pause(context, terms.pollMs);
      } else if (isStale(context, terms, end.info, nowMs)) {
        if (await taking(mine, () => takeOver(disk, root, end.info, mine))) {
          // A killed run of this state left both locks; the message about the state lock is enough.
          if (terms.shared === undefined || end.info.place !== terms.shared.place)
            context.emit({ type: 'warning', text: tookOver(context, end.info) });
          return holdLock(context, terms, mine, fromMs);
        }
        races++;
      } else {
        if (nowMs >= deadlineMs) throw locked(terms, end.info, nowMs);
        await pause(context, Math.min(terms.pollMs, deadlineMs - nowMs));
      }
    }
    throw unreadable(root);
  });
}

/** Throws E_STATE_INTERRUPTED where Ctrl-C ends the wait. */
export async function pause({ clock, signal }: LockContext, ms: number): Promise<void> {
  try {
    await clock.sleep(ms, signal);
  } catch (error) {
    if (signal?.aborted !== true) throw error;
  }
  if (signal?.aborted === true)
    throw stateError('E_STATE_INTERRUPTED', 'Interrupted while waiting for a lock. Nothing was written.');
}

/** Registers the id before anything is on disk: another taker in this process must not consider its holder dead. */
async function taking(mine: LockInfo, take: () => Promise<boolean>): Promise<boolean> {
  heldHere.add(mine.id);
  let isTaken = false;
  try {
    isTaken = await take();
    return isTaken;
  } finally {
    if (!isTaken) heldHere.delete(mine.id);
  }
}

/** Removes the lock with this id, whoever holds it. Throws E_STATE_LOCK_ID where another one or none is held. */
export async function breakLock(context: LockContext, terms: LockTerms, id: string): Promise<void> {
  const held = await showLock(context, terms);
  if (held === undefined) throw stateError('E_STATE_NO_LOCK', 'Nobody holds the lock.');
  if (held.id !== id) throw stateError('E_STATE_LOCK_ID', `Lock not released: the lock has id ${held.id}, not ${id}.`);
  const mine = newInfo(context, terms, 'lock release');
  await onDisk({ doing: 'release', path: terms.root, safe: 'The lock is as it was.' }, async () => {
    if (!(await takeOver(context.disk, terms.root, held, mine))) {
      throw stateError('E_STATE_LOCK_ID', `Lock not released: another run has just taken over ${id}.`);
    }
    await removeOwn(context.disk, terms.root, mine.id);
  });
}

/** Who holds the lock; undefined where nobody does. Throws E_STATE_LOCK_UNREADABLE for a file that stays unreadable. */
export async function showLock(context: LockContext, terms: LockTerms): Promise<ShownLock | undefined> {
  const { disk, clock } = context;
  const { root } = terms;
  return onDisk({ doing: 'read', path: root, safe: 'Nothing was changed.' }, async () => {
    const giveUpMs = clock.nowMs() + HALF_WRITTEN_MS;
    for (;;) {
      const end = await lockEnd(disk, root);
      if (end === undefined) return undefined;
      if (end.info !== undefined) return { ...end.info, isGone: isGone(context, end.info) };
      if (clock.nowMs() >= giveUpMs) throw unreadable(end.path);
      await clock.sleep(terms.pollMs);
    }
  });
}

function newInfo(context: LockContext, terms: LockTerms, operation: string): LockInfo {
  const nowMs = context.clock.nowMs();
  return {
    id: context.random.uuid(),
    owner: context.owner,
    pid: context.pid,
    host: context.hostname,
    operation,
    ...(terms.shared === undefined ? {} : { place: terms.shared.place }),
    at: nowMs,
    expiresAtMs: nowMs + terms.leaseMs,
  };
}
