// Room: the allowance, how many calls a reservation may set aside now. Pure.
import type { BudgetView } from './client.ts';

/** What the run's limit and the month hold, the smaller one; undefined where neither is known. */
export function allowanceOf(budget: Omit<BudgetView, 'buckets' | 'ledger'>): number | undefined {
  const { spent, setAside, heldByOthers, maxCallsPerRun, month } = budget;
  const run = maxCallsPerRun === undefined ? undefined : maxCallsPerRun - spent - setAside;
  const left = month.isExhausted ? 0 : month.remaining;
  const purse = left === undefined ? undefined : left - (month.reserve ?? 0) - setAside - heldByOthers;
  const bounds = [run, purse].filter((bound) => bound !== undefined);
  return bounds.length === 0 ? undefined : Math.max(0, Math.min(...bounds));
}
