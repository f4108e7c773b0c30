// Applies the part of JSON Patch that Postman takes for environments.

import { isArray, isObject, type Json, type JsonObject } from '../../json/json.ts';
import { problem, Refused } from '../../reply/replies.ts';
import type { Switches } from '../../switches/switches.ts';
import { type Complaints, checkKeys, grownValue, keptValues, type ValueRules } from './values.ts';

type Rules = ValueRules & Pick<Switches, 'environmentPatchMixedOperations'>;

/** One checked operation. `at` and `field` are undefined where the path does not go that deep. */
interface Step {
  readonly op: 'add' | 'remove' | 'replace';
  readonly at: number | 'end' | undefined;
  readonly field: string | undefined;
  readonly value: Json;
}

const operations = ['add', 'remove', 'replace'] as const;
const fields = ['key', 'value', 'type', 'enabled', 'description', 'secret', 'source'];

/**
 * The data after the operations, applied in order to `/name`, `/values/N` and `/values/N/<field>`. Throws Refused with
 * problem+json 400 (Postman OpenAPI 1.45.0, patchEnvironment400Error); `instance` is the call's path.
 */
export function patchedEnvironment(data: JsonObject, sent: Json | undefined, instance: string, rules: Rules) {
  if (!isArray(sent)) throw refuse('Patch sequence must be an array');
  const steps = sent.map((step) => stepOf(step, instance));
  if (new Set(steps.map(({ op }) => op)).size > 1 && !rules.environmentPatchMixedOperations) {
    throw refuse('You can only perform one type of operation at a time');
  }
  let name = data['name'];
  const values = [...keptValues(data['values'])];
  for (const step of steps) {
    if (step.at === undefined) name = step.value;
    else apply(values, step, instance, rules);
  }
  checkKeys(values, rules, inPatch);
  return { ...data, name, values };
}

/** Paths are indexes, so that removals of several values must come from the highest to the lowest. */
function stepOf(sent: Json, instance: string): Step {
  const { op: asked, path, value = null } = isObject(sent) ? sent : {};
  const op = operations.find((known) => known === asked);
  if (op === undefined) throw refuse('Invalid operation in JSON Patch'); // Not documented.
  if (op !== 'remove' && (value === null || value === '')) {
    throw refuse('Patch operations with empty value are not supported');
  }
  if (path === '/name' && op === 'replace') {
    if (typeof value !== 'string') throw refuse(['/name: must be a string']);
    return { op, at: undefined, field: undefined, value };
  }
  const match = /^\/values\/(\d{1,9}|-)(?:\/([a-z]+))?$/.exec(typeof path === 'string' ? path : '');
  const [, place, field] = match ?? [];
  const isEnd = place === '-';
  if (place === undefined || (field !== undefined && (isEnd || !fields.includes(field)))) throw invalidPath(instance);
  return { op, at: isEnd ? 'end' : Number(place), field, value };
}

function apply(values: Json[], { op, at: place, field, value }: Step, instance: string, rules: Rules): void {
  const at = typeof place === 'number' ? place : values.length;
  const kept = values[at];
  const mayAppend = op === 'add' && field === undefined && at === values.length;
  if (kept === undefined && !mayAppend) throw noSuchPath(instance);
  // Removing the key of a variable stops sharing it, which takes it away (OpenAPI 1.45.0, "Unshare Variable").
  if (op === 'remove' && (field === undefined || field === 'key')) values.splice(at, 1);
  else if (field === undefined) values.splice(at, op === 'add' ? 0 : 1, grownValue(value, at, rules, inPatch));
  else values[at] = withField(isObject(kept) ? kept : {}, { op, at, field, value }, instance, rules);
}

/** A description that is not there yet is added, not replaced (OpenAPI 1.45.0, patchEnvironment). */
function withField(kept: JsonObject, step: Step & { at: number; field: string }, instance: string, rules: Rules) {
  const { op, at, field, value } = step;
  if (op !== 'add' && kept[field] === undefined) throw noSuchPath(instance);
  if (op === 'remove') {
    const { [field]: _gone, ...rest } = kept;
    return grownValue(rest, at, rules, inPatch);
  }
  return grownValue({ ...kept, [field]: value }, at, rules, inPatch);
}

const inPatch: Complaints = {
  wrongType: (_found, expected, ...place) => refuse([`${pointer(place)}: must be a ${expected}`]),
  broken: (rule, ...place) => refuse([`${pointer(place)}: ${rule}`]),
};

function pointer(place: readonly (number | string | undefined)[]): string {
  return ['/values', ...place.filter((one) => one !== undefined)].join('/');
}

function refuse(detail: Json, instance?: string): Refused {
  return new Refused(problem(400, 'bad-request', 'Bad Request', detail, instance));
}

function invalidPath(instance: string): Refused {
  return refuse('Invalid path in JSON Patch operation', instance);
}

function noSuchPath(instance: string): Refused {
  return refuse('Cannot perform the operation at a path that does not exist', instance);
}
