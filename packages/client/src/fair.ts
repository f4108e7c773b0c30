// Room: fair shares, who of those that wait for a bucket may take how many of its free calls. Pure.

/** An owner that waits: what it has had of this window, and how many calls more it would like. */
export interface Wish {
  readonly owner: string;
  readonly used: number;
  readonly wanted: number;
}

/**
 * How many of the `free` calls are `owner`'s: one by one they go to whoever has had the fewest (on a tie, by name), so that
 * the poorest is as well off as can be. Every process works out the same from the same data.
 */
export function shareOf(owner: string, free: number, wishes: readonly Wish[]): number {
  const mine = wishes.find((wish) => wish.owner === owner);
  if (mine === undefined || free <= 0) return 0;
  if (wishes.reduce((all, { wanted }) => all + wanted, 0) <= free) return mine.wanted;
  const got = wishes.map(({ used, wanted, owner: name }) => ({ name, had: used, wanted, given: 0 }));
  got.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (let left = free; left > 0; left -= 1) {
    const open = got.filter(({ wanted, given }) => given < wanted);
    if (open.length === 0) break;
    const poorest = open.reduce((a, b) => (b.had + b.given < a.had + a.given ? b : a));
    poorest.given += 1;
  }
  return got.find(({ name }) => name === owner)?.given ?? 0;
}
