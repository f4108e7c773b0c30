// What a source should say: the changed spec without what overrides, secrets and pasted values say over it.
import {
  equalTrees,
  isDeferredValue,
  isObject,
  type Json,
  joinPointer,
  type LeftWhy,
  type Pointer,
} from '@postform/engine';
import { present } from '../../kind-tools/trees.ts';
import { entryTexts, identities, pairs } from './pairs.ts';

/** The same part four times. */
export interface Layers {
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  /** `after` with a secret node for each value that is not written in clear. */
  readonly hidden: Json | undefined;
  /** What the source says of it now; shaped as `before` is. */
  readonly source: Json | undefined;
}

/** The source's own value stays where the desired file has a secret, and where the new one is not written in clear. */
export function targetOf(
  { before, after, hidden, source }: Layers,
  pointer: Pointer,
  leave: (pointer: Pointer, why: LeftWhy) => void,
): Json | undefined {
  if (equalTrees(before, after)) return source;
  if (after === undefined) return undefined;
  if (isDeferredValue(before) || isDeferredValue(hidden)) {
    const isClear = !isDeferredValue(before) && typeof source === 'string' && source !== '';
    if (isClear) return after;
    leave(pointer, 'secret');
    return source ?? '';
  }
  if (Array.isArray(after)) {
    const [from, shown, own] = [before, hidden, source].map((one): readonly Json[] => (Array.isArray(one) ? one : []));
    const beforeOf = pairs(after, from!, entryTexts, identities);
    return after.map((entry: Json, index): Json => {
      if (!isObject(entry) && !isDeferredValue(shown![index])) return entry;
      const at = beforeOf[index] ?? -1;
      const layers = { before: from![at], after: entry, hidden: shown![index], source: own![at] };
      return targetOf(layers, pointer + joinPointer(String(index)), leave)!;
    });
  }
  if (!isObject(after)) return after;
  const field = (part: Json | undefined, key: string): Json | undefined =>
    isObject(part) && Object.hasOwn(part, key) ? part[key] : undefined;
  return present(
    Object.fromEntries(
      Object.keys(after).map((key) => {
        const layers = {
          before: field(before, key),
          after: after[key],
          hidden: field(hidden, key),
          source: field(source, key),
        };
        return [key, targetOf(layers, pointer + joinPointer(key), leave)];
      }),
    ),
  );
}
