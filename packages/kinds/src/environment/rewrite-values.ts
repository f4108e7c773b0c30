// Rewrites the variables of an environment where they stand, and adds and removes some.
import { equalTrees, type JsonObject, joinPointer, type Left, type RewriteInput } from '@postform/engine';
import { isLater } from '../kind-tools/authored.ts';
import { objectAt } from '../kind-tools/trees.ts';
import { type ChangedEntry, type Entries, fieldAt, type VariableEntry } from './entries.ts';
import { isWritable } from './parse.ts';
import type { VariableChange } from './rewrite-entry.ts';
import { keyOf, keysIn, occurrence } from './values.ts';

/** What the desired file holds, and the exported one that it names. One of them is there. */
export interface Containers {
  readonly own: Entries | undefined;
  readonly exported: Entries | undefined;
}

/** An entry, and where it stands. */
interface Placed {
  readonly container: Entries;
  readonly entry: VariableEntry;
}

/** Changes the containers. A new variable goes to the exported file, where there is one: that holds the whole. */
export function rewriteValues(input: RewriteInput, { own, exported }: Containers): readonly Left[] {
  const left: Left[] = [];
  const [before, after] = [objectAt(input.before, 'values'), objectAt(input.after, 'values')];
  const isChanged = (key: string): boolean =>
    input.changed.includes(joinPointer('values', key)) && !equalTrees(before[key], after[key]);
  const containerOf = (key: string): Entries => (own?.of(key).length ? own : (exported ?? own!));
  const placed = placedIn(input.before, containerOf);
  for (const [key, { container, entry }] of placed) {
    if (!isChanged(key) || Object.hasOwn(after, key)) continue;
    container.remove([entry]);
    const name = entry.key!;
    if (!Object.values(after).some((value) => keyOf(value as JsonObject) === name)) exported?.remove(exported.of(name));
  }
  const previous = new Map<Entries, VariableEntry>();
  const missing = new Set<string>();
  for (const key of keysIn(input.after)) {
    const was = placed.get(key);
    const change: VariableChange = {
      before: was && objectAt(before, key),
      after: objectAt(after, key),
      keepSecrets: input.keepSecrets === true,
    };
    const name = keyOf(change.after);
    const container = was?.container ?? containerOf(name);
    let entry = was?.entry;
    if (isChanged(key)) {
      const canPut = canStand(change) && !missing.has(name);
      const changed = canPut ? put(container, entry, change, previous.get(container)) : undefined;
      left.push(...leftOf(key, entry, changed));
      entry = changed?.entry ?? entry;
      // The next one of this key would take its place.
      if (entry === undefined) missing.add(name);
    }
    if (entry !== undefined) previous.set(container, entry);
  }
  return left;
}

function placedIn(spec: JsonObject, containerOf: (key: string) => Entries): ReadonlyMap<string, Placed> {
  const placed = new Map<string, Placed>();
  for (const key of keysIn(spec)) {
    const value = objectAt(objectAt(spec, 'values'), key);
    const container = containerOf(keyOf(value));
    const entry = container.of(keyOf(value))[occurrence(key, value) - 1];
    if (entry !== undefined) placed.set(key, { container, entry });
  }
  return placed;
}

/** Undefined where the container cannot hold another variable of this key. */
function put(
  container: Entries,
  entry: VariableEntry | undefined,
  change: VariableChange,
  previous: VariableEntry | undefined,
): ChangedEntry | undefined {
  if (entry !== undefined) return container.change(entry, change);
  return container.canAdd(keyOf(change.after)) ? container.add(change, previous) : undefined;
}

/** Whether a file can say this. */
function canStand({ before, after }: VariableChange): boolean {
  const isLaterNow = (field: string): boolean => isLater(after[field]) && !equalTrees(before?.[field], after[field]);
  return isWritable(after) && !Object.keys(after).some(isLaterNow);
}

function leftOf(key: string, was: VariableEntry | undefined, changed: ChangedEntry | undefined): readonly Left[] {
  if (changed === undefined) return [{ pointer: joinPointer('values', key), why: 'form' }];
  return changed.left.map(({ field, why, isNamed }) => {
    const at = isNamed && was !== undefined ? fieldAt(was, field) : undefined;
    return { pointer: joinPointer('values', key, field), why, ...(at === undefined ? {} : { at }) };
  });
}
