// The fault script room: reads the body of `POST /_emulator/faults`.

import { isArray, isObject, type Json, type JsonObject } from '../json/json.ts';
import type { Fault, FaultAction, FaultMoment } from './faults.ts';

/** The faults of `{faults:[{name?, on, do}]}`. Throws a RangeError that names the first wrong place. */
export function readFaults(body: Json | undefined): Fault[] {
  const list = isObject(body) ? body['faults'] : undefined;
  if (!isArray(list)) throw new RangeError('faults: must be an array');
  return list.map((one, at) => readFault(one, `faults[${at}]`));
}

function readFault(sent: Json, place: string): Fault {
  if (!isObject(sent)) throw new RangeError(`${place}: must be an object`);
  const on = sent['on'] === undefined ? {} : sent['on'];
  const action = sent['do'];
  if (!isObject(on)) throw new RangeError(`${place}.on: must be an object`);
  if (!isObject(action)) throw new RangeError(`${place}.do: must be an object`);
  const { name } = sent;
  const method = textAt(on, 'method', place)?.toUpperCase();
  const path = textAt(on, 'path', place);
  const operation = textAt(on, 'operation', place);
  const nth = countAt(on, 'nth', place);
  const from = countAt(on, 'from', place);
  const times = countAt(on, 'times', place);
  return {
    name: typeof name === 'string' ? name : String(action['kind']),
    on: {
      ...(method === undefined ? {} : { method }),
      ...(path === undefined ? {} : { path: regexOf(path, place) }),
      ...(operation === undefined ? {} : { operation }),
      ...(nth === undefined ? {} : { nth }),
      ...(from === undefined ? {} : { from }),
      ...(times === undefined ? {} : { times }),
    },
    do: readAction(action, `${place}.do`),
  };
}

function readAction(sent: JsonObject, place: string): FaultAction {
  const when: FaultMoment = sent['when'] === 'after' ? 'after' : 'before';
  const number = (name: string): number => {
    const value = sent[name];
    if (typeof value !== 'number' || value < 0) throw new RangeError(`${place}.${name}: must be a number`);
    return value;
  };
  switch (sent['kind']) {
    case 'status': {
      const status = number('status');
      if (!Number.isInteger(status) || status < 200 || status > 599) {
        throw new RangeError(`${place}.status: must be a status from 200 to 599`);
      }
      const { body } = sent;
      return { kind: 'status', status, when, ...(body === undefined ? {} : { body }) };
    }
    case 'reset':
      return { kind: 'reset', when };
    case 'hang':
      return { kind: 'hang', ms: number('ms'), when };
    case 'slow':
      return { kind: 'slow', ms: number('ms') };
    case 'rate-limit':
      return sent['retryAfterS'] === undefined
        ? { kind: 'rate-limit' }
        : { kind: 'rate-limit', retryAfterS: number('retryAfterS') };
    case 'month-exhausted':
      return { kind: 'month-exhausted' };
    default:
      throw new RangeError(`${place}.kind: must be status, reset, hang, slow, rate-limit or month-exhausted`);
  }
}

function textAt(object: JsonObject, name: string, place: string): string | undefined {
  const value = object[name];
  if (value !== undefined && typeof value !== 'string') throw new RangeError(`${place}.on.${name}: must be text`);
  return value;
}

function countAt(object: JsonObject, name: string, place: string): number | undefined {
  const value = object[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
    throw new RangeError(`${place}.on.${name}: must be a whole number from 1`);
  }
  return value;
}

function regexOf(text: string, place: string): RegExp {
  try {
    return new RegExp(text);
  } catch {
    throw new RangeError(`${place}.on.path: is not a regular expression`);
  }
}
