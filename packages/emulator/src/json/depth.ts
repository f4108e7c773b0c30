// Measures how deep JSON text is nested before anything parses it.
import type { Json } from './json.ts';

const quote = 0x22;
const backslash = 0x5c;

/** Whether brackets outside of texts are nested deeper than `most`. What is not JSON may give either answer. */
export function isDeeperThan(bytes: Buffer, most: number): boolean {
  let depth = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === quote) {
      at = endOfText(bytes, at);
      if (at < 0) return false;
    } else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > most) return true;
    } else if (byte === 0x7d || byte === 0x5d) depth -= 1;
  }
  return false;
}

/** The place of the closing quote; -1 when there is none. */
function endOfText(bytes: Buffer, start: number): number {
  let end = bytes.indexOf(quote, start + 1);
  while (end >= 0 && isEscaped(bytes, end)) end = bytes.indexOf(quote, end + 1);
  return end;
}

function isEscaped(bytes: Buffer, at: number): boolean {
  let slashes = 0;
  while (bytes[at - 1 - slashes] === backslash) slashes += 1;
  return slashes % 2 === 1;
}

/** Deeper than anything sent in earnest; shallow enough to be compared and written again. */
const mostDepth = 500;

/** Undefined for text that is not JSON, and for JSON that is nested too deeply to walk over. */
export function jsonOf(body: string): Json | undefined {
  if (isDeeperThan(Buffer.from(body), mostDepth)) return undefined;
  try {
    return JSON.parse(body) as Json;
  } catch {
    return undefined;
  }
}
