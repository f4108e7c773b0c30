// What a changed spec means for the desired file, where each leaf stands under its own pointer there.
import {
  equalTrees,
  getAt,
  isDeferredValue,
  isObject,
  type Json,
  type JsonObject,
  joinPointer,
  type Kind,
  type Left,
  type Pointer,
  type RefField,
  type RewriteInput,
  type Rewritten,
  setAt,
  splitPointer,
  treePatch,
} from '@postform/engine';
import { authoredOf, fixedBy, isLater } from './authored.ts';
import { isEmptyObject } from './trees.ts';

type FieldsOf = Pick<Kind, 'refs' | 'written' | 'parse' | 'rules'>;

/** What to author; undefined where nothing is to stand there. */
type Field = { readonly authored: Json | undefined } | Omit<Left, 'pointer'>;

export function rewriteFields(kind: FieldsOf, input: RewriteInput): Rewritten {
  let tree = input.authored;
  const left: Left[] = [];
  for (const pointer of input.changed) {
    if (equalTrees(getAt(input.before, pointer), getAt(input.after, pointer))) continue;
    const field = fieldAt(kind, input, pointer);
    if ('why' in field) left.push({ pointer, ...field });
    else tree = put(tree, pointer, field.authored);
  }
  return { written: treePatch(input.authored, tree), files: {}, left };
}

function fieldAt(kind: FieldsOf, input: RewriteInput, pointer: Pointer): Field {
  const value = getAt(input.after, pointer);
  const there = getAt(input.authored, pointer);
  if (!canStand(kind, input, pointer, value)) return { why: 'form' };
  if (value === undefined) return { authored: undefined };
  const ref = kind.refs.find((one) => one.pointer === pointer);
  if (ref !== undefined) return refField(ref, input, value, there);
  if (isLater(value)) return { why: 'form' };
  if (Array.isArray(value) && Array.isArray(there)) return { authored: listField(kind, input, pointer, value) };
  const why = fixedBy(there);
  return why === undefined ? { authored: authoredOf(value) } : { why, at: pointer };
}

/** Whether the field reads as this value, or may be left out where there is none. */
function canStand(kind: FieldsOf, input: RewriteInput, pointer: Pointer, value: Json | undefined): boolean {
  if (value === undefined && isRequired(kind.written, pointer)) return false;
  const parsed = kind.parse({ ...input, written: setAt(input.written, pointer, value) as JsonObject });
  return parsed.ok && equalTrees(getAt(normal(kind, parsed.spec), pointer), value);
}

function normal(kind: FieldsOf, spec: JsonObject): JsonObject {
  return kind.rules.reduce((tree, rule) => rule.apply(tree), spec);
}

function isRequired(schema: JsonObject, pointer: Pointer): boolean {
  const tokens = splitPointer(pointer);
  const path = tokens.slice(0, -1).flatMap((token) => ['properties', token]);
  const required = getAt(schema, joinPointer(...path, 'required'));
  return Array.isArray(required) && required.includes(tokens.at(-1)!);
}

/** An address is replaced by another one, never by a uid. */
function refField(ref: RefField, input: RewriteInput, value: Json, there: Json | undefined): Field {
  const before = getAt(input.before, ref.pointer);
  const isRef = isDeferredValue(before) && before.$deferred === 'ref';
  const address = addressIn(value) ?? (typeof value === 'string' ? input.refName(ref.kind, value) : undefined);
  if (address !== undefined && address === addressIn(before)) return { authored: there };
  const uid = isObject(there) ? there['uid'] : undefined;
  const at = uid === undefined ? ref.pointer : ref.pointer + joinPointer('uid');
  if (!isRef && fixedBy(uid ?? there) !== undefined) return { why: 'use', at };
  if (address !== undefined) return { authored: address };
  if (isRef || isLater(value)) return { why: 'ref', at };
  return { authored: { uid: authoredOf(value) } };
}

function addressIn(value: Json | undefined): string | undefined {
  return isDeferredValue(value) && value.$deferred === 'ref' ? value.address : undefined;
}

/** What stays keeps its form, and its place where the order says nothing; what is new is written like what stands there. */
function listField(kind: FieldsOf, input: RewriteInput, pointer: Pointer, value: readonly Json[]): Json {
  const there = getAt(input.authored, pointer) as readonly Json[];
  const resolved = getAt(input.written, pointer) as readonly Json[];
  const missing = [...value];
  const kept = there
    .map((authored, index) => ({ authored, value: plainOf(resolved[index]!) }))
    .filter((entry) => takeEqual(missing, (one) => one, entry.value) !== undefined);
  const added = missing.map((one) => ({ authored: inFormOf(there.at(-1), authoredOf(one)), value: one }));
  const entries = [...kept, ...added];
  const isRight = equalTrees(getAt(normal(kind, setValues(input.after, pointer, entries)), pointer), value);
  const ordered = isRight ? entries : value.map((one) => takeEqual(entries, (entry) => entry.value, one)!);
  return ordered.map((entry) => entry.authored);
}

function setValues(spec: JsonObject, pointer: Pointer, entries: readonly { readonly value: Json }[]): JsonObject {
  return setAt(
    spec,
    pointer,
    entries.map((entry) => entry.value),
  ) as JsonObject;
}

/** Takes the first one of this value out of a list. */
function takeEqual<Item>(list: Item[], toValue: (item: Item) => Json, value: Json): Item | undefined {
  const at = list.findIndex((item) => equalTrees(toValue(item), value));
  return at < 0 ? undefined : list.splice(at, 1)[0];
}

/** `{ email: x }` says no more than `x`. */
function plainOf(entry: Json): Json {
  const [only, ...more] = isObject(entry) && !isDeferredValue(entry) ? Object.values(entry) : [];
  return only !== undefined && more.length === 0 ? only : entry;
}

function inFormOf(sample: Json | undefined, entry: Json): Json {
  const [key, ...more] = isObject(sample) ? Object.keys(sample) : [];
  return key !== undefined && more.length === 0 ? { [key]: entry } : entry;
}

/** A group that holds nothing any more goes, too. */
function put(tree: JsonObject, pointer: Pointer, authored: Json | undefined): JsonObject {
  const next = setAt(tree, pointer, authored) as JsonObject;
  const parent = pointer.slice(0, pointer.lastIndexOf('/'));
  const isGone = authored === undefined && parent !== '' && isEmptyObject(getAt(next, parent));
  return isGone ? put(next, parent, undefined) : next;
}
