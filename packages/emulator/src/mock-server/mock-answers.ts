// Makes the answers of a live mock: errors, saved examples and server responses.

import { isObject, type JsonObject, objectsIn, textOf, wordOf } from '../json/json.ts';
import { type Reply, refusal } from '../reply/replies.ts';
import type { Choice, MockRequest } from './choose-example.ts';
import { filled, type Values } from './example-variables.ts';
import type { Pair } from './saved-examples.ts';
import { repeated } from './template-helpers.ts';

/** What a mock sends. `name` is what its call log calls it. */
export interface MockAnswer {
  readonly name: string;
  readonly type: 'success' | 'error';
  readonly status: number;
  readonly headers: readonly Pair[];
  readonly body: string;
}

/** `{"error":{"name","message","header"}}` (postman-app-support#11677). */
function mockError(status: number, name: string, message: string, header: string): MockAnswer {
  return errorAnswer({ status, body: { error: { name, message, header } } });
}

/** An API error as a mock's answer. */
export function errorAnswer({ status, body }: Reply): MockAnswer {
  const error = isObject(body) && isObject(body['error']) ? body['error'] : {};
  const headers = [{ key: 'Content-Type', value: 'application/json; charset=utf-8' }];
  return { name: textOf(error['message']) ?? '', type: 'error', status, headers, body: JSON.stringify(body) };
}

/** postman-app-support#11677, #11485. */
export const noMatch = mockError(
  404,
  'mockRequestNotFoundError',
  'Double check your method and the request path and try again.',
  'No matching requests',
);

/** postman-app-support#9909: the collection has no example at all. */
export const noExample = mockError(
  404,
  'mockRequestNotFoundError',
  'To mock this request add an example response for the mock server to return.',
  'You need an example',
);

/** github vdespa/automation-with-postman-course#15. */
export const inactive = errorAnswer(
  refusal(400, 'inactiveMockError', 'The environment or collection associated with this mock has been deleted.'),
);

/** The body is not documented; "private mock servers require a Postman API key in the request header" is. */
export const needsKey = mockError(
  401,
  'invalidCredentialsError',
  'This is a private mock server. Send a valid API key in the x-api-key header.',
  'Invalid credentials',
);

/** postman-app-support#7013. `resetMs` is epoch milliseconds, the text has seconds. */
export function mockRateLimited(resetMs: number): MockAnswer {
  const retryAt = Math.ceil(resetMs / 1000);
  return errorAnswer(refusal(429, 'rateLimitError', `Rate limit exceeded. Retry after ${retryAt}`));
}

/** The active server response of a mock, as it is stored. */
export function serverAnswer(data: JsonObject): MockAnswer {
  const headers = objectsIn(data['headers']).map(({ key, value }) => ({
    key: wordOf(key ?? ''),
    value: wordOf(value ?? ''),
  }));
  const body = textOf(data['body']) ?? '';
  const status = Number(data['statusCode']);
  const name = textOf(data['name']) ?? '';
  return { name, type: 'success', status, headers: withType(headers, textOf(data['language']) ?? ''), body };
}

/** The chosen example with its variables filled in, then the wildcards of its path, then parts of the call. */
export function exampleAnswer({ example, captures }: Choice, values: Values, call: MockRequest): MockAnswer {
  const fill = (text: string): string => repeated(filled(filled(text, values), captures), call);
  const headers = example.headers.map(({ key, value }) => ({ key, value: fill(value) }));
  const { name, status } = example;
  return { name, type: 'success', status, headers: withType(headers, example.language), body: fill(example.body) };
}

const types: ReadonlyMap<string, string> = new Map([
  ['json', 'application/json; charset=utf-8'],
  ['xml', 'application/xml; charset=utf-8'],
  ['text', 'text/plain; charset=utf-8'],
  ['javascript', 'application/javascript; charset=utf-8'],
]);

/** Without a Content-Type of its own, an answer gets the one of its language. */
function withType(headers: readonly Pair[], language: string): readonly Pair[] {
  if (headers.some(({ key }) => key.toLowerCase() === 'content-type')) return headers;
  return [...headers, { key: 'Content-Type', value: types.get(language) ?? 'text/html; charset=utf-8' }];
}
