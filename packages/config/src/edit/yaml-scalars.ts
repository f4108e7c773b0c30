// Writes scalars of YAML in the form that the one before had, where the new value allows it.
import type { Json } from '@postform/engine';
import { printFlow, printYaml } from '../yaml/yaml.ts';
import { newCell, type YamlCell, type YamlForm } from './yaml-cells.ts';

/** What decides how a scalar may be written. */
export interface ScalarPlace {
  /** Between brackets. */
  readonly isFlow: boolean;
  /** What stood there, or stands in a similar place. */
  readonly like?: YamlCell;
  /** The quotes of the file. */
  readonly quote: 'single' | 'double';
}

/** On one line. */
export function printScalarCell(value: Json, { isFlow, like, quote }: ScalarPlace): YamlCell {
  if (typeof value !== 'string') return newCell('plain', JSON.stringify(value));
  const mayUse = like?.form === 'plain' && like.text.includes('${');
  const form = like?.form === 'single' || like?.form === 'double' ? like.form : 'plain';
  if (form === 'plain' && isPlain(value, isFlow, mayUse)) return newCell('plain', value);
  const isDouble = form === 'double' || (form === 'plain' && quote === 'double');
  return isDouble || !isSimple(value)
    ? newCell('double', inDoubleQuotes(value))
    : newCell('single', inSingleQuotes(value));
}

export function printKey(key: string, isFlow: boolean, quote: 'single' | 'double'): string {
  return printScalarCell(key, { isFlow, quote }).text;
}

/** No reader of YAML 1.1 or 1.2 takes it for anything but this text, and nobody takes it for a use of a variable. */
function isPlain(text: string, isFlow: boolean, mayUse: boolean): boolean {
  if (!isSimple(text) || text.includes('\t')) return false;
  if (text.includes('${') && !mayUse) return false;
  if (text === '' || /^(?:---|\.\.\.|<<$|=$)/.test(text)) return false;
  return isFlow ? printFlow(text) === text : printYaml(text) === `${text}\n`;
}

/** Of one line, and printable. */
function isSimple(text: string): boolean {
  return /^[\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u.test(text);
}

function inSingleQuotes(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function inDoubleQuotes(text: string): string {
  return JSON.stringify(text).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Where the lines of a block scalar stand. */
export interface TextPlace {
  readonly indent: string;
  /** What the indent is deeper than the parent by; undefined where it cannot be written into the header. */
  readonly deeper: number | undefined;
  readonly eol: string;
  readonly like?: YamlCell;
}

/** As a block scalar; undefined where its lines could not be kept as they are. */
export function printTextCell(value: string, { indent, deeper, eol, like }: TextPlace): YamlCell | undefined {
  const old: YamlForm | undefined = like?.form;
  const header = old === 'text' ? like!.text : '|';
  const content = value.replace(/\n+$/, '');
  const ends = value.length - content.length;
  const hasKeep = header.includes('+');
  if (content.trim() === '' || ends > (hasKeep ? Number.POSITIVE_INFINITY : 1)) return undefined;
  const lines = content.split('\n');
  if (!lines.every(isSimple)) return undefined;
  const first = lines.find((line) => line !== '')!;
  const needsIndent = /^[ \t]/.test(first);
  if (needsIndent && (deeper === undefined || deeper > 9)) return undefined;
  const chomping = ends === 0 ? '-' : hasKeep ? '+' : '';
  const isFolded = header.startsWith('>') && lines.every((line) => !/^[ \t]|[ \t]$/.test(line)) && lines[0] !== '';
  const body = isFolded ? foldedLines(content, like?.lines ?? '') : lines;
  const written = [...body, ...Array.from({ length: Math.max(0, ends - 1) }, () => '')];
  return newCell('text', `${isFolded ? '>' : '|'}${needsIndent ? deeper : ''}${chomping}`, {
    lines: written.map((line) => (line === '' ? eol : indent + line + eol)).join(''),
  });
}

/** A paragraph that was there keeps its line breaks; a new one stands on one line. */
function foldedLines(content: string, before: string): readonly string[] {
  const known = new Map<string, readonly string[]>();
  for (const paragraph of before.split(/\n(?:[ \t]*\r?\n)+/)) {
    const lines = paragraph.split('\n').map((line) => line.trim());
    known.set(
      lines.join(' ').trim(),
      lines.filter((line) => line !== ''),
    );
  }
  return content.split(/(\n+)/).flatMap((part) => {
    if (part.startsWith('\n')) return Array.from({ length: part.length }, () => '');
    return known.get(part) ?? [part];
  });
}
