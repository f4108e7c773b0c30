// Holds a YAML text as cells: block collections by lines, flow collections by what stands between commas.
import type { Delimited } from './delimited.ts';

/** How a value is written; `text` is a block scalar. */
export type YamlForm = 'plain' | 'single' | 'double' | 'alias' | 'text' | 'block' | 'flow';

export interface YamlCell {
  readonly form: YamlForm;
  /** An anchor, with the white space behind it. */
  readonly props: string;
  readonly anchor?: string;
  /** Of an alias: what it stands for. */
  readonly target?: YamlCell;
  /** Scalars and aliases as written; of a block scalar its header. */
  text: string;
  /** Of a block scalar: its lines. */
  readonly lines?: string;
  block?: BlockBox;
  /** Missing where something unusual stands between the brackets. */
  flow?: FlowBox;
  /** Aliases that stand for this cell. */
  uses: number;
}

export type FlowBox = Delimited<YamlCell>;

export interface BlockBox {
  readonly isMap: boolean;
  /** White space before each entry. */
  readonly indent: string;
  /** The first entry begins on the line of the dash that holds the box. */
  isCompact: boolean;
  readonly entries: BlockEntry[];
  /** Lines of comments behind the last entry. */
  tail: string;
}

export interface BlockEntry {
  /** Lines before the entry: comments, and nothing. */
  lead: string;
  /** The key with its colon, or a dash. */
  head: string;
  name?: string;
  /** The key is `<<`. */
  readonly isMerge?: boolean;
  /** Between colon or dash and the value. */
  gap: string;
  cell: YamlCell;
  /** From the value to the end of its line; of a block from its colon on. */
  rest: string;
  /** The entry was moved: its lines begin with `from`, and are to begin with `to`. */
  shift?: { readonly from: string; readonly to: string };
}

/** What is around the root; the root itself is an entry without a head. */
export interface YamlCells {
  before: string;
  readonly root: BlockEntry;
  readonly behind: string;
}

export function newCell(form: YamlForm, text: string, more: Partial<YamlCell> = {}): YamlCell {
  return { form, text, props: '', uses: 0, ...more };
}

export function printCells({ before, root, behind }: YamlCells): string {
  return before + root.gap + printValue(root) + behind;
}

function printBlock(box: BlockBox): string {
  return box.entries.map((entry, index) => printEntry(entry, box, index === 0 && box.isCompact)).join('') + box.tail;
}

function printEntry(entry: BlockEntry, { indent }: BlockBox, isCompact: boolean): string {
  const { lead, head, gap, shift } = entry;
  const from = shift?.from ?? indent;
  const text = lead + from + head + gap + printValue(entry);
  const shifted = shift === undefined ? text : reindent(text, shift.from, shift.to);
  return isCompact ? shifted.slice(indent.length) : shifted;
}

function printValue({ cell, rest }: BlockEntry): string {
  const { props, text, lines, block, flow } = cell;
  const written = flow === undefined ? text : printFlowBox(flow);
  return props + written + rest + (block === undefined ? (lines ?? '') : printBlock(block));
}

/** On its own, without what follows in its line. */
export function printFlowCell({ props, text, flow }: YamlCell): string {
  return props + (flow === undefined ? text : printFlowBox(flow));
}

function printFlowBox({ isMap, pieces, tail }: FlowBox): string {
  const inner = pieces.map(({ lead, key, cell }) => lead + key + printFlowCell(cell)).join('') + tail;
  return isMap ? `{${inner}}` : `[${inner}]`;
}

/** Lines that hold nothing stay as they are. */
function reindent(text: string, from: string, to: string): string {
  if (from === to) return text;
  return text
    .split('\n')
    .map((line) => (line.startsWith(from) && line.trim() !== '' ? to + line.slice(from.length) : line))
    .join('\n');
}

/** The cell and all below it. */
export function* cellsIn(cell: YamlCell): Generator<YamlCell> {
  yield cell;
  for (const entry of cell.block?.entries ?? []) yield* cellsIn(entry.cell);
  for (const piece of cell.flow?.pieces ?? []) yield* cellsIn(piece.cell);
}
