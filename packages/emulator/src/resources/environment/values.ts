// Checks the values of an environment when they are written, and shows them when they are read.

import { isArray, isObject, type Json, type JsonObject, typeName } from '../../json/json.ts';
import { malformed, Refused, refusal } from '../../reply/replies.ts';
import type { Switches } from '../../switches/switches.ts';

const longestDescription = 512;

export type ValueRules = Pick<Switches, 'environmentUnknownTypes' | 'environmentDuplicateKeys'>;

/** How one operation words what is wrong with a value. `field` is undefined where the whole value is meant. */
export interface Complaints {
  wrongType(found: unknown, expected: string, at: number, field?: string): Refused;
  /** `rule` in the words of a JSON Schema validator; `at` is undefined where the whole list is meant. */
  broken(rule: string, at?: number, field?: string): Refused;
}

/** Creates and replaces: 400 malformedRequestError (Postman OpenAPI 1.45.0, environment400Errors). */
const inWhole: Complaints = {
  wrongType: (found, expected, at, field) => {
    const place = ['environment.values', at, ...(field === undefined ? [] : [field])].join('.');
    const message = `Invalid type: ${typeName(found)} (expected ${expected}) at ${place}`;
    return new Refused(refusal(400, 'malformedRequestError', message));
  },
  broken: (rule, ...place) => {
    const path = ['environment.values', ...place.filter((one) => one !== undefined)].join('.');
    return new Refused(malformed('environment', [`${path}: ${rule}`]));
  },
};

/** The `values` to keep: `type` 'default' and `enabled` true where absent. `undefined` is an empty list. */
export function grownValues(sent: Json | undefined, rules: ValueRules): JsonObject[] {
  if (sent === undefined) return [];
  if (!isArray(sent)) throw inWhole.broken('must be array');
  const values = sent.map((value, at) => grownValue(value, at, rules, inWhole));
  checkKeys(values, rules, inWhole);
  return values;
}

/** One value, the `at`-th. Throws Refused in the words of `complaints`. */
export function grownValue(sent: Json, at: number, rules: ValueRules, complaints: Complaints): JsonObject {
  if (!isObject(sent)) throw complaints.wrongType(sent, 'object', at);
  const { key, value, type, enabled, description } = sent;
  if (typeof key !== 'string') throw complaints.wrongType(key, 'string', at, 'key');
  if (value !== undefined && typeof value !== 'string') throw complaints.wrongType(value, 'string', at, 'value');
  if (enabled !== undefined && typeof enabled !== 'boolean') {
    throw complaints.wrongType(enabled, 'boolean', at, 'enabled');
  }
  if (typeof description === 'string' && description.length > longestDescription) {
    throw complaints.broken(`must NOT have more than ${longestDescription} characters`, at, 'description');
  }
  const isTypeKnown = type === undefined || type === 'default' || type === 'secret';
  const { environmentUnknownTypes: unknown } = rules;
  if (!isTypeKnown && (unknown === 'refuse' || typeof type !== 'string')) {
    throw complaints.broken('must be equal to one of the allowed values', at, 'type');
  }
  const keptType = isTypeKnown || unknown === 'echo' ? (type ?? 'default') : 'default';
  return { ...sent, value: value ?? '', type: keptType, enabled: enabled ?? true };
}

/** No uniqueness is documented: two values of one key are refused by switch environmentDuplicateKeys only. */
export function checkKeys(values: readonly Json[], rules: ValueRules, complaints: Complaints): void {
  if (rules.environmentDuplicateKeys === 'accept') return;
  const seen = new Set<Json | undefined>();
  for (const { key } of values.filter(isObject)) {
    if (seen.has(key)) throw complaints.broken(`duplicate key '${key}'`);
    seen.add(key);
  }
}

/** Values as a patch answers them: what is kept, with `value` "" for those of a vault. */
export function keptValues(kept: Json | undefined): readonly Json[] {
  return isArray(kept) ? kept : [];
}

/** Values as read: one kept in a vault has no `value` key (OpenAPI 1.45.0, getEnvironment); all others are plain text. */
export function shownValues(kept: Json | undefined): Json[] {
  return keptValues(kept).map((value) => {
    if (!isObject(value) || value['secret'] !== true || value['source'] === undefined) return value;
    const { value: _hidden, ...rest } = value;
    return rest;
  });
}
