// Small collections for tests, in format 2.1, and their specs.
import { type Json, type JsonObject, normalize } from '@postform/engine';
import { collection } from '../index.ts';

export function rawCollection(fields: JsonObject = {}, info: JsonObject = {}): JsonObject {
  return {
    info: { name: 'Orders', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json', ...info },
    item: [],
    ...fields,
  };
}

export function rawRequest(
  name: string,
  request: Json = { method: 'GET', url: 'https://x.org/a' },
  fields: JsonObject = {},
) {
  return { name, request, ...fields };
}

export function rawFolder(name: string, item: readonly Json[], fields: JsonObject = {}) {
  return { name, item, ...fields };
}

/** As read from a server or a file, not yet normalised. */
export function specOf(raw: JsonObject): JsonObject {
  return collection.fromRemote(raw, {}).spec;
}

export function normalOf(raw: JsonObject): JsonObject {
  return normalize(collection, specOf(raw));
}

export function leavesIn(spec: JsonObject): Readonly<Record<string, Json>> {
  return Object.fromEntries(collection.leaves(spec).map((leaf) => [leaf.pointer, leaf.value]));
}
