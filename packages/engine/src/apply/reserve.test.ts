// Reserving: the whole plan, or the longest first part of it that the budget holds.
import { describe, expect, it } from 'vitest';
import type { Client, Count } from '../model/call.ts';
import { AppError } from '../model/errors.ts';
import type { Step } from '../model/plan.ts';
import { priceOfPlan, worstOf } from '../plan/price.ts';
import { bucketsOf } from '../testing/kinds.ts';
import { reserveSteps } from './reserve.ts';

const count = (calls: number): Count => ({ calls, byBucket: { general: calls } });
const steps = (n: number): readonly Step[] =>
  Array.from({ length: n }, (_, index) => ({
    id: `s${index}`,
    address: `box.s${index}`,
    kind: 'box',
    op: 'create',
    after: [],
    readBack: false,
    price: count(2),
  }));

/** A client whose quota holds so many calls; what is set aside is not there for the next. */
function clientThatHolds(holds: number) {
  let free = holds;
  const client: Client = {
    bucketsOf,
    allowance: async () => free,
    refusal: () => undefined,
    reserve: async (_purpose, worst) => {
      if (worst.calls > free) throw new AppError('E_TEST_QUOTA', 'not enough', { hint: '', category: 'deferred' });
      free -= worst.calls;
      return {
        send: () => Promise.reject(new Error('not here')),
        spent: () => 0,
        release: () => {
          free += worst.calls;
        },
      };
    },
  };
  return { client, free: () => free };
}

const needed = (n: number, before = 0): number => worstOf(count(2 * n + before)).calls;

describe('reserving', () => {
  it('the whole plan, where it fits', async () => {
    const { client, free } = clientThatHolds(needed(5));
    expect((await reserveSteps({ client }, steps(5), priceOfPlan(steps(5), count(0)), false)).steps).toHaveLength(5);
    expect(free()).toBe(0);
  });
  it('nothing, where it does not and nobody asked for a part', async () => {
    const { client, free } = clientThatHolds(needed(5) - 1);
    await expect(reserveSteps({ client }, steps(5), priceOfPlan(steps(5), count(0)), false)).rejects.toMatchObject({
      code: 'E_TEST_QUOTA',
      category: 'deferred',
      message: 'not enough. Nothing was written. With --partial the first 4 of 5 steps would be done, with 8 calls.',
      hint: 'Or apply that part with --partial.',
    });
    expect(free()).toBe(needed(5) - 1);
  });
  it.each([1, 2, 3, 5, 8, 13, 19])('the longest first part: %i of 20', async (fits) => {
    const holds = needed(fits, 3) + 1;
    const { client, free } = clientThatHolds(holds);
    const { steps: part } = await reserveSteps({ client }, steps(20), priceOfPlan(steps(20), count(3)), true);
    expect(part.map((step) => step.id)).toEqual(steps(fits).map((step) => step.id));
    expect(free()).toBe(holds - needed(fits, 3));
  });
  it('nothing, where not even one step fits', async () => {
    const { client } = clientThatHolds(needed(1) - 1);
    await expect(reserveSteps({ client }, steps(20), priceOfPlan(steps(20), count(0)), true)).rejects.toMatchObject({
      category: 'deferred',
      message: 'not enough. Nothing was written. Not even the first of 20 steps fits.',
      hint: '',
    });
  });
  it('another refusal is no reason to try less', async () => {
    const client: Client = {
      bucketsOf,
      allowance: async () => undefined,
      refusal: () => undefined,
      reserve: () => Promise.reject(new AppError('E_TEST', 'no', { hint: '', category: 'not-allowed' })),
    };
    await expect(reserveSteps({ client }, steps(3), priceOfPlan(steps(3), count(0)), true)).rejects.toMatchObject({
      category: 'not-allowed',
    });
  });
});
