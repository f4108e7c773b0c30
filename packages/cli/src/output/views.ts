// Decodes a text in every way a reader may, and keeps the place of each decoded character in the original text.

/** `starts[i]` and `ends[i]` bound the part of the original text that stands for character `i` of `text` (UTF-16 units). */
export interface View {
  readonly text: string;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

type Meaning = (match: RegExpExecArray) => string | undefined;

const ESCAPED = /\\(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2})|([0-7]{3})|(["'\\/bfnrtv0 ]))/gi;
const SHORT: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', 0: '\0' };
const PERCENT = /(?:%[0-9a-f]{2})+/gi;
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const QUOTES = /'\\''|''/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern searches for them.
const BLANKS = /(?:\u001b\[[0-9;]*m|[\s\u0000-\u001f\u007f-\u009f])+/g;

/** What folding, colours and invisible marks insert into the middle of a word (RFC 2045: "=" at the end of a line). */
const FOLDS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern searches for them.
  /[ \t]*=?\r?\n[ \t]*|\u001b\[[0-9;]*m|[\u00ad\u200b-\u200f\u2060\ufeff]/g;

/** All that may be read as something else: no pattern above, and no `+`, occurs in a text without it. */
const READ_OTHERWISE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern searches for them.
  /[\\%&+'\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2060]|[^\S ]| {2}/;

/** The places of a text as it is written; of nearly every text. */
const PLACES = placesUpTo(1000);

/** How deep escapes may be nested: a body in an error message in one of our records. */
const DEEPEST = 4;

/**
 * Every reading of a text in which a value may be whole: as written, and with the escapes of JSON (nested up to four times),
 * URLs, HTML and shells decoded. In all of them blanks, line breaks, control characters and colours are one space, so that
 * folding hides nothing. One more reading joins what was folded within a word, as MIME does.
 */
export function viewsOf(text: string): readonly View[] {
  if (!READ_OTHERWISE.test(text)) return [asWritten(text)];
  const written: View[] = [asWritten(text)];
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const next = decoded(written.at(-1)!, ESCAPED, unescaped);
    if (next === written.at(-1)) break;
    written.push(next);
  }
  const views = written.flatMap((view) => {
    const percent = decoded(view, PERCENT, fromPercent);
    const form = decoded(
      decoded(view, /\+/g, () => ' '),
      PERCENT,
      fromPercent,
    );
    const others = [percent, decoded(percent, PERCENT, fromPercent), form];
    const all = [view, ...others, decoded(view, ENTITY, fromEntity), decoded(view, QUOTES, () => "'")];
    return [...new Set(all)];
  });
  const unfolded = written
    .map((view) => decoded(view, FOLDS, () => ''))
    .filter((view, index) => view !== written[index]);
  return [...views, ...unfolded].map(collapsed);
}

/** Blanks, line breaks and controls as one space each, as in the views. */
export function collapse(text: string): string {
  return text.replace(BLANKS, ' ').trim();
}

function collapsed(view: View): View {
  return decoded(view, BLANKS, () => ' ');
}

function asWritten(text: string): View {
  const places = text.length < PLACES.length ? PLACES : placesUpTo(text.length);
  return { text, starts: places.subarray(0, text.length), ends: places.subarray(1, text.length + 1) };
}

function placesUpTo(last: number): Uint32Array {
  const places = new Uint32Array(last + 1);
  for (let index = 0; index <= last; index += 1) places[index] = index;
  return places;
}

/** The same view where the pattern does not occur. */
function decoded(view: View, pattern: RegExp, meaning: Meaning): View {
  const replaced: { readonly match: RegExpExecArray; readonly stands: string }[] = [];
  if (view.text.search(pattern) < 0) return view;
  for (const match of view.text.matchAll(pattern)) {
    const stands = meaning(match);
    if (stands !== undefined && stands !== match[0]) replaced.push({ match, stands });
  }
  if (replaced.length === 0) return view;
  let text = '';
  let from = 0;
  const starts = new Uint32Array(view.text.length);
  const ends = new Uint32Array(view.text.length);
  const copy = (until: number) => {
    starts.set(view.starts.subarray(from, until), text.length);
    ends.set(view.ends.subarray(from, until), text.length);
    text += view.text.slice(from, until);
  };
  for (const { match, stands } of replaced) {
    copy(match.index);
    from = match.index + match[0].length;
    for (let index = 0; index < stands.length; index += 1) {
      starts[text.length + index] = view.starts[match.index]!;
      ends[text.length + index] = view.ends[from - 1]!;
    }
    text += stands;
  }
  copy(view.text.length);
  return { text, starts: starts.subarray(0, text.length), ends: ends.subarray(0, text.length) };
}

function unescaped([, braced, four, two, octal, short]: RegExpExecArray): string | undefined {
  const hex = braced ?? four ?? two;
  if (hex !== undefined) return codePoint(Number.parseInt(hex, 16));
  if (octal !== undefined) return codePoint(Number.parseInt(octal, 8));
  return SHORT[short!] ?? short;
}

function fromPercent([written]: RegExpExecArray): string {
  return Buffer.from(written.replaceAll('%', ''), 'hex').toString('utf8');
}

function fromEntity([, decimal, hex, name]: RegExpExecArray): string | undefined {
  if (decimal !== undefined) return codePoint(Number(decimal));
  return hex === undefined ? ENTITIES[name!.toLowerCase()] : codePoint(Number.parseInt(hex, 16));
}

function codePoint(code: number): string | undefined {
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
