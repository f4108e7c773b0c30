// Sends the answer of a live mock, with the headers that real mocks send.
import { type IncomingMessage, type ServerResponse, validateHeaderName, validateHeaderValue } from 'node:http';
import type { MockAnswer } from '../mock-server/mock-answers.ts';
import type { MockStanding } from '../mock-server/mock-traffic.ts';
import type { Pair } from '../mock-server/saved-examples.ts';
import { send } from './answer.ts';

/** Set by the connection, or by what Postman saved of one; an example cannot say them. */
const notSent = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'date',
  'keep-alive',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * The headers as they go out: `Access-Control-Allow-Origin: *` unless the example says another (app-support#4603), and
 * `X-RateLimit-*` with the reset in epoch seconds, as in answers of real mocks. What HTTP cannot carry is left out.
 */
export function headersOf({ headers }: MockAnswer, standing: MockStanding | undefined): Pair[] {
  const own = headers.filter(({ key, value }) => !notSent.has(key.toLowerCase()) && isSendable(key, value));
  const named = new Set(own.map(({ key }) => key.toLowerCase()));
  const cors = named.has('access-control-allow-origin') ? [] : [{ key: 'Access-Control-Allow-Origin', value: '*' }];
  if (standing === undefined) return [...cors, ...own];
  const rates = [
    { key: 'X-RateLimit-Limit', value: String(standing.limit) },
    { key: 'X-RateLimit-Remaining', value: String(standing.remaining) },
    { key: 'X-RateLimit-Reset', value: String(Math.ceil(standing.resetMs / 1000)) },
  ].filter(({ key }) => !named.has(key.toLowerCase()));
  return [...cors, ...rates, ...own];
}

/** Sends the answer; nothing happens when the caller is gone. */
export function sendMock(response: ServerResponse, answer: MockAnswer, nowMs: number, standing?: MockStanding): void {
  const all = headersOf(answer, standing);
  const isType = ({ key }: Pair): boolean => key.toLowerCase() === 'content-type';
  const type = all.find(isType)?.value ?? '';
  const flat = all.filter((one) => !isType(one)).flatMap(({ key, value }) => [key, value]);
  const { status, body: raw } = answer;
  send(response, { status, body: undefined, raw, headers: { 'Content-Type': type } }, nowMs, flat);
}

/** The answer to a preflight: everything is allowed. */
export function preflight({ headers }: IncomingMessage): MockAnswer {
  const asked = headers['access-control-request-headers'];
  const allowed = [
    { key: 'Access-Control-Allow-Methods', value: 'GET, HEAD, PUT, PATCH, POST, DELETE, OPTIONS' },
    { key: 'Access-Control-Allow-Headers', value: asked === undefined ? '*' : String(asked) },
  ];
  return { name: 'preflight', type: 'success', status: 204, headers: allowed, body: '' };
}

function isSendable(key: string, value: string): boolean {
  try {
    validateHeaderName(key);
    validateHeaderValue(key, value);
    return true;
  } catch {
    return false;
  }
}
