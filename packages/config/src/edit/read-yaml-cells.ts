// Divides a YAML text into cells: every character belongs to one of them.
import { parseYamlTokens, textOfToken, type YamlMark, type YamlToken } from '../yaml/yaml.ts';
import { refuse } from './plain-tree.ts';
import { type BlockBox, type BlockEntry, type FlowBox, newCell, type YamlCell, type YamlCells } from './yaml-cells.ts';
import {
  anchorIn,
  type Block,
  endOfHead,
  endOfScalar,
  type Flow,
  firstOf,
  hasProps,
  isBlock,
  isMergeToken,
  isNothing,
  startOf,
  startOfItem,
} from './yaml-tokens.ts';

/** `text` ends in a line break and has been read without a mistake. */
export function readYamlCells(text: string): YamlCells {
  const document = parseYamlTokens(text);
  const value = document?.value;
  if (document === undefined || value === undefined)
    return { before: text, root: { lead: '', head: '', gap: '', cell: newCell('plain', ''), rest: '' }, behind: '' };
  return new CellReader(text).root(document.start, value);
}

/** Goes through the text once, from line to line. */
class CellReader {
  readonly #text: string;
  readonly #anchors = new Map<string, YamlCell>();
  /** Behind the last line that belongs to a cell. */
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  root(start: readonly YamlMark[], value: YamlToken): YamlCells {
    const entry: BlockEntry = { lead: '', head: '', gap: '', cell: newCell('plain', ''), rest: '' };
    if (isBlock(value)) {
      const anchor = anchorIn(start);
      const first = this.#lineOf(firstOf(value));
      this.#at = first;
      this.#register(entry, newCell('block', '', anchor === undefined ? {} : { anchor }), (cell) =>
        this.#block(value, false, cell),
      );
      return { before: this.#text.slice(0, first), root: entry, behind: this.#text.slice(this.#at) };
    }
    this.#at = start.find(({ type }) => type === 'anchor')?.offset ?? startOf(value);
    const before = this.#text.slice(0, this.#at);
    this.#value(entry, start, value);
    return { before, root: entry, behind: this.#text.slice(this.#at) };
  }

  /** Sets the cell before its content is read, so that an anchor is known to aliases below. */
  #register(entry: { cell: YamlCell }, cell: YamlCell, fill?: (cell: YamlCell) => void): void {
    entry.cell = cell;
    if (cell.anchor !== undefined) this.#anchors.set(cell.anchor, cell);
    fill?.(cell);
  }

  #block(token: Block, isCompact: boolean, cell: YamlCell): void {
    const first = firstOf(token);
    const indent = isCompact ? ' '.repeat(first - this.#lineOf(first)) : this.#text.slice(this.#lineOf(first), first);
    const box: BlockBox = { isMap: token.type === 'block-map', indent, isCompact, entries: [], tail: '' };
    cell.block = box;
    for (const item of token.items) {
      if (isNothing(item)) continue;
      const start = startOfItem(item);
      const isFirst = isCompact && box.entries.length === 0;
      const line = isFirst ? start : this.#lineOf(start);
      if (!isFirst && this.#text.slice(line, start) !== indent) refuse('the file is indented in an unusual way');
      const end = endOfHead(item);
      const key = box.isMap ? (item.key as YamlToken) : undefined;
      const entry: BlockEntry = {
        lead: this.#text.slice(this.#at, line),
        head: this.#text.slice(start, end),
        ...(key === undefined ? {} : { name: textOfToken(key), isMerge: isMergeToken(key) }),
        gap: '',
        cell,
        rest: '',
      };
      this.#at = end;
      this.#value(entry, box.isMap ? (item.sep ?? []) : item.start, item.value);
      box.entries.push(entry);
    }
    box.tail = this.#tail(indent.length);
  }

  #value(entry: BlockEntry, marks: readonly YamlMark[], value: YamlToken | null | undefined): void {
    if (marks.some(({ type }) => type === 'tag')) refuse('a value has a tag');
    const anchorMark = marks.find(({ type }) => type === 'anchor');
    const anchor = anchorIn(marks);
    const more = anchor === undefined ? {} : { anchor };
    if (value && isBlock(value)) {
      const first = firstOf(value);
      const isCompact = !this.#text.slice(this.#at, first).includes('\n');
      if (isCompact && anchor !== undefined) refuse('an anchor stands before a dash or a key in the same line');
      const props = anchorMark?.source ?? '';
      entry.gap = this.#text.slice(this.#at, isCompact ? first : (anchorMark?.offset ?? this.#at));
      this.#at = isCompact ? first : anchorMark === undefined ? this.#at : anchorMark.offset + props.length;
      if (!isCompact) entry.rest = this.#restOfLine();
      this.#register(entry, newCell('block', '', { ...more, props }), (cell) => this.#block(value, isCompact, cell));
      return;
    }
    const start = value
      ? startOf(value)
      : anchorMark === undefined
        ? this.#at
        : anchorMark.offset + anchorMark.source.length;
    const from = anchorMark?.offset ?? start;
    const props = this.#text.slice(from, start);
    entry.gap = this.#text.slice(this.#at, from);
    this.#at = start;
    if (value?.type === 'block-scalar') {
      const header = value.props.find(({ type }) => type === 'block-scalar-header') as YamlMark;
      this.#at += header.source.length;
      entry.rest = this.#restOfLine();
      const lines = header.source.includes('+') ? value.source : value.source.replace(/(?<=\n|^)(?:[ \t]*\r?\n)+$/, '');
      this.#at += lines.length;
      this.#register(entry, newCell('text', header.source, { ...more, props, lines }));
      return;
    }
    this.#inline(entry, value, { ...more, props });
    entry.rest = this.#restOfLine();
  }

  /** A scalar, an alias or a flow collection that begins here. */
  #inline(entry: { cell: YamlCell }, value: YamlToken | null | undefined, more: Partial<YamlCell>): void {
    if (value?.type === 'flow-collection') {
      this.#register(entry, newCell('flow', '', more), (cell) => {
        const start = this.#at;
        const flow = this.#flow(value);
        if (flow === undefined) cell.text = this.#text.slice(start, this.#at);
        else cell.flow = flow;
      });
      return;
    }
    const text = value && 'source' in value ? value.source : '';
    this.#at += text.length;
    const form = FORMS[value?.type ?? ''] ?? 'plain';
    const target = form === 'alias' ? this.#anchors.get(text.slice(1)) : undefined;
    if (target !== undefined) target.uses++;
    this.#register(entry, newCell(form, text, { ...more, ...(target === undefined ? {} : { target }) }));
  }

  /** Undefined where a list holds pairs, or a key is no plain or quoted text. */
  #flow(token: Flow): FlowBox | undefined {
    const isMap = token.start.source === '{';
    const box: FlowBox = { isMap, pieces: [], tail: '' };
    let isOdd = false;
    this.#at = token.offset + 1;
    for (const item of token.items) {
      if (isNothing(item)) continue;
      const marks = isMap ? (item.sep ?? []) : item.start;
      const anchor = anchorIn(marks);
      const key = item.key ?? undefined;
      isOdd ||= isMap ? key === undefined || hasProps(item.start) : key !== undefined;
      const anchorMark = marks.find(({ type }) => type === 'anchor');
      const colon = item.sep?.find(({ type }) => type === 'map-value-ind');
      const valueStart = item.value ? startOf(item.value) : undefined;
      const from = anchorMark?.offset ?? valueStart ?? (colon ? colon.offset + 1 : key ? endOfScalar(key) : this.#at);
      const start = key ? startOf(key) : from;
      const piece = {
        lead: this.#text.slice(this.#at, start),
        key: this.#text.slice(start, from),
        ...(isMap && key ? { name: textOfToken(key) } : {}),
        cell: newCell('plain', ''),
      };
      isOdd ||= key !== undefined && isMergeToken(key);
      this.#at = valueStart ?? (anchorMark ? anchorMark.offset + anchorMark.source.length : from);
      const props = this.#text.slice(from, this.#at);
      this.#inline(piece, item.value, { props, ...(anchor === undefined ? {} : { anchor }) });
      box.pieces.push(piece);
    }
    const close = token.end.find(({ type }) => type === 'flow-map-end' || type === 'flow-seq-end')!.offset;
    box.tail = this.#text.slice(this.#at, close);
    this.#at = close + 1;
    return isOdd ? undefined : box;
  }

  /** Comments below the last entry that are indented like the entries and deeper than what follows. */
  #tail(indent: number): string {
    const following = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*/.exec(this.#text.slice(this.#at))![0];
    const behind = this.#text.slice(this.#at + following.length);
    const isEnd = behind.trim() === '' || /^(?:\.\.\.|---)/.test(behind);
    const nextIndent = isEnd ? -1 : /^ */.exec(behind)![0].length;
    let [length, taken] = [0, 0];
    for (const line of following.split(/(?<=\n)/)) {
      const depth = line.search(/\S/);
      const isComment = line.trim() !== '';
      if (isComment ? depth < indent || depth <= nextIndent : isEnd) break;
      length += line.length;
      if (isComment) taken = length;
    }
    this.#at += taken;
    return following.slice(0, taken);
  }

  #restOfLine(): string {
    const end = this.#text.indexOf('\n', this.#at) + 1;
    const rest = this.#text.slice(this.#at, end);
    this.#at = end;
    return rest;
  }

  #lineOf(offset: number): number {
    return this.#text.lastIndexOf('\n', offset - 1) + 1;
  }
}

const FORMS: Readonly<Record<string, 'single' | 'double' | 'alias'>> = {
  alias: 'alias',
  'single-quoted-scalar': 'single',
  'double-quoted-scalar': 'double',
};
