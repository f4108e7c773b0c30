// A server that keeps what it is sent and adds what the API documents as its own (Postman OpenAPI 1.45.0, getCollection).
import { isObject, type Json, type JsonObject } from '@postform/engine';

/** Ids count up from 1 behind `prefix`, so that two echoes are the same. Ids that were sent stay. */
export function echo(sent: JsonObject, prefix = 'id'): JsonObject {
  let next = 0;
  const id = (): string => `${prefix}-${++next}`;
  const stamps = { createdAt: '2023-10-09T18:34:58.000Z', updatedAt: '2023-10-09T18:34:58.000Z' };
  const identity = (part: JsonObject): JsonObject => {
    const own = typeof part['id'] === 'string' ? part['id'] : id();
    return { ...part, id: own, uid: `12345678-${own}`, ...stamps };
  };
  const example = (part: Json): Json =>
    isObject(part)
      ? { ...identity(part), responseTime: part['responseTime'] ?? null, cookie: part['cookie'] ?? [] }
      : part;
  const item = (part: Json): Json => {
    if (!isObject(part)) return part;
    const variable = list(part['variable'], (entry) => (isObject(entry) ? { id: id(), ...entry } : entry));
    const own = { ...identity(part), ...(variable === undefined ? {} : { variable }) };
    if (Array.isArray(part['item'])) return { ...own, item: part['item'].map(item) };
    const behaviour = isObject(part['protocolProfileBehavior']) ? part['protocolProfileBehavior'] : {};
    return {
      ...own,
      protocolProfileBehavior: { disableBodyPruning: true, ...behaviour },
      request: isObject(part['request']) ? { header: [], ...part['request'] } : part['request']!,
      response: list(part['response'], example) ?? [],
    };
  };
  const event = (part: Json): Json =>
    isObject(part) && isObject(part['script'])
      ? { ...part, script: { id: id(), packages: {}, ...part['script'] } }
      : part;
  const info = isObject(sent['info']) ? sent['info'] : {};
  const events = list(sent['event'], event);
  return {
    ...sent,
    ...(events === undefined ? {} : { event: events }),
    info: {
      ...info,
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
      _postman_id: 'c-1',
      uid: '12345678-c-1',
      lastUpdatedBy: '12345678',
      ...stamps,
    },
    item: list(sent['item'], item) ?? [],
  };
}

function list(value: Json | undefined, change: (entry: Json) => Json): Json | undefined {
  return Array.isArray(value) ? value.map(change) : undefined;
}
