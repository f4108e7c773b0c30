// Defines JSON values and the few questions that are asked of them.
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** True for `{}`-like values: not null, not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for arrays of JSON values. */
export function isArray(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** The objects of a list, in order; none for what is no list. */
export function objectsIn(value: unknown): JsonObject[] {
  return isArray(value) ? value.filter(isObject) : [];
}

/** The text, when the value is one; otherwise undefined. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Any value as a word: a text as it is, others as JSON. Where `String` would throw for an object that hides `toString`. */
export function wordOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The type name Postman prints in "Invalid type: null (expected object)" (OpenAPI 1.45.0, environment400Errors). */
export function typeName(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** A copy of `object` with only the `keys` it has, in the order of `keys`. */
export function pick(object: JsonObject, keys: readonly string[]): JsonObject {
  const out: Record<string, Json> = {};
  for (const key of keys) {
    const value = object[key];
    if (value !== undefined) out[key] = value;
  }
  return out;
}

/** A copy of `object` without `keys`. A key named `__proto__` in a body stays an ordinary key. */
export function omit(object: JsonObject, keys: readonly string[]): JsonObject {
  const out: Record<string, Json | undefined> = { ...object };
  for (const key of keys) delete out[key];
  return out;
}

/** A copy of `object` without the keys that hold null. */
export function withoutNulls(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}
