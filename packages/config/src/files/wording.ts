// Writes values, types and words as they appear in a message.
import { isObject, type Json, nearest } from '@postform/engine';
import { maskKeys } from './redact-keys.ts';

/** Text as it is shown in a message: quoted, on one line, without keys, cut at 60 characters. */
export function quoteValue(value: unknown): string {
  const text = maskKeys(JSON.stringify(value) ?? String(value));
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}

/** The word with `a` or `an` in front. */
export function withArticle(word: string): string {
  return `${/^[aeiou]/i.test(word) ? 'an' : 'a'} ${word}`;
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'a map',
  array: 'a list',
};

/** `a text or a map`, from one JSON Schema type or several. */
export function typeWords(type: unknown): string {
  const words = [type]
    .flat()
    .filter((one) => one !== 'null')
    .map((one) => TYPE_WORDS[String(one)] ?? String(one));
  const known = [...new Set(words)];
  return known.length < 3 ? known.join(' or ') : `${known.slice(0, -1).join(', ')} or ${known.at(-1)}`;
}

/** The kind of a value and a glimpse of it: `a number 12`, `a list of 3`. */
export function typeOf(value: Json | undefined): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (!isObject(value))
    return typeof value === 'boolean' ? quoteValue(value) : `${TYPE_WORDS[typeof value]} ${quoteValue(value)}`;
  const keys = Object.keys(value);
  return keys.length === 0 ? 'an empty map' : `a map (${keys.slice(0, 3).join(', ')}${keys.length > 3 ? ', …' : ''})`;
}

/** A sentence: `did you mean "x"?`, or the known words where none is near. */
export function suggest(word: string, known: readonly string[], none = 'there are none'): string {
  const near = nearest(word, known);
  if (near !== undefined) return `did you mean "${near}"?`;
  if (known.length === 0) return `${none}.`;
  return `known here: ${known.slice(0, 12).join(', ')}${known.length > 12 ? ` and ${known.length - 12} more` : ''}.`;
}
