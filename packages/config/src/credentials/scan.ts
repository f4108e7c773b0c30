// Finds what seems to be a credential in a spec: by its form anywhere, by the name beside it where a field has one.
import {
  isDeferredValue,
  isObject,
  type Json,
  type JsonObject,
  joinPointer,
  matchesPattern,
  namesCredential,
  occurrenceKeys,
  type Pointer,
  type PointerPattern,
} from '@postform/engine';
import { maskKeys } from '../files/redact-keys.ts';
import { type FormMatch, formsIn, valueByName } from './forms-in.ts';

export interface FoundCredential {
  readonly rule: string;
  readonly what: string;
  readonly isSure: boolean;
  /**
   * The first place: a pointer into the spec, in which an entry of a list is named by its key and stands for its value, as in
   * a collection's `secrets:`. A token that would show a credential is `*`.
   */
  readonly at: PointerPattern;
  /** The text is nothing else, but for a word such as `Bearer` before it. */
  readonly isWhole: boolean;
  /** How many more places hold the same. */
  more: number;
}

/** What was found, and the value that nobody may print. */
export interface CredentialValue {
  readonly found: FoundCredential;
  readonly value: string;
}

export interface Scanned {
  /** In the order of the spec, each value once. At most `MOST_KEPT`. */
  readonly values: readonly CredentialValue[];
  /** Places beyond those. */
  readonly beyond: number;
  /** Patterns that allow nothing. */
  readonly unmatched: readonly PointerPattern[];
}

const MOST_KEPT = 1000;
/** For a scheme before the value. */
const LONGEST_SCHEME = 13;

export function scanSpec(spec: JsonObject, allowed: readonly PointerPattern[]): Scanned {
  const values = new Map<string, CredentialValue>();
  const unmatched = new Set(allowed);
  const keys = listKeys();
  /** What leads to the current node, from the top: containers and steps. */
  const above: Json[] = [];
  const steps: string[] = [];
  let beyond = 0;

  const report = (text: string, match: FormMatch): void => {
    const place = placeOf(above, steps, keys);
    const matching = allowed.filter((pattern) => matchesPattern(place, pattern));
    for (const pattern of matching) unmatched.delete(pattern);
    if (matching.length > 0) return;
    const value = text.slice(match.from, match.to);
    const { rule, what } = match.form;
    const before = values.get(`${rule} ${value}`);
    if (before !== undefined) before.found.more += 1;
    else if (values.size >= MOST_KEPT) beyond += 1;
    else {
      const at = shown(place, value);
      const isWhole = at === place && text.trim().length <= value.length + LONGEST_SCHEME && !text.includes('\n');
      const found = { rule, what, isSure: match.isSure, at, isWhole, more: 0 };
      values.set(`${rule} ${value}`, { found, value });
    }
  };

  const visitText = (text: string, isNamed: boolean): void => {
    const found = formsIn(text);
    const matches = found.length === 0 && isNamed ? [valueByName(text) ?? []].flat() : found;
    if (matches.length === 0 || repeatsKey(text, above)) return;
    for (const match of matches) report(text, match);
  };

  const visitBelow = (container: Json, step: string, node: Json, isNamed: boolean): void => {
    above.push(container);
    steps.push(step);
    visit(node, isNamed);
    above.pop();
    steps.pop();
  };

  const visit = (node: Json, isNamed: boolean): void => {
    if (typeof node === 'string') visitText(node, isNamed);
    else if (Array.isArray(node)) {
      for (const [index, item] of node.entries()) visitBelow(node, String(index), item as Json, isNamed);
    } else if (isDeferredValue(node)) {
      if (node.$deferred === 'text')
        for (const part of node.parts) if (typeof part === 'string') visitText(part, false);
    } else if (isObject(node)) {
      const names = namesValue(node, steps.at(-2));
      for (const key of Object.keys(node)) {
        const item = node[key]!;
        const isText = typeof item === 'string';
        visitBelow(node, key, item, isText && item.length > 15 && (key === 'value' ? names : namesCredential(key)));
      }
    }
  };

  visit(spec, false);
  return { values: [...values.values()], beyond, unmatched: [...unmatched] };
}

/** Whether the key of an entry says that its value is a credential; `list`: the name of the list that holds the entry. */
function namesValue(entry: JsonObject, list: string | undefined): boolean {
  const { value } = entry;
  if (typeof value !== 'string' || value.length < 16) return false;
  const key = entry['key'] ?? entry['name'];
  if (entry['type'] === 'secret' || (list === 'apikey' && key === 'value')) return true;
  return typeof key === 'string' && namesCredential(key);
}

/** The order of a map's keys, beside the map: what a key holds is found in what has that name. */
function repeatsKey(text: string, above: readonly Json[]): boolean {
  if (!Array.isArray(above.at(-1))) return false;
  const owner = above.at(-2);
  return isObject(owner) && Object.values(owner).some((map) => isObject(map) && Object.hasOwn(map, text));
}

type KeysOf = (list: readonly Json[]) => readonly string[];

/** The keys of a list's entries by occurrence; an entry without one is known by its number. Made once for each list. */
function listKeys(): KeysOf {
  const known = new Map<readonly Json[], readonly string[]>();
  return (list) => {
    const before = known.get(list);
    if (before !== undefined) return before;
    const names = list.map((entry) => {
      const key = isObject(entry) ? (entry['key'] ?? entry['name']) : undefined;
      return typeof key === 'string' ? key : undefined;
    });
    const keys = occurrenceKeys(names.map((name) => name ?? ''));
    const made = names.map((name, index) => (name === undefined ? String(index) : keys[index]!));
    known.set(list, made);
    return made;
  };
}

function placeOf(above: readonly Json[], steps: readonly string[], keysOf: KeysOf): Pointer {
  const tokens: string[] = [];
  for (let index = 0; index < steps.length; index++) {
    const container = above[index]!;
    const isEntry = Array.isArray(container) && isObject(container[Number(steps[index])]);
    tokens.push(isEntry ? keysOf(container)[Number(steps[index])]! : steps[index]!);
    if (isEntry && steps[index + 1] === 'value') index += 1;
  }
  return joinPointer(...tokens);
}

/** Without a token that would show a credential: `*` stands for any one token. */
function shown(place: Pointer, value: string): PointerPattern {
  return place
    .split('/')
    .map((token, index) => (index > 0 && hides(token, value) ? '*' : token))
    .join('/');
}

function hides(token: string, value: string): boolean {
  const plain = token.replaceAll('~1', '/').replaceAll('~0', '~');
  return (
    plain.includes(value) || maskKeys(token) !== token || formsIn(plain).length > 0 || valueByName(plain) !== undefined
  );
}
