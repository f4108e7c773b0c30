// Redacts secret values: what is left says that there is a value, and whether it is the same as another one.
import type { Digester } from '../model/digest.ts';
import { isDeferredValue, isObject, type Json } from '../model/json.ts';

/** Redacts a leaf: its `value` where it has one, else the whole of it. What is redacted already stays. */
export function redact(value: Json, digester: Digester): Json {
  if (isDeferredValue(value)) return value;
  if (isObject(value) && Object.hasOwn(value, 'value')) return { ...value, value: redact(value['value']!, digester) };
  return { $deferred: 'sealed', fingerprint: fingerprintOf(value, digester) };
}

/** Eight characters of a keyed digest; `set` without a key of our own, because a plain digest could be guessed. */
export function fingerprintOf(value: Json, digester: Digester): string {
  return digester.isSecret ? digester.digest(value).slice(0, 8) : 'set';
}

/** Whether a part of it is redacted, or is a secret that is not available here. */
export function holdsRedacted(value: Json): boolean {
  if (isDeferredValue(value)) return value.$deferred === 'sealed' || value.$deferred === 'missing';
  if (Array.isArray(value)) return value.some(holdsRedacted);
  return isObject(value) && Object.values(value).some(holdsRedacted);
}
