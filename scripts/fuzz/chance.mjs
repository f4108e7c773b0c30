// Seeded chance: the same seed draws the same run.

/** mulberry32: 32 bits of state, good enough to choose with. */
export function makeChance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit) => Math.floor(next() * limit);
  return {
    below,
    /** True in so many of a hundred. */
    percent: (share) => next() * 100 < share,
    of: (list) => list[below(list.length)],
  };
}
