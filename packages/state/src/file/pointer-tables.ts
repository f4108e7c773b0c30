// Writes tables and lists of JSON Pointers with each shared beginning once, so that a deep tree does not grow by its depth squared.
import { isObject } from '@postform/engine';

/**
 * A table `{ "/items/a": 1, "/items/b": 2 }` is written as `{ "~map": [0, "/items/a", 1, 7, "b", 2] }`, a list
 * `["/items/a", "/items/b"]` as `{ "~list": [0, "/items/a", 7, "b"] }`: how many characters a pointer shares with the one before
 * it, the rest of it, and what stands there. Everything else stays as it is; the order stays, too.
 */
export function packPointers(value: unknown): unknown {
  if (Array.isArray(value)) {
    if (value.length < 2 || !value.every(isPointer)) return value.map(packPointers);
    return { '~list': frontCoded(value).flat() };
  }
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  if (keys.length > 0 && keys.every(isPointer))
    return { '~map': frontCoded(keys).flatMap((coded, n) => [...coded, packPointers(value[keys[n]!])]) };
  return mapped(value, packPointers);
}

/** The inverse of `packPointers`. What is not written by it comes back as it is. */
export function unpackPointers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpackPointers);
  if (!isObject(value)) return value;
  const { '~list': list, '~map': map } = value;
  if (Array.isArray(list)) return decoded(list, 2).map(({ pointer }) => pointer);
  if (Array.isArray(map))
    return Object.fromEntries(decoded(map, 3).map(({ pointer, at }) => [pointer, unpackPointers(map[at])]));
  return mapped(value, unpackPointers);
}

function isPointer(text: unknown): text is string {
  return typeof text === 'string' && text.startsWith('/');
}

function mapped(value: object, map: (part: unknown) => unknown): unknown {
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, map(part)]));
}

function frontCoded(pointers: readonly string[]): readonly (readonly [shared: number, rest: string])[] {
  return pointers.map((pointer, n) => {
    const shared = n === 0 ? 0 : sharedLength(pointers[n - 1]!, pointer);
    return [shared, pointer.slice(shared)];
  });
}

/** Never ends inside a surrogate pair: half of one is not text. */
function sharedLength(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  let length = 0;
  while (length < end && a.charCodeAt(length) === b.charCodeAt(length)) length += 1;
  const last = a.charCodeAt(length - 1);
  return length > 0 && last >= 0xd800 && last <= 0xdbff ? length - 1 : length;
}

/** Each pointer, with the place of its value in the list (tables only). */
function decoded(
  coded: readonly unknown[],
  width: 2 | 3,
): readonly { readonly pointer: string; readonly at: number }[] {
  const out: { pointer: string; at: number }[] = [];
  let before = '';
  for (let at = 0; at + width <= coded.length; at += width) {
    before = before.slice(0, Number(coded[at])) + String(coded[at + 1]);
    out.push({ pointer: before, at: at + 2 });
  }
  return out;
}
