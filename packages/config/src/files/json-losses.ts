// Finds what JSON.parse drops without a word: keys written twice, digits of numbers, halves of characters.
export interface JsonLoss {
  /** Offset (UTF-16 units) of the key or value. */
  readonly offset: number;
  readonly code: 'D_JSON_DUPLICATE_KEY' | 'D_JSON_NUMBER' | 'D_JSON_TEXT';
  /** The source text of the key or value. */
  readonly raw: string;
  /** Offset of the first of two equal keys. */
  readonly first?: number;
}

const MAX_LOSSES = 20;
const NUMBER = /-?\d[\d.eE+-]*/y;
/** At most so many characters are digits that a double always keeps, where no exponent stands with them. */
const SAFE_DIGITS = 15;
/** The longest exact double has fewer characters; a longer number is not worth the time of comparing it. */
const MOST_DIGITS = 1200;

/** In the order of the text, the first twenty. `text` must be JSON: JSON.parse has taken it. One pass, no recursion. */
export function jsonLosses(text: string): readonly JsonLoss[] {
  const losses: JsonLoss[] = [];
  const hasEscapedHalves = /\\u[dD][89a-fA-F]/.test(text);
  const open: (Map<string, number> | undefined)[] = [];
  let wantsKey = false;
  for (let at = 0; at < text.length && losses.length < MAX_LOSSES; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) {
      const end = endOfJsonText(text, at);
      if (hasEscapedHalves && holdsHalf(text.slice(at, end)))
        losses.push({ offset: at, code: 'D_JSON_TEXT', raw: text.slice(at, end) });
      const keys = open.at(-1);
      if (wantsKey && keys !== undefined) {
        const raw = text.slice(at, end);
        const key = raw.includes('\\') ? (JSON.parse(raw) as string) : raw.slice(1, -1);
        const first = keys.get(key);
        if (first === undefined) keys.set(key, at);
        else losses.push({ offset: at, code: 'D_JSON_DUPLICATE_KEY', raw, first });
      }
      wantsKey = false;
      at = end - 1;
    } else if (unit === 0x7b || unit === 0x5b) {
      open.push(unit === 0x7b ? new Map() : undefined);
      wantsKey = unit === 0x7b;
    } else if (unit === 0x7d || unit === 0x5d) open.pop();
    else if (unit === 0x2c) wantsKey = open.at(-1) !== undefined;
    else if (unit === 0x2d || (unit >= 0x30 && unit <= 0x39)) {
      NUMBER.lastIndex = at;
      const raw = NUMBER.exec(text)?.[0] ?? '';
      if (losesDigits(raw)) losses.push({ offset: at, code: 'D_JSON_NUMBER', raw });
      at += raw.length - 1;
    }
  }
  return losses;
}

/** Offset behind the closing quote of the text that begins at `start`. */
export function endOfJsonText(text: string, start: number): number {
  for (let from = start + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return text.length;
    let slashes = 0;
    while (text.charCodeAt(quote - 1 - slashes) === 0x5c) slashes++;
    if (slashes % 2 === 0) return quote + 1;
    from = quote + 1;
  }
}

function holdsHalf(raw: string): boolean {
  return /\\u[dD][89a-fA-F]/.test(raw) && hasLoneSurrogate(JSON.parse(raw) as string);
}

/** Half of a character of two UTF-16 units: no UTF-8 can hold it, so that it would be sent as U+FFFD. */
export function hasLoneSurrogate(text: string): boolean {
  return /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text);
}

/** True where the double nearest to a JSON number is another number than the one that is written. */
export function losesDigits(raw: string): boolean {
  if (raw.length <= SAFE_DIGITS && !/[eE]/.test(raw)) return false;
  if (raw.length > MOST_DIGITS) return true;
  const value = Number(raw);
  return !Number.isFinite(value) || decimal(raw) !== decimal(String(value));
}

/** Significant digits and the power of ten of the last one, so that 1.50e1 and 15 are the same. */
function decimal(raw: string): string {
  const [, sign = '', whole = '', part = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(raw) ?? [];
  const digits = (whole + part).replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  if (kept === '') return '0';
  return `${sign}${kept}e${BigInt(power) - BigInt(part.length) + BigInt(digits.length - kept.length)}`;
}
