// Applies the part of JSON Patch that Postman takes for environments.

import jsonPatch from 'fast-json-patch';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json.ts';
import { badRequestProblem, Refused } from '../../reply/replies.ts';
import type { Switches } from '../../switches/switches.ts';
import { type Complaints, checkKeys, grownValue, keptValues, type ValueRules } from './values.ts';

type Rules = ValueRules & Pick<Switches, 'environmentPatchMixedOperations'>;

/** An operation that Postman takes. `at` is the value that is checked afterwards: its index, or the last. */
interface Step {
  readonly operation: { readonly op: 'add' | 'remove' | 'replace'; readonly path: string; readonly value: Json };
  readonly at: number | 'last' | undefined;
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
  if (new Set(steps.map(({ operation }) => operation.op)).size > 1 && !rules.environmentPatchMixedOperations) {
    throw refuse('You can only perform one type of operation at a time');
  }
  const document = jsonPatch.deepClone({ name: data['name'], values: keptValues(data['values']) }) as {
    name: Json;
    values: Json[];
  };
  const { values } = document;
  for (const { operation, at } of steps) {
    try {
      jsonPatch.applyOperation(document, operation, true);
    } catch (thrown) {
      if (thrown instanceof jsonPatch.JsonPatchError) throw noSuchPath(instance);
      throw thrown;
    }
    const index = at === 'last' ? values.length - 1 : at;
    if (index !== undefined) values[index] = grownValue(values[index] ?? null, index, rules, inPatch);
  }
  checkKeys(values, rules, inPatch);
  return { ...data, ...document };
}

/**
 * Paths are indexes, so that removals of several values must come from the highest to the lowest. Removing the key of a
 * variable stops sharing it, which takes it away (OpenAPI 1.45.0, "Unshare Variable").
 */
function stepOf(sent: Json, instance: string): Step {
  const { op: asked, path, value = null } = isObject(sent) ? sent : {};
  const op = operations.find((known) => known === asked);
  if (op === undefined) throw refuse('Invalid operation in JSON Patch'); // Not documented.
  if (op !== 'remove' && (value === null || value === '')) {
    throw refuse('Patch operations with empty value are not supported');
  }
  if (path === '/name' && op === 'replace') {
    if (typeof value !== 'string') throw refuse(['/name: must be a string']);
    return { operation: { op, path, value }, at: undefined };
  }
  const [, place, field] = /^\/values\/(\d{1,9}|-)(?:\/([a-z]+))?$/.exec(typeof path === 'string' ? path : '') ?? [];
  const isUnknown = field !== undefined && (place === '-' || !fields.includes(field));
  if (place === undefined || isUnknown) throw refuse('Invalid path in JSON Patch operation', instance);
  const isWhole = field === undefined || (op === 'remove' && field === 'key');
  const element = place === '-' ? '/values/-' : `/values/${Number(place)}`;
  const at = op === 'remove' && isWhole ? undefined : place === '-' ? 'last' : Number(place);
  return { operation: { op, path: isWhole ? element : `${element}/${field}`, value }, at };
}

const inPatch: Complaints = {
  wrongType: (_found, expected, ...place) => refuse([`${pointer(place)}: must be a ${expected}`]),
  broken: (rule, ...place) => refuse([`${pointer(place)}: ${rule}`]),
};

function pointer(place: readonly (number | string | undefined)[]): string {
  return ['/values', ...place.filter((one) => one !== undefined)].join('/');
}

function refuse(detail: Json, instance?: string): Refused {
  return new Refused(badRequestProblem(detail, instance));
}

function noSuchPath(instance: string): Refused {
  return refuse('Cannot perform the operation at a path that does not exist', instance);
}
