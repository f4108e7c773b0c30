// The price of a plan: the calls sent after it is shown.
import { addCounts, type BucketsOf, type Count, countRoute, NO_CALLS, type Route } from '../model/call.ts';
import type { Kinds } from '../model/kind.ts';
import type { PlanPrice, Step } from '../model/plan.ts';

/** An object that is looked at again; `absent`: it was gone when the plan was made. */
export interface Rechecked {
  readonly kind: string;
  readonly absent?: boolean;
}

/**
 * `expected` is exact on a faultless run: every write, one read-back per address, and for a saved plan the re-checks:
 * the workspace once, and each object that the plan is about to write, delete, adopt or forget (kinds whose list holds whole objects:
 * the list once, and each object that is not in it). `worst` is half as much again and five more: calls may have to be sent again,
 * an object read again where its write had to wait, and the reservation sends no more than that.
 */
export function priceOfPlan(
  steps: readonly Step[],
  touched: readonly Rechecked[],
  kinds: Kinds,
  workspace: Route,
  saved: boolean,
  bucketsOf: BucketsOf,
): PlanPrice {
  const writes = steps.map((step) => step.price);
  const rechecks =
    saved && steps.length + touched.length > 0 ? priceOfRechecks(touched, kinds, workspace, bucketsOf) : NO_CALLS;
  const expected = addCounts(rechecks, ...writes);
  return { expected, worst: worstOf(expected), rechecks };
}

function priceOfRechecks(touched: readonly Rechecked[], kinds: Kinds, workspace: Route, bucketsOf: BucketsOf): Count {
  const perKind = kinds.map((kind) => {
    const mine = touched.filter((item) => item.kind === kind.name);
    if (kind.readBy === 'id') return countRoute(kind.routes.read, mine.length, bucketsOf);
    const unlisted = mine.filter((item) => item.absent === true).length;
    return addCounts(
      countRoute(kind.routes.list, mine.length > 0 ? 1 : 0, bucketsOf),
      countRoute(kind.routes.read, unlisted, bucketsOf),
    );
  });
  return addCounts(countRoute(workspace, 1, bucketsOf), ...perKind);
}

/** The bound that is set aside for this many expected calls: half as many again, and five more. */
export function worstOf(expected: Count): Count {
  if (expected.calls === 0) return NO_CALLS;
  const bound = (calls: number): number => calls + Math.ceil(calls / 2) + 5;
  const byBucket = Object.fromEntries(Object.entries(expected.byBucket).map(([bucket, n]) => [bucket, bound(n)]));
  return { calls: bound(expected.calls), byBucket };
}
