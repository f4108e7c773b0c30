// Shortcuts for tests of kinds: parse what must parse, and give the leaves of a normalised spec by pointer.
import { type Files, isObject, type Json, type JsonObject, type Kind, normalize, type Problem } from '@postform/engine';
import { NO_FILES } from './files.ts';

export function parsed(kind: Kind, written: JsonObject, files: Files = NO_FILES): JsonObject {
  const result = kind.parse({ written, files });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.spec;
}

export function problems(kind: Kind, written: JsonObject, files: Files = NO_FILES): readonly Problem[] {
  const result = kind.parse({ written, files });
  return result.ok ? [] : result.problems;
}

export function leavesOf(kind: Kind, spec: JsonObject): Readonly<Record<string, Json>> {
  return Object.fromEntries(kind.leaves(normalize(kind, spec)).map((leaf) => [leaf.pointer, leaf.value]));
}

/** `{ secret: name }` → a secret node, as config does it. */
export function withSecrets(tree: Json): Json {
  if (Array.isArray(tree)) return tree.map(withSecrets);
  if (!isObject(tree)) return tree;
  if (Object.keys(tree).length === 1 && typeof tree['secret'] === 'string')
    return { $deferred: 'secret', name: tree['secret'] };
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, withSecrets(value)]));
}
