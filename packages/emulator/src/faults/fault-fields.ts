// Reads single fields of a fault; every function throws a RangeError that names the place.
import { isObject, type JsonObject } from '../json/json.ts';
import type { Span } from '../limits/span.ts';
import type { FaultMoment } from './faults.ts';

export function textAt(object: JsonObject, name: string, place: string): string | undefined {
  const value = object[name];
  if (value !== undefined && typeof value !== 'string') throw new RangeError(`${place}.${name}: must be text`);
  return value;
}

/** A whole number from 1. */
export function countAt(object: JsonObject, name: string, place: string): number | undefined {
  const value = object[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
    throw new RangeError(`${place}.${name}: must be a whole number from 1`);
  }
  return value;
}

export function notNegativeAt(object: JsonObject, name: string, place: string): number | undefined {
  return object[name] === undefined ? undefined : numberAt(object, name, place);
}

/** A number that must be there, not negative. */
export function numberAt(object: JsonObject, name: string, place: string): number {
  const value = object[name];
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
    throw new RangeError(`${place}.${name}: must be a number, not negative`);
  }
  return value;
}

export function objectAt(object: JsonObject, name: string, place: string): JsonObject {
  const value = object[name];
  if (!isObject(value)) throw new RangeError(`${place}.${name}: must be an object`);
  return value;
}

/** `before` when nothing is said. */
export function momentOf(object: JsonObject, place: string): FaultMoment {
  const value = object['when'] ?? 'before';
  if (value !== 'before' && value !== 'after') throw new RangeError(`${place}.when: must be before or after`);
  return value;
}

/** `{forCalls?, forMs?}`. */
export function spanOf(object: JsonObject, place: string): Span {
  const forCalls = countAt(object, 'forCalls', place);
  const forMs = notNegativeAt(object, 'forMs', place);
  return { ...(forCalls === undefined ? {} : { forCalls }), ...(forMs === undefined ? {} : { forMs }) };
}
