// An environment between its spec and the API's object.

import {
  isObject,
  type Json,
  type JsonObject,
  joinPointer,
  type Kind,
  type Leaf,
  type LeafPath,
} from '@postform/engine';
import { fieldLeaves } from '../kind-tools/fields.ts';
import { objectAt, present } from '../kind-tools/trees.ts';
import { inOccurrenceOrder, keyed, keysIn, modelled } from './values.ts';

/** Server's own: `id`, `uid`, `owner`, `isPublic`, `createdAt`, `updatedAt`; never sent (Postman OpenAPI 1.45.0). */
const SERVER_FIELDS: ReadonlySet<string> = new Set(['id', 'uid', 'owner', 'isPublic', 'createdAt', 'updatedAt']);

export const environmentFromRemote: Kind['fromRemote'] = (remote) => ({
  spec: present({ name: remote['name'], ...keyed(valuesOf(remote).map(modelled)) }),
  itemIds: {},
});

/**
 * PUT replaces the whole environment and wants the name each time. Carried over from `current`: top-level fields and
 * fields of a variable that we do not model, and all variables where the spec has none. Variables of others that are to
 * stay have been put into the spec by the engine (`put: 'whole'`).
 */
export const environmentToRemote: Kind['toRemote'] = (spec, { current }) => {
  const live = current === undefined ? undefined : keyed(valuesOf(current));
  const wanted = isObject(spec['values']) ? spec : live;
  const carried = Object.entries(current ?? {}).filter(([key]) => !SERVER_FIELDS.has(key));
  return present({
    ...Object.fromEntries(carried),
    name: spec['name'],
    values: wanted === undefined ? undefined : merged(wanted, live ?? { values: {} }),
  });
};

function merged(wanted: JsonObject, live: JsonObject): Json {
  const before = objectAt(live, 'values');
  return inOccurrenceOrder(objectAt(wanted, 'values'), sentOrder(wanted, live)).map(([key, value]) => {
    const there = Object.hasOwn(before, key) ? before[key] : undefined;
    return isObject(there) ? { ...unmodelled(there), ...forWrite(value) } : forWrite(value);
  });
}

/** The order of the file. A variable that only the server has stays behind the one that it stands behind there. */
function sentOrder(wanted: JsonObject, live: JsonObject): readonly string[] {
  const named = new Set(Array.isArray(wanted['valueOrder']) ? wanted['valueOrder'] : []);
  const all = keysIn(wanted);
  const order = all.filter((key) => named.has(key));
  const others = new Set(all.filter((key) => !named.has(key)));
  let previous: string | undefined;
  for (const key of keysIn(live)) {
    if (others.delete(key)) order.splice(previous === undefined ? 0 : order.indexOf(previous) + 1, 0, key);
    if (named.has(key) || order.includes(key)) previous = key;
  }
  return [...order, ...others];
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

export const environmentLeafPaths: readonly LeafPath[] = [
  { at: '/name', means: 'The name that Postman shows.' },
  {
    at: '/values/*',
    means: 'One variable by its key, as a whole: value, type, switch and description. A second one of a key is KEY#2.',
  },
];

/** `/name`, then each variable as a whole. */
export function environmentLeaves(spec: JsonObject): readonly Leaf[] {
  return fieldLeaves(spec, ['/name', ...keysIn(spec).map((key) => joinPointer('values', key))]);
}
