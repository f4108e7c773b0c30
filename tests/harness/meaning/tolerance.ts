// Defines a tolerance: one difference in writing that is no difference in meaning, and why.
import { isObject, type Json, type JsonObject, omit, type Sort } from './grammar.ts';

/** Applied to each node of its sorts, on both sides, before they are compared. Undefined: as if it were not there. */
export interface Tolerance {
  readonly name: string;
  readonly why: string;
  readonly on: readonly Sort[] | 'all';
  readonly apply: (node: Json, sort: Sort) => Json | undefined;
}

/** What the server may add: gives the fetched node without it. Whatever the source states must be there. */
export interface ServerAddition {
  readonly name: string;
  readonly why: string;
  readonly on: readonly Sort[];
  readonly settle: (source: JsonObject, fetched: JsonObject) => JsonObject;
}

export interface Tolerances {
  readonly writings: readonly Tolerance[];
  readonly additions: readonly ServerAddition[];
}

/** A change of object nodes only. */
export function ofObject(change: (node: JsonObject, sort: Sort) => Json | undefined): Tolerance['apply'] {
  return (node, sort) => (isObject(node) ? change(node, sort) : node);
}

export function dropping(...keys: readonly string[]): Tolerance['apply'] {
  return ofObject((node) => omit(node, keys));
}

/** Drops `key` where it says what its absence says. */
export function defaulting(key: string, value: Json): Tolerance['apply'] {
  return ofObject((node) => (node[key] === value ? omit(node, [key]) : node));
}
