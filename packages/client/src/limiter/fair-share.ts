// Room: fair shares, who of those that wait for a bucket may take how many of its free calls. Pure.

/** An owner that waits, and what it has had of this window: calls ended and under way. */
export interface Claim {
  readonly owner: string;
  readonly used: number;
}

/**
 * How many of the `free` calls (may be infinite) are `owner`'s: those that had the fewest are brought up to one level, as
 * high as `free` allows; what does not divide goes by name. How many calls somebody waits for does not count: that is as
 * many as it sends at a time, and more will follow. Every process works out the same from the same data.
 */
export function shareOf(owner: string, free: number, claims: readonly Claim[]): number {
  const poorest = [...claims].sort((a, b) => a.used - b.used);
  let level = 0;
  for (; poorest.length > 0; poorest.pop()) {
    level = Math.floor((free + poorest.reduce((all, { used }) => all + used, 0)) / poorest.length);
    if (level >= poorest.at(-1)!.used) break;
  }
  const takers = poorest.sort((a, b) => (a.owner < b.owner ? -1 : 1));
  const place = takers.findIndex((taker) => taker.owner === owner);
  if (place < 0) return 0;
  const rest = free - takers.reduce((all, { used }) => all + level - used, 0);
  return level - takers[place]!.used + (place < rest ? 1 : 0);
}
