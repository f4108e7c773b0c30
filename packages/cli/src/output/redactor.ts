// Redacts learned values in any text, even where they are escaped, encoded, folded or cut short.
import { type Spelling, spellingsOf } from './known-values.ts';
import { type View, viewsOf } from './views.ts';

/** Replaces a secret. */
const HIDDEN = '***';
/** Shortest piece of a value that is redacted beside a mark such as `…`. */
const LEAST_PIECE = 4;
/** A power of two. */
const HASHES = 65_536;
const CUTS = /…|\.\.\.|[[(<]?\b(?:truncated|snipped)\b/gi;
/** Shortest piece of a value that is redacted at the end of a text, which may have been cut without a mark. */
const LEAST_LAST_PIECE = 6;

/** Postman's own keys, and the password of a URL: known by their form, however short they are. `mark` stands in each text that has one. */
const BY_FORM: readonly { readonly mark: string; readonly form: RegExp }[] = [
  { mark: 'PMA', form: /PMA[KT]-[\w-]+/g },
  { mark: '@', form: /(?<=\b[a-z][a-z0-9+.-]*:\/\/[^\s/?#@:]*:)[^\s/?#@]+(?=@)/gi },
];

export interface Redactor {
  /** From now on these values are hidden. What is undefined, too short or an ordinary word is not: see `spellingsOf`. */
  learn(values: Iterable<string | undefined>): void;
  /** From now on the parts of a text that this finds are hidden, too. Loaded only where a command shows such texts. */
  hideAlso(find: (text: string) => readonly Range[]): void;
  /** This value is what the command is asked to print. */
  reveal(value: string): void;
  /** Each hidden value becomes `***`. */
  redact(text: string): string;
  /** As `redact`, with as many characters as before, so that columns hold. */
  blot(text: string): string;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

interface Index {
  readonly byText: Map<string, Spelling>;
  /** By their first and by their last four characters. */
  readonly starts: Map<string, Group>;
  readonly ends: Map<string, Group>;
  /** Not 0 at the hash of each key of `starts`: most places of a text begin no spelling, and that is told without a copy. */
  readonly beginnings: Uint8Array;
  longest: number;
}

interface Group {
  readonly spellings: Spelling[];
  /** Different lengths, longest first. */
  lengths: readonly number[];
}

export function makeRedactor(): Redactor {
  const learned = new Set<string>();
  const revealed = new Set<string>();
  const finders = new Set<(text: string) => readonly Range[]>();
  const index: Index = {
    byText: new Map(),
    starts: new Map(),
    ends: new Map(),
    beginnings: new Uint8Array(HASHES),
    longest: 0,
  };

  const learnOne = (value: string): void => {
    if (learned.has(value)) return;
    learned.add(value);
    for (const spelling of spellingsOf(value)) {
      if (index.byText.has(spelling.text)) continue;
      index.byText.set(spelling.text, spelling);
      index.beginnings[hashAt(spelling.text, 0)] = 1;
      insert(index.starts, spelling.text.slice(0, LEAST_PIECE), spelling);
      insert(index.ends, spelling.text.slice(-LEAST_PIECE), spelling);
      index.longest = Math.max(index.longest, spelling.text.length);
    }
  };

  const ranges = (text: string): readonly Range[] => {
    const found: Range[] = [];
    for (const { mark, form } of BY_FORM) {
      if (!text.includes(mark)) continue;
      for (const { index, 0: match } of text.matchAll(form)) found.push({ from: index, to: index + match.length });
    }
    for (const find of finders) found.push(...find(text));
    if (index.longest > 0) for (const view of viewsOf(text)) found.push(...rangesIn(view, index));
    if (found.length === 0) return found;
    return merged(found).filter(({ from, to }) => !revealed.has(text.slice(from, to)));
  };

  const replaced = (text: string, by: (hidden: string) => string): string => {
    let out = '';
    let at = 0;
    for (const { from, to } of ranges(text)) {
      out += text.slice(at, from) + by(text.slice(from, to));
      at = to;
    }
    return at === 0 ? text : out + text.slice(at);
  };

  return {
    learn: (values) => {
      for (const value of values) if (typeof value === 'string') learnOne(value);
    },
    hideAlso: (find) => void finders.add(find),
    reveal: (value) => void revealed.add(value),
    redact: (text) => replaced(text, () => HIDDEN),
    blot: (text) => replaced(text, (hidden) => '*'.repeat(hidden.length)),
  };
}

function insert(groups: Map<string, Group>, key: string, spelling: Spelling): void {
  const group = groups.get(key) ?? { spellings: [], lengths: [] };
  group.spellings.push(spelling);
  const { length } = spelling.text;
  if (!group.lengths.includes(length)) group.lengths = [...group.lengths, length].sort((a, b) => b - a);
  groups.set(key, group);
}

/** The spellings that begin with the next characters. */
function startingAt(text: string, at: number, { beginnings, starts }: Index): Group | undefined {
  return beginnings[hashAt(text, at)] === 0 ? undefined : starts.get(text.slice(at, at + LEAST_PIECE));
}

/** Of the `LEAST_PIECE` characters from there. */
function hashAt(text: string, at: number): number {
  let hash = 0;
  for (let next = at; next < at + LEAST_PIECE; next += 1) hash = (hash * 31 + text.charCodeAt(next)) & (HASHES - 1);
  return hash;
}

/** In the text as written. */
function rangesIn(view: View, index: Index): readonly Range[] {
  const { text } = view;
  const found: Range[] = [];
  const add = (from: number, to: number) => found.push({ from: view.starts[from]!, to: view.ends[to - 1]! });
  for (let at = 0; at <= text.length - LEAST_PIECE; at += 1) {
    for (const length of startingAt(text, at, index)?.lengths ?? []) {
      const to = at + length;
      const spelling = index.byText.get(text.slice(at, to));
      if (spelling === undefined || (spelling.alone && !isAlone(text, at, to))) continue;
      if (spelling.encoded) add(...encodedAround(text, at, to));
      else add(at, to);
      break;
    }
  }
  for (const { index: at, 0: mark } of text.matchAll(CUTS)) {
    const before = pieceBefore(text, cutAt(text, at), index);
    if (before !== undefined) add(before.from, before.to);
    const after = pieceAfter(text, at + mark.length, index);
    if (after !== undefined) add(after.from, after.to);
  }
  const last = pieceBefore(text, text.trimEnd().length, index);
  if (last !== undefined && last.to - last.from >= LEAST_LAST_PIECE) add(last.from, last.to);
  return found;
}

/** Where a text was cut: a blank before the mark is ours, and half an escape is none. */
function cutAt(text: string, mark: number): number {
  const tail = text.slice(Math.max(0, mark - 6), mark);
  return mark - (/(?: |\\(?:u[0-9a-f]{0,3}|x[0-9a-f]?)?|%[0-9a-f]?)$/i.exec(tail)?.[0].length ?? 0);
}

function isAlone(text: string, from: number, to: number): boolean {
  return !/[\p{L}\p{N}]/u.test(text.charAt(from - 1)) && !/[\p{L}\p{N}]/u.test(text.charAt(to));
}

function encodedAround(text: string, from: number, to: number): readonly [number, number] {
  let start = from;
  let end = to;
  while (start > 0 && /[\w+/-]/.test(text.charAt(start - 1))) start -= 1;
  while (end < text.length && /[\w+/=-]/.test(text.charAt(end))) end += 1;
  return [start, end];
}

/** The longest beginning of a known value that ends at `to`. */
function pieceBefore(text: string, to: number, index: Index): Range | undefined {
  for (let from = Math.max(0, to - index.longest); from <= to - LEAST_PIECE; from += 1) {
    const known = startingAt(text, from, index)?.spellings ?? [];
    const piece = known.length === 0 ? '' : text.slice(from, to);
    if (known.some((one) => one.text.startsWith(piece) && (!one.alone || isAlone(text, from, to)))) return { from, to };
  }
  return undefined;
}

/** The longest end of a known value that begins at `from`. */
function pieceAfter(text: string, from: number, { ends, longest }: Index): Range | undefined {
  for (let to = Math.min(text.length, from + longest); to >= from + LEAST_PIECE; to -= 1) {
    const known = ends.get(text.slice(to - LEAST_PIECE, to))?.spellings ?? [];
    const piece = known.length === 0 ? '' : text.slice(from, to);
    if (known.some((one) => one.text.endsWith(piece) && (!one.alone || isAlone(text, from, to)))) return { from, to };
  }
  return undefined;
}

function merged(found: readonly Range[]): readonly Range[] {
  const out: { from: number; to: number }[] = [];
  for (const { from, to } of [...found].sort((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (last !== undefined && from < last.to) last.to = Math.max(last.to, to);
    else out.push({ from, to });
  }
  return out;
}
