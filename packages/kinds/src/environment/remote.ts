// Room: an environment between its spec and the API's object.
import { getAt, isObject, type Json, type JsonObject, joinPointer, type Kind, type Leaf } from '@postform/engine';
import { present } from '../reply.ts';
import { inOccurrenceOrder, keyed, modelled } from './values.ts';

/** Server's own: `id`, `uid`, `owner`, `isPublic`, `createdAt`, `updatedAt`; never sent (Postman OpenAPI 1.45.0). */
const SERVER_FIELDS: ReadonlySet<string> = new Set(['id', 'uid', 'owner', 'isPublic', 'createdAt', 'updatedAt']);

export const fromRemote: Kind['fromRemote'] = (remote) => ({
  spec: present({ name: remote['name'], values: keyed(valuesOf(remote).map(modelled)) }),
  memo: {},
});

/**
 * PUT replaces the whole environment and wants the name each time. Carried over from `current`: top-level fields and
 * fields of a variable that we do not model, and all variables where the spec has none. Variables of others that are to
 * stay have been put into the spec by the engine (`put: 'whole'`).
 */
export const toRemote: Kind['toRemote'] = (spec, { current }) => {
  const live = current === undefined ? undefined : keyed(valuesOf(current));
  const wanted = isObject(spec['values']) ? spec['values'] : live;
  const carried = Object.entries(current ?? {}).filter(([key]) => !SERVER_FIELDS.has(key));
  return present({
    ...Object.fromEntries(carried),
    name: spec['name'],
    values: wanted === undefined ? undefined : merged(wanted, live ?? {}),
  });
};

function merged(wanted: JsonObject, live: JsonObject): Json {
  return inOccurrenceOrder(inLiveOrder(wanted, live)).map(([key, value]) => {
    const before = Object.hasOwn(live, key) ? live[key] : undefined;
    return isObject(before) ? { ...unmodelled(before), ...forWrite(value) } : forWrite(value);
  });
}

/** Variables that exist stay where they are, so that nobody sees the list jump; new ones follow. */
function inLiveOrder(values: JsonObject, live: JsonObject): JsonObject {
  const here = Object.keys(live).filter((key) => Object.hasOwn(values, key));
  const keys = [...new Set([...here, ...Object.keys(values)])];
  return Object.fromEntries(keys.map((key) => [key, values[key]!]));
}

function unmodelled(value: JsonObject): JsonObject {
  const ours = new Set(Object.keys(modelled(value)));
  return Object.fromEntries(Object.entries(value).filter(([field]) => !ours.has(field)));
}

/** A value that lies in the vault is read without `value` and written with an empty one. */
function forWrite(value: JsonObject): JsonObject {
  return { ...value, value: value['value'] ?? '' };
}

function valuesOf(remote: JsonObject): readonly JsonObject[] {
  return Array.isArray(remote['values']) ? remote['values'].filter(isObject) : [];
}

/** `/name`, then each variable as a whole. */
export function leaves(spec: JsonObject): readonly Leaf[] {
  const pointers = ['/name', ...(isObject(spec['values']) ? Object.keys(spec['values']) : []).map(valuePointer)];
  return pointers.flatMap((pointer) => {
    const value = getAt(spec, pointer);
    return value === undefined ? [] : [{ pointer, value }];
  });
}

function valuePointer(key: string): string {
  return joinPointer('values', key);
}
