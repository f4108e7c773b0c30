// Puts stand-ins where a value does not fit its schema, so that one mistake hides no other.
import { isObject, type Json, type JsonObject, joinPointer, nearest, type Pointer, setAt } from '@postform/engine';
import { reduceUnions } from './unions.ts';
import type { Validate, Violation } from './validator.ts';

/** Replaces the value at a pointer; undefined removes it. */
export interface Edit {
  readonly pointer: Pointer;
  readonly value: Json | undefined;
}

/** A repair may show the next violation: a field is added, and then lacks a field of its own. */
const MAX_ROUNDS = 6;
/** Beyond so many mistakes in one place, those that they hide are not needed. */
const MAX_EDITS = 200;

/**
 * Edits after which `value` fits its schema, in order; undefined where none are found. `standIn` is what a scalar is
 * replaced by; `validate` must accept it wherever the schema takes a scalar.
 */
export function mend(
  value: Json,
  validate: (value: Json) => ReturnType<Validate>,
  standIn: Json,
): readonly Edit[] | undefined {
  const edits: Edit[] = [];
  let mended = value;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const violations = validate(mended);
    if (violations.length === 0) return edits;
    if (violations.length + edits.length > MAX_EDITS) return undefined;
    const found = reduceUnions(violations).map((violation) => editsFor(violation, edits, standIn));
    if (found.includes(undefined)) return undefined;
    const once = new Map(found.flatMap((some) => some ?? []).map((edit) => [edit.pointer, edit]));
    edits.push(...once.values());
    mended = withEdits(mended, [...once.values()]);
  }
  return validate(mended).length === 0 ? edits : undefined;
}

export function withEdits(value: Json, edits: readonly Edit[]): Json {
  return edits.reduce<Json>((tree, { pointer, value: to }) => setAt(tree, pointer, to), value);
}

/** Undefined where nothing is left to try. A key that is misspelt counts as written where it was meant. */
function editsFor(
  { pointer, rule, params, schema, value }: Violation,
  done: readonly Edit[],
  standIn: Json,
): readonly Edit[] | undefined {
  const isDone = (at: Pointer): boolean => done.some((edit) => edit.pointer === at);
  const fields: JsonObject = isObject(schema['properties']) ? schema['properties'] : {};
  const sampleAt = (key: string): Edit => ({
    pointer: pointer + joinPointer(key),
    value: sampleOf(fields[key], standIn),
  });
  const removal = (at: Pointer): readonly Edit[] | undefined =>
    at === '' ? undefined : [{ pointer: at, value: undefined }];
  if (rule === 'propertyNames') return removal(pointer + joinPointer(String(params['propertyName'])));
  if (rule === 'additionalProperties') {
    const key = String(params['additionalProperty']);
    const meant = nearest(key, Object.keys(fields));
    const isFree = meant !== undefined && isObject(value) && !Object.hasOwn(value, meant);
    return [{ pointer: pointer + joinPointer(key), value: undefined }, ...(isFree ? [sampleAt(meant)] : [])];
  }
  if (rule === 'required') {
    const added = sampleAt(String(params['missingProperty']));
    return isDone(added.pointer) ? removal(pointer) : [added];
  }
  return isDone(pointer) ? removal(pointer) : [{ pointer, value: sampleOf(schema, standIn) }];
}

/** The least that may fit a schema. */
function sampleOf(schema: Json | undefined, standIn: Json): Json {
  if (!isObject(schema)) return standIn;
  const { type, required, properties, anyOf, oneOf, enum: words } = schema;
  if (Array.isArray(words)) return words[0] ?? standIn;
  const types = [type ?? []].flat();
  if (types.length > 0 && types.every((one) => one === 'array')) return [];
  if (types.length > 0 && types.every((one) => one === 'object')) {
    const fields: JsonObject = isObject(properties) ? properties : {};
    const names = Array.isArray(required) ? required.map(String) : [];
    return Object.fromEntries(names.map((name) => [name, sampleOf(fields[name], standIn)]));
  }
  const branches = [anyOf, oneOf].find(Array.isArray) as readonly Json[] | undefined;
  const samples = branches?.map((branch) => sampleOf(branch, standIn)) ?? [];
  return samples.find((sample) => !isObject(sample) && !Array.isArray(sample)) ?? samples[0] ?? standIn;
}
