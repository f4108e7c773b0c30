// Room: taking, keeping and giving back the lock: whom to wait for, whom to succeed, and whether it is still ours.
import { dirname } from 'node:path';
import { onDisk, stateError } from '../errors.ts';
import { lockEnd, removeOwn, renew, sweepLinks, takeFree, takeOver } from './lock-chain.ts';
import {
  heldHere,
  isGone,
  isStale,
  type LockContext,
  type LockTerms,
  locked,
  tookOver,
  unreadable,
} from './lock-judge.ts';
import type { LockInfo } from './lock-record.ts';

/** A lock that is held. */
export interface Lock {
  /**
   * False once somebody else has it; never true again. Renews a lease that is due, and takes itself over where it
   * had expired (a laptop that slept) and nobody came.
   */
  stillOurs(): Promise<boolean>;
  /**
   * True where nobody else can have it at this moment: less than a lease ago it was renewed on disk, by the wall clock as by
   * the monotonic one (the first may be set back, the second stops while a machine sleeps). Synchronous: what follows in the
   * same turn follows under the lock.
   */
  holds(): boolean;
  /** Removes the lock where it is still ours. */
  release(): Promise<void>;
}

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
          // The own state's run left both locks: one of them says it.
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

/** Known as ours before anything of it is on disk: another taker in this process must not judge it dead. */
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
  if (held?.id !== id) {
    const there = held === undefined ? 'nobody holds the lock' : `the lock has id ${held.id}, not ${id}`;
    throw stateError('E_STATE_LOCK_ID', `Not released: ${there}.`);
  }
  const mine = newInfo(context, terms, 'lock release');
  await onDisk({ doing: 'release', path: terms.root, safe: 'The lock is as it was.' }, async () => {
    if (!(await takeOver(context.disk, terms.root, held, mine))) {
      throw stateError('E_STATE_LOCK_ID', `Not released: the lock ${id} has just changed hands.`);
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

/** `takenAtMs`: monotonic, from before the lock was written. */
async function holdLock(context: LockContext, terms: LockTerms, taken: LockInfo, takenAtMs: number): Promise<Lock> {
  const { disk, clock, monotonicMs } = context;
  const { leaseMs } = terms;
  let info = taken;
  let sinceMs = takenAtMs;
  let lost = false;
  let queue: Promise<unknown> = Promise.resolve();

  const leftMs = (): number => Math.min(info.expiresAtMs - clock.nowMs(), sinceMs + leaseMs - monotonicMs());
  const keep = async (): Promise<boolean> => {
    if (lost || (await lockEnd(disk, terms.root))?.info?.id !== info.id) return false;
    const [nowMs, fromMs] = [clock.nowMs(), monotonicMs()];
    if (leftMs() > (leaseMs * 2) / 3) return true;
    const next = { ...info, expiresAtMs: nowMs + leaseMs };
    if (leftMs() > 0) {
      if (!(await renew(disk, terms.root, info.id, next.expiresAtMs))) return false;
      [info, sinceMs] = [next, fromMs];
      return true;
    }
    const again = { ...next, id: context.random.uuid() };
    heldHere.add(again.id);
    const ours = await takeOver(disk, terms.root, info, again);
    heldHere.delete(ours ? info.id : again.id);
    if (ours) [info, sinceMs] = [again, fromMs];
    return ours;
  };
  const stillOurs = (): Promise<boolean> => {
    const turn = queue.then(async () => {
      const ours = await onDisk({ doing: 'check', path: terms.root, safe: 'Nothing was written.' }, keep);
      if (!ours) {
        lost = true;
        heldHere.delete(info.id);
      }
      return ours;
    });
    queue = turn.catch(() => undefined);
    return turn;
  };
  const stop = context.heartbeat(terms.leaseMs / 3, () => {
    stillOurs().catch((error: Error) => {
      context.emit({ type: 'warning', text: `The lock could not be renewed: ${error.message}` });
    });
  });
  await sweepLinks(disk, terms.root, info.id, (other) => isGone(context, other)).catch(() => undefined);
  return {
    stillOurs,
    holds: () => !lost && leftMs() > 0,
    release: async () => {
      stop();
      const ours = await stillOurs();
      lost = true;
      heldHere.delete(info.id);
      if (ours) await removeOwn(disk, terms.root, info.id);
    },
  };
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
