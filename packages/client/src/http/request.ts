// Builds the HTTP request of one call: path, query, headers and body.
import { assert, type Call, type Method } from '@postform/engine';
import { appError, type Redact } from './errors.ts';
import { replyBytesOf } from './reply-body.ts';

export interface WireRequest {
  readonly method: Method;
  /** With prefix and query, percent-encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent with a Content-Length, never chunked: Postman answers 411 otherwise (OpenAPI 1.45.0, createEnvironment). */
  readonly body?: string;
  /** The most bytes that the body of a successful reply may have. */
  readonly mostReplyBytes: number;
  /** As `Call.isKnown`. */
  readonly isKnown?: (bodyHash: string) => boolean;
}

const MOST_CHARACTERS = 160;

export interface Sender {
  readonly prefix: string;
  readonly apiKey: string;
  readonly userAgent: string;
  readonly redact: Redact;
}

/** Throws E_CLIENT_BAD_ID where a parameter is missing, empty or a dot segment: the call would reach another route. */
export function requestOf(call: Call, sender: Sender): WireRequest {
  assert(call.isKnown === undefined || call.route.method === 'GET', 'only what a read shows can be known');
  const body = call.body === undefined ? undefined : JSON.stringify(call.body);
  return {
    method: call.route.method,
    path: sender.prefix + pathOf(call, sender.redact),
    headers: {
      accept: 'application/json',
      'user-agent': sender.userAgent,
      'x-api-key': sender.apiKey,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(call.prefer === undefined ? {} : { prefer: call.prefer }),
    },
    ...(body === undefined ? {} : { body }),
    mostReplyBytes: replyBytesOf(call.route),
    ...(call.isKnown === undefined ? {} : { isKnown: call.isKnown }),
  };
}

/** The path with its query, without prefix. */
export function pathOf(call: Call, redact: Redact): string {
  const path = call.route.path.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = call.params?.[name] ?? '';
    if (value === '' || value === '.' || value === '..')
      throw appError(
        'E_CLIENT_BAD_ID',
        `${call.route.operation}: "${value}" cannot replace {${name}} in the path ${call.route.path}`,
        redact,
      );
    return encodeURIComponent(value);
  });
  const query = Object.entries(call.query ?? {}).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  return query.length === 0 ? path : `${path}?${query.join('&')}`;
}

/** Names operation and object for messages: `getCollection 1f0df51a-…`. */
export function subjectOf({ route, params = {} }: Call): string {
  return [route.operation, ...Object.values(params)].join(' ').slice(0, MOST_CHARACTERS);
}
