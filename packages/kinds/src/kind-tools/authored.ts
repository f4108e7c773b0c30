// Values of desired files as people author them: with uses, and with secrets by name.
import { escapeUses, holdsUse, isDeferredValue, isObject, type Json, type LeftWhy } from '@postform/engine';

/** Why no literal value may take the place of what stands there. */
export function fixedBy(authored: Json | undefined): LeftWhy | undefined {
  if (typeof authored === 'string') return holdsUse(authored) ? 'use' : undefined;
  return isSecretName(authored) ? 'secret' : undefined;
}

/** `{ secret: name }`. */
export function isSecretName(authored: Json | undefined): boolean {
  return isObject(authored) && Object.keys(authored).length === 1 && typeof authored['secret'] === 'string';
}

/** What to author for a literal value. */
export function authoredOf(value: Json): Json {
  if (typeof value === 'string') return escapeUses(value);
  if (Array.isArray(value)) return value.map(authoredOf);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, authoredOf(child)]));
}

/** A number or switch where one stood and the text stands for one, else the text. */
export function inScalarForm(text: Json, there: Json | undefined): Json {
  if (typeof there === 'number' && String(Number(text)) === text && Number.isFinite(Number(text))) return Number(text);
  if (typeof there === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

/** True where a value, or a part of it, is known only later: nothing literal can be written for it. */
export function isLater(value: Json | undefined): boolean {
  if (isDeferredValue(value)) return true;
  if (Array.isArray(value)) return value.some(isLater);
  return isObject(value) && Object.values(value).some(isLater);
}
