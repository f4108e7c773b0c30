// Finds credentials in an object of any kind, declared or live, by the names beside them.
import { isDeferredValue, isObject, type Json, type JsonObject, namesCredential } from '@postform/engine';
import { credentialsIn } from './credentials.ts';

/**
 * Values of auth parameters, of headers that carry credentials, of cookies, and of variables of type secret: `value`
 * beside such a `key` or `type`, and texts under such a name. A deferred value holds none.
 */
export function treeCredentials(tree: Json): readonly string[] {
  const before = isObject(tree) ? searched.get(tree) : undefined;
  if (before !== undefined) return before;
  const found: string[] = [];
  visit(tree, '', found);
  const credentials = found.flatMap(credentialsIn);
  if (isObject(tree)) searched.set(tree, credentials);
  return credentials;
}

/** A large object is searched when it is read, and again by each who keeps something about it. */
const searched = new WeakMap<JsonObject, readonly string[]>();

/** `within`: the name of the property that holds the tree. */
function visit(tree: Json, within: string, found: string[]): void {
  if (Array.isArray(tree)) {
    for (const item of tree) visit(item, within === 'apikey' ? 'apikey list' : within, found);
    return;
  }
  if (typeof tree === 'string') {
    if (namesSecret(within) || isHeaderText(within, tree)) found.push(tree);
    return;
  }
  if (!isObject(tree) || isDeferredValue(tree)) return;
  const value = tree['value'];
  if (typeof value === 'string' && holdsSecret(tree, within)) found.push(value);
  for (const name of Object.keys(tree)) {
    const item = tree[name]!;
    // Entries of a list count as being under the name of the list.
    if (typeof item === 'object' || name === 'header' || namesSecret(name)) visit(item, name, found);
  }
}

function holdsSecret(entry: JsonObject, within: string): boolean {
  const key = entry['key'] ?? entry['name'];
  if (entry['type'] === 'secret' || within === 'cookie') return true;
  if (within === 'apikey') return true;
  return typeof key === 'string' && (namesSecret(key) || (within === 'apikey list' && key === 'value'));
}

function isHeaderText(within: string, text: string): boolean {
  return within === 'header' && /^(?:[\w-]+):/m.test(text) && text.split('\n').some(namesItself);
}

function namesItself(line: string): boolean {
  return namesSecret(line.slice(0, Math.max(0, line.indexOf(':'))));
}

/** A cache, because names repeat. */
const known = new Map<string, boolean>();
const MOST_KNOWN = 10_000;

function namesSecret(name: string): boolean {
  const before = known.get(name);
  if (before !== undefined) return before;
  const is = namesCredential(name);
  if (known.size < MOST_KNOWN) known.set(name, is);
  return is;
}
