// Walks a spec for the rules. Each walk changes one sort of part and returns the same tree where nothing changes.
import { isObject, type Json, type JsonObject, type Pointer } from '@postform/engine';
import { changeEach, changeKey, changeList } from '../../kind-tools/trees.ts';
import { at } from './gather.ts';

type Change = (part: JsonObject) => JsonObject;

/** Folders and requests, innermost first. */
export function eachItem(spec: JsonObject, change: (item: JsonObject, pointer: Pointer) => JsonObject): JsonObject {
  return itemsBelow(spec, '', change);
}

function itemsBelow(
  owner: JsonObject,
  parent: Pointer,
  change: (item: JsonObject, pointer: Pointer) => JsonObject,
): JsonObject {
  return changeKey(owner, 'items', (items) =>
    isObject(items)
      ? changeEach(items, (item, key) => {
          const pointer = at(parent, 'items', key);
          return change(itemsBelow(item, pointer, change), pointer);
        })
      : items,
  );
}

/** As `eachItem`, for the many walks that do not ask where an item stands. */
function eachPart(owner: JsonObject, change: Change): JsonObject {
  return changeKey(owner, 'items', (items) =>
    isObject(items) ? changeEach(items, (item) => change(eachPart(item, change))) : items,
  );
}

/** What may own variables, auth, scripts and settings: the collection, its folders and requests. */
export function eachOwner(spec: JsonObject, change: Change): JsonObject {
  return change(eachPart(spec, change));
}

/** Requests, and the requests that examples answer. */
export function eachCall(spec: JsonObject, change: Change): JsonObject {
  return eachPart(spec, (item) => {
    const changed = changePart(item, 'request', change);
    return eachOf(changed, 'examples', (example) => changePart(example, 'originalRequest', change));
  });
}

/** Saved responses. */
export function eachExample(spec: JsonObject, change: Change): JsonObject {
  return eachPart(spec, (item) => eachOf(item, 'examples', change));
}

/** The method and URL of each request. */
export function eachUrl(spec: JsonObject, change: Change): JsonObject {
  return eachCall(spec, (call) => changePart(call, 'line', (line) => changePart(line, 'url', change)));
}

export function eachScript(spec: JsonObject, change: Change): JsonObject {
  return eachOwner(spec, (owner) => eachOf(owner, 'scripts', change));
}

/** The auth of the collection, of folders, of requests and of the requests of examples. */
export function eachAuth(spec: JsonObject, change: Change): JsonObject {
  const own = (owner: JsonObject): JsonObject => changePart(owner, 'auth', change);
  return eachCall(eachOwner(spec, own), own);
}

/** The parameters of each method of each auth. */
export function eachAuthMethod(spec: JsonObject, change: (parameters: Json, method: string) => Json): JsonObject {
  return eachAuth(spec, (auth) =>
    Object.keys(auth)
      .filter((key) => key !== 'type')
      .reduce((changed, key) => changeKey(changed, key, (parameters) => change(parameters, key)), auth),
  );
}

/** Variables of the collection, of folders and requests, and path variables of URLs. */
export function eachVariable(spec: JsonObject, change: Change): JsonObject {
  const owners = eachOwner(spec, (owner) => eachOf(owner, 'variables', change));
  return eachUrl(owners, (url) => eachIn(url, 'variable', change));
}

/** Headers of requests and of examples. */
export function eachHeader(spec: JsonObject, change: Change): JsonObject {
  const calls = eachCall(spec, (call) => eachIn(call, 'header', change));
  return eachExample(calls, (example) => eachIn(example, 'header', change));
}

/** Entries of forms. */
export function eachFormField(spec: JsonObject, change: Change): JsonObject {
  return eachCall(spec, (call) =>
    changePart(call, 'body', (body) => eachIn(eachIn(body, 'urlencoded', change), 'formdata', change)),
  );
}

/** Everything that is a key and a value: headers, query parameters, form fields, variables. */
export function eachParameter(spec: JsonObject, change: Change): JsonObject {
  const queries = eachUrl(spec, (url) => eachIn(url, 'query', change));
  return eachVariable(eachFormField(eachHeader(queries, change), change), change);
}

/** Everything that may have a description. */
export function eachDescribed(spec: JsonObject, change: Change): JsonObject {
  return eachOwner(eachCall(eachParameter(spec, change), change), change);
}

function changePart(owner: JsonObject, key: string, change: Change): JsonObject {
  return changeKey(owner, key, (part) => (isObject(part) ? change(part) : part));
}

function eachOf(owner: JsonObject, key: string, change: Change): JsonObject {
  return changeKey(owner, key, (map) => (isObject(map) ? changeEach(map, change) : map));
}

function eachIn(owner: JsonObject, key: string, change: Change): JsonObject {
  return changeKey(owner, key, (list) => changeList(list, change));
}
