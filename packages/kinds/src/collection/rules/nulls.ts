// Rules about null, which Postman's apps and API write where nothing is said, and which says no more than absence.
import { isObject, type Json, type JsonObject, type Rule } from '@postform/engine';
import { changeKey, without } from '../../kind-tools/trees.ts';
import {
  eachAuth,
  eachAuthMethod,
  eachCall,
  eachExample,
  eachFormField,
  eachHeader,
  eachScript,
  eachUrl,
  eachVariable,
} from '../spec/walk.ts';

/** What each part keeps although it is null: `?a` and `?a=` differ, a file not chosen is null, and other rules treat the rest. */
const KEPT = {
  call: ['auth', 'body', 'description'],
  parameter: ['description', 'src'],
  query: ['key', 'value', 'description'],
};

export const nullFields: Rule = {
  name: 'null-fields',
  why: 'The API lets a URL, headers, pieces of a host and a body’s parts be null (Postman OpenAPI 1.45.0, url, header-list, request), and the apps export null elsewhere too; it sets nothing.',
  apply: (spec) => {
    const fields = (kept: readonly string[]) => (part: JsonObject) => withoutNulls(part, kept);
    const calls = eachCall(spec, (call) => {
      const lined = changeKey(call, 'line', (line) => (isObject(line) ? withoutNulls(line) : line));
      const bodied = changeKey(lined, 'body', (body) => (isObject(body) ? withoutNulls(body) : body));
      return withoutNulls(bodied, KEPT.call);
    });
    const urls = eachUrl(calls, (url) =>
      changeKey(withoutNulls(url), 'query', (list) =>
        Array.isArray(list)
          ? same(
              list,
              list.map((entry: Json) => (isObject(entry) ? withoutNulls(entry, KEPT.query) : entry)),
            )
          : list,
      ),
    );
    const parameters = eachFormField(eachHeader(urls, fields(KEPT.parameter)), fields(KEPT.parameter));
    return eachScript(eachAuth(eachVariable(parameters, fields(['description'])), fields(['type'])), fields([]));
  },
};

export const nullEntries: Rule = {
  name: 'null-entries',
  why: 'An entry of a list that is null has no name and no content: it adds nothing to the list (the API lets pieces of a host be null: Postman OpenAPI 1.45.0, url).',
  apply: (spec) => {
    const lists = (part: JsonObject, keys: readonly string[]): JsonObject =>
      keys.reduce((tree, key) => changeKey(tree, key, filled), part);
    const calls = eachCall(spec, (call) =>
      changeKey(lists(call, ['header']), 'body', (body) =>
        isObject(body) ? lists(body, ['urlencoded', 'formdata']) : body,
      ),
    );
    const urls = eachUrl(calls, (url) => lists(url, ['host', 'path', 'query', 'variable']));
    return eachAuthMethod(
      eachExample(urls, (example) => lists(example, ['header', 'cookie'])),
      filled,
    );
  },
};

export const scriptNulls: Rule = {
  name: 'script-nulls',
  why: 'The API lets a line of a script be null (Postman OpenAPI 1.45.0, script): an empty line.',
  apply: (spec) =>
    eachScript(spec, (script) =>
      changeKey(script, 'exec', (exec) =>
        Array.isArray(exec)
          ? same(
              exec,
              exec.map((line: Json) => line ?? ''),
            )
          : exec,
      ),
    ),
};

function filled(list: Json): Json {
  return Array.isArray(list) && list.includes(null) ? list.filter((entry) => entry !== null) : list;
}

function withoutNulls(part: JsonObject, kept: readonly string[] = []): JsonObject {
  return without(
    part,
    Object.keys(part).filter((key) => part[key] === null && !kept.includes(key)),
  );
}

function same(before: readonly Json[], after: readonly Json[]): readonly Json[] {
  return after.every((entry, index) => entry === before[index]) ? before : after;
}
