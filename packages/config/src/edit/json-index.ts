// Indexes the values of a JSON text by their offsets, in one pass and without recursion.
import { endOfJsonText } from '../files/json-losses.ts';

/** Parallel lists, a row for each value in the order of the text; offsets in UTF-16 units. */
export interface JsonIndex {
  readonly starts: number[];
  readonly ends: number[];
  /** Row of the value behind this one and all that it holds. */
  readonly nexts: number[];
  /** Offset of the key's quote; -1 in lists and at the root. */
  readonly keys: number[];
}

/** `text` must be JSON: JSON.parse has taken it. */
export function indexJson(text: string): JsonIndex {
  const index: JsonIndex = { starts: [], ends: [], nexts: [], keys: [] };
  const open: number[] = [];
  let key = -1;
  let wantsKey = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) {
      const end = endOfJsonText(text, at);
      if (wantsKey) key = at;
      else key = note(index, at, end, key);
      wantsKey = false;
      at = end - 1;
    } else if (unit === 0x7b || unit === 0x5b) {
      open.push(index.starts.length);
      key = note(index, at, at, key);
      wantsKey = unit === 0x7b;
    } else if (unit === 0x7d || unit === 0x5d) {
      const row = open.pop()!;
      index.ends[row] = at + 1;
      index.nexts[row] = index.starts.length;
      wantsKey = false;
    } else if (unit === 0x2c) wantsKey = text.charCodeAt(index.starts[open.at(-1)!]!) === 0x7b;
    else if (unit > 0x20 && unit !== 0x3a) {
      const end = endOfWord(text, at);
      key = note(index, at, end, key);
      at = end - 1;
    }
  }
  return index;
}

/** Gives the key that the next value has until one is read: none. */
function note(index: JsonIndex, start: number, end: number, key: number): -1 {
  index.starts.push(start);
  index.ends.push(end);
  index.nexts.push(index.starts.length);
  index.keys.push(key);
  return -1;
}

/** Of a number, true, false or null. */
function endOfWord(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit <= 0x20 || unit === 0x2c || unit === 0x7d || unit === 0x5d) return at;
  }
  return text.length;
}
