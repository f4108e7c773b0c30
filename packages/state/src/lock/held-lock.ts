// Keeps a lock that is held: renews its lease, says whether it is still ours, and removes it.
import type { AppError } from '@postform/engine';
import { onDisk, stateError } from '../disk/errors.ts';
import { isHeldBy, removeOwn, renew, sweepLinks, takeOver } from './lock-chain.ts';
import type { LockInfo } from './lock-record.ts';
import { heldHere, isGone, type LockContext, type LockTerms } from './lock-terms.ts';

/** A lock that is held. */
export interface Lock {
  /**
   * False once somebody else has it; never true again. Renews a lease that is due. Where the lease had expired (a laptop
   * that slept) and nobody else came, the lock takes itself over.
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

/** The lock on disk as this process last wrote it. */
interface Holding {
  info: LockInfo;
  /** Monotonic milliseconds from before the last renewal. */
  renewedAtMs: number;
  lost: boolean;
}

/** `takenAtMs`: monotonic, from before the lock was written. */
export async function holdLock(
  context: LockContext,
  terms: LockTerms,
  taken: LockInfo,
  takenAtMs: number,
): Promise<Lock> {
  const { disk, clock, monotonicMs } = context;
  const { leaseMs, root } = terms;
  const holding: Holding = { info: taken, renewedAtMs: takenAtMs, lost: false };
  const queued = oneAtATime();

  const leftMs = (): number =>
    Math.min(holding.info.expiresAtMs - clock.nowMs(), holding.renewedAtMs + leaseMs - monotonicMs());
  const lose = (): void => {
    holding.lost = true;
    heldHere.delete(holding.info.id);
  };
  const renewIfDue = async (): Promise<boolean> => {
    const { info } = holding;
    if (holding.lost || !isHeldBy(disk, root, info.id)) return false;
    const [nowMs, renewedAtMs] = [clock.nowMs(), monotonicMs()];
    if (leftMs() > (leaseMs * 2) / 3) return true;
    const next = { ...info, expiresAtMs: nowMs + leaseMs };
    if (leftMs() > 0) {
      if (!(await renew(disk, root, info.id, next.expiresAtMs))) return false;
      Object.assign(holding, { info: next, renewedAtMs });
      return true;
    }
    const successor = { ...next, id: context.random.uuid() };
    heldHere.add(successor.id);
    const ours = await takeOver(disk, root, info, successor);
    heldHere.delete(ours ? info.id : successor.id);
    if (ours) Object.assign(holding, { info: successor, renewedAtMs });
    return ours;
  };
  let asked: Promise<boolean> | undefined;
  /** A check that has not begun answers all who ask before it does. */
  const stillOurs = (): Promise<boolean> => {
    asked ??= queued(async () => {
      asked = undefined;
      const ours = await onDisk({ doing: 'check', path: root, safe: 'Nothing was written.' }, renewIfDue);
      if (!ours) lose();
      return ours;
    });
    return asked;
  };

  const stop = context.heartbeat(leaseMs / 3, () => {
    stillOurs().catch((error: Error) => {
      context.emit({ type: 'warning', text: `The lock could not be renewed: ${error.message}` });
    });
  });
  await sweepLinks(disk, root, holding.info.id, (other) => isGone(context, other)).catch(() => undefined);
  return {
    stillOurs,
    holds: () => !holding.lost && leftMs() > 0,
    release: async () => {
      stop();
      const ours = await stillOurs();
      lose();
      if (ours) await removeOwn(disk, root, holding.info.id);
    },
  };
}

/** Resolves when the lock is ours at this moment. Throws E_STATE_LEASE_LOST, with `path` in its message. */
export async function confirmLock(lock: Lock, path: string): Promise<void> {
  let ours = await lock.stillOurs();
  while (ours && !lock.holds()) ours = await lock.stillOurs();
  if (!ours) throw leaseLost(path);
}

export function leaseLost(path: string): AppError {
  return stateError(
    'E_STATE_LEASE_LOST',
    `Another run took over the lock of ${path} while this one was suspended. Nothing more was written.`,
  );
}

/** Runs one piece of work after the other, in the order of the calls; a failed one does not stop the next. */
export function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
}
