// Canonical JSON, the one text of a tree: keys sorted, nothing between tokens.
import { isObject, type Json, type JsonObject } from './json.ts';

export function canonicalJson(tree: Json): string {
  let text = '';
  canonicalPieces(tree, (piece) => {
    text += piece;
  });
  return text;
}

const PIECE = 64 * 1024;

/** Hands on the text piece by piece, so that nobody needs the whole of a large one. No piece ends inside a token. */
export function canonicalPieces(tree: Json, take: (piece: string) => void): void {
  let text = '';
  const write = (value: Json): void => {
    if (typeof value !== 'object' || value === null) text += JSON.stringify(value);
    else if (Array.isArray(value)) {
      let before = '[';
      for (const item of value) {
        text += before;
        write(item);
        before = ',';
      }
      text += value.length === 0 ? '[]' : ']';
    } else writeObject(value as JsonObject);
    if (text.length < PIECE) return;
    take(text);
    text = '';
  };
  const writeObject = (object: JsonObject): void => {
    const keys = sortedKeys(object);
    let before = '{';
    for (const key of keys) {
      text += `${before}${JSON.stringify(key)}:`;
      write(object[key]!);
      before = ',';
    }
    text += keys.length === 0 ? '{}' : '}';
  };
  write(tree);
  take(text);
}

/** Many objects are sorted already, which costs less to find out than to sort again. */
function sortedKeys(object: JsonObject): readonly string[] {
  const keys = Object.keys(object);
  for (let index = 1; index < keys.length; index++) if (keys[index - 1]! > keys[index]!) return keys.sort();
  return keys;
}

/** Deep equality of plain trees; key order does not matter. */
export function equalTrees(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a === null || b === null) return false;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let index = 0; index < a.length; index += 1) if (!equalTrees(a[index], b[index])) return false;
    return true;
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  for (const key of keys) {
    // Of all that an object inherits, nothing but its prototype could be taken for JSON.
    if (key === '__proto__' && !Object.hasOwn(b, key)) return false;
    if (!equalTrees(a[key], b[key])) return false;
  }
  return true;
}
