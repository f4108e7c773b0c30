// Plain trees. Everything the planner compares is JSON; values not known yet are marked nodes inside it.
import type { Address } from './address.ts';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * A value that stands in for another one, inside a spec:
 * - `ref`: an attribute of another resource, written `${mock.orders.mockUrl}` or as a ref field.
 * - `text`: strings and refs joined without separator, written `https://${mock.orders.mockUrl}/v1`.
 * - `secret`: a secret by name, written `{ secret: orders-token }`.
 * - `unknown`: a ref whose value this plan's own steps will make (only after `resolveDeferred`).
 * - `missing`: a secret that is not available here (only after `resolveDeferred`).
 * - `lost`: a value of which only the digest is remembered (only for display).
 * - `sealed`: a value that must not be shown; the fingerprint is a keyed digest (only for display).
 */
export type DeferredValue =
  | { readonly $deferred: 'ref'; readonly address: Address; readonly attribute: string }
  | { readonly $deferred: 'text'; readonly parts: readonly Json[] }
  | { readonly $deferred: 'secret'; readonly name: string }
  | { readonly $deferred: 'unknown'; readonly of: string }
  | { readonly $deferred: 'missing'; readonly name: string }
  | { readonly $deferred: 'lost' }
  | { readonly $deferred: 'sealed'; readonly fingerprint: string; readonly name?: string };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isDeferredValue(value: unknown): value is DeferredValue {
  return isObject(value) && typeof value['$deferred'] === 'string';
}

/** Calls `visit` for each deferred value, with its JSON Pointer, depth first, in key order. */
export function eachDeferredValue(
  tree: Json,
  visit: (deferred: DeferredValue, pointer: string) => void,
  pointer = '',
): void {
  if (isDeferredValue(tree)) {
    visit(tree, pointer);
    if (tree.$deferred === 'text') for (const part of tree.parts) eachDeferredValue(part, visit, pointer);
  } else if (Array.isArray(tree)) {
    tree.forEach((item, index) => {
      eachDeferredValue(item, visit, `${pointer}/${index}`);
    });
  } else if (isObject(tree)) {
    for (const key of Object.keys(tree)) eachDeferredValue(tree[key]!, visit, `${pointer}/${escapeToken(key)}`);
  }
}

/** As `eachDeferredValue`, for those who need no pointer: most trees have no such value. */
export function eachDeferredIn(tree: Json, visit: (deferred: DeferredValue) => void): void {
  if (typeof tree !== 'object' || tree === null) return;
  if (Array.isArray(tree)) {
    for (const item of tree as readonly Json[]) if (typeof item === 'object') eachDeferredIn(item, visit);
  } else if (isDeferredValue(tree)) {
    visit(tree);
    if (tree.$deferred === 'text') for (const part of tree.parts) eachDeferredIn(part, visit);
  } else {
    const object = tree as JsonObject;
    for (const key in object) if (typeof object[key] === 'object') eachDeferredIn(object[key], visit);
  }
}

/** A key as a token of a JSON Pointer. Most keys need nothing: two scans are cheaper than two copies. */
export function escapeToken(key: string): string {
  return key.includes('~') || key.includes('/') ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key;
}
