// Rewrites what is read without changing what it means, as no document says a server does.

import { isArray, isObject, type Json, type JsonObject } from '../json/json.ts';
import type { Reply } from '../reply/replies.ts';
import type { Switches } from '../switches/switches.ts';
import { missingIn } from './defaults.ts';
import { envelopes, exactSort, type Sort, sortBelow } from './grammar.ts';

export type Habits = Pick<Switches, 'reorderKeys' | 'fillDefaults' | 'dropEmpties'>;

/**
 * What would mean something else if it were not there: a folder is an item with a list of items, `?a=` is not `?a`, and
 * the rest is required in what is read (Postman OpenAPI 1.45.0, getCollection: id, listen, key and value of a header).
 */
const kept: Readonly<Partial<Record<Sort, readonly string[]>>> = {
  attribute: ['key'],
  example: ['originalRequest'],
  collection: ['info', 'item'],
  folder: ['item'],
  formdata: ['key'],
  header: ['key', 'value'],
  item: ['request'],
  query: ['key', 'value'],
  urlencoded: ['key'],
  value: ['key'],
  variable: ['key'],
};

/** The reply, rewritten as the switches say; the same one where they say nothing, and for refusals. */
export function rewritten(reply: Reply, habits: Habits): Reply {
  const { body, status } = reply;
  if (!(habits.reorderKeys || habits.fillDefaults || habits.dropEmpties)) return reply;
  if (status >= 300 || !isObject(body)) return reply;
  const entries = Object.entries(body).map(([key, value]) => [key, below(envelopes[singular(key)], value, habits)]);
  return { ...reply, body: ordered(Object.fromEntries(entries), habits) };
}

function singular(key: string): string {
  return key.endsWith('s') ? key.slice(0, -1) : key;
}

/** One object, or each of a list. Undefined stays: such keys are not sent. */
function below(sort: Sort | undefined, value: Json | undefined, habits: Habits): Json | undefined {
  if (isArray(value)) return value.map((one) => below(sort, one, habits) ?? null);
  return isObject(value) ? rewrite(exactSort(sort, value), value, habits) : value;
}

/**
 * What was empty goes and what was not there comes, so that neither way of writing survives the server. Settings and what
 * the format does not know stay as they are, but for the order of keys: nobody knows what an empty one means there.
 */
function rewrite(sort: Sort | undefined, node: JsonObject, habits: Habits): JsonObject {
  const missing = habits.fillDefaults ? missingIn(sort, node) : {};
  const isDropped = ([key, value]: [string, Json | undefined]): boolean =>
    habits.dropEmpties && sort !== undefined && isEmpty(value) && kept[sort]?.includes(key) !== true;
  const entries = Object.entries(node)
    .filter((entry) => !isDropped(entry))
    .map(([key, value]) => [key, below(sortBelow(sort, key), value, habits)]);
  const added = Object.entries(missing).filter(([key]) => node[key] === undefined);
  return ordered(Object.fromEntries([...entries, ...added]), habits);
}

function isEmpty(value: Json | undefined): boolean {
  if (isArray(value)) return value.length === 0;
  return value === '' || (isObject(value) && Object.keys(value).length === 0);
}

/** By the alphabet, as maps of several languages are written. */
function ordered(node: JsonObject, { reorderKeys }: Habits): JsonObject {
  if (!reorderKeys) return node;
  return Object.fromEntries(Object.entries(node).sort(([a], [b]) => (a < b ? -1 : 1)));
}
