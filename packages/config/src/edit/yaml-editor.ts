// Edits a YAML text: comments, quotes, indentation and everything that is not named stay.
import type { Json } from '@postform/engine';
import { insertPiece, type Piece, removePiece } from './delimited.ts';
import type { TextEditor } from './patch-text.ts';
import { type Path, refuse } from './plain-tree.ts';
import { readYamlCells } from './read-yaml-cells.ts';
import { refuseUsed, release } from './yaml-anchors.ts';
import {
  type BlockBox,
  type BlockEntry,
  cellsIn,
  type FlowBox,
  printCells,
  type YamlCell,
  type YamlCells,
} from './yaml-cells.ts';
import { hasComments, indexIn, isLike, isMapCell, ownIndexIn, refuseComments } from './yaml-contents.ts';
import { insertEntry, removeEntry } from './yaml-entries.ts';
import { printKey } from './yaml-scalars.ts';
import { fillEntry, flowCell, flowKey, gapsFor, habitsOf, newEntry, type YamlHabits } from './yaml-values.ts';

/** What holds a value: the root, an entry of a block collection, or a piece between brackets. */
type Spot =
  | { readonly type: 'root'; readonly holder: BlockEntry }
  | { readonly type: 'entry'; readonly holder: BlockEntry; readonly box: BlockBox }
  | { readonly type: 'piece'; readonly holder: Piece<YamlCell> };

type Held =
  | { readonly type: 'entry'; readonly entry: BlockEntry; readonly indent: string }
  | { readonly type: 'piece'; readonly piece: Piece<YamlCell> };

export class YamlEditor implements TextEditor<Held> {
  readonly #cells: YamlCells;
  readonly #habits: YamlHabits;
  readonly #lacksEnd: boolean;
  readonly #valueAt: (path: Path) => Json;

  constructor(text: string, valueAt: (path: Path) => Json) {
    this.#valueAt = valueAt;
    this.#lacksEnd = text !== '' && !text.endsWith('\n');
    const whole = this.#lacksEnd ? `${text}${/\r?\n/.exec(text)?.[0] ?? '\n'}` : text;
    this.#cells = readYamlCells(whole);
    if (printCells(this.#cells) !== whole) refuse('the file is written in an unusual way');
    this.#habits = habitsOf(whole, this.#cells.root.cell);
  }

  replace(path: Path, value: Json): void {
    const spot = this.#find(path);
    const { cell } = spot.holder;
    release(cell);
    this.#fill(spot, value, cell.form === 'alias' ? undefined : cell);
  }

  insert(path: Path, value: Json): void {
    const parent = this.#container(path.slice(0, -1));
    const token = path.at(-1)!;
    const { block, flow } = parent.holder.cell;
    if (block !== undefined) {
      const at = block.isMap ? block.entries.length : Number(token);
      const entry = newEntry(block.isMap ? token : undefined, this.#habits);
      const beside = [block.entries[at - 1], block.entries[at]].flatMap((one) => (one === undefined ? [] : [one.cell]));
      const like = beside.find((cell) => isLike(cell, value, block.isMap));
      if (!block.isMap && block.entries.length > 0 && /^ +$/.test(block.entries[0]!.gap))
        entry.gap = block.entries[0]!.gap;
      fillEntry(entry, value, { box: block, habits: this.#habits, ...(like === undefined ? {} : { like }) });
      insertEntry(parent.holder as BlockEntry, at, entry, this.#habits.eol);
    } else if (this.#isToBeBlock(parent))
      this.#fill(parent, isMapCell(parent.holder.cell) ? { [token]: value } : [value]);
    else this.#insertPiece(flow!, token, { key: flowKey(token, this.#habits), cell: flowCell(value, this.#habits) });
  }

  rename(path: Path, key: string): void {
    const { cell } = this.#container(path.slice(0, -1)).holder;
    const index = ownIndexIn(cell, path.at(-1)!);
    const holder = (cell.block?.entries ?? cell.flow!.pieces)[index]!;
    holder.name = key;
    const { quote } = this.#habits;
    if ('head' in holder) holder.head = `${printKey(key, false, quote)}:`;
    else holder.key = holder.key.replace(/^.*?(?=\s*:?\s*$)/s, () => printKey(key, true, quote));
  }

  take(path: Path, isMoved: boolean): Held {
    const parent = this.#container(path.slice(0, -1));
    const { cell } = parent.holder;
    const index = ownIndexIn(cell, path.at(-1)!);
    const holder = (cell.block?.entries ?? cell.flow!.pieces)[index]!;
    if (!isMoved) release(holder.cell);
    if (cell.block === undefined) {
      refuseComments(cell.flow!);
      return { type: 'piece', piece: removePiece(cell.flow!, index) };
    }
    const { indent } = cell.block;
    const entry = removeEntry(parent.holder as BlockEntry, index, this.#habits.eol);
    return { type: 'entry', entry, indent: entry.shift?.from ?? indent };
  }

  put(path: Path, held: Held, value: Json, isTaken: boolean): void {
    if (path.length === 0) {
      this.#putValue(path, held, value, isTaken);
      return;
    }
    const token = path.at(-1)!;
    const parent = this.#container(path.slice(0, -1));
    const isMap = isMapCell(parent.holder.cell);
    const isSame = ((held.type === 'entry' ? held.entry : held.piece).name !== undefined) === isMap;
    if (held.type === 'entry' && isSame && this.#isToBeBlock(parent)) {
      this.#fill(parent, isMap ? { [token]: null } : [null], undefined, true);
      parent.holder.cell.block!.entries.pop();
    }
    const { block, flow } = parent.holder.cell;
    if (held.type === 'entry' && block !== undefined && isSame)
      this.#putEntry(parent.holder as BlockEntry, token, held, isTaken);
    else if (held.type === 'piece' && flow !== undefined && isSame && !isTaken) {
      const { piece } = held;
      this.#insertPiece(flow, token, {
        ...piece,
        key: piece.name === token ? piece.key : flowKey(token, this.#habits),
      });
    } else this.#putValue(path, held, value, isTaken);
  }

  print(): string {
    const text = printCells(this.#cells);
    return this.#lacksEnd ? text.replace(/\r?\n$/, '') : text;
  }

  #putEntry(holder: BlockEntry, token: string, { entry, indent }: Held & { type: 'entry' }, isTaken: boolean): void {
    const block = holder.cell.block!;
    const shift = { from: indent, to: block.indent };
    const index = indexIn(holder.cell, token);
    if (isTaken && index !== -1) {
      const { lead, head, cell } = block.entries[index]!;
      release(cell);
      block.entries[index] = { ...entry, name: token, lead, head, shift };
      return;
    }
    const { quote, eol } = this.#habits;
    const head = entry.name === token || !block.isMap ? entry.head : `${printKey(token, false, quote)}:`;
    const moved = { ...entry, ...(block.isMap ? { name: token } : {}), head, shift };
    insertEntry(holder, block.isMap ? block.entries.length : Number(token), moved, eol);
  }

  /** What is written in another way there is written anew, unless that would lose something. */
  #putValue(path: Path, held: Held, value: Json, isTaken: boolean): void {
    const cell = held.type === 'entry' ? held.entry.cell : held.piece.cell;
    if (held.type === 'entry' && hasComments(held.entry)) refuse('comments would be lost where this is moved to');
    for (const { anchor, target } of cellsIn(cell))
      if (anchor !== undefined || target !== undefined)
        refuse('an anchor or alias would be lost where this is moved to');
    if (isTaken) this.replace(path, value);
    else this.insert(path, value);
  }

  /** Where a path leads; aliases on the way become copies, and keys from `<<` become keys of the map's own. */
  #find(path: Path): Spot {
    if (path.length === 0) return { type: 'root', holder: this.#cells.root };
    const parent = this.#container(path.slice(0, -1));
    const token = path.at(-1)!;
    if (indexIn(parent.holder.cell, token) === -1) this.insert(path, this.#valueAt(path));
    const { block, flow } = parent.holder.cell;
    const index = indexIn(parent.holder.cell, token);
    if (block === undefined) return { type: 'piece', holder: flow!.pieces[index]! };
    return { type: 'entry', holder: block.entries[index]!, box: block };
  }

  /** The holder of a map or list that may be changed. */
  #container(path: Path): Spot {
    const spot = this.#find(path);
    const { cell } = spot.holder;
    refuseUsed(cell);
    if (cell.form === 'alias') {
      release(cell);
      this.#fill(spot, this.#valueAt(path));
    } else if (cell.block === undefined && cell.flow === undefined)
      refuse('something unusual stands between the brackets');
    return spot;
  }

  #fill(spot: Spot, value: Json, like?: YamlCell, isBlock = false): void {
    const own = like === undefined ? {} : { like };
    if (spot.type === 'piece') {
      const { holder } = spot;
      const isSeparated = /:\s+$|^["'].*["']\s*:$/s.test(holder.key);
      if (holder.name !== undefined && !isSeparated) holder.key = `${holder.key.replace(/\s*:?$/, '')}: `;
      holder.cell = flowCell(value, this.#habits, like);
      return;
    }
    const { holder } = spot;
    const box =
      spot.type === 'root' ? undefined : { isMap: spot.box.isMap, indent: holder.shift?.from ?? spot.box.indent };
    fillEntry(holder, value, { box, habits: this.#habits, ...own, isBlock });
    const isAlone = /(?:^|\n)$/.test(this.#cells.before) && holder.rest.trim() === '' && holder.cell.props === '';
    if (spot.type === 'root' && holder.cell.block !== undefined && isAlone) holder.rest = '';
  }

  #insertPiece(flow: FlowBox, token: string, { key, cell }: Pick<Piece<YamlCell>, 'key' | 'cell'>): void {
    refuseComments(flow);
    const piece = flow.isMap ? { lead: '', key, name: token, cell } : { lead: '', key: '', cell };
    insertPiece(flow, flow.isMap ? flow.pieces.length : Number(token), piece, gapsFor(flow.isMap, this.#habits));
  }

  /** Nothing stands between the brackets, and they are not inside of others. */
  #isToBeBlock({ type, holder }: Spot): boolean {
    return type !== 'piece' && holder.cell.flow?.pieces.length === 0;
  }
}
