// Showing. Turns differing leaves into lines for people, with every secret sealed on both sides.
import { knownDigest } from '../compare/baseline.ts';
import { resolveSpec } from '../model/deferred-value.ts';
import type { Digester } from '../model/digest.ts';
import { isDeferredValue, isObject, type Json, type JsonObject } from '../model/json.ts';
import { type Leaf, type LeafChange, type Line, normalize } from '../model/kind.ts';
import type { Pointer } from '../model/pointer.ts';
import type { ResourceView } from './resource-view.ts';

const MAX_LINES = 400;
const MAX_TEXT = 400;

export interface Shown {
  /** From live to what would be written. */
  readonly lines: readonly Line[];
  /** From what was declared last time to live. Where the files have moved on, only a digest of that is left. */
  readonly remoteLines: readonly Line[];
}

/** `attribute` resolves refs as for the plan; secrets become sealed nodes that carry a fingerprint. */
export function show(
  view: ResourceView,
  written: readonly Pointer[],
  remote: readonly Pointer[],
  attribute: (address: string, name: string) => string | undefined,
  secret: (name: string) => string | undefined,
  digester: Digester,
): Shown {
  const { kind, resource, live } = view;
  const veil = (spec: JsonObject): JsonObject => kind.redact?.(spec, (pasted) => seal(pasted, digester)) ?? spec;
  const unveiled = resource && displaySpec(view, resource.spec, attribute, secret, digester);
  const declared = unveiled && veil(unveiled);
  const secrets = new Set(
    unveiled ? kind.leaves(unveiled).flatMap((leaf) => (holdsSeal(leaf.value) ? [leaf.pointer] : [])) : [],
  );
  const seen = live && veil(live.snapshot.spec);
  const theirs = new Map(seen ? kind.leaves(seen).map((leaf) => [leaf.pointer, leaf]) : []);
  const ours = new Map(declared ? kind.leaves(declared).map((leaf) => [leaf.pointer, leaf]) : []);
  const sealed = (pointer: Pointer): boolean => {
    const mine = ours.get(pointer);
    const their = theirs.get(pointer);
    return (
      view.record?.secrets?.includes(pointer) === true ||
      secrets.has(pointer) ||
      (mine !== undefined && kind.isSensitive(mine, declared!)) ||
      (their !== undefined && kind.isSensitive(their, seen!))
    );
  };
  const value = (leaf: Leaf | undefined, pointer: Pointer): Json | undefined =>
    leaf === undefined ? undefined : sealed(pointer) ? seal(leaf.value, digester) : leaf.value;
  const before = (pointer: Pointer): Json | undefined => value(theirs.get(pointer), pointer);
  const after = (pointer: Pointer): Json | undefined => value(ours.get(pointer), pointer);
  const past = (pointer: Pointer): Json | undefined => {
    const sent = view.current?.baseline.sent[pointer];
    const declaredNow = view.desired && knownDigest(view.desired, pointer);
    return sent === undefined || sent === declaredNow ? after(pointer) : lost(before(pointer));
  };
  const changes = (pointers: readonly Pointer[], from: typeof before, to: typeof after): LeafChange[] =>
    pointers.map((pointer) => ({ pointer, before: from(pointer), after: to(pointer) }));
  return {
    lines: cap(kind.describe(changes(written, before, after), seen, declared)),
    remoteLines: remote.length === 0 ? [] : cap(kind.describe(changes(remote, past, before), declared, seen)),
  };
}

function displaySpec(
  view: ResourceView,
  spec: JsonObject,
  attribute: (address: string, name: string) => string | undefined,
  secret: (name: string) => string | undefined,
  digester: Digester,
): JsonObject {
  const withSeals = (tree: Json): Json => {
    if (isDeferredValue(tree) && tree.$late === 'secret') {
      const value = secret(tree.name);
      if (value === undefined) return tree;
      return { $late: 'sealed', name: tree.name, fingerprint: fingerprint(value, digester) };
    }
    if (Array.isArray(tree)) return tree.map(withSeals);
    if (!isObject(tree)) return tree;
    return Object.fromEntries(Object.entries(tree).map(([key, item]) => [key, withSeals(item)]));
  };
  return normalize(view.kind, resolveSpec(withSeals(spec) as JsonObject, { attribute, secret: () => undefined }));
}

function fingerprint(value: Json, digester: Digester): string {
  return digester.isSecret ? digester.digest(value).slice(0, 8) : 'set';
}

function holdsSeal(value: Json): boolean {
  if (isDeferredValue(value)) return value.$late === 'sealed' || value.$late === 'missing';
  if (Array.isArray(value)) return value.some(holdsSeal);
  return isObject(value) && Object.values(value).some(holdsSeal);
}

/** A value of the same shape as this one, of which only a digest is left. */
function lost(like: Json | undefined): Json {
  const gone: Json = { $late: 'lost' };
  return isObject(like) && !isDeferredValue(like) && Object.hasOwn(like, 'value') ? { ...like, value: gone } : gone;
}

/** Hides a leaf: its `value` where it has one, else the whole of it. Existing seals stay. */
export function seal(value: Json, digester: Digester): Json {
  if (isDeferredValue(value)) return value;
  if (isObject(value) && Object.hasOwn(value, 'value')) return { ...value, value: seal(value['value']!, digester) };
  return { $late: 'sealed', fingerprint: fingerprint(value, digester) };
}

function cap(lines: readonly Line[]): readonly Line[] {
  const short = lines
    .slice(0, MAX_LINES)
    .map((line) =>
      line.text.length <= MAX_TEXT
        ? line
        : { ...line, text: `${line.text.slice(0, MAX_TEXT)} … (${line.text.length} characters)` },
    );
  const left = lines.length - short.length;
  return left === 0 ? short : [...short, { mark: ' ', depth: 0, text: `… ${left} more lines` }];
}
