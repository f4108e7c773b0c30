// Prices reads and plans in calls: what is expected, and the bound that is set aside.
import { addCounts, type BucketsOf, type Count, countRoute, NO_CALLS, type Route } from '../model/call.ts';
import type { PlanPrice, Step } from '../model/plan.ts';
import type { ReadSet } from '../model/read-set.ts';

/** What a price depends on besides the kinds' own routes. */
export interface Tariff {
  /** The route of the workspace's index. */
  readonly workspaceRoute: Route;
  readonly bucketsOf: BucketsOf;
}

export function tariffOf(ports: {
  readonly workspaces: { readonly route: Route };
  readonly client: { readonly bucketsOf: BucketsOf };
}): Tariff {
  return { workspaceRoute: ports.workspaces.route, bucketsOf: ports.client.bucketsOf };
}

/** Calls that read a set. Exact where nothing fails, each list holds what it tells about, and has no page more. */
export function priceOfReads({ index, lists, objects }: ReadSet, { workspaceRoute, bucketsOf }: Tariff): Count {
  return addCounts(
    countRoute(workspaceRoute, Number(index), bucketsOf),
    ...lists.map(({ kind, pages }) => countRoute(kind.routes.list, pages, bucketsOf)),
    ...objects.map(({ kind }) => countRoute(kind.routes.read, 1, bucketsOf)),
  );
}

/** What reading a set may cost at the most: retries included, and a read of each object that its list lacks. */
export function worstOfReads(set: ReadSet, tariff: Tariff): Count {
  const lacking = set.lists.filter(({ kind }) => kind.readBy === 'list').flatMap((list) => list.objects);
  return addCounts(
    worstOf(priceOfReads(set, tariff)),
    ...lacking.map(({ kind }) => countRoute(kind.routes.read, 1, tariff.bucketsOf)),
  );
}

/**
 * The price of these steps, after the re-checks that come before them. `expected` is exact on a faultless run: every write,
 * and one read-back per address. `worst` is what is reserved before the first write: calls may have to be sent again, and an
 * object read again where its write had to wait.
 */
export function priceOfPlan(steps: readonly Pick<Step, 'price'>[], rechecks: Count): PlanPrice {
  const expected = addCounts(rechecks, ...steps.map((step) => step.price));
  return { expected, worst: worstOf(expected), rechecks };
}

/** The bound that is set aside for this many expected calls: half as many again, and five more. */
export function worstOf(expected: Count): Count {
  if (expected.calls === 0) return NO_CALLS;
  const bound = (calls: number): number => calls + Math.ceil(calls / 2) + 5;
  const byBucket = Object.fromEntries(Object.entries(expected.byBucket).map(([bucket, n]) => [bucket, bound(n)]));
  return { calls: bound(expected.calls), byBucket };
}
