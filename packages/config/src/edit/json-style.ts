// Finds out how a JSON text is laid out, and writes new values in the same way.
import { isObject, type Json } from '@postform/engine';
import type { JsonIndex } from './json-index.ts';

export interface JsonStyle {
  readonly eol: string;
  /** What one level is indented by; undefined where everything stands on one line. */
  readonly unit: string | undefined;
  readonly colon: string;
  /** Between values on one line. */
  readonly comma: string;
  /** Lists of numbers and texts stand on one line. */
  readonly hasShortLists: boolean;
  /** Characters outside of ASCII are escaped. */
  readonly isAscii: boolean;
}

export function styleOf(text: string, index: JsonIndex): JsonStyle {
  const start = index.starts[0]!;
  const root = text.slice(start, index.ends[0]);
  const isBlank = index.starts.length === 1;
  const unit = root.includes('\n') ? (/\n([ \t]+)\S/.exec(root)?.[1] ?? '') : isBlank ? '  ' : undefined;
  const row = index.keys.findIndex((key) => key !== -1);
  const written = row === -1 ? undefined : colonIn(text.slice(index.keys[row], index.starts[row]));
  const colon = written ?? (unit === undefined ? ':' : ': ');
  const isTight = unit === undefined && (row === -1 ? !/, /.test(root) : !colon.endsWith(' '));
  return {
    eol: /\r?\n/.exec(text)?.[0] ?? '\n',
    unit,
    colon,
    comma: isTight ? ',' : ', ',
    hasShortLists: unit !== undefined && areListsShort(text, index),
    // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
    isAscii: /\\u(?!00[01])[0-9a-f]{4}/i.test(text) && !/[^\x00-\x7f]/.test(text),
  };
}

/** Colon and white space behind a key; undefined where they hold a line break. */
export function colonIn(key: string): string | undefined {
  const colon = /[ \t]*:[ \t]*$/.exec(key)?.[0];
  return colon;
}

/** Of lists that hold nothing but numbers and texts, more stand on one line than on several. */
function areListsShort(text: string, { starts, ends, nexts }: JsonIndex): boolean {
  let balance = 0;
  for (const [row, start] of starts.entries()) {
    const isList = text.charCodeAt(start) === 0x5b;
    const count = nexts[row]! - row - 1;
    if (!isList || count === 0 || count > 1000) continue;
    let child = row + 1;
    while (child < nexts[row]! && nexts[child] === child + 1 && !'[{'.includes(text[starts[child]!]!)) child++;
    if (child === nexts[row]) balance += text.slice(start, ends[row]).includes('\n') ? -1 : 1;
  }
  return balance > 0;
}

/** Where a value is written: on lines of their own below a line that begins with `indent`, or on one line. */
export interface JsonLayout {
  readonly indent: string;
  readonly unit: string | undefined;
  /** Between a bracket and what stands on the same line. */
  readonly pad: string;
}

export function printJson(value: Json, style: JsonStyle, layout: JsonLayout): string {
  const { indent, unit, pad } = layout;
  const isList = Array.isArray(value);
  if (!isList && !isObject(value)) return printScalar(value, style);
  const isShort = unit === undefined || (isList && style.hasShortLists && value.every(isScalar));
  const inner = { ...layout, indent: isShort ? indent : indent + unit, unit: isShort ? undefined : unit };
  const parts = isList
    ? value.map((item) => printJson(item, style, inner))
    : Object.entries(value).map(
        ([key, child]) => printScalar(key, style) + style.colon + printJson(child, style, inner),
      );
  const [open, close] = isList ? '[]' : '{}';
  if (parts.length === 0) return `${open}${close}`;
  if (isShort) return `${open}${pad}${parts.join(style.comma)}${pad}${close}`;
  const lead = style.eol + inner.indent;
  return `${open}${lead}${parts.join(`,${lead}`)}${style.eol}${indent}${close}`;
}

export function printScalar(value: Json, { isAscii }: JsonStyle): string {
  const text = JSON.stringify(value);
  if (!isAscii) return text;
  return text.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export function isScalar(value: Json): boolean {
  return typeof value !== 'object' || value === null;
}
