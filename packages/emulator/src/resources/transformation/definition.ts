// Makes an OpenAPI 3.0.3 definition of a collection, in the manner of the documented example.
import { isArray, isObject, type Json, type JsonObject, objectsIn, textOf, wordOf } from '../../json/json.ts';
import { type Location, locationOf } from './location.ts';
import { contentOf, descriptionOf, headerValue } from './schema.ts';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

interface Saved {
  readonly item: JsonObject;
  readonly request: JsonObject;
  readonly tags: readonly string[];
  readonly location: Location;
}

/** Folders become tags. Of two requests with one method and path the first is taken. Auth is left out. */
export function definitionOf(data: JsonObject): JsonObject {
  const info = isObject(data['info']) ? data['info'] : {};
  const saved = savedIn(data['item'], []);
  const servers = [...new Set(saved.flatMap(({ location }) => location.server ?? []))].map((url) => ({ url }));
  const tags = [...new Set(saved.flatMap((one) => one.tags))].map((name) => ({ name }));
  return {
    openapi: '3.0.3',
    info: { title: textOf(info['name']) ?? '', ...descriptionOf(info), version: '1.0.0', contact: {} },
    servers,
    paths: pathsOf(saved),
    tags,
  };
}

function savedIn(list: Json | undefined, tags: readonly string[]): Saved[] {
  return objectsIn(list).flatMap((item): Saved[] => {
    if (isArray(item['item'])) return savedIn(item['item'], [...tags, textOf(item['name']) ?? '']);
    const { request } = item;
    const parts = isObject(request) ? request : { url: request, method: 'GET' };
    return [{ item, request: parts, tags, location: locationOf(parts['url']) }];
  });
}

function pathsOf(saved: readonly Saved[]): JsonObject {
  const paths = new Map<string, Record<string, Json>>();
  for (const one of saved) {
    const method = (textOf(one.request['method']) ?? 'GET').toLowerCase();
    const { path, pathParameters } = one.location;
    const known = paths.get(path) ?? {};
    paths.set(path, known);
    if (methods.includes(method)) known[method] ??= operationOf(one);
    if (pathParameters.length > 0) known['parameters'] ??= pathParameters;
  }
  return Object.fromEntries(paths);
}

function operationOf({ item, request, tags, location }: Saved): JsonObject {
  const name = textOf(item['name']) ?? '';
  const body = bodyOf(request);
  return {
    ...(tags.length === 0 ? {} : { tags }),
    summary: name,
    ...descriptionOf(request),
    operationId: camelCase(name),
    ...(location.queryParameters.length === 0 ? {} : { parameters: location.queryParameters }),
    ...(body === undefined ? {} : { requestBody: { content: body } }),
    responses: responsesOf(item['response']),
  };
}

/** Raw bodies; forms and files are left out. */
function bodyOf({ body, header }: JsonObject): JsonObject | undefined {
  const raw = isObject(body) && body['mode'] === 'raw' ? textOf(body['raw']) : undefined;
  return raw === undefined || raw === ''
    ? undefined
    : contentOf(raw, headerValue(header, 'content-type') ?? 'application/json');
}

/** One per status: the first saved response of that status. */
function responsesOf(list: Json | undefined): JsonObject {
  const saved = objectsIn(list);
  if (saved.length === 0) return { 200: { description: 'Successful response', content: { 'application/json': {} } } };
  const byCode = new Map<string, Json>();
  for (const one of saved) {
    const code = wordOf(one['code'] ?? 200);
    if (byCode.has(code)) continue;
    const body = textOf(one['body']) ?? '';
    const type = headerValue(one['header'], 'content-type') ?? 'application/json';
    const content = body === '' ? {} : { content: contentOf(body, type) };
    byCode.set(code, { description: textOf(one['name']) ?? '', ...content });
  }
  return Object.fromEntries(byCode);
}

function camelCase(name: string): string {
  const [first = '', ...rest] = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
  return [first.toLowerCase(), ...rest.map(capital)].join('');
}
