// Pairs the entries of two lists by what tells them apart.
import { canonicalJson, isObject, type Json, occurrenceKeys } from '@postform/engine';
import { textAt } from '../../kind-tools/trees.ts';

export type Marks = (list: readonly Json[]) => readonly (string | undefined)[];

/** For each entry of `list` the index of its equal in `others`, by the first marks that find one. */
export function pairs(
  list: readonly Json[],
  others: readonly Json[],
  ...marks: readonly Marks[]
): readonly (number | undefined)[] {
  const found: (number | undefined)[] = list.map(() => undefined);
  const taken = new Set<number>();
  for (const marksOf of marks) {
    const [own, theirs] = [marksOf(list), marksOf(others)];
    own.forEach((mark, index) => {
      if (found[index] !== undefined || mark === undefined) return;
      const at = theirs.findIndex((other, place) => other === mark && !taken.has(place));
      if (at < 0) return;
      taken.add(at);
      found[index] = at;
    });
  }
  return found;
}

/** Names of entries, and which of that name. */
export function identities(list: readonly Json[]): readonly (string | undefined)[] {
  const names = list.map((entry) =>
    isObject(entry) ? (textAt(entry, 'key') ?? textAt(entry, 'id') ?? textAt(entry, 'name') ?? '') : undefined,
  );
  const keys = occurrenceKeys(names.map((name) => name ?? ''));
  return names.map((name, index) => (name === undefined ? undefined : keys[index]));
}

/** Places of entries, but for those that are null. */
export function places(list: readonly Json[]): readonly (string | undefined)[] {
  let place = 0;
  return list.map((entry) => (entry === null ? undefined : String(place++)));
}

/** Everything an entry says. */
export function entryTexts(list: readonly Json[]): readonly string[] {
  return list.map((entry) => canonicalJson(entry));
}
