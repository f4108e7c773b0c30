// The folders and requests of a file as they stand while a patch is made: each can be moved, added and removed.
import {
  isObject,
  isWithin,
  type Json,
  type JsonObject,
  longestRise,
  type Pointer,
  type TreeOperation,
} from '@postform/engine';
import { textAt } from '../../kind-tools/trees.ts';
import { isEmptyFolder } from '../format/tolerance.ts';
import { keysByName } from '../spec/keys.ts';

/** One entry of a list `item`; also the collection itself, which stands in none. */
export interface Node {
  readonly raw: Json;
  /** In the spec of the file; undefined for what is new or is no item. */
  readonly pointer?: Pointer;
  readonly isFolder: boolean;
  /** In their order; changes as the patch grows. */
  children: readonly Node[];
  parent: Node | undefined;
}

export class Items {
  readonly patch: TreeOperation[] = [];
  readonly root: Node;
  readonly #prefix: Pointer;
  readonly #byPointer = new Map<Pointer, Node>();
  /** Folders whose list is not there yet. */
  readonly #unlisted = new Set<Node>();

  /** `prefix`: where the collection is in its file. */
  constructor(collection: JsonObject, prefix: Pointer) {
    this.#prefix = prefix;
    this.root = this.#node(collection, '', undefined);
  }

  at(pointer: Pointer): Node | undefined {
    return this.#byPointer.get(pointer);
  }

  /** Where a node is in the file now. */
  placeOf(node: Node): Pointer {
    const { parent } = node;
    return parent === undefined ? this.#prefix : `${this.placeOf(parent)}/item/${parent.children.indexOf(node)}`;
  }

  /** Lets these stand in the folder in this order. What else is there stays, where it is. New ones are added. */
  arrange(folder: Node, wanted: readonly Node[]): void {
    const places = new Map(folder.children.map((node, index) => [node, index]));
    const there = wanted.filter((node) => places.has(node));
    const staying = new Set(longestRise(there.map((node) => places.get(node)!)).map((index) => there[index]!));
    let previous: Node | undefined;
    for (const node of wanted) {
      if (!staying.has(node)) this.#put(node, folder, previous);
      previous = node;
    }
  }

  /** Removes what `isKept` does not hold for, and all that is in it. */
  removeUnless(isKept: (pointer: Pointer) => boolean): void {
    const visit = (node: Node): void => {
      for (const child of [...node.children].reverse()) {
        if (child.pointer === undefined || isKept(child.pointer)) visit(child);
        else {
          this.patch.push({ op: 'remove', path: this.placeOf(child) });
          node.children = node.children.filter((one) => one !== child);
        }
      }
    };
    visit(this.root);
  }

  #put(node: Node, folder: Node, previous: Node | undefined): void {
    if (this.#unlisted.delete(folder)) this.patch.push({ op: 'add', path: `${this.placeOf(folder)}/item`, value: [] });
    const from = node.parent === undefined ? undefined : this.placeOf(node);
    if (node.parent !== undefined) node.parent.children = node.parent.children.filter((one) => one !== node);
    const index = previous === undefined ? 0 : folder.children.indexOf(previous) + 1;
    // Where that is once the node is taken out, as RFC 6902 has it.
    const path = `${this.placeOf(folder)}/item/${index}`;
    folder.children = folder.children.toSpliced(index, 0, node);
    node.parent = folder;
    if (from === undefined) this.patch.push({ op: 'add', path, value: node.raw });
    else if (isWithin(path, from) && path !== from) {
      // RFC 6902 forbids a path below `from`, though the next one stands there by then: behind that it goes first.
      const behind = from.replace(/\d+$/, (last) => String(Number(last) + 1));
      this.patch.push({ op: 'move', from, path: behind }, { op: 'move', from: behind, path });
    } else if (from !== path) this.patch.push({ op: 'move', from, path });
  }

  #node(raw: Json, pointer: Pointer | undefined, parent: Node | undefined): Node {
    const list: readonly Json[] | undefined = isObject(raw) && Array.isArray(raw['item']) ? raw['item'] : undefined;
    const isFolder = list !== undefined || (isObject(raw) && isEmptyFolder(raw));
    const node: Node = { raw, ...(pointer === undefined ? {} : { pointer }), isFolder, children: [], parent };
    if (isFolder && list === undefined) this.#unlisted.add(node);
    if (pointer !== undefined) this.#byPointer.set(pointer, node);
    const objects = (list ?? []).filter(isObject);
    const siblings = objects.map((one) => ({ name: textAt(one, 'name') ?? '' }));
    const pointers = keysByName(`${pointer ?? ''}/items`, siblings);
    let next = 0;
    node.children = (list ?? []).map((child) =>
      this.#node(child, isObject(child) ? pointers[next++] : undefined, node),
    );
    return node;
  }
}
