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
  const waits = budget.buckets.map((bucket) => {
    const calls = count.byBucket[bucket.name] ?? 0;
    const rest = bucket.available ?? bucket.limit;
    if (calls <= rest) return 0;
    const resetMs = bucket.resetAtMs === undefined ? bucket.windowMs : Math.max(0, bucket.resetAtMs - given.nowMs);
    return resetMs + (Math.ceil((calls - rest) / bucket.limit) - 1) * bucket.windowMs;
  });
  const sending = Math.ceil(count.calls / given.parallelism) * given.meanCallMs;
  return Math.max(0, ...waits) + sending;
}
