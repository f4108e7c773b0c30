// Describes the parts of a request that have a structure of their own: its line, body, auth, scripts and examples.
import { isDeferredValue, isObject, type Json, type JsonObject, type LeafChange } from '@postform/engine';
import { objectAt, valueAt, without } from '../../kind-tools/trees.ts';
import { entryLines } from './entry-lines.ts';
import { authSummary, bodySummary, exampleSummary, keysSummary, requestSummary, scriptSummary } from './summary.ts';
import { plain } from './text.ts';
import { textLines } from './text-lines.ts';
import { changed, changedWord, isSame, stoodIn, type Told, told } from './told.ts';

type Value = Json | undefined;

/** Both sides as plain objects; undefined where one is no such thing (sealed, text). Absence is an empty object. */
function objects(before: Value, after: Value): readonly [JsonObject, JsonObject] | undefined {
  const fits = (value: Value): value is JsonObject | undefined =>
    value === undefined || (isObject(value) && !isDeferredValue(value));
  return fits(before) && fits(after) ? [before ?? {}, after ?? {}] : undefined;
}

/** One line a key of two objects. */
export function keyLines(label: string, { before, after }: LeafChange): readonly Told[] {
  const both = objects(before, after);
  if (both === undefined) return stoodIn(label, before, after, keysSummary);
  const keys = [...new Set([...Object.keys(both[1]), ...Object.keys(both[0])])];
  return keys.flatMap((key) => changed(`${label} ${plain(key)}`, valueAt(both[0], key), valueAt(both[1], key)));
}

/** Where the text of the URL changed, it says what its parts would repeat. */
export function requestLines(before: Value, after: Value): readonly Told[] {
  const both = objects(before, after);
  if (both === undefined) return stoodIn('method and url', before, after, requestSummary);
  const [old, now] = [objectAt(both[0], 'url'), objectAt(both[1], 'url')];
  const isMoved = !isSame(old['raw'], now['raw']);
  const parts = isMoved ? [] : ['protocol', 'host', 'port', 'path', 'hash'];
  const queries = isMoved ? [withoutSent(old['query']), withoutSent(now['query'])] : [old['query'], now['query']];
  return [
    ...changedWord('method', both[0]['method'], both[1]['method']),
    ...changedWord('url', old['raw'], now['raw']),
    ...parts.flatMap((part) => changed(`url ${part}`, piecesOf(old[part]), piecesOf(now[part]))),
    ...entryLines('query', queries[0], queries[1]),
    ...entryLines('path variable', old['variable'], now['variable']),
  ];
}

/** Query parameters by what the text of the URL does not say. */
function withoutSent(query: Value): Value {
  if (!Array.isArray(query)) return query;
  const kept = query.filter((entry: Json) => isObject(entry) && Object.keys(entry).length > 2);
  return kept.length === 0 ? undefined : kept;
}

/** The pieces of a host or path with a space between: `x org`, `orders :id`. */
function piecesOf(part: Value): Value {
  const isText = Array.isArray(part) && part.every((piece: Json) => typeof piece === 'string');
  return isText ? part.join(' ') : part;
}

export function bodyLines(before: Value, after: Value): readonly Told[] {
  const both = objects(before, after);
  if (both === undefined) return stoodIn('body', before, after, bodySummary);
  const [old, now] = both;
  const graphql = [objectAt(old, 'graphql'), objectAt(now, 'graphql')] as const;
  const known = ['mode', 'raw', 'urlencoded', 'formdata', 'graphql'];
  const others = { pointer: '', before: without(old, known), after: without(now, known) };
  return [
    ...changedWord('body mode', old['mode'], now['mode']),
    ...textLines('body', old['raw'], now['raw']),
    ...entryLines('field', old['urlencoded'], now['urlencoded']),
    ...entryLines('field', old['formdata'], now['formdata']),
    ...textLines('query', graphql[0]['query'], graphql[1]['query']),
    ...textLines('query variables', graphql[0]['variables'], graphql[1]['variables']),
    ...keyLines('body', others),
  ];
}

export function authLines(before: Value, after: Value): readonly Told[] {
  const both = objects(before, after);
  if (both === undefined) return stoodIn('auth', before, after, authSummary);
  const [old, now] = both;
  if (old['type'] !== now['type']) return changed('auth', old['type'], now['type']);
  const methods = [...new Set([...Object.keys(now), ...Object.keys(old)])].filter((key) => key !== 'type');
  return methods.flatMap((method) => entryLines(`auth ${plain(method)}`, valueAt(old, method), valueAt(now, method)));
}

export function scriptLines(key: string, before: Value, after: Value): readonly Told[] {
  const label = key === 'prerequest' ? 'pre-request script' : key === 'test' ? 'test script' : `script ${plain(key)}`;
  const both = objects(before, after);
  if (both === undefined) return stoodIn(label, before, after, scriptSummary);
  const text = (script: JsonObject): Value =>
    Array.isArray(script['exec']) ? script['exec'].join('\n') : script['exec'];
  const others = {
    pointer: '',
    before: without(both[0], ['exec', 'listen']),
    after: without(both[1], ['exec', 'listen']),
  };
  return [...textLines(label, text(both[0]), text(both[1])), ...keyLines(label, others)];
}

export function exampleLines(key: string, before: Value, after: Value): readonly Told[] {
  const label = `example ${plain(key)}`;
  if (before === undefined) return [told('+', label, `${label} added`)];
  if (after === undefined) return [told('-', label, `${label} removed`)];
  const both = objects(before, after);
  if (both === undefined) return stoodIn(label, before, after, exampleSummary);
  const [old, now] = both;
  const calls = [objectAt(old, 'originalRequest'), objectAt(now, 'originalRequest')] as const;
  const known = ['body', 'header', 'originalRequest'];
  return [
    ...keyLines(`${label}:`, { pointer: '', before: without(old, known), after: without(now, known) }),
    ...entryLines(`${label}: header`, old['header'], now['header']),
    ...textLines(`${label}: body`, old['body'], now['body']),
    ...(isSame(calls[0], calls[1]) ? [] : [told('~', `${label}: the request it answers`)]),
  ];
}
