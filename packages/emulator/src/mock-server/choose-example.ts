// Chooses the saved example that answers a call.
//
//   all examples ─▶ same method ─▶ code? id? name? ─▶ path score ─▶ query score ─▶ headers? body? ─▶ highest score
//
// Source of every step: learning.postman.com, "How a Postman mock server matches requests to saved examples".
import type { IncomingHttpHeaders } from 'node:http';
import type { JsonObject } from '../json/json.ts';
import { matchPath } from './path-match.ts';
import { hasSameBody, hasSameHeaders, scoreQuery } from './request-match.ts';
import type { Pair, SavedExample } from './saved-examples.ts';

/** A call of a mock. `path` has no query; header names are in lower case. */
export interface MockRequest {
  readonly method: string;
  readonly path: string;
  readonly query: readonly Pair[];
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Choice {
  readonly example: SavedExample;
  /** What the wildcards of its path stand for. */
  readonly captures: ReadonlyMap<string, string>;
}

interface Scored extends Choice {
  readonly score: number;
}

/** `config` is the mock's; `mostEdits` is switch mockPathDistance. Undefined: no example answers. */
export function chooseExample(
  examples: readonly SavedExample[],
  call: MockRequest,
  config: JsonObject,
  mostEdits: number,
): Choice | undefined {
  let left = examples.filter(({ request }) => request.method === call.method);
  const [code, id, name] = ['code', 'id', 'name'].map((what) => headerOf(call, `x-mock-response-${what}`));
  if (code !== undefined) left = left.filter(({ status }) => String(status) === code);
  if (id !== undefined) left = left.filter((example) => example.id === id || example.uid === id);
  else if (name !== undefined) left = left.filter((example) => example.name === name);
  const isNamed = id !== undefined || name !== undefined;
  const scored = isNamed
    ? left.map((example) => unscored(example, call))
    : left.flatMap((example) => score(example, call, config, mostEdits));
  const highest = Math.max(...scored.map((one) => one.score));
  const best = scored.filter((one) => one.score === highest).sort(byId);
  return best.find(({ example }) => example.status === 200) ?? best[0];
}

/** An example asked for by id or name is returned whatever its path. */
function unscored(example: SavedExample, call: MockRequest): Scored {
  const path = matchPath(call.path, example.request, { hasWildcards: true, mostEdits: 0 });
  return { example, captures: path?.captures ?? new Map(), score: 0 };
}

function score(example: SavedExample, call: MockRequest, config: JsonObject, mostEdits: number): Scored[] {
  const { request } = example;
  const rules = { hasWildcards: config['matchWildcards'] !== false, mostEdits };
  const path = matchPath(call.path, request, rules);
  if (path === undefined) return [];
  if (!hasSameHeaders(headersToMatch(call, config), call.headers, request)) return [];
  if (matchesBody(call, config) && !hasSameBody(call.body, call.headers, request)) return [];
  const query = config['matchQueryParams'] === false ? 0 : scoreQuery(call.query, request.query);
  return [{ example, captures: path.captures, score: path.score + query }];
}

/** The call's own header has precedence over the configuration (postman-docs PR 4405). */
function headersToMatch(call: MockRequest, config: JsonObject): string[] {
  const asked = headerOf(call, 'x-mock-match-request-headers');
  const { headers } = config;
  const configured = config['matchHeader'] === true && Array.isArray(headers) ? headers.map(String) : [];
  const names = asked === undefined ? configured : asked.split(',');
  return names.map((one) => one.trim()).filter((one) => one !== '');
}

function matchesBody(call: MockRequest, config: JsonObject): boolean {
  const asked = headerOf(call, 'x-mock-match-request-body');
  return asked === undefined ? config['matchBody'] === true : asked.toLowerCase() === 'true';
}

/** The value of a header of the call, undefined for an empty one. */
export function headerOf(call: Pick<MockRequest, 'headers'>, name: string): string | undefined {
  const value = call.headers[name];
  const text = Array.isArray(value) ? value[0] : value;
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}

function byId(one: Scored, other: Scored): number {
  return one.example.id < other.example.id ? -1 : 1;
}
