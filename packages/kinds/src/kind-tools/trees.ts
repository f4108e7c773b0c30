// Reads and changes plain trees without copying what stays the same.
import { isDeferredValue, isObject, type Json, type JsonObject } from '@postform/engine';

/** The object under a key; an empty one where there is none. */
export function objectAt(tree: JsonObject, key: string): JsonObject {
  const value = Object.hasOwn(tree, key) ? tree[key] : undefined;
  return isObject(value) && !isDeferredValue(value) ? value : {};
}

/** The value under a key that somebody chose; undefined where the object has none of its own. */
export function valueAt(tree: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(tree, key) ? tree[key] : undefined;
}

/** The strings of a list under a key; an empty list where there is none. */
export function namesAt(tree: JsonObject, key: string): readonly string[] {
  const value = tree[key];
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}

/** The text under a key; undefined where there is none. */
export function textAt(tree: JsonObject, key: string): string | undefined {
  const value = tree[key];
  return typeof value === 'string' ? value : undefined;
}

/** The keys in the written order, each once; keys that the order forgets follow. */
export function inWrittenOrder(map: JsonObject, order: readonly string[]): readonly string[] {
  const known = new Set(order.filter((key) => Object.hasOwn(map, key)));
  for (const key of Object.keys(map)) known.add(key);
  return [...known];
}

/** The tree with `change` applied to the value of one key, if it is there; undefined removes the key. */
export function changeKey(tree: JsonObject, key: string, change: (value: Json) => Json | undefined): JsonObject {
  if (!Object.hasOwn(tree, key)) return tree;
  const value = tree[key]!;
  const next = change(value);
  if (next === value) return tree;
  return next === undefined ? without(tree, [key]) : { ...tree, [key]: next };
}

/** As `changeKey` for several keys, each of them once; `change` also gets the key. */
export function changeFields(
  tree: JsonObject,
  fields: readonly (readonly [key: string, change: (value: Json, key: string) => Json | undefined])[],
): JsonObject {
  let copy: Record<string, Json> | undefined;
  let gone: string[] | undefined;
  for (const [key, change] of fields) {
    const value = tree[key];
    if (value === undefined || !Object.hasOwn(tree, key)) continue;
    const next = change(value, key);
    if (next === value) continue;
    if (next === undefined) {
      gone ??= [];
      gone.push(key);
    } else {
      copy ??= { ...tree };
      copy[key] = next;
    }
  }
  const changed = copy ?? tree;
  return gone === undefined ? changed : without(changed, gone);
}

/** The map with `change` applied to each value that is an object; the same map where nothing changes. */
export function changeEach(map: JsonObject, change: (value: JsonObject, key: string) => Json): JsonObject {
  let copy: Record<string, Json> | undefined;
  for (const key of Object.keys(map)) {
    const value = map[key]!;
    const next = isObject(value) && !isDeferredValue(value) ? change(value, key) : value;
    if (next === value) continue;
    copy ??= { ...map };
    copy[key] = next;
  }
  return copy ?? map;
}

/** The list with `change` applied to each entry that is an object; anything but a list stays. */
export function changeList(list: Json, change: (entry: JsonObject) => Json): Json {
  if (!Array.isArray(list)) return list;
  let copy: Json[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const entry: Json = list[index];
    const next = isObject(entry) && !isDeferredValue(entry) ? change(entry) : entry;
    if (next === entry) continue;
    copy ??= [...list];
    copy[index] = next;
  }
  return copy ?? list;
}

/** A copy without these keys; the same tree where it has none of them. */
export function without(tree: JsonObject, keys: readonly string[]): JsonObject {
  if (!keys.some((key) => Object.hasOwn(tree, key))) return tree;
  return only(tree, (key) => !keys.includes(key));
}

/** A copy without keys whose value is undefined; the order of keys stays. */
export function present(fields: Readonly<Record<string, Json | undefined>>): JsonObject {
  return only(fields, (_, value) => value !== undefined);
}

/** The fields that are kept, in their order. A loop: every resource passes here many times. */
function only(
  fields: Readonly<Record<string, Json | undefined>>,
  keeps: (key: string, value: Json | undefined) => boolean,
): Record<string, Json> {
  const copy: Record<string, Json> = {};
  for (const key of Object.keys(fields)) {
    const value = fields[key]!;
    if (!keeps(key, value)) continue;
    if (key === '__proto__')
      Object.defineProperty(copy, key, { value, enumerable: true, writable: true, configurable: true });
    else copy[key] = value;
  }
  return copy;
}

export function isEmptyObject(value: Json | undefined): boolean {
  if (!isObject(value)) return false;
  for (const key in value) if (Object.hasOwn(value, key)) return false;
  return true;
}

export function isEmptyList(value: Json | undefined): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** '', [] or {}. */
export function isBlank(value: Json | undefined): boolean {
  return value === '' || isEmptyList(value) || isEmptyObject(value);
}

/** A copy without keys that hold nothing, but for those to be kept; the same tree where there is none. */
export function withoutBlanks(tree: JsonObject, kept: readonly string[] = []): JsonObject {
  return withoutWhere(tree, (key, value) => isBlank(value) && !kept.includes(key));
}

/** A copy without the keys that `isGone` holds for; the same tree where there is none. */
export function withoutWhere(tree: JsonObject, isGone: (key: string, value: Json) => boolean): JsonObject {
  for (const key in tree) {
    if (isGone(key, tree[key]!)) return only(tree, (name, value) => !isGone(name, value!));
  }
  return tree;
}
