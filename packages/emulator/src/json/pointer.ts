// Sets and removes values by JSON Pointer (RFC 6901), without changing the value they are given.
import { isArray, isObject, type Json } from './json.ts';

/**
 * A copy of `root` with `value` at the pointer, or without what is there when `value` is undefined. `-` is the place
 * after the last element. Throws a RangeError when the way to the place does not exist.
 */
export function withAt(root: Json, pointer: string, value: Json | undefined): Json {
  if (!pointer.startsWith('/')) throw new RangeError(`"${pointer}" is not a JSON Pointer to a place inside the object`);
  const tokens = pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
  return placed(root, tokens, value, pointer);
}

function placed(node: Json, tokens: readonly string[], value: Json | undefined, pointer: string): Json {
  const [token = '', ...rest] = tokens;
  const isLast = rest.length === 0;
  if (isArray(node)) {
    const at = token === '-' ? node.length : Number(token);
    const isPlace = Number.isInteger(at) && at >= 0 && (at < node.length || (isLast && at === node.length));
    if (!isPlace) throw new RangeError(`there is nothing at "${pointer}"`);
    if (!isLast) return node.with(at, placed(node[at] ?? null, rest, value, pointer));
    if (value === undefined) return node.toSpliced(at, 1);
    return node.toSpliced(at, 1, value);
  }
  if (!isObject(node)) throw new RangeError(`there is nothing at "${pointer}"`);
  if (!isLast && !Object.hasOwn(node, token)) throw new RangeError(`there is nothing at "${pointer}"`);
  if (isLast && value === undefined)
    return Object.fromEntries(Object.entries(node).filter(([key]) => key !== token)) as Json;
  const inner = isLast ? value : placed(node[token] ?? null, rest, value, pointer);
  return { ...node, [token]: inner };
}
