// Room: the estimate, how long so many calls take at the limits known now. Pure.
import type { BudgetView } from '@postform/client';
import type { Count } from '@postform/engine';

/**
 * Time that so many calls take, ms: the longest wait for a bucket, 0 where its window holds them and else up to the last
 * window needed, plus the calls themselves at `meanCallMs`, `parallelism` at a time.
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

/** True where so many calls have to wait for a window longer than `maxWaitMs` at once. */
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
