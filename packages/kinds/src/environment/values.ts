// Room: the variables of an environment as a map: each under its key and occurrence, so that it has a pointer.
import { isLate, isObject, type Json, type JsonObject, occurrenceKeys } from '@postform/engine';
import { present } from '../reply.ts';

/** The fields of a variable that we model (Postman OpenAPI 1.45.0, environmentVariables and environmentVaultVariables). */
const FIELDS = ['key', 'value', 'type', 'enabled', 'description', 'secret', 'source'] as const;

/** Only what we model; what else a variable may carry is looked after by `toRemote`. */
export function modelled(value: JsonObject): JsonObject {
  return present({ ...Object.fromEntries(FIELDS.map((field) => [field, value[field]])), key: keyOf(value) });
}

export function keyOf(value: JsonObject): string {
  return typeof value['key'] === 'string' ? value['key'] : '';
}

/** List → map: `a`, `b`, and `a#2` for a second `a`. */
export function keyed(values: readonly JsonObject[]): JsonObject {
  const keys = occurrenceKeys(values.map(keyOf));
  return Object.fromEntries(values.map((value, index) => [keys[index]!, value]));
}

/**
 * The map's entries, twins in the order of their occurrences: which of two twins comes last has a meaning. A tree that was
 * sorted in between (`a`, `a#10`, `a#2`) gets it back.
 */
export function inOccurrenceOrder(values: JsonObject): readonly (readonly [string, JsonObject])[] {
  const entries = Object.entries(values).filter((entry): entry is [string, JsonObject] => isObject(entry[1]));
  const twins = new Map<string, [string, JsonObject][]>();
  for (const entry of entries) {
    const key = keyOf(entry[1]);
    twins.set(
      key,
      [...(twins.get(key) ?? []), entry].sort((a, b) => occurrence(...a) - occurrence(...b)),
    );
  }
  return entries.map(([, value]) => twins.get(keyOf(value))!.shift()!);
}

function occurrence(at: string, value: JsonObject): number {
  const [plain] = occurrenceKeys([keyOf(value)]);
  return at === plain ? 1 : Number(at.slice(plain!.length + 1));
}

/** A variable whose value is, or was written as, a secret. */
export function holdsSecret(value: Json | undefined): boolean {
  if (value === undefined) return false;
  if (isLate(value)) {
    if (value.$late === 'text') return value.parts.some(holdsSecret);
    return value.$late === 'secret' || value.$late === 'missing' || value.$late === 'sealed';
  }
  return isObject(value) && (value['type'] === 'secret' || holdsSecret(value['value']));
}
