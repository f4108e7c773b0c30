// Room: the allowance, how many calls a reservation may set aside now. Pure.
import type { BudgetView } from './budget-view.ts';

/**
 * What the run's limit and the month hold and, where the run may not wait for the general window, what that lets pass: the
 * smallest; undefined where nothing is known. `pass`: whether so many calls would go out.
 */
export function allowanceOf(
  budget: Omit<BudgetView, 'buckets' | 'ledger'>,
  pass: (calls: number) => boolean = () => true,
): number | undefined {
  const { spent, setAside, heldByOthers, maxCallsPerRun, month } = budget;
  const run = maxCallsPerRun === undefined ? undefined : maxCallsPerRun - spent - setAside;
  const left = month.isExhausted ? 0 : month.remaining;
  const purse = left === undefined ? undefined : left - (month.reserve ?? 0) - setAside - heldByOthers;
  const bounds = [run, purse, mostThatPass(pass)].filter((bound) => bound !== undefined);
  return bounds.length === 0 ? undefined : Math.max(0, Math.min(...bounds));
}

/** More than any workspace needs. */
const MOST_CALLS = 1_000_000;

/** The most calls that pass; undefined where any number would. More calls never pass where fewer do not. */
export function mostThatPass(pass: (calls: number) => boolean): number | undefined {
  if (pass(MOST_CALLS)) return undefined;
  let [passed, refused] = [0, MOST_CALLS];
  while (refused - passed > 1) {
    const middle = Math.floor((passed + refused) / 2);
    if (pass(middle)) passed = middle;
    else refused = middle;
  }
  return passed;
}
