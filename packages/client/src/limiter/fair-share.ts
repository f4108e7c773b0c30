// Divides the free calls of a bucket fairly among the owners that wait for it. Pure.

/** An owner that waits, and its calls in this window, ended and in flight. */
export interface Demand {
  readonly owner: string;
  readonly used: number;
}

/**
 * The `owner`'s part of the `free` calls (may be infinite): owners with the fewest calls are brought up to one level, as high
 * as `free` allows; a rest that does not divide goes by name. The number of waiting calls does not count: more will follow.
 * All processes compute the same from the same data.
 */
export function shareOf(owner: string, free: number, demands: readonly Demand[]): number {
  const lowest = [...demands].sort((a, b) => a.used - b.used);
  let level = 0;
  for (; lowest.length > 0; lowest.pop()) {
    level = Math.floor((free + lowest.reduce((all, { used }) => all + used, 0)) / lowest.length);
    if (level >= lowest.at(-1)!.used) break;
  }
  const takers = lowest.sort((a, b) => (a.owner < b.owner ? -1 : 1));
  const place = takers.findIndex((taker) => taker.owner === owner);
  if (place < 0) return 0;
  const rest = free - takers.reduce((all, { used }) => all + level - used, 0);
  return level - takers[place]!.used + (place < rest ? 1 : 0);
}
