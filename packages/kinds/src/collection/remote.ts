// A collection between its spec and the API's object. Ids never enter the spec; they are taken from what was just read.
import { type ItemIds, isObject, type Json, type JsonObject, type Pointer } from '@postform/engine';
import { stampIn } from '../kind-tools/reply.ts';
import { changeKey, isEmptyObject, objectAt, textAt, without } from '../kind-tools/trees.ts';
import { matchIds } from './match/match.ts';
import { partsIn } from './match/parts.ts';
import { normalizeCarried } from './rules/index.ts';
import { type Origin, toBody } from './spec/body.ts';
import { keysByItemIds } from './spec/keys.ts';
import { ITEM } from './spec/places.ts';
import { type Keyed, toSpec } from './spec/tree.ts';
import { onPart, walkOf } from './spec/walk.ts';

/** The content of `collection`, as GET returns it. An item whose id is recorded keeps its key, whatever its name is now. */
export function collectionFromRemote(remote: JsonObject, itemIds: ItemIds): Keyed {
  const keyed = toSpec(remote, keysByItemIds(itemIds, idsIn(remote)));
  return { ...keyed, spec: withoutIdleSettings(keyed.spec) };
}

/** Ids of folders, requests and examples. */
function idsIn(remote: JsonObject): ReadonlySet<string> {
  const ids = new Set<string>();
  const visit = (list: Json | undefined): void => {
    if (!Array.isArray(list)) return;
    for (const part of list) {
      if (!isObject(part)) continue;
      const id = textAt(part, 'id');
      if (id !== undefined) ids.add(id);
      visit(part['item']);
      visit(part['response']);
    }
  };
  visit(remote['item']);
  return ids;
}

/** Methods whose body Postman leaves out unless told otherwise (postman-runtime, `disableBodyPruning`). */
const PRUNED = ['GET', 'COPY', 'HEAD', 'PURGE', 'UNLOCK'];

/** Drops `disableBodyPruning: true`, which GET shows on every request, where there is no body that it could save. */
const withoutIdleSettings = walkOf([
  onPart(ITEM, (item) => {
    const request = objectAt(item, 'request');
    const method = textAt(objectAt(request, 'line'), 'method') ?? 'GET';
    if (request['body'] !== undefined && PRUNED.includes(method.toUpperCase())) return item;
    return changeKey(item, 'settings', (settings) =>
      isObject(settings) && settings['disableBodyPruning'] === true
        ? without(settings, ['disableBodyPruning'])
        : settings,
    );
  }),
]);

/**
 * The content of `collection` to send. For a create there are no ids at all: the server makes them. For an update, keys
 * outside the format that only `current` has are carried over to the same collection, folder, request or example.
 */
export function collectionToRemote(
  spec: JsonObject,
  context: { readonly current?: JsonObject; readonly itemIds: ItemIds },
): JsonObject {
  const own = objectAt(spec, 'extra');
  if (context.current === undefined) return toBody(spec, { idOf: () => undefined, extraOf: (at) => objectAt(own, at) });
  return toBody(spec, originIn(context.current, context.itemIds, spec, own));
}

function originIn(current: JsonObject, itemIds: ItemIds, spec: JsonObject, own: JsonObject): Origin {
  const keyed = collectionFromRemote(current, itemIds);
  const live = normalizeCarried(keyed.spec);
  const parts = partsIn(spec);
  const ids = matchIds(parts, partsIn(live), keyed.itemIds, itemIds);
  const theirs = objectAt(live, 'extra');
  const idOf = (pointer: Pointer): string | undefined => ids.get(pointer);
  if (isEmptyObject(theirs)) return { idOf, extraOf: (pointer) => objectAt(own, pointer) };
  const liveOf = livePointers(new Set(parts.map((part) => part.pointer)), ids, keyed.itemIds);
  return {
    idOf,
    extraOf(pointer) {
      const from = liveOf(pointer);
      return { ...(from === undefined ? {} : objectAt(theirs, from)), ...objectAt(own, pointer) };
    },
  };
}

/** Where the owner at a desired pointer stands in the live tree; undefined where the part it belongs to is new. */
function livePointers(
  parts: ReadonlySet<Pointer>,
  ids: ReadonlyMap<Pointer, string>,
  itemIds: ItemIds,
): (pointer: Pointer) => Pointer | undefined {
  const byId = new Map(Object.entries(itemIds).map(([pointer, id]) => [id, pointer]));
  return (pointer) => {
    for (let end = pointer.length; end > 0; end = pointer.lastIndexOf('/', end - 1)) {
      const part = pointer.slice(0, end);
      if (!parts.has(part)) continue;
      const id = ids.get(part);
      return id === undefined ? undefined : byId.get(id)! + pointer.slice(end);
    }
    return pointer;
  };
}

/** Id and uid, from a whole collection or from the reply to a write. */
export function collectionAttributes(remote: JsonObject): Readonly<Record<string, string>> {
  const info = isObject(remote['info']) ? remote['info'] : {};
  const id = textAt(remote, 'id') ?? textAt(info, '_postman_id');
  const uid = textAt(remote, 'uid') ?? textAt(info, 'uid');
  return { ...(id === undefined ? {} : { id }), ...(uid === undefined ? {} : { uid }) };
}

/** `updatedAt` of the collection, or of its `info`. */
export function collectionStamp(remote: JsonObject): string | undefined {
  return stampIn(remote) ?? stampIn(objectAt(remote, 'info'));
}
