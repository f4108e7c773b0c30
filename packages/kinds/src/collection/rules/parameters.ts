// Rules about keys and values: headers, query parameters, form fields, variables.
import { isObject, type Json } from '@postform/engine';
import { without } from '../../kind-tools/trees.ts';
import { BODY, HEADER, HEADERS, PARAMETER, QUERY, SCRIPT, URLENCODED, VARIABLES } from '../spec/places.ts';
import { type ChangeValue, onField, onPart } from '../spec/walk.ts';
import { placedRule } from './rule.ts';

const dropIf =
  (dropped: Json): ChangeValue =>
  (value) =>
    value === dropped ? undefined : value;

export const disabledFalse = placedRule({
  name: 'disabled-false',
  why: 'The v2.1 schema gives `disabled` the default false, for parameters, scripts and bodies alike.',
  changes: [onField([...PARAMETER, ...BODY, ...SCRIPT], 'disabled', dropIf(false))],
});

export const systemFalse = placedRule({
  name: 'system-false',
  why: 'The v2.1 schema gives `system` of a variable the default false; true marks variables of Postman itself.',
  changes: [onField(VARIABLES, 'system', dropIf(false))],
});

/** `enabled: false` stays as written: the format does not say what it means. */
export const enabledTrue = placedRule({
  name: 'enabled-true',
  why: 'Exports made from format v1 keep its `enabled: true` on parameters; v2 says the same by leaving out `disabled`.',
  changes: [onField(PARAMETER, 'enabled', dropIf(true))],
});

export const equalsTrue = placedRule({
  name: 'equals-true',
  why: 'Query parameters of format v1 say `equals: true` for "has an equals sign" (Postman OpenAPI 1.45.0, queryParams); in v2 a value says it.',
  changes: [onField(QUERY, 'equals', dropIf(true))],
});

export const typeText = placedRule({
  name: 'type-text',
  why: 'GET /collections/{id} returns headers with `type: "text"` (Postman OpenAPI 1.45.0, getCollection); headers and urlencoded fields have no other type.',
  changes: [onField([...HEADER, ...URLENCODED], 'type', dropIf('text'))],
});

export const headerName = placedRule({
  name: 'header-name',
  why: 'GET /collections/{id} returns headers of examples with `name` beside an equal `key` (Postman OpenAPI 1.45.0, getCollection).',
  changes: [
    onPart(HEADER, (header) =>
      header['name'] !== undefined && header['name'] === header['key'] ? without(header, ['name']) : header,
    ),
  ],
});

/** Only text in which each line is `Name: value`; other text stays text. */
export const headerText = placedRule({
  name: 'header-text',
  why: 'The v2.1 schema lets headers be one text, as on the wire; GET /collections/{id} returns lists.',
  changes: [{ at: HEADERS, change: headersIn }],
});

function headersIn(header: Json): Json {
  if (typeof header !== 'string') return header;
  const lines = header.split(/\r?\n/).filter((line) => line.trim() !== '');
  const entries = lines.map((line) => /^([^\s:]+):(.*)$/.exec(line));
  if (entries.some((entry) => entry === null)) return header;
  return entries.map((entry) => ({ key: entry![1]!, value: entry![2]!.trim() }));
}

export const variableKey = placedRule({
  name: 'variable-key',
  why: 'GET /collections/{id} adds an `id` to variables (Postman OpenAPI 1.45.0, getCollection); the schema lets one without `key` be known by its `id`.',
  changes: [
    onPart(VARIABLES, (variable) => {
      if (variable['id'] === undefined) return variable;
      const { id, ...rest } = variable;
      return rest['key'] === undefined ? { key: id!, ...rest } : rest;
    }),
  ],
});

export const variableType = placedRule({
  name: 'variable-type',
  why: 'For a text value the types string, any and default say nothing; the API does not list `type` for collection variables (Postman OpenAPI 1.45.0, collection-variable).',
  changes: [
    onPart(VARIABLES, (variable) => {
      const value = variable['value'];
      const plain = value === undefined || typeof value === 'string' || isObject(value);
      return plain && ['string', 'any', 'default'].includes(String(variable['type']))
        ? without(variable, ['type'])
        : variable;
    }),
  ],
});
