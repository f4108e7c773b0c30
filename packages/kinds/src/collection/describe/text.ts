// Text for people: not too long, and quoted where it would be taken for something else.
import { isDeferredValue, type Json } from '@postform/engine';
import { shorten, shortenPair } from '../../kind-tools/shorten.ts';
import { showValue } from '../../kind-tools/show.ts';

/** Characters of a name, a value or a line of text. */
const LONGEST = 200;
const LONGEST_VALUE = 120;

/** Text as it is, tabs as two spaces. What a terminal would obey is escaped where it is written. */
export function plain(text: string, most = LONGEST): string {
  return shorten(text.replaceAll('\t', '  '), most);
}

/** A value on one line; short words stand without quotes. */
export function shownValue(value: Json | undefined, most = LONGEST_VALUE): string {
  if (value === undefined) return '(none)';
  if (typeof value === 'string' && /^[^\s"'→]{1,200}$/.test(value)) return plain(value);
  return isDeferredValue(value) ? showValue(value) : plain(showValue(value, most), Number.POSITIVE_INFINITY);
}

/** Two values of one thing, each on one line; long text by what differs. */
export function shownPair(before: Json, after: Json): readonly string[] {
  if (typeof before !== 'string' || typeof after !== 'string') return [shownValue(before), shownValue(after)];
  return shortenPair(before, after, LONGEST_VALUE).map((text) => shownValue(text, Number.POSITIVE_INFINITY));
}

/** `1 script`, `2 scripts`. */
export function countOf(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
