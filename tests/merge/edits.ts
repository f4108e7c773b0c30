// Random collections and random edits of them, for tests of merging. What an item is stays known, whatever becomes of it.
import type { JsonObject } from '@postform/engine';
import type { Chance } from '../harness/schedules/seeded.ts';

/** A folder or request as people see it. `born` is the item that it is, through all edits; it is never written. */
export interface Item {
  readonly born: number;
  /** How often it was edited itself: renamed, moved, or given another URL or header. */
  readonly edits: number;
  /** Present where it exists on the server. */
  readonly id?: string;
  readonly name: string;
  readonly url?: string;
  readonly header?: string;
  readonly script?: string;
  readonly items?: readonly Item[];
}

export const EDITS = [
  'insert at head',
  'insert',
  'delete',
  'move',
  'rename',
  'reorder',
  'edit URL',
  'edit header',
  'duplicate',
  'wrap in a folder',
] as const;
export type Edit = (typeof EDITS)[number];

/** Names that come twice, that are empty, and that pointers must escape. */
const NAMES = [
  'List',
  'Get',
  'Create order',
  'Create order',
  'a/b',
  'x~y',
  '',
  '#2',
  'Orders',
  'Delete',
  'ß 漢',
  'items',
];

/** Makes items, each born anew. `marked`: with a script that nothing else has, by which a test knows it again; no two folders of one name. */
export function nursery(chance: Chance, marked = false) {
  let born = 0;
  const newRequest = (): Item => {
    const n = born++;
    return {
      born: n,
      edits: 0,
      name: chance.pick(NAMES),
      url: chance.percent(12) ? 'https://x.org/graphql' : `https://x.org/${n}`,
      ...(chance.percent(50) ? { header: `v${chance.between(0, 2)}` } : {}),
      ...(marked || chance.percent(33) ? { script: `check(${n});` } : {}),
    };
  };
  const newFolder = (items: readonly Item[]): Item => {
    const n = born++;
    if (!marked) return { born: n, edits: 0, name: chance.pick(NAMES), items };
    return { born: n, edits: 0, name: `${chance.pick(NAMES)} ${n}`, script: `check(${n});`, items };
  };
  const tree = (depth: number): readonly Item[] =>
    Array.from({ length: chance.between(2, 7) }, () =>
      depth > 0 && chance.percent(33) ? newFolder(tree(depth - 1)) : newRequest(),
    );
  /** A copy of an item with all that is in it: born anew, and not on the server yet. */
  const copyOf = ({ id: _, ...item }: Item): Item => ({
    ...item,
    born: born++,
    edits: 0,
    ...(item.items === undefined ? {} : { items: item.items.map(copyOf) }),
  });
  return { newRequest, newFolder, tree, copyOf };
}

export type Nursery = ReturnType<typeof nursery>;

/** The collection after one edit; what it was where there is nothing to edit. */
export function edited(items: readonly Item[], edit: Edit, chance: Chance, { newRequest, newFolder, copyOf }: Nursery) {
  const all = flat(items);
  const folders = [undefined, ...all.filter((item) => item.items !== undefined)];
  const place = chance.pick(folders)?.born;
  if (edit === 'insert at head') return insert(items, place, () => 0, newRequest());
  if (edit === 'insert') return insert(items, place, (length) => chance.between(0, length), newRequest());
  if (edit === 'reorder') return inFolder(items, place, (list) => shuffled(list, chance));
  const one = all.length === 0 ? undefined : chance.pick(all);
  if (one === undefined) return items;
  if (edit === 'delete') return remove(items, one.born);
  if (edit === 'duplicate') {
    return inFolder(items, parentOf(items, one.born), (list) =>
      list.flatMap((item) =>
        item.born === one.born ? [item, { ...copyOf(item), name: `${item.name} Copy` }] : [item],
      ),
    );
  }
  if (edit === 'wrap in a folder') {
    return inFolder(items, parentOf(items, one.born), (list) =>
      list.map((item) => (item.born === one.born ? newFolder([item]) : item)),
    );
  }
  if (edit === 'move') {
    const inside = new Set(flat([one]).map(({ born }) => born));
    const target = chance.pick(folders.filter((folder) => folder === undefined || !inside.has(folder.born)))?.born;
    const moved = { ...one, edits: one.edits + 1 };
    return insert(remove(items, one.born), target, (length) => chance.between(0, length), moved);
  }
  const change = (fields: Partial<Item>): readonly Item[] =>
    inFolder(items, parentOf(items, one.born), (list) =>
      list.map((item) => (item.born === one.born ? { ...item, ...fields, edits: item.edits + 1 } : item)),
    );
  if (edit === 'rename') return change({ name: `${chance.pick(NAMES)} ${chance.between(0, 1e6)}` });
  if (one.items !== undefined) return items;
  return edit === 'edit URL'
    ? change({ url: `${one.url}/e${chance.between(0, 999)}` })
    : change({ header: `e${chance.between(0, 999)}` });
}

export function flat(items: readonly Item[]): readonly Item[] {
  return items.flatMap((item) => [item, ...flat(item.items ?? [])]);
}

/** In the order in which people read it: parents before what is in them. */
export function rawOf(items: readonly Item[], name = 'Orders'): JsonObject {
  return {
    info: { name, schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    item: items.map(rawItem),
  };
}

function rawItem(item: Item): JsonObject {
  const head = { name: item.name, ...(item.id === undefined ? {} : { id: item.id }) };
  const script = item.script === undefined ? {} : { event: [{ listen: 'test', script: { exec: [item.script] } }] };
  if (item.items !== undefined) return { ...head, ...script, item: item.items.map(rawItem) };
  return {
    ...head,
    ...script,
    request: {
      method: 'GET',
      url: item.url!,
      ...(item.header === undefined ? {} : { header: [{ key: 'X-Version', value: item.header }] }),
    },
  };
}

function inFolder(
  items: readonly Item[],
  folder: number | undefined,
  change: (list: readonly Item[]) => readonly Item[],
): readonly Item[] {
  if (folder === undefined) return change(items);
  return items.map((item) => {
    if (item.items === undefined) return item;
    return { ...item, items: item.born === folder ? change(item.items) : inFolder(item.items, folder, change) };
  });
}

function insert(
  items: readonly Item[],
  folder: number | undefined,
  at: (length: number) => number,
  item: Item,
): readonly Item[] {
  return inFolder(items, folder, (list) => list.toSpliced(at(list.length), 0, item));
}

function remove(items: readonly Item[], born: number): readonly Item[] {
  return items
    .filter((item) => item.born !== born)
    .map((item) => (item.items === undefined ? item : { ...item, items: remove(item.items, born) }));
}

function parentOf(items: readonly Item[], born: number): number | undefined {
  return flat(items).find((item) => item.items?.some((inner) => inner.born === born))?.born;
}

function shuffled(list: readonly Item[], chance: Chance): readonly Item[] {
  const left = [...list];
  return list.map(() => left.splice(chance.between(0, left.length - 1), 1)[0]!);
}
