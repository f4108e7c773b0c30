// Cuts URLs as Postman does: text with `{{variables}}` into protocol, host, path and query, and back.
import { isObject, type Json, type JsonObject } from '@postform/engine';
import { present, textAt } from '../../kind-tools/trees.ts';

/**
 * The parts of a URL's text, in the form of the v2.1 schema; nothing is decoded, and `{{…}}` is never cut. Text with
 * credentials in front of the host has no parts here: the format has no place for them.
 */
export function partsOf(raw: string): JsonObject {
  const [beforeHash, hash] = cutFirst(raw, '#');
  const [address, query] = cutFirst(beforeHash, '?');
  const [first, second] = cutFirst(address, '://');
  const protocol = second === undefined ? undefined : first;
  const [authority, path] = cutFirst(second ?? first, '/');
  if (authority.includes('@')) return {};
  const [host, port] = cutPort(authority);
  return present({
    protocol,
    host: host === '' ? undefined : splitOutside(host, '.'),
    port,
    path: path === undefined ? undefined : splitOutside(path, '/'),
    query: query === undefined || query === '' ? undefined : splitOutside(query, '&').map(queryEntry),
    hash,
  });
}

/** The text of a URL from its parts, without disabled query parameters, as Postman writes `raw`. */
export function rawOf(url: JsonObject): string {
  const protocol = textAt(url, 'protocol');
  const host = joined(url['host'], '.');
  const port = textAt(url, 'port');
  const path = joined(rootless(url['path']), '/');
  const query = Array.isArray(url['query']) ? url['query'].filter(isSent).map(queryText).join('&') : '';
  const hash = textAt(url, 'hash');
  return [
    protocol ? `${protocol.replace(/:?\/*$/, '')}://` : '',
    host ?? '',
    port ? `:${port}` : '',
    path === undefined ? '' : `/${path}`,
    query === '' ? '' : `?${query}`,
    hash === undefined ? '' : `#${hash}`,
  ].join('');
}

/** Cuts at each separator that does not stand inside `{{…}}`. */
export function splitOutside(text: string, separator: string): readonly string[] {
  const pieces: string[] = [];
  let from = 0;
  for (;;) {
    const found = indexOutside(text, separator, from);
    if (found < 0) return [...pieces, text.slice(from)];
    pieces.push(text.slice(from, found));
    from = found + separator.length;
  }
}

function indexOutside(text: string, wanted: string, from: number): number {
  let at = from;
  for (;;) {
    const found = text.indexOf(wanted, at);
    if (found < 0) return -1;
    const open = text.indexOf('{{', at);
    if (open < 0 || open > found) return found;
    const close = text.indexOf('}}', open);
    if (close < 0) return found;
    at = close + 2;
  }
}

function cutFirst(text: string, separator: string): readonly [string, string | undefined] {
  const found = indexOutside(text, separator, 0);
  return found < 0 ? [text, undefined] : [text.slice(0, found), text.slice(found + separator.length)];
}

function cutPort(authority: string): readonly [string, string | undefined] {
  const found = /^(.*):(\d+|\{\{[^{}]*\}\})$/s.exec(authority);
  return found === null ? [authority, undefined] : [found[1]!, found[2]!];
}

function queryEntry(text: string): JsonObject {
  const [key, value] = cutFirst(text, '=');
  return { key, value: value ?? null };
}

function queryText(entry: JsonObject): string {
  const key = textAt(entry, 'key') ?? '';
  const value = textAt(entry, 'value');
  return value === undefined ? key : `${key}=${value}`;
}

function isSent(entry: Json): entry is JsonObject {
  return isObject(entry) && entry['disabled'] !== true;
}

/** A path as text may start with its slash; the pieces of a list are all meant, an empty first one too. */
function rootless(path: Json | undefined): Json | undefined {
  return typeof path === 'string' ? path.replace(/^\//, '') : path;
}

function joined(part: Json | undefined, separator: string): string | undefined {
  if (typeof part === 'string') return part === '' ? undefined : part;
  if (!Array.isArray(part) || part.length === 0) return undefined;
  return part.map((piece: Json) => (isObject(piece) ? (textAt(piece, 'value') ?? '') : String(piece))).join(separator);
}
