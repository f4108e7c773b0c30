// Room: reading replies. What must be there and is not ends the call as unreadable; everything else is let through.
import {
  type Identity,
  isObject,
  type Json,
  type JsonObject,
  type Listed,
  type Reply,
  type Route,
} from '@postform/engine';
import { replyLacks } from './errors.ts';

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
  return value.filter(isObject);
}

export function textAt(object: JsonObject, key: string): string | undefined {
  const value = object[key];
  return typeof value === 'string' ? value : undefined;
}

/**
 * Id and uid as the API gives them. GET /environments/{id} has no uid (Postman OpenAPI 1.45.0), hence `known`;
 * a uid is read and never built (postman-app-support#8712: once it equalled the id).
 */
export function identityIn(object: JsonObject, route: Route, known?: Identity): Identity {
  const id = textAt(object, 'id') ?? known?.id;
  if (id === undefined) throw replyLacks(route, 'an id');
  return { id, uid: textAt(object, 'uid') ?? known?.uid ?? id };
}

/** One entry of a list: identity, name and, where the list has it, `updatedAt`. */
export function listedIn(object: JsonObject, route: Route): Listed {
  const stamp = textAt(object, 'updatedAt');
  return {
    ...identityIn(object, route),
    name: textAt(object, 'name') ?? '',
    ...(stamp === undefined ? {} : { stamp }),
    ...(object['deactivated'] === true ? { deactivated: true } : {}),
  };
}

/** The attributes of these names that an object holds as text. */
export function attributesIn(object: JsonObject, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => (typeof object[name] === 'string' ? [[name, object[name]] as const] : [])),
  );
}

/** A copy without keys whose value is undefined; the order of keys stays. */
export function present(fields: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}
