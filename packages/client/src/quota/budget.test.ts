// The allowance: the smaller of what the run and the month hold, less what is set aside.
import { describe, expect, it } from 'vitest';
import { allowanceOf, mostThatMayBeSent } from './budget.ts';

const free = { spent: 10, setAside: 5, setAsideByOthers: 0, month: { isExhausted: false } };
const month = { isExhausted: false, remaining: 100, reserve: 20 };

it.each([
  ['nothing is known', free, undefined],
  ['the run has a limit', { ...free, maxCallsPerRun: 40 }, 25],
  ['the month is known', { ...free, month }, 75],
  ['others have set some of it aside', { ...free, month, setAsideByOthers: 30 }, 45],
  ['both are known, the run is shorter', { ...free, maxCallsPerRun: 40, month }, 25],
  ['the run has spent it all', { ...free, maxCallsPerRun: 12 }, 0],
  ['the month is used up', { ...free, month: { isExhausted: true } }, 0],
])('where %s', (_title, budget, calls) => {
  expect(allowanceOf(budget)).toBe(calls);
});

describe('the most calls that pass', () => {
  it.each([0, 1, 2, 39, 300, 999_999])('%i', (most) => {
    expect(mostThatMayBeSent((calls) => calls <= most)).toBe(most);
  });

  it('is nothing to speak of where any number would', () => {
    expect(mostThatMayBeSent(() => true)).toBeUndefined();
  });
});
