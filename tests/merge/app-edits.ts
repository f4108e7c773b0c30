// Edits of a collection as the API returns it, by somebody in the app who knows nothing of files.
import type { Chance } from '../harness/schedules/seeded.ts';

type Tree = Record<string, unknown>;

/** As the app writes it. */
const NEW_URL = {
  raw: 'https://new.example.com/x?y=1',
  protocol: 'https',
  host: ['new', 'example', 'com'],
  path: ['x'],
  query: [{ key: 'y', value: '1' }],
};

export const appEdits: readonly ((collection: Tree, chance: Chance) => void)[] = [
  rename,
  add,
  remove,
  move,
  editRequest,
  addVariable,
  editScript,
  wrap,
];

function rename(collection: Tree, chance: Chance): void {
  const item = pickItem(collection, chance);
  if (item) item['name'] = `${String(item['name'])} (renamed)`;
}

function add(collection: Tree, chance: Chance): void {
  const list = chance.pick(listsIn(collection));
  list.splice(chance.between(0, list.length), 0, {
    name: `New ${chance.between(0, 9)}`,
    request: { method: 'POST', url: NEW_URL, header: [{ key: 'X-New', value: '1' }] },
    event: [{ listen: 'test', script: { type: 'text/javascript', exec: ['// new', ''] } }],
  });
}

function remove(collection: Tree, chance: Chance): void {
  const list = pickList(collection, chance);
  list?.splice(chance.between(0, list.length - 1), 1);
}

function move(collection: Tree, chance: Chance): void {
  const from = pickList(collection, chance);
  if (from === undefined) return;
  const [item] = from.splice(chance.between(0, from.length - 1), 1) as [Tree];
  const target = chance.pick(listsIn(collection));
  target.splice(chance.between(0, target.length), 0, item);
}

function editRequest(collection: Tree, chance: Chance): void {
  const request = pickRequest(collection, chance)?.['request'] as Tree | undefined;
  if (request === undefined) return;
  const header = Array.isArray(request['header']) ? request['header'] : [];
  request['header'] = [...header, { key: 'X-Edited', value: 'by hand' }];
  request['description'] = 'Edited\nby hand.';
  request['method'] = 'PATCH';
}

function addVariable(collection: Tree): void {
  const variable = Array.isArray(collection['variable']) ? collection['variable'] : [];
  collection['variable'] = [...variable, { key: 'added-by-hand', value: 'x' }];
}

function editScript(collection: Tree, chance: Chance): void {
  const item = pickRequest(collection, chance);
  if (item === undefined) return;
  const events = (Array.isArray(item['event']) ? item['event'] : []) as Tree[];
  const others = events.filter(({ listen }) => listen !== 'test');
  item['event'] = [
    ...others,
    { listen: 'test', script: { type: 'text/javascript', exec: ['// by hand', 'check();'] } },
  ];
}

function wrap(collection: Tree, chance: Chance): void {
  const list = pickList(collection, chance);
  if (list === undefined) return;
  const at = chance.between(0, list.length - 1);
  list[at] = { name: 'Wrapped', description: 'By hand', item: [list[at]!] };
}

/** The app writes descriptions of requests as texts. */
export function textOnly(collection: Tree): void {
  for (const { request } of listsIn(collection).flat()) {
    const { description } = (request ?? {}) as Tree;
    if (typeof description === 'object' && description !== null)
      (request as Tree)['description'] = String((description as Tree)['content'] ?? '');
  }
}

/** The lists of all folders, the collection's own first. */
function listsIn(owner: Tree): Tree[][] {
  const own = Array.isArray(owner['item']) ? (owner['item'] as Tree[]) : [];
  const isFolder = Array.isArray(owner['item']);
  return [...(isFolder ? [own] : []), ...own.flatMap(listsIn)];
}

function pickList(collection: Tree, chance: Chance): Tree[] | undefined {
  const lists = listsIn(collection).filter((list) => list.length > 0);
  return lists.length === 0 ? undefined : chance.pick(lists);
}

function pickItem(collection: Tree, chance: Chance): Tree | undefined {
  const items = listsIn(collection).flat();
  return items.length === 0 ? undefined : chance.pick(items);
}

function pickRequest(collection: Tree, chance: Chance): Tree | undefined {
  const requests = listsIn(collection)
    .flat()
    .filter(({ request }) => typeof request === 'object');
  return requests.length === 0 ? undefined : chance.pick(requests);
}
