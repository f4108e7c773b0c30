// The environment patch room: the small part of JSON Patch that Postman takes for environments.
import { problem, Refused } from '../api/errors.ts';
import { isArray, isObject, type Json, type JsonObject } from '../json/json.ts';
import type { Switches } from '../switches/switches.ts';
import { grownValue } from './environment-values.ts';

const fields = ['key', 'value', 'type', 'enabled', 'description', 'secret', 'source'];

/**
 * The data after the operations, applied in order to `/name`, `/values/N` and `/values/N/<field>`. Throws Refused with
 * problem+json 400 (Postman OpenAPI 1.45.0, patchEnvironment400Error); `instance` is the call's path.
 */
export function patchedEnvironment(
  data: JsonObject,
  sent: Json | undefined,
  instance: string,
  switches: Switches,
): JsonObject {
  if (!isArray(sent)) throw refuse('Patch sequence must be an array');
  const operations = new Set(sent.map((step) => (isObject(step) ? step['op'] : undefined)));
  if (operations.size > 1 && !switches.environmentPatchMixedOperations) {
    throw refuse('You can only perform one type of operation at a time');
  }
  let after = data;
  for (const step of sent) after = applied(after, isObject(step) ? step : {}, instance, switches);
  return after;
}

function applied(data: JsonObject, step: JsonObject, instance: string, switches: Switches): JsonObject {
  const { op, path, value } = step;
  const [, root, place, field, ...more] = String(path).split('/');
  if (op !== 'remove' && (value === undefined || value === '')) {
    throw refuse('Patch operations with empty value are not supported');
  }
  if (root === 'name' && place === undefined && op === 'replace') return { ...data, name: value };
  const values = isArray(data['values']) ? [...data['values']] : [];
  if (root !== 'values' || place === undefined || more.length > 0) throw invalidPath(instance);
  const at = place === '-' ? values.length : Number(place);
  if (!Number.isInteger(at) || at < 0) throw invalidPath(instance);
  if (field === undefined) {
    if (op === 'add' && at <= values.length) values.splice(at, 0, grownValue(value ?? null, `/values/${at}`, switches));
    else if (op === 'remove' && at < values.length) values.splice(at, 1);
    else if (op === 'replace' && at < values.length) values[at] = grownValue(value ?? null, `/values/${at}`, switches);
    else throw noSuchPath(instance);
    return { ...data, values };
  }
  const kept = values[at];
  if (!isObject(kept)) throw noSuchPath(instance);
  if (!fields.includes(field)) throw invalidPath(instance);
  if (op === 'replace' && kept[field] === undefined) throw noSuchPath(instance);
  if (field === 'value' && op !== 'remove' && typeof value !== 'string') throw refuse([`${path}: must be a string`]);
  // Removing the key of a variable stops sharing it, which takes it away (OpenAPI 1.45.0, "Unshare Variable").
  if (op === 'remove' && field === 'key') values.splice(at, 1);
  else values[at] = grownValue({ ...kept, [field]: op === 'remove' ? undefined : value }, `/values/${at}`, switches);
  return { ...data, values };
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
