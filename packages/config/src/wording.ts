// Room: wording, how values and words stand in a message.
import { maskKeys } from './keys.ts';

/** Text as it is shown in a message: quoted, on one line, without keys, cut at 60 characters. */
export function shown(value: unknown): string {
  const text = maskKeys(JSON.stringify(value) ?? String(value));
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}

/** `a mock`, `an environment`. */
export function withArticle(word: string): string {
  return `${/^[aeiou]/i.test(word) ? 'an' : 'a'} ${word}`;
}
