// Where the items of a collection stand: each has one pointer, and the orders of folders say where it is now.
//
// An item keeps its pointer when somebody moves it to another folder. The order of that folder then names it by its pointer,
// written as a fragment (RFC 6901, 6); no key begins so, because a `#` in a name is doubled:
//
//   items: { A: { order: [], items: { x: … } }, B: { order: ['#/items/A/items/x'], items: {} } }
import { isObject, type Json, type JsonObject, joinPointer, type Pointer, splitPointer } from '@postform/engine';
import { namesAt, objectAt } from '../../kind-tools/trees.ts';

/** How the order of `owner` names an item: by its key where the item is at home there, else by its pointer. */
export function entryOf(owner: Pointer, item: Pointer): string {
  return homeOf(item) === owner ? keysOf(item).at(-1)! : `#${item}`;
}

/** The pointer of the item that an entry of an order names. */
export function itemOf(owner: Pointer, entry: string): Pointer {
  return entry.startsWith('#/') ? entry.slice(1) : `${owner}/items${joinPointer(entry)}`;
}

/** Pointer of the folder in which an item is at home; '' for the collection. */
export function homeOf(item: Pointer): Pointer {
  return item.slice(0, item.lastIndexOf('/items/'));
}

/** An item where it stands. */
export interface Placed {
  readonly pointer: Pointer;
  readonly item: JsonObject;
}

/** Finds the items that stand in a folder, in their order: what the order forgets follows, what stands elsewhere does not. */
export function childrenIn(root: JsonObject): (owner: JsonObject, pointer: Pointer) => readonly Placed[] {
  const away = itemsAway(root);
  return (owner, pointer) => {
    const items = objectAt(owner, 'items');
    const found: Placed[] = [];
    const known = new Set<string>();
    for (const entry of namesAt(owner, 'order')) {
      if (known.has(entry)) continue;
      known.add(entry);
      if (Object.hasOwn(items, entry)) {
        const at = `${pointer}/items${joinPointer(entry)}`;
        if (!away.has(at)) push(found, at, items[entry]);
      } else if (away.has(entry.slice(1))) {
        const at = entry.slice(1);
        if (away.get(at) === pointer) push(found, at, itemAt(root, at));
      }
    }
    for (const key of Object.keys(items)) {
      const at = `${pointer}/items${joinPointer(key)}`;
      if (!known.has(key) && !away.has(at)) push(found, at, items[key]);
    }
    return found;
  };
}

function push(found: Placed[], pointer: Pointer, item: Json | undefined): void {
  if (isObject(item)) found.push({ pointer, item });
}

/** Items that stand in another folder than that of their pointer, and that folder. An item stands in one place only. */
function itemsAway(root: JsonObject): ReadonlyMap<Pointer, Pointer> {
  const away = new Map<Pointer, Pointer>();
  const visit = (owner: JsonObject, pointer: Pointer): void => {
    const isThere = owner === root || owner['name'] !== undefined;
    for (const entry of isThere ? namesAt(owner, 'order') : [])
      if (entry.startsWith('#/') && !away.has(entry.slice(1)) && itemAt(root, entry.slice(1)) !== undefined)
        away.set(entry.slice(1), pointer);
    const items = objectAt(owner, 'items');
    for (const key of Object.keys(items)) {
      const item = items[key];
      if (isObject(item) && item['request'] === undefined) visit(item, `${pointer}/items${joinPointer(key)}`);
    }
  };
  visit(root, '');
  return away;
}

/** The item at a pointer; undefined where there is none. */
export function itemAt(root: JsonObject, pointer: Pointer): JsonObject | undefined {
  let here: JsonObject = root;
  for (const key of keysOf(pointer)) {
    const items = objectAt(here, 'items');
    if (!Object.hasOwn(items, key) || !isObject(items[key])) return undefined;
    here = items[key];
  }
  return here;
}

/** The tree with items at their pointers. A folder that is not there becomes one without a name, which holds nothing else. */
export function withItemsAt(root: JsonObject, placed: readonly Placed[]): JsonObject {
  const outermostFirst = placed.toSorted((a, b) => keysOf(a.pointer).length - keysOf(b.pointer).length);
  return outermostFirst.reduce((tree, { pointer, item }) => put(tree, keysOf(pointer), item), root);
}

function put(owner: JsonObject, keys: readonly string[], item: JsonObject): JsonObject {
  const [key = '', ...rest] = keys;
  const items = objectAt(owner, 'items');
  const there = objectAt(items, key);
  return { ...owner, items: { ...items, [key]: rest.length === 0 ? item : put(there, rest, item) } };
}

/** The keys of the folders and the item at a pointer. */
function keysOf(item: Pointer): readonly string[] {
  return splitPointer(item).filter((_, index) => index % 2 === 1);
}
