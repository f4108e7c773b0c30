// Room: text for people: on one line, not too long, and without anything that a terminal would obey.
import { isLate, type Json } from '@postform/engine';
import { showValue } from '../show.ts';

const LONGEST = 200;

/** Text as it is, tabs as two spaces, control characters and marks that turn the direction of writing escaped. */
export function plain(text: string): string {
  const escaped = text
    .replaceAll('\t', '  ')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (char) => {
      return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
    });
  return escaped.length <= LONGEST ? escaped : `${escaped.slice(0, LONGEST)}…`;
}

/** A value on one line; short words stand without quotes. */
export function shown(value: Json | undefined): string {
  if (value === undefined) return '(none)';
  if (typeof value === 'string' && /^[^\s"'→]{1,200}$/.test(value)) return plain(value);
  return isLate(value) ? showValue(value) : plain(showValue(value));
}

/** `1 script`, `2 scripts`. */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
