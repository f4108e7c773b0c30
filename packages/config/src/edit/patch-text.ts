// Applies an RFC 6902 patch to a plain tree and to the text that holds it, and checks that the new text reads as the new tree.
import { equalTrees, isObject, type Json, type Pointer, splitPointer, type TreeOperation } from '@postform/engine';
import { EditRefusal, type Path, PlainTree, refuse } from './plain-tree.ts';

/** What a text can be told to become: operations of RFC 6902, each applied to what the one before has left. */
export type TextOperation = TreeOperation;

/** `operation` is the index of the one that cannot be done; undefined where the text cannot be edited at all. */
export type PatchedText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly operation?: number; readonly reason: string };

/** Changes a text. All paths exist in the tree; refuses what the text cannot express. */
export interface TextEditor<Held> {
  /** `before` is the value that stands there. */
  replace(path: Path, value: Json, before: Json): void;
  /** The last token is a new key, or the index that the new element will have. */
  insert(path: Path, value: Json): void;
  /** Gives an entry of a map another key, which the map does not have. */
  rename(path: Path, key: string): void;
  /** Removes what stands at a path and gives it back with its text; `isMoved`: it will be put elsewhere. */
  take(path: Path, isMoved: boolean): Held;
  /** Writes there what was taken, which has this value; `isTaken`: instead of what stands there. */
  put(path: Path, held: Held, value: Json, isTaken: boolean): void;
  print(): string;
}

/** How texts of one format are read and edited. `valueAt` gives what stands at a path before an operation. */
export interface TextFormat<Held> {
  readonly maxDepth: number;
  /** A tree that nobody else holds; refuses what cannot be read. */
  readonly read: (text: string) => Json;
  readonly edit: (text: string, valueAt: (path: Path) => Json) => TextEditor<Held>;
}

interface Attempt {
  readonly text: string;
  readonly tree: Json;
}

type Refused = PatchedText & { readonly ok: false };

const BYTE_ORDER_MARK = '\uFEFF';

export function patchText<Held>(text: string, patch: readonly TextOperation[], format: TextFormat<Held>): PatchedText {
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  const source = text.slice(mark.length);
  const whole = attempt(source, patch, format);
  if ('reason' in whole) return whole;
  if (isRight(whole, format)) return { ok: true, text: mark + whole.text };
  return {
    ok: false,
    operation: firstWrong(source, patch, format),
    reason: 'the new text would be read as something else',
  };
}

function attempt<Held>(text: string, patch: readonly TextOperation[], format: TextFormat<Held>): Attempt | Refused {
  let operation = -1;
  try {
    const tree = new PlainTree(format.read(text), format.maxDepth);
    const editor = format.edit(text, (path) => tree.at(path));
    for (const one of patch) {
      operation += 1;
      apply(one, tree, editor);
    }
    return { text: editor.print(), tree: tree.root };
  } catch (error) {
    if (!(error instanceof EditRefusal)) throw error;
    return { ok: false, ...(operation === -1 ? {} : { operation }), reason: error.message };
  }
}

function apply<Held>(operation: TextOperation, tree: PlainTree, editor: TextEditor<Held>): void {
  const path = tokensOf(operation.path);
  if (operation.op === 'add') add(path, operation.value, tree, editor);
  else if (operation.op === 'replace') replace(path, operation.value, tree, editor);
  else if (operation.op === 'remove') remove(path, tree, editor);
  else if (operation.op === 'move') move(tokensOf(operation.from), path, tree, editor);
  else refuse(`the operation ${JSON.stringify((operation as { op?: unknown }).op)} is not known`);
}

function add<Held>(to: Path, value: Json, tree: PlainTree, editor: TextEditor<Held>): void {
  const { path, isTaken } = tree.placeFor(to);
  if (isTaken) {
    replace(path, value, tree, editor);
    return;
  }
  const copy = tree.copyFor(path, value);
  editor.insert(path, copy);
  tree.add(path, copy);
}

function replace<Held>(path: Path, value: Json, tree: PlainTree, editor: TextEditor<Held>): void {
  const before = tree.at(path);
  const copy = tree.copyFor(path, value);
  if (equalTrees(before, copy)) return;
  editor.replace(path, copy, before);
  tree.replace(path, copy);
}

function remove<Held>(path: Path, tree: PlainTree, editor: TextEditor<Held>): void {
  tree.at(path);
  if (path.length === 0) refuse('the root cannot be removed');
  editor.take(path, false);
  tree.remove(path);
}

/** A removal and an addition, as RFC 6902 says; only the text is kept. */
function move<Held>(from: Path, to: Path, tree: PlainTree, editor: TextEditor<Held>): void {
  const value = tree.at(from);
  if (from.length === to.length && isWithinPath(to, from)) return;
  if (isWithinPath(to, from)) refuse('a value cannot be moved into itself');
  if (isRename(from, to, tree)) {
    editor.rename(from, to.at(-1)!);
    tree.remove(from);
    tree.add(to, value);
    return;
  }
  const held = editor.take(from, true);
  tree.remove(from);
  const { path, isTaken } = tree.placeFor(to);
  tree.copyFor(path, value);
  editor.put(path, held, value, isTaken);
  if (isTaken) tree.replace(path, value);
  else tree.add(path, value);
}

/** Within one map, to a key that it does not have. */
function isRename(from: Path, to: Path, tree: PlainTree): boolean {
  if (to.length !== from.length || !isWithinPath(to, from.slice(0, -1))) return false;
  const map = tree.at(from.slice(0, -1));
  return isObject(map) && !Object.hasOwn(map, to.at(-1)!);
}

function isWithinPath(path: Path, outer: Path): boolean {
  return outer.every((token, depth) => token === path[depth]);
}

function tokensOf(pointer: Pointer): Path {
  if (typeof pointer !== 'string' || (pointer !== '' && !pointer.startsWith('/'))) refuse('a path is no JSON Pointer');
  return splitPointer(pointer);
}

function isRight<Held>(made: Attempt, { read }: TextFormat<Held>): boolean {
  try {
    return equalTrees(read(made.text), made.tree);
  } catch (error) {
    if (!(error instanceof EditRefusal)) throw error;
    return false;
  }
}

/** The first operation after which the text is wrong; all before it are right. */
function firstWrong<Held>(text: string, patch: readonly TextOperation[], format: TextFormat<Held>): number {
  let [right, wrong] = [0, patch.length];
  while (wrong - right > 1) {
    const middle = (right + wrong) >> 1;
    const made = attempt(text, patch.slice(0, middle), format);
    if (!('reason' in made) && isRight(made, format)) right = middle;
    else wrong = middle;
  }
  return Math.max(0, wrong - 1);
}
