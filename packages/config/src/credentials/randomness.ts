// Tells what may be a credential from what is a placeholder, an identifier or a word.

/** Marks of templates, and what people write where a value belongs. */
const MARKS = /\{\{|\$\{|<|>|\*{3}|…|\.{3}|%[0-9a-z]?[ds]\b/i;
const WORDS =
  /example|sample|dummy|placeholder|change.?me|change.?it|your|insert|replace|redact|fake|foobar|lorem|invalid|secret|passw|token|api.?key|access.?key|client|bearer|_here|-here/i;
/** Random texts have no such runs. */
const RUNS = /(.)\1{5}|x{4}|0{5}|12345|abcdef|98765|qwerty|deadbeef/i;

export function isPlaceholder(text: string): boolean {
  return MARKS.test(text) || RUNS.test(text) || WORDS.test(text);
}

const LEAST_RANDOM = 16;
const MOST_RANDOM = 8192;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A URL, a path, a date, an address of mail. */
const NO_CREDENTIAL = /^[a-z][a-z0-9+.-]*:\/\/|^\.{0,2}\/|^\d{4}-\d\d-\d\d|^[^@]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}$/i;

/**
 * One long run of letters and digits mixed, and at most as many signs: no words, numbers, dates, paths, URLs, addresses
 * of mail or UUIDs.
 */
export function isRandom(text: string): boolean {
  const { length } = text;
  if (length < LEAST_RANDOM || length > MOST_RANDOM || !/^[\w.~+/=!#$%^&*@:;,-]+$/.test(text)) return false;
  if (UUID.test(text) || NO_CREDENTIAL.test(text)) return false;
  const digits = text.match(/\d/g)?.length ?? 0;
  const letters = text.match(/[A-Za-z]/g)?.length ?? 0;
  return digits >= 2 && letters >= 3 && digits + letters >= length / 2 && !isPlaceholder(text);
}

/** Bits per character from which a text is hardly written by hand. */
const HIGH = 3.5;

/** Whether the entropy is high (Shannon, over the characters of the text): a hint, never a finding by itself. */
export function hasHighEntropy(text: string): boolean {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits >= HIGH;
}
