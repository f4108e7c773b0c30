// Finds the fewest things that must change places to turn one order into another.
import { longestRise } from '@postform/engine';

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
