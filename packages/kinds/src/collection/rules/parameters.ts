// Rules about keys and values: headers, query parameters, form fields, variables.
import { isObject, type Json, type JsonObject, type Rule } from '@postform/engine';
import { changeKey, without } from '../../kind-tools/trees.ts';
import { eachCall, eachExample, eachHeader, eachParameter, eachScript, eachUrl, eachVariable } from '../spec/walk.ts';

const dropIf = (key: string, value: Json) => (part: JsonObject) => (part[key] === value ? without(part, [key]) : part);

export const disabledFalse: Rule = {
  name: 'disabled-false',
  why: 'The v2.1 schema gives `disabled` the default false, for parameters, scripts and bodies alike.',
  apply: (spec) => {
    const drop = dropIf('disabled', false);
    const bodies = eachCall(eachParameter(spec, drop), (call) =>
      changeKey(call, 'body', (body) => (isObject(body) ? drop(body) : body)),
    );
    return eachScript(bodies, drop);
  },
};

export const systemFalse: Rule = {
  name: 'system-false',
  why: 'The v2.1 schema gives `system` of a variable the default false; true marks variables of Postman itself.',
  apply: (spec) => eachVariable(spec, dropIf('system', false)),
};

/** `enabled: false` stays as written: the format does not say what it means. */
export const enabledTrue: Rule = {
  name: 'enabled-true',
  why: 'Exports made from format v1 keep its `enabled: true` on parameters; v2 says the same by leaving out `disabled`.',
  apply: (spec) => eachParameter(spec, dropIf('enabled', true)),
};

export const equalsTrue: Rule = {
  name: 'equals-true',
  why: 'Query parameters of format v1 say `equals: true` for "has an equals sign" (Postman OpenAPI 1.45.0, queryParams); in v2 a value says it.',
  apply: (spec) =>
    eachUrl(spec, (url) =>
      changeKey(url, 'query', (query) =>
        Array.isArray(query)
          ? query.map((entry: Json) => (isObject(entry) ? dropIf('equals', true)(entry) : entry))
          : query,
      ),
    ),
};

export const typeText: Rule = {
  name: 'type-text',
  why: 'GET /collections/{id} returns headers with `type: "text"` (Postman OpenAPI 1.45.0, getCollection); headers and urlencoded fields have no other type.',
  apply: (spec) => {
    const drop = dropIf('type', 'text');
    const headers = eachHeader(spec, drop);
    return eachCall(headers, (call) =>
      changeKey(call, 'body', (body) =>
        isObject(body)
          ? changeKey(body, 'urlencoded', (fields) =>
              Array.isArray(fields) ? fields.map((field: Json) => (isObject(field) ? drop(field) : field)) : fields,
            )
          : body,
      ),
    );
  },
};

export const headerName: Rule = {
  name: 'header-name',
  why: 'GET /collections/{id} returns headers of examples with `name` beside an equal `key` (Postman OpenAPI 1.45.0, getCollection).',
  apply: (spec) =>
    eachHeader(spec, (header) =>
      header['name'] !== undefined && header['name'] === header['key'] ? without(header, ['name']) : header,
    ),
};

/** Only text in which each line is `Name: value`; other text stays text. */
export const headerText: Rule = {
  name: 'header-text',
  why: 'The v2.1 schema lets headers be one text, as on the wire; GET /collections/{id} returns lists.',
  apply: (spec) => {
    const toList = (part: JsonObject): JsonObject => changeKey(part, 'header', headersIn);
    return eachExample(eachCall(spec, toList), toList);
  },
};

function headersIn(header: Json): Json {
  if (typeof header !== 'string') return header;
  const lines = header.split(/\r?\n/).filter((line) => line.trim() !== '');
  const entries = lines.map((line) => /^([^\s:]+):(.*)$/.exec(line));
  if (entries.some((entry) => entry === null)) return header;
  return entries.map((entry) => ({ key: entry![1]!, value: entry![2]!.trim() }));
}

export const variableKey: Rule = {
  name: 'variable-key',
  why: 'GET /collections/{id} adds an `id` to variables (Postman OpenAPI 1.45.0, getCollection); the schema lets one without `key` be known by its `id`.',
  apply: (spec) =>
    eachVariable(spec, (variable) => {
      if (variable['id'] === undefined) return variable;
      const { id, ...rest } = variable;
      return rest['key'] === undefined ? { key: id!, ...rest } : rest;
    }),
};

export const variableType: Rule = {
  name: 'variable-type',
  why: 'For a text value the types string, any and default say nothing; the API does not list `type` for collection variables (Postman OpenAPI 1.45.0, collection-variable).',
  apply: (spec) =>
    eachVariable(spec, (variable) => {
      const value = variable['value'];
      const plain = value === undefined || typeof value === 'string' || isObject(value);
      return plain && ['string', 'any', 'default'].includes(String(variable['type']))
        ? without(variable, ['type'])
        : variable;
    }),
};
