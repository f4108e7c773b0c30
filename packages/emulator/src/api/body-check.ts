// Checks request bodies against JSON Schemas; the only file that imports ajv.
import { Ajv, type ValidateFunction } from 'ajv';
import type { Json, JsonObject } from '../json/json.ts';

/** The first rule of a schema that a body breaks. */
export interface BrokenRule {
  /** The keys and indexes that lead to the value: `['tags', '0', 'slug']`; empty for the body itself. */
  readonly place: readonly string[];
  /** The keyword of the schema: `required`, `type`, `enum`, … */
  readonly keyword: string;
  /** In the words of ajv 8: `must be string`. */
  readonly rule: string;
  /** The property that `required` misses. */
  readonly missing: string | undefined;
}

const ajv = new Ajv();

/** A check of bodies, compiled at its first use. It tells the first broken rule, in the order of the schema. */
export function bodyCheck(schema: JsonObject): (body: Json | undefined) => BrokenRule | undefined {
  let validate: ValidateFunction | undefined;
  return (body) => {
    validate ??= ajv.compile(schema);
    if (validate(body)) return undefined;
    const [error] = validate.errors ?? [];
    if (error === undefined) return undefined;
    const missing: unknown = error.params['missingProperty'];
    return {
      place: error.instancePath.split('/').slice(1),
      keyword: error.keyword,
      rule: error.message ?? '',
      missing: typeof missing === 'string' ? missing : undefined,
    };
  };
}

/** The broken rule in the words of ajv 6, which some operations use: `.roles[0].op should be string`. */
export function inOldWords({ place, rule }: BrokenRule): string {
  const path = place.map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`)).join('');
  const words = rule
    .replace('must', 'should')
    .replace(/have fewer than (\d+) characters/, 'be shorter than $1 characters')
    .replace(/have more than (\d+) characters/, 'be longer than $1 characters');
  return path === '' ? words : `${path} ${words}`;
}
