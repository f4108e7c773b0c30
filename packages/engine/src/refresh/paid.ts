// Sets aside what a read set may cost, and reads it.
import type { Ports } from '../model/engine-ports.ts';
import { AppError } from '../model/errors.ts';
import type { Live } from '../model/observation.ts';
import { type ReadSet, unionOf } from '../model/read-set.ts';
import { priceOfReads, tariffOf, worstOf, worstOfReads } from '../plan/price.ts';
import { askAgain, type Doubts, worstOfAsking } from './ask-again.ts';
import { candidatePerRead } from './candidates.ts';
import { executeReads, readWhole } from './execute.ts';
import { chooseWithin } from './urgency.ts';

export interface PaidRead {
  readonly live: Live;
  /** Calls sent. */
  readonly calls: number;
  /** What ended it before its end. */
  readonly stopped?: Error;
}

const NOTHING_PAID: PaidRead = { live: { observations: new Map() }, calls: 0 };

/** Reads the whole set; calls for retries are set aside with it. Throws what made that impossible. */
export async function readPaid(ports: Ports, workspace: string, set: ReadSet): Promise<PaidRead> {
  const reservation = await ports.client.reserve('read', worstOfReads(set, tariffOf(ports)));
  try {
    const live = await readWhole(ports, set, { workspace, reservation, isAnnounced: true });
    return { live, calls: reservation.spent() };
  } finally {
    reservation.release();
  }
}

/** Reads as much of the set as may still be paid for, retries included. `keep`: calls that are left alone. */
export async function readWithin(ports: Ports, workspace: string, set: ReadSet, keep = 0): Promise<PaidRead> {
  const allowance = ((await ports.client.allowance()) ?? Number.POSITIVE_INFINITY) - keep;
  const chosen = unionOf(chooseWithin(candidatePerRead(set), allowance).map(({ reads }) => reads));
  const price = priceOfReads(chosen, tariffOf(ports));
  if (price.calls === 0) return NOTHING_PAID;
  const calls = Math.min(worstOf(price).calls, allowance);
  const reservation = await ports.client.reserve('read', { calls });
  try {
    const read = await executeReads(ports, chosen, {
      workspace,
      reservation,
      calls,
      goesOn: true,
      isAnnounced: true,
    });
    if (read.failed !== undefined) throw read.failed;
    return { live: read.live, calls: reservation.spent(), ...stoppedEarly(ports, read.stopped) };
  } finally {
    reservation.release();
  }
}

/** Reads the witnesses that contradict each other again. Where no call is left for that, the contradiction stands. */
export async function askAgainPaid(
  ports: Ports,
  workspace: string,
  live: Live,
  doubtsOf: (live: Live) => Doubts,
): Promise<PaidRead> {
  const worst = worstOfAsking(doubtsOf(live), tariffOf(ports));
  const reservation = await ports.client.reserve('read', worst).catch(unlessUnpaid);
  if (reservation === undefined) return { live, calls: 0 };
  try {
    return { live: await askAgain(ports, live, doubtsOf, { workspace, reservation }), calls: reservation.spent() };
  } finally {
    reservation.release();
  }
}

/** Undefined where the budget does not hold a reservation. */
export function unlessUnpaid(error: unknown): undefined {
  if (!(error instanceof AppError) || error.category !== 'deferred') throw error;
}

/** Says why a refresh ended early. That its own calls are spent, because something had to be sent again, does not stop the run. */
export function stoppedEarly(ports: Ports, stopped: Error | undefined): { readonly stopped?: Error } {
  if (stopped === undefined) return {};
  const isDeferred = stopped instanceof AppError && stopped.category === 'deferred';
  const why = isDeferred ? `${stopped.message.replace(/\.$/, '')}. ${stopped.hint}` : 'the calls for it are spent.';
  ports.emit({ type: 'warning', text: `Not everything was read: ${why}` });
  return isDeferred ? { stopped } : {};
}
