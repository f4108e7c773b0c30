// Translates requests, of items and of examples, between the item operations and v2.1.
import { isObject, type Json, type JsonObject, objectsIn, omit, pick, wordOf } from '../../json/json.ts';
import { bodyFields, keptBody, plainBody } from './body.ts';
import { headerText, keptHeaders, shownEntries } from './entries.ts';
import { partsOf, plainUrl } from './url.ts';

/** The request part of an item as the item endpoints show it (Postman OpenAPI 1.45.0, getCollectionRequest). */
export function plainRequest(request: Json | undefined): JsonObject {
  const { method, url, header, body } = isObject(request) ? request : { url: request ?? '' };
  const { url: raw, queryParams, pathVariableData } = plainUrl(url);
  return {
    ...plainBody(body),
    headers: headerText(header),
    method: method ?? 'GET',
    pathVariables: Object.fromEntries(pathVariableData.map(({ key, value }) => [wordOf(key), value ?? null])),
    url: raw,
    queryParams,
    headerData: typeof header === 'string' ? [] : shownEntries(header),
    pathVariableData,
  };
}

/**
 * The v2.1 request after the fields in `sent` (method, url, queryParams, pathVariableData, headers, headerData, the
 * body fields, auth, description) are written over `before`. What is not sent keeps the form it has.
 */
export function keptRequest(before: Json | undefined, sent: JsonObject): JsonObject {
  const base = isObject(before)
    ? before
    : { method: 'GET', header: [], ...(before === undefined ? {} : { url: before }) };
  return {
    ...base,
    ...methodIn(sent),
    ...headerIn(sent),
    ...bodyIn(base, sent),
    ...urlIn(base, sent),
    ...authIn(sent),
    ...descriptionIn(base, sent),
  };
}

function methodIn({ method }: JsonObject): JsonObject {
  return typeof method === 'string' ? { method } : {};
}

/** `headerData` wins over `headers` when both say something. */
function headerIn({ headers, headerData }: JsonObject): JsonObject {
  const fromData = keptHeaders(headerData);
  if (fromData.length > 0) return { header: fromData };
  if (headers !== undefined && headers !== null) return { header: keptHeaders(headers) };
  return headerData === undefined && headers === undefined ? {} : { header: [] };
}

function bodyIn(base: JsonObject, sent: JsonObject): JsonObject {
  const fields = pick(sent, bodyFields);
  if (Object.keys(fields).length === 0) return {};
  const body = keptBody({ ...plainBody(base['body']), ...fields });
  return { body };
}

function urlIn(base: JsonObject, sent: JsonObject): JsonObject {
  const names = ['url', 'queryParams', 'pathVariableData'];
  const fields = omit(pick(sent, names), []);
  if (Object.keys(fields).length === 0) return base['url'] === undefined ? { url: { raw: '' } } : {};
  const before = plainUrl(base['url']);
  const isNewText = fields['url'] !== undefined && fields['queryParams'] === undefined;
  const queryParams = isNewText ? [] : listOr(fields['queryParams'], before.queryParams);
  const pathVariableData = listOr(fields['pathVariableData'], before.pathVariableData);
  return { url: partsOf({ url: fields['url'] ?? before.url, queryParams, pathVariableData }) };
}

function listOr(sent: Json | undefined, before: readonly JsonObject[]): readonly JsonObject[] {
  return sent === undefined ? before : objectsIn(sent);
}

/** `oauth: "noauth"` is what the documented update sends. */
export function authIn({ auth, oauth }: JsonObject): JsonObject {
  const word = typeof auth === 'string' ? auth : auth === undefined && typeof oauth === 'string' ? oauth : undefined;
  if (word !== undefined) return { auth: { type: word } };
  if (auth === undefined) return {};
  return { auth: isObject(auth) ? auth : undefined };
}

/** A description as one text; '' for none. */
export function descriptionText(description: Json | undefined): string {
  const text = isObject(description) ? description['content'] : description;
  return typeof text === 'string' ? text : '';
}

/** What reads the same as before is left in the form it has. */
export function descriptionIn(before: JsonObject, { description }: JsonObject): JsonObject {
  if (description === undefined || description === descriptionText(before['description'])) return {};
  return { description: typeof description === 'string' ? description : undefined };
}
