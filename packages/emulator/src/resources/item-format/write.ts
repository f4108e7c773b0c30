// Makes v2.1 folders, requests and responses of what the item operations are sent.
import { isArray, isObject, type Json, type JsonObject, pick } from '../../json/json.ts';
import { keptEntries } from './entries.ts';
import { eventsIn } from './events.ts';
import type { ItemModel } from './place.ts';
import { authIn, descriptionIn, keptRequest } from './request.ts';

/**
 * `node` after the fields in `sent` are written over it; fields not sent stay (Postman OpenAPI 1.45.0: "acts like a
 * PATCH method"). For a new item `node` is empty; a missing name makes a blank one.
 */
export function writtenItem(model: ItemModel, node: JsonObject, sent: JsonObject): JsonObject {
  const write = { folder: writtenFolder, request: writtenRequest, response: writtenResponse }[model];
  return said({ ...node, ...write(node, sent) });
}

/** Without the fields that are undefined: what is kept is plain JSON. */
function said(object: JsonObject): JsonObject {
  return pick(object, Object.keys(object));
}

function nameIn(node: JsonObject, { name }: JsonObject): JsonObject {
  if (name === undefined) return node['name'] === undefined ? { name: '' } : {};
  return { name: typeof name === 'string' ? name : '' };
}

function writtenFolder(node: JsonObject, sent: JsonObject): JsonObject {
  const items = isArray(node['item']) ? node['item'] : [];
  return {
    ...nameIn(node, sent),
    ...descriptionIn(node, sent),
    ...authIn(sent),
    ...eventsIn(node['event'], sent),
    ...variablesIn(sent),
    item: ordered(ordered(items, idsIn(sent['folders_order'])), idsIn(sent['order'])),
  };
}

function writtenRequest(node: JsonObject, sent: JsonObject): JsonObject {
  const { protocolProfileBehavior: behaviour } = sent;
  const responses = isArray(node['response']) ? node['response'] : [];
  return {
    ...nameIn(node, sent),
    ...eventsIn(node['event'], sent),
    ...variablesIn(sent),
    ...(behaviour === undefined ? {} : { protocolProfileBehavior: behaviour ?? undefined }),
    request: said(keptRequest(node['request'], sent)),
    response: ordered(responses, idsIn(sent['responses_order'])),
  };
}

/** The request an example belongs to comes as `requestObject` (JSON in a text), or as fields beside it. */
function writtenResponse(node: JsonObject, sent: JsonObject): JsonObject {
  const { responseCode, status, time, text, language, headers, requestObject } = sent;
  const code = isObject(responseCode) ? responseCode : undefined;
  const phrase = code?.['name'] ?? status;
  return {
    ...nameIn(node, sent),
    ...(requestObject === undefined ? originalIn(node, sent) : originalOf(node, requestObject)),
    ...(typeof phrase === 'string' ? { status: phrase } : {}),
    ...(typeof code?.['code'] === 'number' ? { code: code['code'] } : {}),
    ...(language === undefined ? {} : { _postman_previewlanguage: language }),
    ...(headers === undefined ? {} : { header: headers === null ? [] : keptEntries(headers) }),
    ...(time === undefined ? {} : { responseTime: milliseconds(time) }),
    ...(typeof text === 'string' || text === null ? { body: text } : {}),
  };
}

const originalFields = ['url', 'method', 'dataMode', 'rawModeData', 'dataOptions'];

function originalIn(node: JsonObject, sent: JsonObject): JsonObject {
  const fields = pick(sent, originalFields);
  if (Object.keys(fields).length === 0) return {};
  return { originalRequest: said(keptRequest(node['originalRequest'], fields)) };
}

function originalOf(node: JsonObject, requestObject: Json): JsonObject {
  try {
    const parsed: unknown = JSON.parse(String(requestObject));
    if (isObject(parsed)) return { originalRequest: said(keptRequest(undefined, parsed)) };
  } catch {
    return { originalRequest: node['originalRequest'] };
  }
  return { originalRequest: node['originalRequest'] };
}

function milliseconds(time: Json): number | null {
  return time === null || time === '' || Number.isNaN(Number(time)) ? null : Number(time);
}

function variablesIn({ variables }: JsonObject): JsonObject {
  return variables === undefined ? {} : { variable: isArray(variables) ? variables : undefined };
}

function idsIn(order: Json | undefined): string[] {
  return isArray(order) ? order.map(String) : [];
}

/** The items named in `order` change places among themselves; the others stay where they are. */
function ordered(items: readonly Json[], order: readonly string[]): readonly Json[] {
  const byId = new Map(items.filter(isObject).map((item) => [String(item['id']), item]));
  const known = [...new Set(order)].filter((id) => byId.has(id));
  const named = new Set(known);
  let next = 0;
  return items.map((item) => {
    if (!isObject(item) || !named.has(String(item['id']))) return item;
    const id = known[next] ?? '';
    next += 1;
    return byId.get(id) ?? item;
  });
}
