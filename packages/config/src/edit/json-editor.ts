// Edits a JSON text, once parsed and once printed: what is new is written as its neighbours are, what is moved keeps its text.
import type { Json } from '@postform/engine';
import { endOfJsonText } from '../files/json-losses.ts';
import { indentIn, insertPiece, type Piece, removePiece } from './delimited.ts';
import { type JsonBox, type JsonCell, layoutOf, openCell, printCell, sourceOf, textCellOf } from './json-cells.ts';
import { colonIn, isScalar, type JsonStyle, printJson, printScalar, styleOf } from './json-style.ts';
import type { TextEditor } from './patch-text.ts';
import type { Path } from './plain-tree.ts';

/** A cell and the line that it begins on. */
interface Spot {
  readonly cell: JsonCell;
  /** White space at the beginning of that line. */
  readonly indent: string;
  /** What the nearest level above is indented by; undefined where no line break shows it. */
  readonly unit: string | undefined;
}

interface Held extends Spot {
  readonly key: string;
  readonly name: string | undefined;
}

export class JsonEditor implements TextEditor<Held> {
  readonly #before: string;
  readonly #behind: string;
  readonly #style: JsonStyle;
  #root: JsonCell;

  constructor(text: string) {
    const source = sourceOf(text);
    this.#root = { source, row: 0 };
    this.#before = text.slice(0, source.index.starts[0]);
    this.#behind = text.slice(source.index.ends[0]);
    this.#style = styleOf(text, source.index);
  }

  replace(path: Path, value: Json): void {
    const { cell, indent, unit } = this.#find(path);
    this.#set(path, this.#newCell(value, [cell], { indent, unit, isOnLine: this.#isOnLine(path) }));
  }

  insert(path: Path, value: Json): void {
    const { piece, box, indent, unit } = this.#makePlace(path, isScalar(value));
    const at = box.pieces.indexOf(piece);
    const neighbours = [box.pieces[at - 1], box.pieces[at + 1]].flatMap((one) => (one === undefined ? [] : [one.cell]));
    const isOnLine = indentIn(piece.lead) === undefined;
    piece.cell = this.#newCell(value, neighbours, { indent, unit, isOnLine });
  }

  rename(path: Path, key: string): void {
    const box = openCell(this.#find(path.slice(0, -1)).cell);
    const piece = box.named.get(path.at(-1)!)!;
    removeNamed(box, piece.name!, piece);
    piece.key = printScalar(key, this.#style) + piece.key.slice(endOfJsonText(piece.key, 0));
    piece.name = key;
    box.named.set(key, piece);
  }

  take(path: Path): Held {
    const spot = this.#find(path);
    const box = openCell(this.#find(path.slice(0, -1)).cell);
    const { key, name } = pieceAt(box, path.at(-1)!);
    if (name === undefined) removePiece(box, Number(path.at(-1)));
    else removeNamed(box, name);
    return { ...spot, key, name };
  }

  put(path: Path, held: Held, _value: Json, isTaken: boolean): void {
    const { cell } = held;
    if (isTaken) {
      const { indent } = this.#find(path);
      cell.shift = { from: held.indent, to: indent };
      this.#set(path, cell);
      return;
    }
    const { piece, indent } = this.#makePlace(path, false);
    cell.shift = { from: held.indent, to: indent };
    piece.cell = cell;
    if (held.name !== undefined && held.name === piece.name) piece.key = held.key;
  }

  print(): string {
    return this.#before + printCell(this.#root) + this.#behind;
  }

  #find(path: Path): Spot {
    let spot: Spot = { cell: this.#root, indent: indentIn(this.#before) ?? '', unit: undefined };
    for (const token of path) {
      const { lead, cell } = pieceAt(openCell(spot.cell), token);
      const indent = indentIn(lead) ?? spot.indent;
      spot = { cell, indent: cell.shift?.from ?? indent, unit: unitBetween(spot.indent, indent) ?? spot.unit };
    }
    return spot;
  }

  #set(path: Path, cell: JsonCell): void {
    if (path.length === 0) this.#root = cell;
    else pieceAt(openCell(this.#find(path.slice(0, -1)).cell), path.at(-1)!).cell = cell;
  }

  /** The value shares its line with what stands before it in its list or map. */
  #isOnLine(path: Path): boolean {
    if (path.length === 0) return false;
    const { lead } = pieceAt(openCell(this.#find(path.slice(0, -1)).cell), path.at(-1)!);
    return indentIn(lead) === undefined;
  }

  /** A piece at a path, still without its value, and the line that it begins on. */
  #makePlace(
    path: Path,
    isScalarValue: boolean,
  ): {
    readonly piece: Piece<JsonCell>;
    readonly box: JsonBox;
    readonly indent: string;
    readonly unit: string | undefined;
  } {
    const parent = this.#find(path.slice(0, -1));
    const token = path.at(-1)!;
    const box = openCell(parent.cell);
    const { eol, comma, hasShortLists } = this.#style;
    const unit = unitBetween(parent.indent, indentIn(box.pieces[0]?.lead ?? '')) ?? parent.unit ?? this.#style.unit;
    const isOnLine = unit === undefined || (!box.isMap && isScalarValue && hasShortLists);
    const gaps = isOnLine
      ? { first: '', last: '', comma }
      : { first: eol + parent.indent + unit, last: eol + parent.indent, comma };
    const piece: Piece<JsonCell> = box.isMap
      ? { lead: '', key: this.#keyFor(box, token), name: token, cell: this.#root }
      : { lead: '', key: '', cell: this.#root };
    insertPiece(box, box.isMap ? box.pieces.length : Number(token), piece, gaps);
    if (box.isMap) box.named.set(token, piece);
    return { piece, box, indent: indentIn(piece.lead) ?? parent.indent, unit };
  }

  #keyFor({ pieces }: JsonBox, name: string): string {
    const near = pieces.at(-1)?.key;
    const colon = near === undefined ? undefined : colonIn(near.slice(endOfJsonText(near, 0)));
    return printScalar(name, this.#style) + (colon ?? this.#style.colon);
  }

  /** Written like the first of the cells that is of the same type, else as the line says. */
  #newCell(
    value: Json,
    like: readonly JsonCell[],
    {
      indent,
      unit,
      isOnLine,
    }: { readonly indent: string; readonly unit: string | undefined; readonly isOnLine: boolean },
  ): JsonCell {
    const own = unit ?? this.#style.unit;
    if (own === undefined || isScalar(value))
      return textCellOf(printJson(value, this.#style, { indent, unit: undefined, pad: '' }));
    const sample = like.map(layoutOf).find((one) => one !== undefined && one.isMap !== Array.isArray(value));
    const isShort = sample?.isShort ?? isOnLine;
    const pad = sample?.isShort ? sample.pad : '';
    return textCellOf(printJson(value, this.#style, { indent, unit: isShort ? undefined : own, pad }));
  }
}

function pieceAt(box: JsonBox, token: string): Piece<JsonCell> {
  return (box.isMap ? box.named.get(token) : box.pieces[Number(token)])!;
}

/** All pieces of a key but one. */
function removeNamed(box: JsonBox, name: string, kept?: Piece<JsonCell>): void {
  const { pieces, named } = box;
  const last = named.get(name)!;
  const hasTwins = pieces.length > named.size;
  if (last !== kept) removePiece(box, pieces.indexOf(last));
  if (hasTwins)
    for (let at = pieces.length - 1; at >= 0; at--)
      if (pieces[at]!.name === name && pieces[at] !== kept) removePiece(box, at);
  named.delete(name);
}

function unitBetween(outer: string, inner: string | undefined): string | undefined {
  return inner !== undefined && inner.length > outer.length && inner.startsWith(outer)
    ? inner.slice(outer.length)
    : undefined;
}
