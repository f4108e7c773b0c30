// Finds where texts hold an attribute of another resource that stands nowhere by chance, such as a URL.
import type { Address } from '../model/address.ts';
import { type DeferredValue, isDeferredValue, isObject, type Json } from '../model/json.ts';
import type { Kind } from '../model/kind.ts';

/** An attribute of a resource. */
export interface AttributeName {
  readonly address: Address;
  readonly attribute: string;
}

/** What every text is searched for: the attributes by their values. */
export interface Searched {
  readonly attributes: ReadonlyMap<string, AttributeName>;
  readonly pattern: RegExp;
}

export interface KnownAttributes {
  readonly address: Address;
  readonly kind: Kind;
  readonly values: Readonly<Record<string, string>>;
}

/** Undefined where there is nothing to find. A value that two attributes share names neither. */
export function searchedIn(resources: Iterable<KnownAttributes>): Searched | undefined {
  const attributes = new Map<string, AttributeName>();
  const shared = new Set<string>();
  for (const { address, kind, values } of resources)
    for (const [attribute, { unmistakable }] of Object.entries(kind.attributes)) {
      const value = Object.hasOwn(values, attribute) ? values[attribute] : undefined;
      if (unmistakable === undefined || value === undefined || value === '') continue;
      if (attributes.has(value)) shared.add(value);
      attributes.set(value, { address, attribute });
    }
  for (const value of shared) attributes.delete(value);
  if (attributes.size === 0) return undefined;
  const longestFirst = [...attributes.keys()].sort((a, b) => b.length - a.length);
  const literal = longestFirst.map((value) => value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return { attributes, pattern: new RegExp(literal.join('|'), 'g') };
}

/** What may stand before a use: nothing that belongs to the same word, and no `$`, which would make of `${` a literal one. */
const JOINED_BEFORE = /[\p{L}\p{N}_.+$-]$/u;
/** A longer host, another port or another path: the text holds something else. */
const JOINED_AFTER = /^(?:[\p{L}\p{N}_~%@-]|[.:][\p{L}\p{N}])/u;

interface Hit {
  readonly start: number;
  readonly end: number;
  readonly name: AttributeName;
}

function hitsIn(text: string, { attributes, pattern }: Searched, own: Address): readonly Hit[] {
  return [...text.matchAll(pattern)].flatMap(({ 0: value, index: start }) => {
    const end = start + value.length;
    const name = attributes.get(value)!;
    const isPart =
      JOINED_BEFORE.test(text.slice(Math.max(0, start - 2), start)) || JOINED_AFTER.test(text.slice(end, end + 3));
    return isPart || name.address === own ? [] : [{ start, end, name }];
  });
}

/** The attributes that a text holds, each once. `own`: the resource whose text it is. */
export function namedInText(text: string, searched: Searched, own: Address): readonly AttributeName[] {
  return [...new Set(hitsIn(text, searched, own).map(({ name }) => name))];
}

/** A copy in which refs stand for what was found in its texts; the same tree where nothing was. Keys stay as they are. */
export function withUses(tree: Json, searched: Searched, own: Address): Json {
  if (typeof tree === 'string') return textWithUses(tree, searched, own);
  if (Array.isArray(tree)) {
    const items = tree.map((item) => withUses(item, searched, own));
    return items.some((item, index) => item !== tree[index]) ? items : tree;
  }
  if (!isObject(tree) || isDeferredValue(tree)) return tree;
  const entries = Object.entries(tree).map(([key, value]) => [key, withUses(value, searched, own)] as const);
  return entries.some(([key, value]) => value !== tree[key]) ? Object.fromEntries(entries) : tree;
}

function textWithUses(text: string, searched: Searched, own: Address): Json {
  const hits = hitsIn(text, searched, own);
  if (hits.length === 0) return text;
  const parts: Json[] = [];
  let at = 0;
  for (const { start, end, name } of hits) {
    if (start > at) parts.push(text.slice(at, start));
    parts.push({ $deferred: 'ref', ...name } satisfies DeferredValue);
    at = end;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts.length === 1 ? parts[0]! : ({ $deferred: 'text', parts } satisfies DeferredValue);
}
