// Turns the items that a client sent into the items that the server keeps.

import { isArray, isObject, type Json, type JsonObject, omit } from '../../json/json.ts';
import { Refused, refusal } from '../../reply/replies.ts';
import type { Switches } from '../../switches/switches.ts';

/** When an item was made and last touched, ISO-8601. */
export interface Stamp {
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What the walk needs to know. */
export interface Growing {
  readonly owner: number;
  readonly nextId: () => string;
  readonly switches: Pick<Switches, 'disableBodyPruning'>;
  /** What to do with an id the client sent: its stamp when it stays, 'strip' for a new id, 'refuse' for an error. */
  readonly stampOf: (id: string) => Stamp | 'strip' | 'refuse';
  /** The stamp of an item that gets a new id. */
  readonly fresh: Stamp;
}

const serverFields = ['id', 'uid', '_postman_id', 'createdAt', 'updatedAt'];
const deepest = 300;

/**
 * The `item` array as the server keeps it: folders, requests and responses with `id`, `uid`, `createdAt`, `updatedAt`;
 * responses with `responseTime` and `cookie`; item variables with `id` (Postman OpenAPI 1.45.0, getCollection).
 * Throws Refused: 400 instanceFoundError for an id from elsewhere or sent twice (postman-app-support#7315).
 */
export function growItems(items: readonly Json[], growing: Growing): readonly Json[] {
  const seen = new Set<string>();
  return items.map((item) => growItem(item as JsonObject, growing, seen, 1));
}

/** Responses that come by themselves, as `growItems` keeps those of a request. */
export function growResponses(responses: readonly Json[], growing: Growing): readonly Json[] {
  const seen = new Set<string>();
  return responses.map((one) => growResponse(one, growing, seen));
}

function growItem(raw: JsonObject, growing: Growing, seen: Set<string>, depth: number): JsonObject {
  if (depth > deepest) throw new Refused(refusal(400, 'malformedRequestError', 'The collection is nested too deeply.'));
  const { id, stamp } = identify(raw, growing, seen);
  const { item, response, variable, protocolProfileBehavior, ...rest } = omit(raw, serverFields);
  const own = {
    ...rest,
    id,
    ...(variable === undefined ? {} : { variable: withVariableIds(variable, growing) }),
  };
  const tail = { ...stamp, uid: `${growing.owner}-${id}` };
  if (isArray(item)) {
    const inner = item.map((child) => growItem(child as JsonObject, growing, seen, depth + 1));
    return { ...own, ...given('protocolProfileBehavior', protocolProfileBehavior), item: inner, ...tail };
  }
  const behaviour = growing.switches.disableBodyPruning
    ? { disableBodyPruning: true, ...(isObject(protocolProfileBehavior) ? protocolProfileBehavior : {}) }
    : protocolProfileBehavior;
  const responses = isArray(response) ? response.map((one) => growResponse(one, growing, seen)) : response;
  return { ...own, ...given('protocolProfileBehavior', behaviour), ...given('response', responses), ...tail };
}

function growResponse(raw: Json, growing: Growing, seen: Set<string>): Json {
  if (!isObject(raw)) return raw;
  const { id, stamp } = identify(raw, growing, seen);
  const rest = omit(raw, serverFields);
  return { id, responseTime: null, cookie: [], ...rest, ...stamp, uid: `${growing.owner}-${id}` };
}

function identify(raw: JsonObject, growing: Growing, seen: Set<string>): { id: string; stamp: Stamp } {
  const sent = raw['id'] ?? raw['_postman_id'];
  if (typeof sent === 'string' && sent !== '') {
    const verdict = growing.stampOf(sent);
    if (verdict !== 'strip') {
      if (verdict === 'refuse' || seen.has(sent)) throw new Refused(itemExists);
      seen.add(sent);
      return { id: sent, stamp: verdict };
    }
  }
  return { id: growing.nextId(), stamp: growing.fresh };
}

function withVariableIds(variable: Json, growing: Growing): Json {
  if (!isArray(variable)) return variable;
  return variable.map((one) => (isObject(one) ? { id: growing.nextId(), ...one } : one));
}

function given(name: string, value: Json | undefined): JsonObject {
  return value === undefined ? {} : { [name]: value };
}

const itemExists = refusal(400, 'instanceFoundError', 'This collection already exists in the database.');

/** The stamps of every item, folder and response of a kept tree, by id. */
export function stampsOf(data: JsonObject): Map<string, Stamp> {
  const stamps = new Map<string, Stamp>();
  const visit = (nodes: Json | undefined): void => {
    if (!isArray(nodes)) return;
    for (const node of nodes) {
      if (!isObject(node)) continue;
      const { id, createdAt, updatedAt } = node;
      stamps.set(String(id), { createdAt: String(createdAt), updatedAt: String(updatedAt) });
      visit(node['item']);
      visit(node['response']);
    }
  };
  visit(data['item']);
  return stamps;
}
