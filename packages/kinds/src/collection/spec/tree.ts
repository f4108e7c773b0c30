// Keys the v2.x tree as a spec. Only the structure changes here; what values mean is left to the rules.
import { type ItemIds, isObject, type Json, type JsonObject, type Pointer, splitPointer } from '@postform/engine';
import { isEmptyObject, present, textAt, without } from '../../kind-tools/trees.ts';
import { PARTS, SERVER_INFO, SERVER_ITEM } from '../format/shape.ts';
import { isEmptyFolder } from '../format/tolerance.ts';
import { type Gathering, keepRest, onlyKeys, remember } from './gather.ts';
import { entryOf, homeOf, withItemsAt } from './item-pointers.ts';
import type { Keyer } from './keys.ts';
import { readScripts, readVariables } from './lists.ts';

export interface Keyed {
  readonly spec: JsonObject;
  /** Ids of folders, requests and examples, by their pointer. */
  readonly itemIds: ItemIds;
}

/** Keys a collection (the content of `collection`, v2.1 or v2.0). Server fields and item ids leave the tree. */
export function toSpec(collection: JsonObject, keyer: Keyer): Keyed {
  const gathering: Gathering = { keyer, itemIds: new Map(), extra: new Map(), away: [] };
  const { info, item, event, variable, auth } = collection;
  const head = isObject(info) ? info : {};
  keepRest(gathering, '', collection, PARTS.collection, []);
  keepRest(gathering, '/info', head, PARTS.info, SERVER_INFO);
  const tree = present({
    name: textAt(head, 'name') ?? '',
    description: head['description'],
    ...readVariables(variable),
    auth,
    scripts: readScripts(event, '', gathering),
    settings: settingsOf(collection),
    ...readItems(Array.isArray(item) ? item : [], '', gathering),
  });
  const spec = withItemsAt(tree, gathering.away);
  const extra = Object.fromEntries(gathering.extra);
  return {
    spec: isEmptyObject(extra) ? spec : { ...spec, extra },
    itemIds: Object.fromEntries(gathering.itemIds),
  };
}

function readItems(items: readonly Json[], parent: Pointer, gathering: Gathering): JsonObject {
  const objects = items.filter(isObject);
  const pointers = pointersOf(objects, `${parent}/items`, gathering);
  const home: [string, JsonObject][] = [];
  const order = objects.map((raw, index) => {
    const pointer = pointers[index]!;
    const item = readItem(raw, pointer, gathering);
    const entry = entryOf(parent, pointer);
    if (homeOf(pointer) === parent) home.push([entry, item]);
    else gathering.away.push({ pointer, item });
    return entry;
  });
  return { order, items: Object.fromEntries(home) };
}

function readItem(raw: JsonObject, pointer: Pointer, gathering: Gathering): JsonObject {
  remember(raw, pointer, gathering);
  const isFolder = Array.isArray(raw['item']) || isEmptyFolder(raw);
  return isFolder ? readFolder(raw, pointer, gathering) : readRequest(raw, pointer, gathering);
}

function readFolder(raw: JsonObject, pointer: Pointer, gathering: Gathering): JsonObject {
  keepRest(gathering, pointer, raw, PARTS.folder, SERVER_ITEM);
  return present({
    type: 'folder',
    name: textAt(raw, 'name') ?? '',
    description: raw['description'],
    ...readVariables(raw['variable']),
    auth: raw['auth'],
    scripts: readScripts(raw['event'], pointer, gathering),
    settings: settingsOf(raw),
    ...readItems(Array.isArray(raw['item']) ? raw['item'] : [], pointer, gathering),
  });
}

function readRequest(raw: JsonObject, pointer: Pointer, gathering: Gathering): JsonObject {
  keepRest(gathering, pointer, raw, PARTS.request, SERVER_ITEM);
  const request = raw['request'];
  if (isObject(request)) keepRest(gathering, `${pointer}/request`, request, PARTS.call, []);
  return present({
    type: 'request',
    name: textAt(raw, 'name') ?? '',
    description: raw['description'],
    request: readCall(isObject(request) ? onlyKeys(request, PARTS.call) : (request ?? {})),
    ...readVariables(raw['variable']),
    scripts: readScripts(raw['event'], pointer, gathering),
    settings: settingsOf(raw),
    ...readExamples(raw['response'], pointer, gathering),
  });
}

/** A request: method and URL become one `line`. A request written as text is its URL. */
export function readCall(raw: Json): JsonObject {
  if (!isObject(raw)) return { line: raw === null ? {} : { url: raw } };
  return { line: present({ method: raw['method'], url: raw['url'] }), ...without(raw, ['method', 'url']) };
}

function settingsOf(raw: JsonObject): JsonObject | undefined {
  const settings = raw['protocolProfileBehavior'];
  return isObject(settings) ? settings : undefined;
}

function readExamples(list: Json | undefined, parent: Pointer, gathering: Gathering): JsonObject {
  const examples = Array.isArray(list) ? list.filter(isObject) : [];
  if (examples.length === 0) return {};
  const pointers = pointersOf(examples, `${parent}/examples`, gathering);
  const keys = pointers.map((pointer) => splitPointer(pointer).at(-1)!);
  const entries = examples.map((raw, index) => {
    const pointer = pointers[index]!;
    remember(raw, pointer, gathering);
    keepRest(gathering, pointer, raw, PARTS.example, SERVER_ITEM);
    const own = { name: textAt(raw, 'name') ?? '', ...without(onlyKeys(raw, PARTS.example), ['name']) };
    const call = raw['originalRequest'];
    const isAnswer = call !== undefined && call !== null;
    return [keys[index]!, isAnswer ? { ...own, originalRequest: readCall(call) } : own] as const;
  });
  return { examples: Object.fromEntries(entries), exampleOrder: keys };
}

function pointersOf(objects: readonly JsonObject[], parent: Pointer, gathering: Gathering): readonly Pointer[] {
  return gathering.keyer(
    parent,
    objects.map((object) => ({ name: textAt(object, 'name') ?? '', id: textAt(object, 'id') })),
  );
}
