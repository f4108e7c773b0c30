// Reads the call of a live mock from the HTTP request.
import type { IncomingMessage } from 'node:http';
import { isObject, type JsonObject } from '../json/json.ts';
import { headerOf, type MockRequest } from '../mock-server/choose-example.ts';
import type { MockVisit } from '../mock-server/mock-address.ts';

/** The call as the matching sees it. */
export function callOf(request: IncomingMessage, { target }: MockVisit, body: string): MockRequest {
  const at = target.indexOf('?');
  const query = at < 0 ? [] : [...new URLSearchParams(target.slice(at + 1))];
  return {
    method: request.method ?? 'GET',
    path: at < 0 ? target : target.slice(0, at),
    query: query.map(([key, value]) => ({ key, value })),
    headers: request.headers,
    body,
  };
}

/** A browser's question before the call itself; Postman answers it without asking the examples (app-support#4603). */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}

/** `x-mock-response-delay`, up to three minutes, overrides the configured delay (postman-docs PR 4405). In milliseconds. */
export function delayOf(call: MockRequest, config: JsonObject): number {
  const asked = headerOf(call, 'x-mock-response-delay');
  const { delay } = config;
  const configured = isObject(delay) ? delay['duration'] : 0;
  const ms = asked !== undefined && /^\d{1,6}$/.test(asked) ? Number(asked) : Number(configured);
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), mostDelayMs) : 0;
}

const mostDelayMs = 180_000;
