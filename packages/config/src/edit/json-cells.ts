// Holds a JSON text as cells that are opened where something changes; all others are printed as they were written.
import { endOfJsonText } from '../files/json-losses.ts';
import { type Delimited, indentIn } from './delimited.ts';
import { indexJson, type JsonIndex } from './json-index.ts';

/** A text, and the index of its values once one of them is opened. */
export interface JsonSource {
  readonly text: string;
  index?: JsonIndex;
}

/** A value: a row of its source's index, or what has become of it. */
export interface JsonCell {
  readonly source: JsonSource;
  readonly row: number;
  box?: JsonBox;
  /** The cell was moved: its lines begin with `from` in its source, and are to begin with `to`. */
  shift?: { readonly from: string; readonly to: string };
}

export interface JsonBox extends Delimited<JsonCell> {
  /** The last piece of each key; a key may be written twice. */
  readonly named: Map<string, JsonBox['pieces'][number]>;
}

export function sourceOf(text: string): JsonSource & { readonly index: JsonIndex } {
  return { text, index: indexJson(text) };
}

export function textCellOf(text: string): JsonCell {
  return { source: { text }, row: 0 };
}

function indexOfSource(source: JsonSource): JsonIndex {
  source.index ??= indexJson(source.text);
  return source.index;
}

/** Makes the pieces of a map or list. */
export function openCell(cell: JsonCell): JsonBox {
  if (cell.box !== undefined) return cell.box;
  const { source, row } = cell;
  const { text } = source;
  const { starts, ends, nexts, keys } = indexOfSource(source);
  const isMap = text.charCodeAt(starts[row]!) === 0x7b;
  const box: JsonBox = { isMap, pieces: [], tail: '', named: new Map() };
  let end = starts[row]! + 1;
  for (let child = row + 1; child < nexts[row]!; child = nexts[child]!) {
    const start = isMap ? keys[child]! : starts[child]!;
    const key = text.slice(start, starts[child]);
    const piece = { lead: text.slice(end, start), key, cell: { source, row: child } };
    if (isMap) {
      const name = JSON.parse(key.slice(0, endOfJsonText(key, 0))) as string;
      box.pieces.push({ ...piece, name });
      box.named.set(name, box.pieces.at(-1)!);
    } else box.pieces.push(piece);
    end = ends[child]!;
  }
  box.tail = text.slice(end, ends[row]! - 1);
  cell.box = box;
  return box;
}

/** The text of a cell as its source has it, without what has changed. */
function writtenIn({ source, row }: JsonCell): string {
  if (source.index === undefined && row === 0) return source.text;
  const { starts, ends } = indexOfSource(source);
  return source.text.slice(starts[row], ends[row]);
}

export function printCell(cell: JsonCell): string {
  const { box, shift } = cell;
  const text = box === undefined ? writtenIn(cell) : printBox(box);
  if (shift === undefined || shift.from === shift.to) return text;
  return text.replaceAll(`\n${shift.from}`, `\n${shift.to}`);
}

function printBox({ isMap, pieces, tail }: JsonBox): string {
  const inner = pieces.map(({ lead, key, cell }) => lead + key + printCell(cell)).join('');
  return isMap ? `{${inner}${tail}}` : `[${inner}${tail}]`;
}

/** How a cell is laid out, as far as another one can be written like it: undefined for scalars and what is empty. */
export function layoutOf(
  cell: JsonCell,
): { readonly isMap: boolean; readonly isShort: boolean; readonly pad: string } | undefined {
  if (cell.box !== undefined) {
    const { isMap, pieces } = cell.box;
    const lead = pieces[0]?.lead;
    return lead === undefined ? undefined : { isMap, isShort: indentIn(lead) === undefined, pad: lead };
  }
  const text = writtenIn(cell);
  const pad = /^[{[]([ \t]*)[^\s\]}]?/.exec(text);
  if (pad === null || /^.\s*.$/s.test(text)) return undefined;
  return { isMap: text.startsWith('{'), isShort: !text.includes('\n'), pad: pad[1]! };
}
