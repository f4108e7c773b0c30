// Rules about auth. Its canonical form is v2.1's: a type, and a list of parameters sorted by key.
import { isDeferredValue, isObject, type Json, type JsonObject } from '@postform/engine';
import { isEmptyObject, without } from '../../kind-tools/trees.ts';
import { AUTH, AUTH_METHOD, below, ENTRIES } from '../spec/places.ts';
import { onPart } from '../spec/walk.ts';
import { placedRule } from './rule.ts';

/** `{ username: 'x' }` → `[{ key: 'username', value: 'x' }]`. */
export const authList = placedRule({
  name: 'auth-list',
  why: 'Format v2.0 writes the parameters of auth as an object, v2.1 as a list; the API speaks v2.1 (Postman OpenAPI 1.45.0, createCollection).',
  changes: [
    {
      at: AUTH_METHOD,
      change: (parameters) =>
        isObject(parameters) && !isDeferredValue(parameters)
          ? Object.entries(parameters).map(([key, value]) => ({ key, value }))
          : parameters,
    },
  ],
});

export const authType = placedRule({
  name: 'auth-type',
  why: 'The API lists `type` of an auth parameter as any of the JSON types or `any` (Postman OpenAPI 1.45.0, auth-attribute); v2.0 has none. It repeats what the value shows.',
  changes: [onPart(below(AUTH_METHOD, ENTRIES), (entry) => (repeatsValue(entry) ? without(entry, ['type']) : entry))],
});

function repeatsValue(entry: JsonObject): boolean {
  const { type, value } = entry;
  if (type === 'any') return true;
  return type === (isDeferredValue(value) ? 'string' : Array.isArray(value) ? 'array' : typeof value);
}

export const authOrder = placedRule({
  name: 'auth-order',
  why: 'Parameters of auth are named, so their order means nothing, and an object (v2.0) has none.',
  changes: [
    {
      at: AUTH_METHOD,
      change: (parameters) => {
        if (!Array.isArray(parameters)) return parameters;
        const sorted = [...parameters].sort((a, b) => compare(keyOf(a), keyOf(b)));
        return sorted.every((entry, index) => entry === parameters[index]) ? parameters : sorted;
      },
    },
  ],
});

function keyOf(entry: Json): string {
  return isObject(entry) && typeof entry['key'] === 'string' ? entry['key'] : '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export const authNull = placedRule({
  name: 'auth-null',
  why: 'The v2.1 schema lets auth be null, which means the same as none: what stands above it applies. So does `{}`, which names no type.',
  changes: [{ at: AUTH, change: (auth) => (auth === null || isEmptyObject(auth) ? undefined : auth) }],
});
