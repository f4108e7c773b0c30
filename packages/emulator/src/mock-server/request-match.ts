// Compares query parameters, headers and bodies of a call with those of an example.
import type { IncomingHttpHeaders } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import { jsonOf } from '../json/depth.ts';
import type { Pair, SavedRequest } from './saved-examples.ts';

/**
 * What the parameters add to the score. All match, or there are none: 10; all match but for case: 5; otherwise from -10
 * to 10 by the documented percentage, matches ÷ (matches + partial matches + missing) (learning.postman.com, "Filter by
 * parameters"; the outer numbers are those of 2022, the ones between are inferred).
 */
export function scoreQuery(asked: readonly Pair[], saved: readonly Pair[]): number {
  const exact = shareOf(asked, saved);
  if (exact === 1) return 10;
  if (shareOf(lowered(asked), lowered(saved)) === 1) return 5;
  return 20 * exact - 10;
}

function shareOf(asked: readonly Pair[], saved: readonly Pair[]): number {
  const keys = new Set([...asked, ...saved].map(({ key }) => key));
  if (keys.size === 0) return 1;
  let matches = 0;
  for (const key of keys) if (valueAt(asked, key) === valueAt(saved, key)) matches += 1;
  return matches / keys.size;
}

/** The values under a key, in order, as one comparable text; undefined for none. */
function valueAt(pairs: readonly Pair[], key: string): string | undefined {
  const values = pairs.filter((pair) => pair.key === key).map(({ value }) => value);
  return values.length === 0 ? undefined : JSON.stringify(values);
}

function lowered(pairs: readonly Pair[]): Pair[] {
  return pairs.map(({ key, value }) => ({ key: key.toLowerCase(), value: value.toLowerCase() }));
}

/** Whether the named headers have the same values in both, without regard to case (same page, "header and body matching"). */
export function hasSameHeaders(names: readonly string[], asked: IncomingHttpHeaders, saved: SavedRequest): boolean {
  return names.every((name) => headerOf(saved.headers, name) === flat(asked[name.toLowerCase()]));
}

/**
 * Whether the bodies are the same, byte for byte or as JSON or as a form. The content types must be the same too: "you
 * must add the `Content-Type` header to your examples and use the same value as your request" (same page).
 */
export function hasSameBody(body: string, asked: IncomingHttpHeaders, saved: SavedRequest): boolean {
  const type = mediaType(flat(asked['content-type']));
  if (type !== mediaType(headerOf(saved.headers, 'content-type'))) return false;
  const wanted = saved.body ?? '';
  if (body.trim() === wanted.trim()) return true;
  if (type === 'application/x-www-form-urlencoded') return isDeepStrictEqual(sortedForm(body), sortedForm(wanted));
  const [one, other] = [jsonOf(body), jsonOf(wanted)];
  return one !== undefined && isDeepStrictEqual(one, other);
}

function headerOf(headers: readonly Pair[], name: string): string | undefined {
  return headers.find(({ key }) => key.toLowerCase() === name.toLowerCase())?.value.toLowerCase();
}

function flat(value: string | string[] | undefined): string | undefined {
  return (Array.isArray(value) ? value.join(', ') : value)?.toLowerCase();
}

function mediaType(value: string | undefined): string {
  return value?.split(';')[0]?.trim() ?? '';
}

function sortedForm(text: string): [string, string][] {
  const form = new URLSearchParams(text);
  form.sort();
  return [...form];
}
