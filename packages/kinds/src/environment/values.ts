// The variables of an environment as a map: each under its key and occurrence, so that it has a pointer.

import { isDeferredValue, isObject, type Json, type JsonObject, occurrenceKeys } from '@postform/engine';
import { present } from '../kind-tools/trees.ts';

/** The fields of a variable that we model (Postman OpenAPI 1.45.0, environmentVariables and environmentVaultVariables). */
const FIELDS = ['key', 'value', 'type', 'enabled', 'description', 'secret', 'source'] as const;

/** Only what we model; `toRemote` carries over what else a variable may hold. */
export function modelled(value: JsonObject): JsonObject {
  return present({ ...Object.fromEntries(FIELDS.map((field) => [field, value[field]])), key: keyOf(value) });
}

/** What Postman's apps have written at one time or another as the type of a variable that is not masked. */
const PLAIN_TYPES: readonly (Json | undefined)[] = [undefined, null, '', 'any', 'text', 'string', 'boolean', 'number'];

export function isPlainType(type: Json | undefined): boolean {
  return PLAIN_TYPES.includes(type);
}

/** The types that the API documents (Postman OpenAPI 1.45.0, environmentVariables). */
export const TYPES: readonly string[] = ['default', 'secret'];

export function keyOf(value: JsonObject): string {
  return typeof value['key'] === 'string' ? value['key'] : '';
}

/**
 * List → map: `a`, `b`, and `a#2` for a second `a`, with the order of the keys beside it: a map of JavaScript puts keys
 * that are whole numbers first. The order is no leaf, so it is sent and never compared.
 */
export function keyed(values: readonly JsonObject[]): { readonly values: JsonObject; readonly valueOrder: Json } {
  const keys = occurrenceKeys(values.map(keyOf));
  return { values: Object.fromEntries(values.map((value, index) => [keys[index]!, value])), valueOrder: keys };
}

/** The keys of a spec's variables in their order; those that the order forgets follow. */
export function keysIn(spec: JsonObject): readonly string[] {
  const { values, valueOrder } = spec;
  if (!isObject(values)) return [];
  const named = Array.isArray(valueOrder) ? valueOrder.filter((key) => typeof key === 'string') : [];
  return [...new Set([...named.filter((key) => Object.hasOwn(values, key)), ...Object.keys(values)])];
}

/**
 * The variables of these keys, twins in the order of their occurrences: which of two twins comes last has a meaning. A
 * tree that was sorted in between (`a`, `a#10`, `a#2`) gets it back.
 */
export function inOccurrenceOrder(
  values: JsonObject,
  keys: readonly string[],
): readonly (readonly [string, JsonObject])[] {
  const entries = keys.flatMap((key): readonly (readonly [string, JsonObject])[] => {
    const value = values[key];
    return isObject(value) ? [[key, value]] : [];
  });
  const twins = new Map<string, (readonly [string, JsonObject])[]>();
  for (const entry of entries) {
    const key = keyOf(entry[1]);
    twins.set(
      key,
      [...(twins.get(key) ?? []), entry].sort((a, b) => occurrence(...a) - occurrence(...b)),
    );
  }
  return entries.map(([, value]) => twins.get(keyOf(value))!.shift()!);
}

/** The how-manieth variable of its key this is, by the key under which it stands. */
export function occurrence(at: string, value: JsonObject): number {
  const [plain] = occurrenceKeys([keyOf(value)]);
  return at === plain ? 1 : Number(at.slice(plain!.length + 1));
}

/** A variable whose value is, or was written as, a secret. */
export function holdsSecret(value: Json | undefined): boolean {
  if (value === undefined) return false;
  if (isDeferredValue(value)) {
    if (value.$deferred === 'text') return value.parts.some(holdsSecret);
    return value.$deferred === 'secret' || value.$deferred === 'missing' || value.$deferred === 'sealed';
  }
  return isObject(value) && (value['type'] === 'secret' || holdsSecret(value['value']));
}
