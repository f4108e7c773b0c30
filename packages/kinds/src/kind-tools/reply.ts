// Reads replies. What must be there and is not ends the call as unreadable; everything else is let through.
import {
  type Identity,
  isObject,
  type Json,
  type JsonObject,
  type Listed,
  type Reply,
  type Route,
} from '@postform/engine';
import { replyHolds, replyLacks } from './errors.ts';
import { textAt } from './trees.ts';

/** The object under its envelope, e.g. `{ environment: { … } }`. */
export function objectIn(reply: Reply, route: Route, envelope: string): JsonObject {
  const value = isObject(reply.body) ? reply.body[envelope] : undefined;
  if (!isObject(value)) throw replyLacks(route, `the object \`${envelope}\``);
  return value;
}

/** The objects of a list. A missing list is an error: taken for an empty one it would read as "everything was deleted". */
export function listIn(reply: Reply, route: Route, envelope: string): readonly JsonObject[] {
  const value = isObject(reply.body) ? reply.body[envelope] : undefined;
  if (!Array.isArray(value)) throw replyLacks(route, `the list \`${envelope}\``);
  if (!value.every(isObject)) throw replyHolds(route, `an entry of \`${envelope}\` that is no object`);
  return value;
}

/** Ids stand in paths, so they hold nothing that has a meaning there. */
const ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,199}$/;
/** What programs write where they have no id. */
const NO_IDS: ReadonlySet<string> = new Set(['undefined', 'null', 'nan', 'none', 'true', 'false']);

/** True for what can be an id or a uid of the API, by its form. */
export function isId(value: Json | undefined): value is string {
  return typeof value === 'string' && ID.test(value) && !NO_IDS.has(value.toLowerCase());
}

/** An id for a message: short, and without what a terminal would obey. */
function quoted(value: Json | undefined): string {
  return JSON.stringify(value ?? null).slice(0, 80);
}

/**
 * Id and uid as the API gives them, checked by their form and against what was asked for. A uid is the id with an owner before
 * it, or the id itself (Postman OpenAPI 1.45.0, all examples); whose owner it is, the documents contradict each other. GET /environments/{id} has no uid (Postman OpenAPI 1.45.0), hence `known`;
 * a uid is read and never built (postman-app-support#8712: once it equalled the id).
 */
export function identityIn(object: JsonObject, route: Route, known?: Identity): Identity {
  const id = object['id'] ?? known?.id;
  if (id === undefined) throw replyLacks(route, 'an id');
  if (!isId(id)) throw replyHolds(route, `an id that is none: ${quoted(id)}`);
  if (known !== undefined && id !== known.id) throw replyHolds(route, `another object: ${id} instead of ${known.id}`);
  const uid = object['uid'] ?? known?.uid ?? id;
  if (!isId(uid)) throw replyHolds(route, `a uid that is none: ${quoted(uid)}`);
  if (uid !== id && !uid.endsWith(`-${id}`)) throw replyHolds(route, `the uid of another object: ${uid} for ${id}`);
  return { id, uid };
}

/** Where the reply to a delete names an object, it is the one that was to go. */
export function checkRemoved(reply: Reply, route: Route, envelope: string, identity: Identity): void {
  const value = isObject(reply.body) ? reply.body[envelope] : undefined;
  if (isObject(value)) identityIn(value, route, identity);
}

/** Entries of a list, each object once: what comes twice, as pages may bring it, has to be the same. */
export function onceEach(entries: readonly Listed[], route: Route): readonly Listed[] {
  const found = new Map<string, Listed>();
  for (const entry of entries) {
    const other = found.get(entry.id);
    if (other !== undefined && (other.name !== entry.name || other.uid !== entry.uid))
      throw replyHolds(route, `two objects of one id: ${entry.id}`);
    found.set(entry.id, entry);
  }
  return [...found.values()];
}

/** When the server last changed an object, as most of them show it. */
export function stampIn(object: JsonObject): string | undefined {
  return textAt(object, 'updatedAt');
}

/** One entry of a list: identity, name and, where the list has it, `updatedAt`. */
export function listedIn(object: JsonObject, route: Route): Listed {
  const stamp = stampIn(object);
  return {
    ...identityIn(object, route),
    name: nameIn(object),
    ...(stamp === undefined ? {} : { stamp }),
  };
}

/** A name that is a number reads as its digits: an object without its name would not be known by it. */
function nameIn(object: JsonObject): string {
  const name = object['name'];
  return typeof name === 'string' || typeof name === 'number' ? String(name) : '';
}

/** The attributes of these names that an object holds as text. */
export function attributesIn(object: JsonObject, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => (typeof object[name] === 'string' ? [[name, object[name]] as const] : [])),
  );
}
