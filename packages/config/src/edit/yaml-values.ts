// Makes the cells of new values, laid out as the file lays out its own.
import { isObject, type Json } from '@postform/engine';
import { type Gaps, insertPiece } from './delimited.ts';
import { refuse } from './plain-tree.ts';
import { type BlockBox, type BlockEntry, cellsIn, type FlowBox, newCell, type YamlCell } from './yaml-cells.ts';
import { printKey, printScalarCell, printTextCell } from './yaml-scalars.ts';

/** How a file is written. */
export interface YamlHabits {
  readonly eol: string;
  readonly unit: string;
  /** Lists below a key are indented. */
  readonly areListsIndented: boolean;
  /** Between a dash and what follows. */
  readonly dash: string;
  readonly quote: 'single' | 'double';
  /** Between a brace and what stands on the same line. */
  readonly pad: string;
  /** Lists of scalars, and maps of one scalar, stand between brackets. */
  readonly areListsShort: boolean;
  readonly areMapsShort: boolean;
}

const WIDEST_FLOW = 100;

export function habitsOf(text: string, root: YamlCell): YamlHabits {
  const cells = [...cellsIn(root)];
  const blocks = cells.flatMap(({ block }) => (block === undefined ? [] : [block]));
  const flows = cells.flatMap(({ flow }) => (flow === undefined || flow.pieces.length === 0 ? [] : [flow]));
  const below = blocks
    .filter(({ isMap }) => isMap)
    .flatMap(({ indent, entries }) =>
      entries.flatMap(({ cell }) => (cell.block ? [{ indent, inner: cell.block }] : [])),
    );
  const lists = below.filter(({ inner }) => !inner.isMap);
  const dashes = blocks.filter(({ isMap }) => !isMap).flatMap(({ entries }) => entries.map(({ gap }) => gap));
  const pads = flows.filter(({ isMap }) => isMap).map(({ pieces }) => pieces[0]!.lead);
  const deeper = below.find(({ indent, inner }) => inner.indent.length > indent.length);
  const singles = cells.filter(({ form }) => form === 'single').length;
  const doubles = cells.filter(({ form }) => form === 'double').length;
  const isShort = (isMap: boolean) => {
    const count = (boxes: readonly { readonly isMap: boolean; readonly parts: readonly YamlCell[] }[]) =>
      boxes.filter((box) => box.isMap === isMap && (!isMap || box.parts.length === 1) && box.parts.every(isScalarCell))
        .length;
    const inFlow = count(flows.map((one) => ({ isMap: one.isMap, parts: one.pieces.map(({ cell }) => cell) })));
    return inFlow > count(blocks.map((one) => ({ isMap: one.isMap, parts: one.entries.map(({ cell }) => cell) })));
  };
  return {
    eol: /\r?\n/.exec(text)?.[0] ?? '\n',
    unit: deeper === undefined ? '  ' : deeper.inner.indent.slice(deeper.indent.length),
    areListsIndented: lists.filter(({ indent, inner }) => indent === inner.indent).length * 2 <= lists.length,
    dash: dashes.find((dash) => /^ +$/.test(dash)) ?? ' ',
    quote: singles > doubles ? 'single' : 'double',
    pad: pads.find((pad) => /^ *$/.test(pad)) ?? ' ',
    areListsShort: isShort(false),
    areMapsShort: isShort(true),
  };
}

function isScalarCell({ form }: YamlCell): boolean {
  return form !== 'block' && form !== 'flow' && form !== 'text';
}

/** Where an entry's value goes. */
export interface BlockPlace {
  /** The box of the entry; undefined for the root. */
  readonly box: Pick<BlockBox, 'isMap' | 'indent'> | undefined;
  /** What stood there, or stands in a similar place. */
  readonly like?: YamlCell;
  readonly habits: YamlHabits;
  /** A collection is not to stand between brackets. */
  readonly isBlock?: boolean;
}

/** Gives an entry a value; a comment behind the one before stays in its line. */
export function fillEntry(entry: BlockEntry, value: Json, place: BlockPlace): void {
  const { like, habits, isBlock = false } = place;
  const { eol } = habits;
  const isContainer = typeof value === 'object' && value !== null;
  const size = isContainer ? Object.keys(value).length : 0;
  if (isContainer && size > 0 && (isBlock || !isWrittenInFlow(value, like, habits))) {
    fillBlock(entry, value, place);
    return;
  }
  const text = typeof value === 'string' ? textCell(value, place) : undefined;
  const own = { isFlow: false, quote: habits.quote, ...(like === undefined ? {} : { like }) };
  const cell = text ?? (isContainer ? flowCell(value, habits) : printScalarCell(value, own));
  const before = entry.cell;
  if (entry.rest === '') entry.rest = eol;
  const spaced = before.props.trimEnd();
  entry.cell = withProps(cell, before, spaced === '' ? '' : `${spaced} `);
  if (entry.gap === '' && entry.head !== '') entry.gap = ' ';
}

function fillBlock(entry: BlockEntry, value: Json, { box, habits }: BlockPlace): void {
  const before = entry.cell;
  const hasComment = entry.rest.trim() !== '';
  const isAnchored = before.props !== '';
  const isCompact = box !== undefined && !box.isMap && !hasComment && !isAnchored;
  if (entry.gap.includes('#')) refuse('a comment stands between a key and its value');
  if (entry.gap.includes('\n')) entry.gap = '';
  if (box !== undefined && !box.isMap && !/^ +$/.test(entry.gap)) entry.gap = habits.dash;
  const isList = Array.isArray(value);
  const indent =
    box === undefined
      ? ''
      : box.isMap
        ? box.indent + (isList && !habits.areListsIndented ? '' : habits.unit)
        : `${box.indent} ${entry.gap}`;
  if (isCompact) entry.rest = '';
  else if (box !== undefined) {
    if (!isAnchored) entry.gap = '';
    if (entry.rest === '') entry.rest = habits.eol;
  }
  entry.cell = withProps(blockCell(value, indent, isCompact, habits), before, before.props.trimEnd());
}

function blockCell(value: Json, indent: string, isCompact: boolean, habits: YamlHabits): YamlCell {
  const isMap = isObject(value);
  const block: BlockBox = { isMap, indent, isCompact, entries: [], tail: '' };
  for (const [key, child] of Object.entries(value as object)) {
    const entry = newEntry(isMap ? key : undefined, habits);
    block.entries.push(entry);
    fillEntry(entry, child as Json, { box: block, habits });
  }
  return newCell('block', '', { block });
}

/** Without a value, and without comments. */
export function newEntry(name: string | undefined, { eol, quote, dash }: YamlHabits): BlockEntry {
  const cell = newCell('plain', '');
  if (name === undefined) return { lead: '', head: '-', gap: dash, cell, rest: eol };
  return { lead: '', head: `${printKey(name, false, quote)}:`, name, gap: ' ', cell, rest: eol };
}

function withProps(cell: YamlCell, before: YamlCell, props: string): YamlCell {
  const { anchor } = before;
  return anchor === undefined ? cell : { ...cell, anchor, props };
}

/** As the neighbour is, else as such values are in the file, unless a text has several lines or the line becomes too long. */
function isWrittenInFlow(value: Json, like: YamlCell | undefined, habits: YamlHabits): boolean {
  const line = JSON.stringify(value);
  if (line.length > WIDEST_FLOW || line.includes('\\n')) return false;
  const isMap = isObject(value);
  const box = like?.flow ?? like?.block;
  if (box?.isMap === isMap) return like?.flow !== undefined && like.flow.pieces.length > 0;
  const parts = Object.values(value as object);
  if (parts.some((part) => typeof part === 'object' && part !== null)) return false;
  return isMap ? habits.areMapsShort && parts.length === 1 : habits.areListsShort;
}

/** A text of several lines as a block scalar, and any text where one stood before. */
function textCell(value: string, { box, like, habits }: BlockPlace): YamlCell | undefined {
  const wasText = like?.form === 'text';
  const wasEscaped = like?.form === 'double' && like.text.includes('\\n');
  if (box === undefined || (!wasText && (!value.includes('\n') || wasEscaped))) return undefined;
  const written = wasText ? /\d/.exec(like.text)?.[0] : undefined;
  const before = written === undefined ? undefined : box.indent + ' '.repeat(Number(written));
  const indent = before ?? (wasText ? indentOfLines(like.lines ?? '') : undefined) ?? box.indent + habits.unit;
  const deeper = box.isMap && indent.length > box.indent.length ? indent.length - box.indent.length : undefined;
  return printTextCell(value, { indent, deeper, eol: habits.eol, ...(wasText ? { like } : {}) });
}

function indentOfLines(lines: string): string | undefined {
  const depths = lines.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.search(/[^ ]/)]));
  return depths.length === 0 ? undefined : ' '.repeat(Math.min(...depths));
}

/** Between brackets, on one line. */
export function flowCell(value: Json, habits: YamlHabits, like?: YamlCell): YamlCell {
  if (typeof value !== 'object' || value === null)
    return printScalarCell(value, { isFlow: true, quote: habits.quote, ...(like === undefined ? {} : { like }) });
  const isMap = isObject(value);
  const flow: FlowBox = { isMap, pieces: [], tail: '' };
  for (const [key, child] of Object.entries(value)) {
    const cell = flowCell(child as Json, habits);
    const piece = { lead: '', key: isMap ? flowKey(key, habits) : '', ...(isMap ? { name: key } : {}), cell };
    insertPiece(flow, flow.pieces.length, piece, gapsFor(isMap, habits));
  }
  return newCell('flow', '', { flow });
}

export function flowKey(name: string, { quote }: YamlHabits): string {
  return `${printKey(name, true, quote)}: `;
}

export function gapsFor(isMap: boolean, { pad }: YamlHabits): Gaps {
  return isMap ? { first: pad, last: pad, comma: ', ' } : { first: '', last: '', comma: ', ' };
}
