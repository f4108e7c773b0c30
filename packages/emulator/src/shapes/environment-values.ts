// The environment values room: what a value may be when written, and what it looks like when read.
import { malformed, Refused, refusal } from '../api/errors.ts';
import { isArray, isObject, type Json, type JsonObject, typeName } from '../json/json.ts';
import type { Switches } from '../switches/switches.ts';

const longestDescription = 512;
type Rules = Pick<Switches, 'environmentUnknownTypes' | 'environmentDuplicateKeys'>;

/**
 * The `values` to keep: `type` 'default' and `enabled` true where absent. Throws Refused with 400
 * malformedRequestError (Postman OpenAPI 1.45.0, environment400Errors). `undefined` is an empty list.
 */
export function grownValues(sent: Json | undefined, rules: Rules): JsonObject[] {
  if (sent === undefined) return [];
  if (!isArray(sent)) throw new Refused(malformed('environment', ['environment.values: must be array']));
  const values = sent.map((value, at) => grownValue(value, `environment.values.${at}`, rules));
  if (rules.environmentDuplicateKeys === 'refuse') refuseDuplicates(values);
  return values;
}

/** One value; `place` is its path in Postman's words, such as `environment.values.0`. */
export function grownValue(sent: Json, place: string, rules: Rules): JsonObject {
  if (!isObject(sent)) throw wrongType(sent, 'object', place);
  const { key, value, type, enabled, description } = sent;
  if (typeof key !== 'string') throw wrongType(key, 'string', `${place}.key`);
  if (value !== undefined && typeof value !== 'string') throw wrongType(value, 'string', `${place}.value`);
  if (enabled !== undefined && typeof enabled !== 'boolean') throw wrongType(enabled, 'boolean', `${place}.enabled`);
  if (typeof description === 'string' && description.length > longestDescription) {
    const rule = `${place}.description: must NOT have more than ${longestDescription} characters`;
    throw new Refused(malformed('environment', [rule]));
  }
  return { ...sent, value: value ?? '', type: grownType(type, place, rules), enabled: enabled ?? true };
}

function grownType(type: Json | undefined, place: string, rules: Rules): Json {
  if (type === undefined) return 'default';
  if (type === 'default' || type === 'secret') return type;
  if (rules.environmentUnknownTypes === 'default') return 'default';
  if (rules.environmentUnknownTypes === 'echo' && typeof type === 'string') return type;
  const rule = `${place}.type: must be equal to one of the allowed values`;
  throw new Refused(malformed('environment', [rule]));
}

function refuseDuplicates(values: readonly JsonObject[]): void {
  const seen = new Set<Json | undefined>();
  for (const { key } of values) {
    if (seen.has(key)) throw new Refused(malformed('environment', [`environment.values: duplicate key '${key}'`]));
    seen.add(key);
  }
}

function wrongType(found: unknown, expected: string, place: string): Refused {
  const message = `Invalid type: ${typeName(found)} (expected ${expected}) at ${place}`;
  return new Refused(refusal(400, 'malformedRequestError', message));
}

/** Values as read: one kept in a vault has no `value` key (OpenAPI 1.45.0, getEnvironment); all others are plain text. */
export function shownValues(kept: Json | undefined): Json[] {
  if (!isArray(kept)) return [];
  return kept.map((value) => {
    if (!isObject(value) || value['secret'] !== true || value['source'] === undefined) return value;
    const { value: _hidden, ...rest } = value;
    return rest;
  });
}
