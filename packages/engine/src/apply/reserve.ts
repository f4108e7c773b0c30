// Reserving a plan: its worst price as a whole, or, where asked for, the first part of it that the budget holds.
import type { Reservation } from '../model/call.ts';
import type { Ports } from '../model/engine-ports.ts';
import { AppError } from '../model/errors.ts';
import type { PlanPrice, Step } from '../model/plan.ts';
import { priceOfPlan } from '../plan/price.ts';

export interface Reserved {
  readonly reservation: Reservation;
  /** The steps that it pays for: all, or a first part. Steps stand after what they need, so any first part is closed. */
  readonly steps: readonly Step[];
}

/**
 * Sets aside the worst price of the steps and of the re-checks before them: what the plan says. With `partial`, where that is refused (exit 4), the
 * longest first part that is not; where not even one step fits, the first refusal is thrown. Without, the refusal says what
 * would fit, and how. `least`: calls of one run with which the same command gets through; where it is known, and the run's
 * limit is what refuses, the error says so: a lower limit refuses again, and a sufficient one is deferred only.
 */
export async function reserveSteps(
  ports: Pick<Ports, 'client'>,
  steps: readonly Step[],
  price: PlanPrice,
  partial: boolean,
  least: number = Number.NaN,
): Promise<Reserved> {
  const priceOfFirst = (count: number): PlanPrice =>
    count === steps.length ? price : priceOfPlan(steps.slice(0, count), price.rechecks);
  const attempt = async (count: number): Promise<Reserved> => {
    const reservation = await ports.client.reserve('write', priceOfFirst(count).worst);
    return { reservation, steps: steps.slice(0, count) };
  };
  const fitting = async (): Promise<number> => {
    let [fits, fails] = [0, steps.length];
    while (fails - fits > 1) {
      const middle = Math.floor((fits + fails) / 2);
      const reserved = await attempt(middle).catch((refusal: unknown) => {
        if (!isDeferred(refusal)) throw refusal;
      });
      reserved?.reservation.release();
      if (reserved === undefined) fails = middle;
      else fits = middle;
    }
    return fits;
  };
  try {
    return await attempt(steps.length);
  } catch (error) {
    if (!isDeferred(error)) throw error;
    const fits = await fitting();
    if (partial && fits > 0) return attempt(fits);
    const needs = error.needs === undefined ? undefined : needed(error.needs, ports.client.run?.(), partial, least);
    throw withWhatFits(error, fits, steps.length, priceOfFirst(fits).expected.calls, needs);
  }
}

function isDeferred(error: unknown): error is AppError {
  return error instanceof AppError && error.category === 'deferred';
}

/** Undefined where the run's limit holds it, once what this run has found out is known. */
function needed(
  whole: number,
  run: ReturnType<NonNullable<Ports['client']['run']>>,
  partial: boolean,
  least: number,
): number | undefined {
  if (!partial) return Number.isNaN(least) ? whole : Math.max(whole, least);
  if (Number.isNaN(least)) return whole;
  return run !== undefined && run.limit >= least ? undefined : least;
}

/** The same refusal, and what of the plan the budget would hold. */
function withWhatFits(error: AppError, fits: number, of: number, calls: number, needs?: number): AppError {
  const first = fits === 1 ? 'the first' : `the first ${fits}`;
  const some = `With --partial ${first} of ${of} ${of === 1 ? 'step' : 'steps'} would be done, with ${calls} calls.`;
  const none = `Not even the first of ${of} ${of === 1 ? 'step' : 'steps'} fits.`;
  const text = `${error.message}. Nothing was written. ${fits > 0 ? some : none}`;
  const hint = fits > 0 ? `${error.hint} Or apply that part with --partial.`.trim() : error.hint;
  return new AppError(error.code, text, { hint, category: error.category, ...(needs === undefined ? {} : { needs }) });
}
