// Text for people: not too long, and quoted where it would be taken for something else.
import { isDeferredValue, type Json } from '@postform/engine';
import { showValue } from '../../kind-tools/show.ts';

const LONGEST = 200;

/** Text as it is, tabs as two spaces. What a terminal would obey is escaped where it is written. */
export function plain(text: string): string {
  const spaced = text.replaceAll('\t', '  ');
  return spaced.length <= LONGEST ? spaced : `${spaced.slice(0, LONGEST)}…`;
}

/** A value on one line; short words stand without quotes. */
export function shownValue(value: Json | undefined): string {
  if (value === undefined) return '(none)';
  if (typeof value === 'string' && /^[^\s"'→]{1,200}$/.test(value)) return plain(value);
  return isDeferredValue(value) ? showValue(value) : plain(showValue(value));
}

/** `1 script`, `2 scripts`. */
export function countOf(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
