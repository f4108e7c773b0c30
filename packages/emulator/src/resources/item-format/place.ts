// Finds an item in a kept tree, and makes the tree after a change at its place.
import { isArray, isObject, type Json, type JsonObject } from '../../json/json.ts';
import { withAt } from '../../json/pointer.ts';

/** What the item endpoints call the nodes of a collection (Postman OpenAPI 1.45.0, collection items). */
export type ItemModel = 'folder' | 'request' | 'response';

/** One item of a kept tree. `pointer` leads to it from the collection's data; `above` are its ancestors, outermost first. */
export interface Place {
  readonly model: ItemModel;
  readonly node: JsonObject;
  readonly pointer: string;
  readonly above: readonly JsonObject[];
}

/** The item of that model and id; undefined when the tree does not hold it. */
export function placeOf(data: JsonObject, model: ItemModel, id: string): Place | undefined {
  return searched(data['item'], '/item', [], (place) => place.model === model && place.node['id'] === id);
}

/** The item of that id, whatever it is. */
export function anyPlaceOf(data: JsonObject, id: string): Place | undefined {
  return searched(data['item'], '/item', [], (place) => place.node['id'] === id);
}

function searched(
  list: Json | undefined,
  pointer: string,
  above: readonly JsonObject[],
  fits: (place: Place) => boolean,
): Place | undefined {
  if (!isArray(list)) return undefined;
  for (const [at, node] of list.entries()) {
    if (!isObject(node)) continue;
    const place = { model: modelOf(node, pointer), node, pointer: `${pointer}/${at}`, above };
    if (fits(place)) return place;
    const found =
      searched(node['item'], `${place.pointer}/item`, [...above, node], fits) ??
      searched(node['response'], `${place.pointer}/response`, [...above, node], fits);
    if (found !== undefined) return found;
  }
  return undefined;
}

function modelOf(node: JsonObject, listPointer: string): ItemModel {
  if (listPointer.endsWith('/response')) return 'response';
  return isArray(node['item']) ? 'folder' : 'request';
}

/** The folders or the requests directly in a list of items, or the responses of a request. */
export function childrenOf(holder: JsonObject, model: ItemModel): JsonObject[] {
  const list = holder[model === 'response' ? 'response' : 'item'];
  if (!isArray(list)) return [];
  const nodes = list.filter(isObject);
  return model === 'response' ? nodes : nodes.filter((node) => isArray(node['item']) === (model === 'folder'));
}

/** The collection's data with `node` in the place of what is there, or without it. */
export function withNode(data: JsonObject, place: Place, node: JsonObject | undefined): JsonObject {
  return withAt(data, place.pointer, node) as JsonObject;
}

/** Where new items may go: at an end of a list, or beside one of its items. */
export type Spot = 'start' | 'end' | { readonly side: 'before' | 'after'; readonly id: string };

/** The data with `nodes` put into the list `name` of the item at `pointer` (the empty text for the collection itself). */
export function withChildren(
  data: JsonObject,
  pointer: string,
  name: 'item' | 'response',
  nodes: readonly JsonObject[],
  spot: Spot,
): JsonObject {
  const list = listAt(data, pointer, name);
  return withAt(data, `${pointer}/${name}`, list.toSpliced(indexOf(list, spot), 0, ...nodes)) as JsonObject;
}

function listAt(data: JsonObject, pointer: string, name: 'item' | 'response'): readonly Json[] {
  let node: Json | undefined = data;
  for (const token of pointer.split('/').slice(1)) {
    node = isArray(node) ? node[Number(token)] : isObject(node) ? node[token] : undefined;
  }
  const list = isObject(node) ? node[name] : undefined;
  return isArray(list) ? list : [];
}

function indexOf(list: readonly Json[], spot: Spot): number {
  if (spot === 'start') return 0;
  if (spot === 'end') return list.length;
  const at = list.findIndex((node) => isObject(node) && node['id'] === spot.id);
  if (at < 0) return list.length;
  return spot.side === 'before' ? at : at + 1;
}
