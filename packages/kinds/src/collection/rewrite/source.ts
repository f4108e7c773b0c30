// Rewrites the source of a collection: first what stands where, then what it says.
import {
  eachDeferredValue,
  equalTrees,
  isObject,
  type Json,
  type JsonObject,
  joinPointer,
  type Left,
  type LeftWhy,
  type Pointer,
  type TreeOperation,
  treePatch,
} from '@postform/engine';
import { objectAt, textAt, without } from '../../kind-tools/trees.ts';
import { type Origin, writeItem } from '../spec/body.ts';
import { childrenIn, itemAt, type Placed } from '../spec/item-pointers.ts';
import { redactCollection } from '../spec/redact.ts';
import { Items, type Node } from './items.ts';
import { rewriteOwner } from './owner.ts';
import type { Sort } from './read-part.ts';
import { targetOf } from './target.ts';

export interface SourceInput {
  readonly collection: JsonObject;
  /** Where the collection is in its file. */
  readonly prefix: Pointer;
  /** Normalised: with what the desired file says over it, and without. */
  readonly before: JsonObject;
  readonly source: JsonObject;
  readonly after: JsonObject;
  /** As `after`, without what the desired file says. */
  readonly rootAfter: JsonObject;
  readonly keepSecrets: boolean;
}

export interface RewrittenSource {
  readonly patch: readonly TreeOperation[];
  readonly left: readonly Left[];
  readonly items: Items;
}

export function rewriteSource(input: SourceInput): RewrittenSource {
  return new SourceRewriting(input).result();
}

class SourceRewriting {
  readonly #input: SourceInput;
  readonly #items: Items;
  readonly #left: Left[] = [];
  /** `after` with a secret node, and with an empty text, for each value that is not written in clear. */
  readonly #hidden: JsonObject;
  readonly #blank: JsonObject;
  readonly #isSameExtra: boolean;
  readonly #new = new Map<Pointer, Node>();
  readonly #kept = new Map<Pointer, Placed>();
  readonly #childrenOf: ReturnType<typeof childrenIn>;

  constructor(input: SourceInput) {
    const { after, keepSecrets } = input;
    this.#input = input;
    this.#items = new Items(input.collection, input.prefix);
    this.#hidden = keepSecrets ? after : redactCollection(after, () => ({ $deferred: 'secret', name: '' }));
    this.#blank = keepSecrets ? after : redactCollection(after, () => '');
    this.#isSameExtra = equalTrees(input.before['extra'], after['extra']);
    this.#childrenOf = childrenIn(after);
  }

  result(): RewrittenSource {
    this.#arrange(this.#items.root, this.#input.after, '');
    this.#items.removeUnless((pointer) => this.#kept.has(pointer));
    const fields = [...this.#kept].flatMap(([pointer, { item }]) =>
      this.#patchOwn(this.#items.at(pointer)!, pointer, item),
    );
    const root = this.#patchOwn(this.#items.root, '', this.#input.rootAfter);
    return { patch: [...this.#items.patch, ...fields, ...root], left: this.#left, items: this.#items };
  }

  #arrange(folder: Node, owner: JsonObject, pointer: Pointer): void {
    const children = this.#present(owner, pointer);
    const nodes = children.map((child) => this.#nodeOf(child));
    this.#items.arrange(folder, nodes);
    children.forEach(({ item, pointer: at }, index) => {
      if (!isObject(item['request'])) this.#arrange(nodes[index]!, item, at);
    });
  }

  /** What has lost its name is not there. */
  #present(owner: JsonObject, pointer: Pointer): readonly Placed[] {
    return this.#childrenOf(owner, pointer).filter(({ item }) => item['name'] !== undefined);
  }

  /** Where the file has it, if it is of the same sort there, else a new one. */
  #nodeOf(placed: Placed): Node {
    const there = this.#existing(placed);
    if (there === undefined) return this.#new.get(placed.pointer) ?? this.#add(placed);
    this.#kept.set(placed.pointer, placed);
    return there;
  }

  #existing({ pointer, item }: Placed): Node | undefined {
    const there = this.#items.at(pointer);
    return there?.isFolder === !isObject(item['request']) ? there : undefined;
  }

  /** With all that is new in it; what the file has already is moved there later. */
  #add({ pointer, item }: Placed): Node {
    const children: Node[] = [];
    const extra = objectAt(this.#input.after, 'extra');
    const origin: Origin = { idOf: () => undefined, extraOf: (at) => objectAt(extra, at) };
    const blank = itemAt(this.#blank, pointer) ?? item;
    const raw = writeItem(blank, pointer, origin, () => {
      for (const child of this.#present(item, pointer))
        if (this.#existing(child) === undefined) children.push(this.#add(child));
      return children.map((child) => child.raw);
    });
    const node: Node = { raw, isFolder: !isObject(item['request']), children, parent: undefined };
    for (const child of children) child.parent = node;
    this.#new.set(pointer, node);
    eachDeferredValue(own(itemAt(this.#hidden, pointer) ?? {}), (_, at) => this.#leave(pointer + at, 'secret'));
    return node;
  }

  #patchOwn(node: Node, pointer: Pointer, item: JsonObject): readonly TreeOperation[] {
    const { before, source, after } = this.#input;
    const [from, stands, shown] = [before, source, this.#hidden].map((spec) => own(itemAt(spec, pointer) ?? {}));
    const to = own(item);
    if (equalTrees(from, to) && this.#isSameExtra) return [];
    const target = targetOf({ before: from, after: to, hidden: shown, source: stands }, pointer, (at, why) =>
      this.#leave(at, why),
    ) as JsonObject;
    const made = rewriteOwner(node.raw as JsonObject, {
      sort: sortOf(pointer, node),
      pointer,
      before: stands!,
      after: target,
      extra: { before: objectAt(before, 'extra'), after: objectAt(after, 'extra') },
      fail: (...field) => this.#leave(pointer + joinPointer(...field), 'form'),
    });
    if (made === node.raw) return [];
    const place = this.#items.placeOf(node);
    return treePatch(without(node.raw as JsonObject, ['item']), without(made, ['item']), identityIn).map((operation) =>
      operation.op === 'move'
        ? { ...operation, from: place + operation.from, path: place + operation.path }
        : { ...operation, path: place + operation.path },
    );
  }

  #leave(pointer: Pointer, why: LeftWhy): void {
    this.#left.push({ pointer, why });
  }
}

function sortOf(pointer: Pointer, node: Node): Sort {
  if (pointer === '') return 'collection';
  return node.isFolder ? 'folder' : 'request';
}

/** An owner without what is in it, and without what nobody compares. */
function own(owner: JsonObject): JsonObject {
  return without(owner, ['items', 'order', 'uncompared', 'extra']);
}

function identityIn(entry: Json): string | undefined {
  return isObject(entry) ? (textAt(entry, 'key') ?? textAt(entry, 'listen') ?? textAt(entry, 'name')) : undefined;
}
