// Puts stand-ins where a value does not fit its schema, so that one mistake hides no other.
import { isObject, type Json, type JsonObject, joinPointer, type Pointer, setAt } from '@postform/engine';
import { reduceUnions } from './unions.ts';
import type { Validate, Violation } from './validator.ts';

/** Replaces the value at a pointer; undefined removes it. */
export interface Edit {
  readonly pointer: Pointer;
  readonly value: Json | undefined;
}

/** A repair may show the next violation: a field is added, and then lacks a field of its own. */
const MAX_ROUNDS = 6;
/** With more mistakes than this in one place, nobody needs those that they hide. */
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
    for (const violation of reduceUnions(violations)) {
      const edit = editFor(violation, edits, standIn);
      if (edit === undefined) return undefined;
      if (edits.some((one) => one !== edit && one.pointer === edit.pointer && one.value === edit.value)) continue;
      edits.push(edit);
      mended = setAt(mended, edit.pointer, edit.value);
    }
  }
  return validate(mended).length === 0 ? edits : undefined;
}

export function withEdits(value: Json, edits: readonly Edit[]): Json {
  return edits.reduce<Json>((tree, { pointer, value: to }) => setAt(tree, pointer, to), value);
}

function editFor({ pointer, rule, params, schema }: Violation, done: readonly Edit[], standIn: Json): Edit | undefined {
  const isDone = (at: Pointer): boolean => done.some((edit) => edit.pointer === at);
  const removed = rule === 'additionalProperties' ? params['additionalProperty'] : params['propertyName'];
  if (rule === 'additionalProperties' || rule === 'propertyNames')
    return { pointer: pointer + joinPointer(String(removed)), value: undefined };
  if (rule === 'required') {
    const key = String(params['missingProperty']);
    const fields = isObject(schema['properties']) ? schema['properties'] : {};
    const added = pointer + joinPointer(key);
    return isDone(added) ? removalOf(pointer) : { pointer: added, value: sampleOf(fields[key], standIn) };
  }
  return isDone(pointer) ? removalOf(pointer) : { pointer, value: sampleOf(schema, standIn) };
}

function removalOf(pointer: Pointer): Edit | undefined {
  return pointer === '' ? undefined : { pointer, value: undefined };
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
