// Finds the fewest things that must change places to turn one order into another.
/**
 * Keys that stand elsewhere in `after`, counting only keys that both orders have, and the key that each now follows
 * (undefined at the start). Empty where only additions and removals make the orders differ.
 */
export function reorderedKeys(
  before: readonly string[],
  after: readonly string[],
): readonly { readonly key: string; readonly follows: string | undefined }[] {
  const place = new Map(before.map((key, index) => [key, index]));
  const stays = new Set(after.filter((key) => place.has(key)));
  const kept = [...stays];
  const still = new Set(longestRise(kept.map((key) => place.get(key)!)).map((index) => kept[index]!));
  return kept.flatMap((key, index) => (still.has(key) ? [] : [{ key, follows: kept[index - 1] }]));
}

/** Indexes of a longest rising subsequence. */
function longestRise(values: readonly number[]): readonly number[] {
  const tails: number[] = [];
  const previous: number[] = [];
  values.forEach((value, index) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (values[tails[middle]!]! < value) low = middle + 1;
      else high = middle;
    }
    previous[index] = low === 0 ? -1 : tails[low - 1]!;
    tails[low] = index;
  });
  const rise: number[] = [];
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index]!) rise.unshift(index);
  return rise;
}
