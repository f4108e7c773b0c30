// Writes an environment's spec as one would write it in a desired file. Names of secrets only, never their values.

import { isDeferredValue, isObject, type Json, type JsonObject, type Kind } from '@postform/engine';
import { secretNamer } from '../kind-tools/names.ts';
import { present } from '../kind-tools/trees.ts';
import { inOccurrenceOrder, isPlainType, keyOf, keysIn } from './values.ts';

/**
 * What a map of a desired file cannot hold as a key: uses are understood in values only, two names mean something else,
 * and many tools put whole numbers first.
 */
export const NO_MAP_KEY = /\$\{|^__proto__$|^<<$|^\d+$/;

/**
 * A map where keys differ and can be keys, else a list. Masked values become `{ secret: name }`; where the shared value
 * is empty, because each person fills in a current one, there is nothing to hide: `{ value: "", type: secret }`.
 */
export const writeEnvironment: Kind['write'] = (spec, { name }) => {
  const values = isObject(spec['values'])
    ? inOccurrenceOrder(spec['values'], keysIn(spec)).map(([, value]) => value)
    : undefined;
  const written = values?.map(entry(name));
  const keys = values?.map(keyOf) ?? [];
  const asMap = new Set(keys).size === keys.length && !keys.some((key) => NO_MAP_KEY.test(key));
  const list = written?.map((value, index) => ({ key: keyOf(values![index]!), ...value }));
  const map = () =>
    Object.fromEntries((written ?? []).map((value, index) => [keyOf(values![index]!), shortest(value)]));
  return {
    written: present({
      name: spec['name'],
      values: asMap ? written && map() : list,
      otherKeys: spec['otherKeys'],
    }),
    files: {},
  };
};

function entry(environment: string): (value: JsonObject) => JsonObject {
  const nameOf = secretNamer(environment);
  return (value) => {
    const vaulted = value['source'] !== undefined;
    const isSecret = value['type'] === 'secret' && !vaulted;
    const masked = isSecret && (value['value'] ?? '') !== '';
    return present({
      value: vaulted ? undefined : masked ? secretFor(value, nameOf) : (value['value'] ?? ''),
      type: writtenType(value, masked),
      enabled: value['enabled'] === false ? false : undefined,
      description: value['description'],
      secret: vaulted ? true : undefined,
      source: value['source'],
    });
  };
}

/** What reading the written value would not give back by itself. */
function writtenType(value: JsonObject, masked: boolean): Json | undefined {
  const { type } = value;
  return masked || isPlainType(type) || type === 'default' ? undefined : type;
}

function secretFor(value: JsonObject, nameOf: (key: string) => string): Json {
  const known = value['value'];
  return { secret: isDeferredValue(known) && known.$deferred === 'secret' ? known.name : nameOf(keyOf(value)) };
}

/** `{ value: x }` alone is written as `x`. */
export function shortest(value: JsonObject): Json {
  const [only, ...more] = Object.keys(value);
  return only === 'value' && more.length === 0 ? value['value']! : value;
}
