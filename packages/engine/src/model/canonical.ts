// Canonical JSON, the one text of a tree: keys sorted, nothing between tokens.
import { isObject, type Json } from './json.ts';

export function canonicalJson(tree: Json): string {
  if (Array.isArray(tree)) return `[${tree.map(canonicalJson).join(',')}]`;
  if (!isObject(tree)) return JSON.stringify(tree);
  const parts: string[] = [];
  for (const key of Object.keys(tree).sort()) parts.push(`${JSON.stringify(key)}:${canonicalJson(tree[key]!)}`);
  return `{${parts.join(',')}}`;
}

/** Deep equality of plain trees; key order does not matter. */
export function equalTrees(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a === null || b === null) return false;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => equalTrees(item, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equalTrees(a[key], b[key]))
  );
}
