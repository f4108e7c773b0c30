// Rewrites files in tests and reads them again: authored trees are resolved as config does it, patches applied to texts.
import {
  type DeferredValue,
  equalTrees,
  isObject,
  type Json,
  type JsonObject,
  type Kind,
  type Left,
  normalize,
  type Pointer,
  type RewriteInput,
  type Rewritten,
  setAt,
  type TreeOperation,
} from '@postform/engine';
import { patchJsonText } from '../../../config/src/index.ts';
import { filesIn } from './files.ts';
import { parsed } from './spec.ts';

/** What `${var.…}` stands for. */
export const VARS: Readonly<Record<string, string>> = { host: 'x.org', on: 'true' };

/** Authored files: the map of the resource, and source files by path. */
export interface Authored {
  readonly authored: JsonObject;
  readonly sources?: Readonly<Record<string, Json>>;
}

/** Uses, secrets and refs replaced by values and deferred values. */
export function resolved(kind: Kind, authored: JsonObject): JsonObject {
  return kind.refs.reduce<JsonObject>((tree, { pointer, kind: name, attribute }) => {
    const value = tree[pointer.slice(1)];
    if (isObject(value) && value['uid'] !== undefined) return setAt(tree, pointer, value['uid']) as JsonObject;
    if (typeof value !== 'string' || !value.startsWith(`${name}.`)) return tree;
    return setAt(tree, pointer, { $deferred: 'ref', address: value, attribute }) as JsonObject;
  }, expanded(authored) as JsonObject);
}

function expanded(tree: Json): Json {
  if (typeof tree === 'string') return expandedText(tree);
  if (Array.isArray(tree)) return tree.map(expanded);
  if (!isObject(tree)) return tree;
  if (Object.keys(tree).length === 1 && typeof tree['secret'] === 'string')
    return { $deferred: 'secret', name: tree['secret'] };
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, expanded(value)]));
}

function expandedText(text: string): Json {
  const parts = text.split(/(\$\$\{|\$\{[^}]*\})/).filter((part) => part !== '');
  const values = parts.map((part): Json => {
    const inner = /^\$\{(.*)\}$/.exec(part)?.[1];
    if (inner === undefined) return part === `$\${` ? `\${` : part;
    const [kind = '', name = '', attribute = ''] = inner.split('.');
    if (kind === 'var') return VARS[name] ?? '';
    return { $deferred: 'ref', address: `${kind}.${name}`, attribute } satisfies DeferredValue;
  });
  if (values.every((value) => typeof value === 'string')) return values.join('');
  return values.length === 1 ? values[0]! : { $deferred: 'text', parts: values };
}

export function specOfFiles(kind: Kind, { authored, sources = {} }: Authored): JsonObject {
  return normalize(kind, parsed(kind, resolved(kind, authored), sourceFiles(sources)));
}

function sourceFiles(sources: Readonly<Record<string, Json>>) {
  return filesIn(Object.fromEntries(Object.entries(sources).map(([path, tree]) => [path, JSON.stringify(tree)])));
}

/** Leaves that differ. */
export function changedLeaves(kind: Kind, before: JsonObject, after: JsonObject): readonly Pointer[] {
  const [from, to] = [before, after].map(
    (spec) => new Map(kind.leaves(spec).map((leaf) => [leaf.pointer, leaf.value])),
  );
  const pointers = [...new Set([...from!.keys(), ...to!.keys()])];
  return pointers.filter((pointer) => !equalTrees(from!.get(pointer), to!.get(pointer)));
}

export interface Outcome extends Rewritten {
  /** The files with the patches applied. */
  readonly now: Authored;
  readonly changed: readonly Pointer[];
}

/** `after` is normalised. */
export function rewritten(
  kind: Kind,
  files: Authored,
  after: JsonObject,
  more: Partial<Pick<RewriteInput, 'refName' | 'keepSecrets'>> = {},
): Outcome {
  const { authored, sources = {} } = files;
  const before = specOfFiles(kind, files);
  const changed = changedLeaves(kind, before, after);
  const result = kind.rewrite({
    authored,
    written: resolved(kind, authored),
    files: sourceFiles(sources),
    before,
    after,
    changed,
    refName: () => undefined,
    ...more,
  });
  const patched = Object.entries(sources).map(
    ([path, tree]) => [path, applied(tree, result.files[path] ?? [])] as const,
  );
  const now = {
    authored: applied(authored, result.written) as JsonObject,
    ...(files.sources === undefined ? {} : { sources: Object.fromEntries(patched) }),
  };
  return { ...result, now, changed };
}

/** The tree after a patch of its text. */
export function applied(tree: Json, patch: readonly TreeOperation[]): Json {
  const result = patchJsonText(JSON.stringify(tree, undefined, 2), patch);
  if (!result.ok) throw new Error(`${result.reason}: ${JSON.stringify(patch)}`);
  return JSON.parse(result.text) as Json;
}

/** The spec without what was left, so that two can be compared but for that. */
export function withoutLeft(spec: JsonObject, left: readonly Left[]): JsonObject {
  return left.reduce<Json>((tree, { pointer }) => setAt(tree, pointer, undefined), spec) as JsonObject;
}
