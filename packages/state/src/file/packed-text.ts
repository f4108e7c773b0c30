// Writes and reads numbers and texts one after the other in one string, which JSON holds without an escape.

/** 32 digits that end a number, and 32 that say that more follow: a number below 32 takes one character. */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Map([...DIGITS].map((digit, value) => [digit.charCodeAt(0), value]));

/** A number from 0 on, the lowest five bits first. */
export function packNumber(number: number): string {
  let out = '';
  let rest = number;
  for (; rest >= 32; rest = Math.floor(rest / 32)) out += DIGITS[32 + (rest % 32)];
  return out + DIGITS[rest];
}

/** A text with its length before it. */
export function packText(text: string): string {
  return packNumber(text.length) + text;
}

export interface PackedReader {
  isAtEnd(): boolean;
  number(): number;
  text(): string;
  /** So many characters as they stand. */
  take(length: number): string;
}

/** Reads what was written by the functions above, in the same order. */
export function readPacked(packed: string): PackedReader {
  let at = 0;
  const take = (length: number): string => {
    if (at + length > packed.length)
      throw new RangeError(`a packed text ends at ${packed.length}, before ${at + length}`);
    at += length;
    return packed.slice(at - length, at);
  };
  const number = (): number => {
    for (let sum = 0, unit = 1; ; unit *= 32) {
      const digit = VALUES.get(packed.charCodeAt(at));
      if (digit === undefined) throw new RangeError(`a packed text has no number at ${at}`);
      at += 1;
      if (digit < 32) return sum + digit * unit;
      sum += (digit - 32) * unit;
    }
  };
  return { isAtEnd: () => at === packed.length, number, take, text: () => take(number()) };
}
