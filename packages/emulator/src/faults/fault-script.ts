// Reads faults from JSON: from a file, or from `POST /_emulator/faults`.
import { isArray, isObject, type Json, type JsonObject } from '../json/json.ts';
import { readAction } from './fault-action.ts';
import { countAt, notNegativeAt, objectAt, spanOf, textAt } from './fault-fields.ts';
import type { Fault, FaultCondition } from './faults.ts';

/**
 * The faults of `{faults:[{name?, on?, do}]}`, or of the array alone. Throws a RangeError that names the first wrong
 * place.
 */
export function readFaults(body: Json | undefined): Fault[] {
  const list = isObject(body) ? body['faults'] : body;
  if (!isArray(list)) throw new RangeError('faults: must be an array');
  return list.map((one, at) => readFault(one, `faults[${at}]`));
}

function readFault(sent: Json, place: string): Fault {
  if (!isObject(sent)) throw new RangeError(`${place}: must be an object`);
  const { name, on = {} } = sent;
  if (!isObject(on)) throw new RangeError(`${place}.on: must be an object`);
  const action = objectAt(sent, 'do', place);
  return {
    name: typeof name === 'string' ? name : String(action['kind']),
    on: readCondition(on, `${place}.on`),
    do: readAction(action, `${place}.do`),
  };
}

const texts = ['method', 'path', 'operation'];
const counts = ['nth', 'from', 'every', 'times'] as const;
const times = ['afterMs', 'untilMs'] as const;
const known = new Set<string>([...texts, ...counts, ...times, 'probability', 'burst']);

function readCondition(on: JsonObject, place: string): FaultCondition {
  const strange = Object.keys(on).find((name) => !known.has(name));
  if (strange !== undefined) throw new RangeError(`${place}.${strange}: there is no such condition`);
  const method = textAt(on, 'method', place)?.toUpperCase();
  const path = textAt(on, 'path', place);
  const operation = textAt(on, 'operation', place);
  const probability = notNegativeAt(on, 'probability', place);
  if (probability !== undefined && probability > 1) throw new RangeError(`${place}.probability: must be from 0 to 1`);
  return {
    ...(method === undefined ? {} : { method }),
    ...(path === undefined ? {} : { path: regexOf(path, place) }),
    ...(operation === undefined ? {} : { operation }),
    ...(probability === undefined ? {} : { probability }),
    ...given(counts, (name) => countAt(on, name, place)),
    ...given(times, (name) => notNegativeAt(on, name, place)),
    ...(on['burst'] === undefined ? {} : { burst: spanOf(objectAt(on, 'burst', place), `${place}.burst`) }),
  };
}

/** The values that are there, by name. */
function given<Name extends string>(
  names: readonly Name[],
  read: (name: Name) => number | undefined,
): Partial<Record<Name, number>> {
  const out: Partial<Record<Name, number>> = {};
  for (const name of names) {
    const value = read(name);
    if (value !== undefined) out[name] = value;
  }
  return out;
}

function regexOf(text: string, place: string): RegExp {
  try {
    return new RegExp(text);
  } catch {
    throw new RangeError(`${place}.path: is not a regular expression`);
  }
}
