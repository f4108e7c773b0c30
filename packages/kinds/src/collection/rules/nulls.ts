// Rules about null, which Postman's apps and API write where nothing is said, and which says no more than absence.
import type { Json, JsonObject } from '@postform/engine';
import { withoutWhere } from '../../kind-tools/trees.ts';
import {
  AUTH,
  AUTH_METHOD,
  BODY,
  below,
  CALL,
  EXAMPLE,
  FORM_FIELD,
  HEADER,
  HEADERS,
  LINE,
  QUERY,
  SCRIPT,
  URL,
  VARIABLES,
} from '../spec/places.ts';
import { onField, onPart } from '../spec/walk.ts';
import { placedRule } from './rule.ts';

/** What each part keeps although it is null: `?a` and `?a=` differ, a file not chosen is null, and other rules treat the rest. */
const KEPT = {
  call: ['auth', 'body', 'description'],
  parameter: ['description', 'src'],
  query: ['key', 'value', 'description'],
  variable: ['description'],
  auth: ['type'],
};

export const nullFields = placedRule({
  name: 'null-fields',
  why: 'The API lets a URL, headers, pieces of a host and a body’s parts be null (Postman OpenAPI 1.45.0, url, header-list, request), and the apps export null elsewhere too; it sets nothing.',
  changes: [
    onPart(CALL, (call) => withoutNulls(call, KEPT.call)),
    onPart([...LINE, ...BODY, ...URL, ...SCRIPT], (part) => withoutNulls(part)),
    onPart(QUERY, (parameter) => withoutNulls(parameter, KEPT.query)),
    onPart([...HEADER, ...FORM_FIELD], (parameter) => withoutNulls(parameter, KEPT.parameter)),
    onPart(VARIABLES, (variable) => withoutNulls(variable, KEPT.variable)),
    onPart(AUTH, (auth) => withoutNulls(auth, KEPT.auth)),
  ],
});

export const nullEntries = placedRule({
  name: 'null-entries',
  why: 'An entry of a list that is null has no name and no content: it adds nothing to the list (the API lets pieces of a host be null: Postman OpenAPI 1.45.0, url).',
  changes: [
    ...['host', 'path', 'query', 'variable'].map((key) => onField(URL, key, filled)),
    ...['urlencoded', 'formdata'].map((key) => onField(BODY, key, filled)),
    { at: [...HEADERS, ...below(EXAMPLE, 'cookie'), ...AUTH_METHOD], change: filled },
  ],
});

export const scriptNulls = placedRule({
  name: 'script-nulls',
  why: 'The API lets a line of a script be null (Postman OpenAPI 1.45.0, script): an empty line.',
  changes: [
    onField(SCRIPT, 'exec', (exec) =>
      Array.isArray(exec) && exec.includes(null) ? exec.map((line: Json) => line ?? '') : exec,
    ),
  ],
});

function filled(list: Json): Json {
  return Array.isArray(list) && list.includes(null) ? list.filter((entry) => entry !== null) : list;
}

function withoutNulls(part: JsonObject, kept: readonly string[] = []): JsonObject {
  return withoutWhere(part, (key, value) => value === null && !kept.includes(key));
}
