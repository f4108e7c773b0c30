// Checks a sent collection and makes the data that is kept of it.

import { isArray, isObject, type Json, type JsonObject, omit } from '../../json/json.ts';
import { malformed, Refused } from '../../reply/replies.ts';
import type { ServerState } from '../../world/state.ts';
import { type Growing, growItems } from './tree.ts';

const serverInfo = ['_postman_id', 'uid', 'createdAt', 'updatedAt', 'lastUpdatedBy', 'fork'];

/**
 * What is wrong with a sent collection, in Postman's words (OpenAPI 1.45.0, putCollection "Malformed Request"). Only
 * what the server must have is checked: a URL may be text or parts, an `auth` a list or an object.
 */
export function collectionProblems(sent: Json | undefined): string[] {
  if (!isObject(sent)) return [": must have required property 'collection'"];
  const found: string[] = [];
  const { info, item } = sent;
  if (!isObject(info)) found.push(": must have required property 'info'");
  if (item === undefined) found.push(": must have required property 'item'");
  else if (!isArray(item)) found.push('item: must be array');
  else itemProblems(item, 'item', found, 0);
  if (isObject(info)) {
    if (info['name'] === undefined) found.push("info: must have required property 'name'");
    else if (typeof info['name'] !== 'string') found.push('info.name: must be string');
    if (info['schema'] === undefined) found.push("info: must have required property 'schema'");
  }
  return found;
}

function itemProblems(items: readonly Json[], place: string, found: string[], depth: number): void {
  if (depth > 300) return;
  items.forEach((item, at) => {
    if (!isObject(item)) found.push(`${place}.${at}: must be object`);
    else if (isArray(item['item'])) itemProblems(item['item'], `${place}.${at}.item`, found, depth + 1);
    else if (item['request'] === undefined) found.push(`${place}.${at}: must have required property 'request'`);
  });
}

/** The data to keep. Throws Refused: 400 malformedRequestError, 400 instanceFoundError. */
export function growCollection(sent: Json | undefined, growing: Growing): JsonObject {
  const problems = collectionProblems(sent);
  if (problems.length > 0 || !isObject(sent)) throw new Refused(malformed('collection', problems));
  const { info, item, event, ...rest } = sent;
  return {
    info: omit(info as JsonObject, serverInfo),
    item: growItems(item as readonly Json[], growing),
    ...(event === undefined ? {} : { event: growRootEvents(event, growing.nextId) }),
    ...rest,
  };
}

/** Root scripts get an `id` and `packages`; those of items do not (OpenAPI 1.45.0, getCollection example). */
export function growRootEvents(events: Json, nextId: () => string): Json {
  if (!isArray(events)) return events;
  return events.map((event) => {
    if (!isObject(event) || !isObject(event['script'])) return event;
    const { id, ...script } = event['script'];
    return { ...event, script: { id: id ?? nextId(), packages: {}, ...script } };
  });
}

/** Fields that could not be null (postman-app-support#4229, #4305), and what they had to be. */
const wanted: Readonly<Record<string, string>> = { description: 'string', responseTime: 'number' };

/** Throws Refused with 400 when switch collectionNullsOnWrite says so and a null stands where #4229 and #4305 report it. */
export function refuseNulls(server: ServerState, collection: Json | undefined): void {
  if (server.switches.collectionNullsOnWrite === 'accept') return;
  const problems = nullsIn(collection, '');
  if (problems.length > 0) throw new Refused(malformed('collection', problems));
}

function nullsIn(node: Json | undefined, place: string): string[] {
  if (!isArray(node) && !isObject(node)) return [];
  const entries = isArray(node) ? node.map((one, at): [string, Json] => [String(at), one]) : Object.entries(node);
  return entries.flatMap(([name, value]) => {
    const type = value === null ? wanted[name] : undefined;
    const here = place === '' ? name : `${place}.${name}`;
    return type === undefined ? nullsIn(value, here) : [`${here}: must be ${type}`];
  });
}
