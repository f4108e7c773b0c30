// The variables of an environment where they stand: in the map or list of the desired file, or in an exported one.
import { isObject, type Json, type JsonObject, joinPointer, type Pointer, type RewriteInput } from '@postform/engine';
import { authoredOf, isSecretName } from '../kind-tools/authored.ts';
import { type LeftField, newExported, rewriteAuthored, rewriteExported, type VariableChange } from './rewrite-entry.ts';
import { keyOf } from './values.ts';
import { NO_MAP_KEY, shortest } from './write.ts';

export interface VariableEntry {
  /** Undefined for what is no variable. */
  readonly key: string | undefined;
  readonly raw: Json;
  /** Where it stands in the authored map; absent where it is new or stands elsewhere. */
  readonly at?: Pointer;
}

export interface ChangedEntry {
  readonly entry: VariableEntry;
  readonly left: readonly LeftField[];
}

/** A map, a list or an exported list of variables, whose entries change one after another. */
export class Entries {
  readonly form: 'map' | 'list' | 'exported';
  readonly #before: readonly VariableEntry[];
  #entries: readonly VariableEntry[];

  constructor(form: Entries['form'], entries: readonly VariableEntry[]) {
    this.form = form;
    this.#before = entries;
    this.#entries = entries;
  }

  get isChanged(): boolean {
    return this.#entries !== this.#before;
  }

  /** The variables of this key, in their order. */
  of(key: string): readonly VariableEntry[] {
    return this.#entries.filter((entry) => entry.key === key);
  }

  remove(gone: readonly VariableEntry[]): void {
    if (gone.length > 0) this.#entries = this.#entries.filter((entry) => !gone.includes(entry));
  }

  change(entry: VariableEntry, change: VariableChange): ChangedEntry {
    const { entry: details, left } =
      this.form === 'exported'
        ? rewriteExported(isObject(entry.raw) ? entry.raw : {}, change)
        : rewriteAuthored(detailsOf(entry.raw), change);
    const raw = this.form === 'exported' || isDetailed(entry.raw) ? details : shortest(details);
    const changed = { ...entry, raw };
    this.#entries = this.#entries.map((one) => (one === entry ? changed : one));
    return { entry: changed, left };
  }

  /** Whether another variable of this key can stand here. */
  canAdd(key: string): boolean {
    return this.form !== 'map' || (this.of(key).length === 0 && !NO_MAP_KEY.test(key));
  }

  /** Puts a new variable behind another one, and behind all of its key; else in front of all. */
  add(change: VariableChange, previous: VariableEntry | undefined): ChangedEntry {
    const key = keyOf(change.after);
    const sibling = this.#entries.findLast((entry) => isObject(entry.raw))?.raw as JsonObject | undefined;
    const made =
      this.form === 'exported'
        ? newExported(change, sibling)
        : rewriteAuthored(this.form === 'list' ? { key: authoredOf(key) } : {}, change);
    const entry = { key, raw: this.form === 'map' ? shortest(made.entry) : made.entry };
    const places = [previous, this.of(key).at(-1)].map((one) => (one === undefined ? -1 : this.#entries.indexOf(one)));
    this.#entries = this.#entries.toSpliced(Math.max(...places) + 1, 0, entry);
    return { entry, left: made.left };
  }

  tree(): Json {
    const raws = this.#entries.map((entry) => entry.raw);
    return this.form === 'map' ? Object.fromEntries(this.#entries.map(({ key, raw }) => [key, raw])) : raws;
  }
}

/** `values` of the desired file; undefined where it has none. */
export function authoredEntries({ authored, written }: RewriteInput): Entries | undefined {
  const values = authored['values'];
  if (Array.isArray(values)) {
    const resolved = Array.isArray(written['values']) ? written['values'] : [];
    const entries = values.map((raw: Json, index): VariableEntry => {
      const entry: Json | undefined = resolved[index];
      return { key: isObject(entry) ? keyOf(entry) : undefined, raw, at: joinPointer('values', String(index)) };
    });
    return new Entries('list', entries);
  }
  if (!isObject(values)) return undefined;
  return new Entries(
    'map',
    Object.entries(values).map(([key, raw]) => ({ key, raw, at: joinPointer('values', key) })),
  );
}

/** `values` of an exported file. */
export function exportedEntries(root: JsonObject): Entries {
  const values = Array.isArray(root['values']) ? root['values'] : [];
  return new Entries(
    'exported',
    values.map((raw: Json) => ({ key: isObject(raw) ? keyOf(raw) : undefined, raw })),
  );
}

/** Where a field of an authored entry stands: in its details, or the entry is its value. */
export function fieldAt(entry: VariableEntry, field: string): Pointer | undefined {
  return entry.at === undefined || !isDetailed(entry.raw) ? entry.at : entry.at + joinPointer(field);
}

function isDetailed(raw: Json): raw is JsonObject {
  return isObject(raw) && !isSecretName(raw);
}

function detailsOf(raw: Json): JsonObject {
  return isDetailed(raw) ? raw : { value: raw };
}
