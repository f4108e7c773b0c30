// Shortens text in the middle; of two texts, what they have in common makes way for what differs.

/** Characters of what both have in common that stay beside the difference. */
const AROUND = 20;

/** At most about so many characters: two thirds from the start, one from the end, and the length of the whole. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = Math.ceil((most * 2) / 3);
  return `${whole(text.slice(0, head))}…${whole(text.slice(head - most))} (${text.length} characters)`;
}

/** Two values of one thing: what is left of them differs where they do. */
export function shortenPair(before: string, after: string, most: number): readonly [string, string] {
  if (before.length <= most && after.length <= most) return [before, after];
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < least - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const from = start > 2 * AROUND ? start - AROUND : 0;
  const left = end > 2 * AROUND ? end - AROUND : 0;
  const around = (text: string): string => {
    const inner = shorten(whole(text.slice(from, text.length - left)), most);
    return `${from > 0 ? '…' : ''}${inner}${left > 0 ? '…' : ''}`;
  };
  return [around(before), around(after)];
}

/** Without half of a character at either end. */
function whole(text: string): string {
  return text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
}
