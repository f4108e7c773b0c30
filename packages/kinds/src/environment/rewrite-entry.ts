// One variable of an environment, rewritten field by field: in a desired file, or in an exported one.
import { equalTrees, isObject, type Json, type JsonObject, type LeftWhy } from '@postform/engine';
import { authoredOf, fixedBy, inScalarForm, isSecretName } from '../kind-tools/authored.ts';
import { present, valueAt } from '../kind-tools/trees.ts';

/** A variable before and after, normalised. */
export interface VariableChange {
  readonly before: JsonObject | undefined;
  readonly after: JsonObject;
  /** Masked values may be written in clear. */
  readonly keepSecrets: boolean;
}

/** A field that stays as it is. `isNamed`: something stands there that names the value. */
export interface LeftField {
  readonly field: string;
  readonly why: LeftWhy;
  readonly isNamed: boolean;
}

export interface RewrittenEntry {
  readonly entry: JsonObject;
  readonly left: readonly LeftField[];
}

const FIELDS = ['value', 'type', 'enabled', 'description', 'secret', 'source'] as const;
type Field = (typeof FIELDS)[number];

/** As the details of a variable in a desired file, without its key. */
export function rewriteAuthored(entry: JsonObject, change: VariableChange): RewrittenEntry {
  return rewriteEntry(entry, change, fixedBy, (field, now) => {
    const there = valueAt(now, field);
    const value = change.after[field];
    if (field === 'value') {
      if (change.after['source'] !== undefined) return undefined;
      return inScalarForm(authoredOf(value!), there);
    }
    const saidAnyway =
      field === 'type' ? (isSecretName(now['value']) ? 'secret' : 'default') : field === 'enabled' ? true : undefined;
    return there === undefined && value === saidAnyway ? undefined : value && authoredOf(value);
  });
}

/** As an entry of an exported file, which needs no escape and holds no secrets by name. */
export function rewriteExported(entry: JsonObject, change: VariableChange): RewrittenEntry {
  return rewriteEntry(
    entry,
    change,
    () => undefined,
    (field, now) => {
      const there = valueAt(now, field);
      const value = change.after[field];
      if (field === 'value') return inScalarForm(value!, there);
      if (field === 'description' && isObject(there) && value !== undefined) return { ...there, content: value };
      return value;
    },
  );
}

/** A new entry of an exported file, with the fields that `sibling` has, too. */
export function newExported(change: VariableChange, sibling: JsonObject | undefined): RewrittenEntry {
  const { key = '', type, enabled } = change.after;
  const isUsual = (field: string): boolean => sibling === undefined || Object.hasOwn(sibling, field);
  const usual = present({
    key,
    value: '',
    type: isUsual('type') ? type : undefined,
    enabled: isUsual('enabled') ? enabled : undefined,
  });
  return rewriteExported(usual, { ...change, before: { value: '', type: 'default', enabled: true, ...usual } });
}

function rewriteEntry(
  entry: JsonObject,
  change: VariableChange,
  fixed: (there: Json | undefined) => LeftWhy | undefined,
  write: (field: Field, now: JsonObject) => Json | undefined,
): RewrittenEntry {
  const left: LeftField[] = [];
  let now = entry;
  for (const field of FIELDS) {
    if (equalTrees(change.before?.[field], change.after[field])) continue;
    const there = valueAt(now, field);
    const named = fixed(there);
    const isHidden = named === undefined && field === 'value' && isMasked(change) && isBlank(there);
    const why = isHidden ? 'secret' : named;
    if (why !== undefined) left.push({ field, why, isNamed: !isHidden });
    const value = why === undefined ? write(field, now) : (there ?? (isHidden ? '' : undefined));
    if (value !== there) now = present({ ...now, [field]: value });
  }
  return { entry: now, left };
}

/** A masked value is written in clear only where a value in clear stands now. */
function isMasked({ after, keepSecrets }: VariableChange): boolean {
  return !keepSecrets && after['type'] === 'secret' && after['source'] === undefined && after['value'] !== '';
}

function isBlank(there: Json | undefined): boolean {
  return there === undefined || there === null || there === '' || isObject(there);
}
