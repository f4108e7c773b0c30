// Shortens text in the middle; of two texts, what they have in common makes way for what differs.

/** Characters of what both have in common that stay beside the difference. */
const AROUND = 20;

/**
 * What is shown behind a cut begins at a word: the end of a word alone would not show that the word is a credential, and
 * nobody could hide it.
 */
const BREAK = /[\s/?&"',]/;

/** At most about so many characters: two thirds from the start, one from the end, and the length of the whole. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = Math.ceil((most * 2) / 3);
  const tail = text.slice(wordFrom(text, text.length + head - most));
  return `${whole(text.slice(0, head))}…${whole(tail)} (${text.length} characters)`;
}

/** Where the first word begins at or behind a place; the end of the text where none does. */
function wordFrom(text: string, place: number): number {
  let at = place;
  while (at < text.length && !BREAK.test(text[at - 1]!)) at += 1;
  return at;
}

/** Where the word begins that holds a place. */
function wordBefore(text: string, place: number): number {
  let at = place;
  while (at > 0 && !BREAK.test(text[at - 1]!)) at -= 1;
  return at;
}

/** Two values of one thing: what is left of them differs where they do. */
export function shortenPair(before: string, after: string, most: number): readonly [string, string] {
  if (before.length <= most && after.length <= most) return [before, after];
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < least - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const from = start > 2 * AROUND ? wordBefore(before, start - AROUND) : 0;
  const left = end > 2 * AROUND ? end - AROUND : 0;
  const around = (text: string): string => {
    const inner = shorten(whole(text.slice(from, text.length - left)), most);
    return `${from > 0 ? '…' : ''}${inner}${left > 0 ? '…' : ''}`;
  };
  const [shown, other] = [around(before), around(after)];
  return [shown, shown === other ? `${other}, another from character ${start + 1} on` : other];
}

/** Without half of a character at either end. */
function whole(text: string): string {
  return text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
}
