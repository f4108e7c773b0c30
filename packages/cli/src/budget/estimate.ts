// Estimates how long a number of calls takes at the limits known now.
import type { BudgetView } from '@postform/client';
import type { Count } from '@postform/engine';

/**
 * Time of the calls, ms: the longest wait for a bucket (0 where its window holds them, otherwise until the last window that is
 * needed), plus the calls themselves at `meanCallMs`, `parallelism` at a time.
 */
export function timeOf(
  count: Count,
  budget: Pick<BudgetView, 'buckets'>,
  given: { readonly nowMs: number; readonly meanCallMs: number; readonly parallelism: number },
): number {
  const waits = waitsOf(count, budget, given.nowMs).map(({ firstMs, windows, windowMs }) => {
    return firstMs + (windows - 1) * windowMs;
  });
  const sending = Math.ceil(count.calls / given.parallelism) * given.meanCallMs;
  return Math.max(0, ...waits) + sending;
}

/** True where the calls need a single wait of more than `maxWaitMs`. */
export function outwaits(
  count: Count,
  budget: Pick<BudgetView, 'buckets'>,
  given: { readonly nowMs: number; readonly maxWaitMs: number },
): boolean {
  return waitsOf(count, budget, given.nowMs).some(({ firstMs, windows, windowMs }) => {
    return firstMs > given.maxWaitMs || (windows > 1 && windowMs > given.maxWaitMs);
  });
}

/** Of each bucket that does not hold the calls now: the wait for its next window, and how many windows it takes. */
function waitsOf({ byBucket }: Count, { buckets }: Pick<BudgetView, 'buckets'>, nowMs: number) {
  return buckets.flatMap(({ name, limit, windowMs, available, resetAtMs }) => {
    const missing = (byBucket[name] ?? 0) - (available ?? limit);
    if (missing <= 0) return [];
    const firstMs = resetAtMs === undefined ? windowMs : Math.max(0, resetAtMs - nowMs);
    return [{ firstMs, windows: Math.ceil(missing / limit), windowMs }];
  });
}
