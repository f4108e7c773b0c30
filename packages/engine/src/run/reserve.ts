// Room: reserving a plan: its worst price as a whole, or, where asked for, the first part of it that the budget holds.
import { addCounts, type Count, NO_CALLS, type Reservation } from '../calls.ts';
import { AppError } from '../errors.ts';
import type { Step } from '../plan-types.ts';
import { worstOf } from '../price.ts';
import type { World } from '../world.ts';

export interface Reserved {
  readonly reservation: Reservation;
  /** The steps that it pays for: all, or a first part. Steps stand after what they need, so any first part is closed. */
  readonly steps: readonly Step[];
}

/**
 * Sets aside the worst price of the steps and of what comes before them. With `partial`, where that is refused (exit 4), the
 * longest first part that is not; where not even one step fits, the first refusal is thrown.
 */
export async function reserveSteps(
  world: Pick<World, 'client'>,
  steps: readonly Step[],
  before: Count,
  partial: boolean,
): Promise<Reserved> {
  const attempt = async (count: number): Promise<Reserved> => {
    const part = steps.slice(0, count);
    const worst = worstOf(addCounts(before, ...part.map((step) => step.price)));
    return { reservation: await world.client.reserve('write', worst.calls === 0 ? NO_CALLS : worst), steps: part };
  };
  try {
    return await attempt(steps.length);
  } catch (error) {
    if (!partial || !isDeferred(error)) throw error;
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
    if (fits === 0) throw error;
    return attempt(fits);
  }
}

function isDeferred(error: unknown): boolean {
  return error instanceof AppError && error.exit === 4;
}
