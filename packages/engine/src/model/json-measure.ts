// How deep a JSON text nests and how many values it holds, read off the text before anybody parses it.
export interface JsonMeasure {
  /** Objects and arrays in each other, at the deepest place. */
  readonly depth: number;
  /** Values, keys not counted; near enough where the text is no JSON. */
  readonly values: number;
  /** Offset of the first bracket that is deeper than `most`; absent where none is. */
  readonly tooDeepAt?: number;
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_MAP, CLOSE_MAP] = [0x5b, 0x5d, 0x7b, 0x7d];

/** One pass without recursion: no nesting can exhaust the stack, whatever the text is. */
export function measureJson(text: string, most: number): JsonMeasure {
  let [depth, deepest, values] = [0, 0, 1];
  let tooDeepAt: number | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) at = endOfString(text, at);
    else if (unit === COMMA) values += 1;
    else if (unit === OPEN_LIST || unit === OPEN_MAP) {
      depth += 1;
      values += 1;
      if (depth > deepest) deepest = depth;
      if (depth > most) tooDeepAt ??= at;
    } else if (unit === CLOSE_LIST || unit === CLOSE_MAP) depth -= 1;
  }
  return { depth: deepest, values, ...(tooDeepAt === undefined ? {} : { tooDeepAt }) };
}

/** Offset of the quote that ends the string, or the text's end. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return end;
  }
  return text.length;
}
