// JSON Pointers (RFC 6901) over plain trees: read, write and match them. Nothing here mutates its input.
import { escapeToken, isObject, type Json, type JsonObject } from './json.ts';

/** A JSON Pointer; `''` is the whole tree. */
export type Pointer = string;

/** A pointer in which a token `*` stands for any one token; it matches that place and everything below it. */
export type PointerPattern = string;

export function joinPointer(...tokens: readonly string[]): Pointer {
  let pointer = '';
  for (const token of tokens) pointer += `/${escapeToken(token)}`;
  return pointer;
}

export function splitPointer(pointer: Pointer): readonly string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function getAt(tree: Json, pointer: Pointer): Json | undefined {
  let here: Json | undefined = tree;
  for (const token of splitPointer(pointer)) {
    if (Array.isArray(here)) here = here[indexOf(token)];
    else if (isObject(here) && Object.hasOwn(here, token)) here = here[token];
    else return undefined;
  }
  return here;
}

/** A copy with `value` at the pointer; missing parents become objects. `undefined` removes the key. */
export function setAt(tree: Json, pointer: Pointer, value: Json | undefined): Json {
  const tokens = splitPointer(pointer);
  if (tokens.length === 0) return value ?? null;
  return place(tree, tokens, 0, value) ?? null;
}

/** A copy with all these values at their pointers. Each object on the way is copied once, however many there are. */
export function setEach(tree: JsonObject, entries: Iterable<readonly [Pointer, Json | undefined]>): JsonObject {
  const copies = new Set<object>();
  const copyOf = (value: Json | undefined): Record<string, Json> => {
    if (isObject(value) && copies.has(value)) return value;
    const copy = isObject(value) ? { ...value } : {};
    copies.add(copy);
    return copy;
  };
  const root = copyOf(tree);
  for (const [pointer, value] of entries) {
    const tokens = splitPointer(pointer);
    const last = tokens.at(-1)!;
    const path = tokens.slice(0, -1);
    if (value === undefined && getAt(root, joinPointer(...path)) === undefined) continue;
    let here = root;
    for (const token of path) {
      const next = copyOf(Object.hasOwn(here, token) ? here[token] : undefined);
      define(here, token, next);
      here = next;
    }
    if (value === undefined) delete here[last];
    else define(here, last, value);
  }
  return root;
}

function define(object: Record<string, Json>, key: string, value: Json): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
  else object[key] = value;
}

function place(
  here: Json | undefined,
  tokens: readonly string[],
  depth: number,
  value: Json | undefined,
): Json | undefined {
  if (depth === tokens.length) return value;
  const token = tokens[depth]!;
  if (Array.isArray(here)) {
    const index = indexOf(token);
    const next = place(here[index], tokens, depth + 1, value);
    if (Number.isNaN(index) || (next === undefined && index >= here.length)) return here;
    const copy = [...here];
    if (next === undefined) copy.splice(index, 1);
    else copy[index] = next;
    return copy;
  }
  const from: JsonObject = isObject(here) ? here : {};
  if (value === undefined && !Object.hasOwn(from, token)) return here;
  const next = place(Object.hasOwn(from, token) ? from[token] : undefined, tokens, depth + 1, value);
  if (next !== undefined) return { ...from, [token]: next };
  const { [token]: _gone, ...rest } = from;
  return rest;
}

/** A list's token as RFC 6901 has it, digits without leading zeros; any other names nothing. */
function indexOf(token: string): number {
  return /^(0|[1-9]\d*)$/.test(token) ? Number(token) : Number.NaN;
}

/** True where `pointer` is `at` itself or lies below it. */
export function isWithin(pointer: Pointer, at: Pointer): boolean {
  return at === '' || pointer === at || pointer.startsWith(`${at}/`);
}

/** True where the pattern matches the pointer or one of its parents. */
export function matchesPattern(pointer: Pointer, pattern: PointerPattern): boolean {
  const wanted = splitPointer(pattern);
  const tokens = splitPointer(pointer);
  return wanted.length <= tokens.length && wanted.every((token, index) => token === '*' || token === tokens[index]);
}

/** As `matchesAny`, for many pointers and many patterns: those without `*` are found by the pointer and its parents. */
export function matcherOf(patterns: readonly PointerPattern[]): (pointer: Pointer) => boolean {
  const literal = new Set(patterns.filter((pattern) => !pattern.includes('*')));
  const others = patterns.filter((pattern) => pattern.includes('*'));
  return (pointer) => {
    for (let end = pointer.length; end > 0; end = pointer.lastIndexOf('/', end - 1))
      if (literal.has(pointer.slice(0, end))) return true;
    return literal.has('') || matchesAny(pointer, others);
  };
}

export function matchesAny(pointer: Pointer, patterns: readonly PointerPattern[]): boolean {
  return patterns.some((pattern) => matchesPattern(pointer, pattern));
}

/**
 * Keys for siblings that are told apart by name and occurrence: `a`, `b`, `a#2`.
 * A `#` inside a name is doubled, so that no name can be taken for an occurrence.
 */
export function occurrenceKeys(names: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    const escaped = name.replaceAll('#', '##');
    return count === 1 ? escaped : `${escaped}#${count}`;
  });
}
