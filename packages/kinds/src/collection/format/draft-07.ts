// Small pieces of JSON Schema (draft-07) from which the schema of source files is built.
import type { JsonObject } from '@postform/engine';

export const ref = (name: string): JsonObject => ({ $ref: `#/definitions/${name}` });
export const list = (items: JsonObject): JsonObject => ({ type: 'array', items });
export const object = (properties: JsonObject, required: readonly string[] = []): JsonObject => ({
  type: 'object',
  properties,
  ...(required.length === 0 ? {} : { required }),
});
/** Draft-07 `if`; the key `then` never stands in an object of ours, for such an object would be taken for a promise. */
export const when = (condition: JsonObject, yes: JsonObject, no: JsonObject): JsonObject =>
  Object.fromEntries([
    ['if', condition],
    ['then', yes],
    ['else', no],
  ]);
export const TEXT: JsonObject = { type: 'string' };
export const FLAG: JsonObject = { type: 'boolean' };
export const OBJECT: JsonObject = { type: 'object' };
export const COUNT: JsonObject = { type: 'integer', minimum: 0 };
/** The object has this key. */
export const has = (key: string): JsonObject => ({ required: [key] });
/** It is an object that has this key, and there is more under it than null. */
export const holds = (key: string): JsonObject => ({
  type: 'object',
  required: [key],
  properties: { [key]: { not: { type: 'null' } } },
});
