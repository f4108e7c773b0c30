// Edits of a collection as people make them in the app, on the body that the API returns; seeded.
import { isObject, type JsonObject } from '@postform/engine';

type Tree = Record<string, unknown>;

interface Place {
  readonly list: Tree[];
  readonly index: number;
}

/** One edit in place; false where the collection has nothing to do it to. */
export type Edit = (collection: Tree, random: () => number) => boolean;

function objectIn(owner: Tree | undefined, key: string): Tree | undefined {
  const value = owner?.[key];
  return isObject(value) ? (value as Tree) : undefined;
}

function listIn(owner: Tree | undefined, key: string): Tree[] | undefined {
  const value = owner?.[key];
  return Array.isArray(value) ? value : undefined;
}

function placesIn(owner: Tree): readonly Place[] {
  const list = listIn(owner, 'item') ?? [];
  return list.flatMap((item, index) => [{ list, index }, ...placesIn(item)]);
}

function foldersIn(collection: Tree): readonly Tree[] {
  const items = placesIn(collection).map(({ list, index }) => list[index]!);
  return [collection, ...items].filter((one) => listIn(one, 'item') !== undefined);
}

function isWithin(item: Tree, folder: Tree): boolean {
  return item === folder || (listIn(folder, 'item') ?? []).some((one) => isWithin(item, one));
}

function pick<One>(list: readonly One[], random: () => number): One | undefined {
  return list[Math.floor(random() * list.length)];
}

function insert(list: Tree[], entry: Tree, random: () => number): void {
  list.splice(Math.floor(random() * (list.length + 1)), 0, entry);
}

const NAMES = ['New', 'Get #2', 'a/b~c', 'Login', '', 'é'];
const nameBy = (random: () => number): string => pick(NAMES, random)!;

const onItem =
  (change: (item: Tree, place: Place, random: () => number, collection: Tree) => boolean): Edit =>
  (collection, random) => {
    const place = pick(placesIn(collection), random);
    return place !== undefined && change(place.list[place.index]!, place, random, collection);
  };

const onRequest = (change: (request: Tree, random: () => number) => boolean): Edit =>
  onItem((item, _place, random) => {
    const request = objectIn(item, 'request');
    return request !== undefined && change(request, random);
  });

function set(owner: Tree, fields: Tree): true {
  Object.assign(owner, fields);
  return true;
}

const URLS = [
  { raw: 'https://y.org/b', protocol: 'https', host: ['y', 'org'], path: ['b'] },
  { raw: '{{base}}/c?x=1', host: ['{{base}}'], path: ['c'], query: [{ key: 'x', value: '1' }] },
];
const AUTHS = [
  { type: 'noauth' },
  { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}', type: 'string' }] },
  {
    type: 'basic',
    basic: [
      { key: 'username', value: '{{user}}' },
      { key: 'password', value: '{{password}}' },
    ],
  },
];
const REQUEST = {
  method: 'POST',
  url: { raw: 'https://x.org/new?a=1', host: ['x', 'org'], path: ['new'], query: [{ key: 'a', value: '1' }] },
  header: [{ key: 'Accept', value: '*/*' }],
  body: { mode: 'raw', raw: '{}' },
};

export const EDITS: Readonly<Record<string, Edit>> = {
  'rename an item': onItem((item, _place, random) => set(item, { name: nameBy(random) })),
  'remove an item': onItem((_item, { list, index }) => list.splice(index, 1).length > 0),
  'move an item': onItem((item, { list, index }, random, collection) => {
    const target = pick(
      foldersIn(collection).filter((folder) => !isWithin(folder, item)),
      random,
    )!;
    list.splice(index, 1);
    insert(listIn(target, 'item')!, item, random);
    return true;
  }),
  'add a request': (collection, random) => {
    const target = pick(foldersIn(collection), random)!;
    const item = { name: nameBy(random), request: structuredClone(REQUEST), response: [] };
    insert(listIn(target, 'item')!, item, random);
    return true;
  },
  'put an item into a new folder': onItem((item, { list, index }, random) => {
    list[index] = { name: nameBy(random), description: 'New', item: [item] };
    return true;
  }),
  'change a method': onRequest((request, random) => set(request, { method: pick(['GET', 'PUT', 'DELETE'], random) })),
  'change a URL': onRequest((request, random) => set(request, { url: pick(URLS, random) })),
  'change a query': onRequest((request) => {
    const [first] = listIn(objectIn(request, 'url'), 'query') ?? [];
    return first !== undefined && set(first, { value: 'changed' });
  }),
  'add a header': onRequest((request, random) => {
    const header = [...(listIn(request, 'header') ?? [])];
    insert(header, { key: 'X-New', value: 'v', description: 'd' }, random);
    return set(request, { header });
  }),
  'change a header': onRequest((request) => {
    const [first] = listIn(request, 'header') ?? [];
    return isObject(first) && set(first, { value: 'changed', disabled: true });
  }),
  'remove a header': onRequest((request) => listIn(request, 'header')?.shift() !== undefined),
  'change a body': onRequest((request) => {
    const body = objectIn(request, 'body');
    const form = { mode: 'urlencoded', urlencoded: [{ key: 'k', value: 'v' }] };
    return set(request, { body: typeof body?.['raw'] === 'string' ? { ...body, raw: `${body['raw']} ` } : form });
  }),
  'remove a body': onRequest((request) => delete request['body']),
  'change auth': onRequest((request, random) => set(request, { auth: pick(AUTHS, random) })),
  'change a description': onItem((item, _place, random) =>
    set(objectIn(item, 'request') ?? item, { description: pick(['', 'New\ntext', 'x'], random) }),
  ),
  'change a script': onItem((item, _place, random) => {
    const event = [...(listIn(item, 'event') ?? [])];
    const at = event.findIndex((one) => one['listen'] === 'test');
    const script = objectIn(event[at], 'script');
    const exec = [...(listIn(script, 'exec') ?? []), `check(${Math.floor(random() * 9)});`, ''];
    event.splice(Math.max(0, at), at < 0 ? 0 : 1, { ...event[at], listen: 'test', script: { ...script, exec } });
    return set(item, { event });
  }),
  'remove scripts': onItem((item) => delete item['event']),
  'change a setting': onItem((item) =>
    set(item, { protocolProfileBehavior: { ...objectIn(item, 'protocolProfileBehavior'), followRedirects: false } }),
  ),
  'change an example': onItem((item) => {
    const [first] = listIn(item, 'response') ?? [];
    return isObject(first) && set(first, { body: 'changed', code: 201 });
  }),
  'rename an example': onItem((item) => {
    const last = listIn(item, 'response')?.at(-1);
    return isObject(last) && set(last, { name: 'Renamed' });
  }),
  'reorder examples': onItem((item) => listIn(item, 'response')?.reverse() !== undefined),
  'remove an example': onItem((item) => listIn(item, 'response')?.shift() !== undefined),
  'add an example': onItem((item, _place, random) => {
    if (objectIn(item, 'request') === undefined) return false;
    const response = [...(listIn(item, 'response') ?? [])];
    const originalRequest = { method: 'GET', url: { raw: 'https://x.org' } };
    insert(response, { name: 'New', code: 200, body: '{}', originalRequest }, random);
    return set(item, { response });
  }),
  'change the name': (collection) => set(objectIn(collection, 'info')!, { name: 'Renamed' }),
  'describe the collection': (collection) => set(objectIn(collection, 'info')!, { description: 'New' }),
  'change a variable': (collection) => {
    const [first] = listIn(collection, 'variable') ?? [];
    return first !== undefined && set(first, { value: 'changed' });
  },
  'add a variable': (collection, random) => {
    const variable = [...(listIn(collection, 'variable') ?? [])];
    insert(variable, { key: `new${Math.floor(random() * 9)}`, value: 'v' }, random);
    return set(collection, { variable });
  },
  'change the auth': (collection, random) => set(collection, { auth: pick(AUTHS, random) }),
};

/** A copy with this edit; the same where it cannot be made. */
export function edited(collection: JsonObject, edit: Edit, random: () => number): JsonObject {
  const copy = structuredClone(collection) as Tree;
  return edit(copy, random) ? (copy as JsonObject) : collection;
}
