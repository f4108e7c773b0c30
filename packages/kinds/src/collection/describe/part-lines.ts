// Room: the parts of a request that have a structure of their own: its line, body, auth, scripts and examples.
import { isDeferredValue, isObject, type Json, type JsonObject, type LeafChange, type Line } from '@postform/engine';
import { objectAt, valueAt, without } from '../format/json.ts';
import { changed, entryLines, isSame, line, stoodIn } from './entry-lines.ts';
import { authGist, bodyGist, exampleGist, keysGist, requestGist, scriptGist } from './summary.ts';
import { plain } from './text.ts';
import { textLines } from './text-lines.ts';

type Snapshot = Json | undefined;

/** Both sides as plain objects; undefined where one is no such thing (sealed, text). Absence is an empty object. */
function objects(before: Snapshot, after: Snapshot): readonly [JsonObject, JsonObject] | undefined {
  const fits = (snapshot: Snapshot): snapshot is JsonObject | undefined =>
    snapshot === undefined || (isObject(snapshot) && !isDeferredValue(snapshot));
  return fits(before) && fits(after) ? [before ?? {}, after ?? {}] : undefined;
}

/** One line a key of two objects. */
export function keyLines(label: string, { before, after }: LeafChange): readonly Line[] {
  const snapshots = objects(before, after);
  if (snapshots === undefined) return stoodIn(label, before, after, keysGist);
  const keys = [...new Set([...Object.keys(snapshots[1]), ...Object.keys(snapshots[0])])];
  return keys.flatMap((key) =>
    changed(`${label} ${plain(key)}`, valueAt(snapshots[0], key), valueAt(snapshots[1], key)),
  );
}

/** Where the text of the URL changed, it says what its parts would repeat. */
export function requestLines(before: Snapshot, after: Snapshot): readonly Line[] {
  const snapshots = objects(before, after);
  if (snapshots === undefined) return stoodIn('method and url', before, after, requestGist);
  const [old, now] = [objectAt(snapshots[0], 'url'), objectAt(snapshots[1], 'url')];
  const isMoved = !isSame(old['raw'], now['raw']);
  const parts = isMoved ? [] : ['protocol', 'host', 'port', 'path', 'hash'];
  const queries = isMoved ? [withoutSent(old['query']), withoutSent(now['query'])] : [old['query'], now['query']];
  return [
    ...changed('method', snapshots[0]['method'], snapshots[1]['method']),
    ...changed('url', old['raw'], now['raw']),
    ...parts.flatMap((part) => changed(`url ${part}`, piecesOf(old[part]), piecesOf(now[part]))),
    ...entryLines('query', queries[0], queries[1]),
    ...entryLines('path variable', old['variable'], now['variable']),
  ];
}

/** Query parameters by what the text of the URL does not say. */
function withoutSent(query: Snapshot): Snapshot {
  if (!Array.isArray(query)) return query;
  const kept = query.filter((entry: Json) => isObject(entry) && Object.keys(entry).length > 2);
  return kept.length === 0 ? undefined : kept;
}

/** The pieces of a host or path with a space between: `x org`, `orders :id`. */
function piecesOf(part: Snapshot): Snapshot {
  const isText = Array.isArray(part) && part.every((piece: Json) => typeof piece === 'string');
  return isText ? part.join(' ') : part;
}

export function bodyLines(before: Snapshot, after: Snapshot): readonly Line[] {
  const snapshots = objects(before, after);
  if (snapshots === undefined) return stoodIn('body', before, after, bodyGist);
  const [old, now] = snapshots;
  const graphql = [objectAt(old, 'graphql'), objectAt(now, 'graphql')] as const;
  const known = ['mode', 'raw', 'urlencoded', 'formdata', 'graphql'];
  const others = { pointer: '', before: without(old, known), after: without(now, known) };
  return [
    ...changed('body mode', old['mode'], now['mode']),
    ...textLines('body', old['raw'], now['raw']),
    ...entryLines('field', old['urlencoded'], now['urlencoded']),
    ...entryLines('field', old['formdata'], now['formdata']),
    ...textLines('query', graphql[0]['query'], graphql[1]['query']),
    ...textLines('query variables', graphql[0]['variables'], graphql[1]['variables']),
    ...keyLines('body', others),
  ];
}

export function authLines(before: Snapshot, after: Snapshot): readonly Line[] {
  const snapshots = objects(before, after);
  if (snapshots === undefined) return stoodIn('auth', before, after, authGist);
  const [old, now] = snapshots;
  if (old['type'] !== now['type']) return changed('auth', old['type'], now['type']);
  const methods = [...new Set([...Object.keys(now), ...Object.keys(old)])].filter((key) => key !== 'type');
  return methods.flatMap((method) => entryLines(`auth ${plain(method)}`, valueAt(old, method), valueAt(now, method)));
}

export function scriptLines(key: string, before: Snapshot, after: Snapshot): readonly Line[] {
  const label = key === 'prerequest' ? 'pre-request script' : key === 'test' ? 'test script' : `script ${plain(key)}`;
  const snapshots = objects(before, after);
  if (snapshots === undefined) return stoodIn(label, before, after, scriptGist);
  const text = (script: JsonObject): Snapshot =>
    Array.isArray(script['exec']) ? script['exec'].join('\n') : script['exec'];
  const others = {
    pointer: '',
    before: without(snapshots[0], ['exec', 'listen']),
    after: without(snapshots[1], ['exec', 'listen']),
  };
  return [...textLines(label, text(snapshots[0]), text(snapshots[1])), ...keyLines(label, others)];
}

export function exampleLines(key: string, before: Snapshot, after: Snapshot): readonly Line[] {
  const label = `example ${plain(key)}`;
  if (before === undefined) return [line('+', label)];
  if (after === undefined) return [line('-', label)];
  const snapshots = objects(before, after);
  if (snapshots === undefined) return stoodIn(label, before, after, exampleGist);
  const [old, now] = snapshots;
  const calls = [objectAt(old, 'originalRequest'), objectAt(now, 'originalRequest')] as const;
  const known = ['body', 'header', 'originalRequest'];
  return [
    ...keyLines(`${label}:`, { pointer: '', before: without(old, known), after: without(now, known) }),
    ...entryLines(`${label}: header`, old['header'], now['header']),
    ...textLines(`${label}: body`, old['body'], now['body']),
    ...(isSame(calls[0], calls[1]) ? [] : [line('~', `${label}: the request it answers`)]),
  ];
}
