// Makes the 429 replies, in every body that was seen, with the wait in every spelling.
import { problem, type Reply, refusal } from '../reply/replies.ts';
import type { Switches } from '../switches/switches.ts';

/** 429 for the minute, in one of the shapes seen in the wild (switch rateLimitBody). */
export function rateLimited(retryAfterS: number, nowMs: number, switches: Switches): Reply {
  return waiting(minuteBody(nowMs + retryAfterS * 1000, switches.rateLimitBody), retryAfterS, switches);
}

/**
 * 429 for the month: terminal (OpenAPI 1.45.0, prose: "contact your Postman Team Admin"), so without a wait unless
 * the switch monthRetryAfter says so; it is then the window's.
 */
export function monthExhausted(windowEndsInS: number, switches: Switches): Reply {
  const reply = monthBody(switches.monthBody);
  return switches.monthRetryAfter ? waiting(reply, windowEndsInS, switches) : reply;
}

function minuteBody(retryAtMs: number, shape: Switches['rateLimitBody']): Reply {
  const text = `Rate limit exceeded. Please retry after ${Math.ceil(retryAtMs / 1000)}`;
  switch (shape) {
    // OpenAPI 1.45.0, prose: the name; the message is that of the 2022 document.
    case 'named':
      return refusal(429, 'rateLimited', text);
    // The OpenAPI document of 2022, on 81 of its 83 operations: epoch seconds.
    case 'string':
      return { status: 429, body: { error: 'rateLimited', message: text } };
    // The support article, and the prose of 2022: epoch milliseconds.
    case 'old':
      return refusal(429, 'rateLimitError', `Rate Limit exceeded. Please retry at ${retryAtMs}`);
    // OpenAPI 1.45.0, common429Error: two examples.
    case 'problem':
      return problem(
        429,
        'rate-limit-exceeded',
        'Too Many Requests',
        'Rate limit exceeded. Retry after the period indicated by the Retry-After header.',
      );
    case 'too-many-requests':
      return tooManyRequests;
  }
}

function monthBody(shape: Switches['monthBody']): Reply {
  switch (shape) {
    case 'named':
      return refusal(429, 'serviceLimitExhausted', exhaustedText);
    case 'name-only':
      return { status: 429, body: { error: { name: 'serviceLimitExhausted' } } };
    case 'string':
      return { status: 429, body: { error: 'serviceLimitExhausted', message: exhaustedText } };
    case 'problem':
      return tooManyRequests;
  }
}

/** A plugin that tests against this text prints it so. */
const exhaustedText = 'Service limit exhausted. Please contact your team admin.';

const tooManyRequests = problem(429, 'too-many-requests', 'Too Many Requests', 'You have exceeded your request limit');

const spellings: Readonly<Record<Switches['retryAfterHeader'], readonly string[]>> = {
  all: ['Retry-After', 'X-RateLimit-RetryAfter', 'RetryAfter'],
  'Retry-After': ['Retry-After'],
  'X-RateLimit-RetryAfter': ['X-RateLimit-RetryAfter'],
  RetryAfter: ['RetryAfter'],
  none: [],
};

/** The reply with the seconds to wait, in the spellings of the switch retryAfterHeader. */
export function waiting(reply: Reply, waitS: number, { retryAfterHeader }: Switches): Reply {
  const headers = Object.fromEntries(spellings[retryAfterHeader].map((name) => [name, String(waitS)]));
  return { ...reply, headers: { ...reply.headers, ...headers } };
}
