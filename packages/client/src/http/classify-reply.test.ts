// Tests what each reply of the server means.
import { describe, expect, it } from 'vitest';
import { call } from '../testing/open-client.ts';
import { classifyReply } from './classify-reply.ts';
import { ClockSkew } from './clock-skew.ts';
import type { LimitReport } from './headers.ts';

const NOW = Date.UTC(2026, 0, 15);
const SILENT: LimitReport = { window: {}, quota: {} };

function classify(method: 'GET' | 'PUT' | 'POST', status: number, body: unknown, report: LimitReport = SILENT) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const wire = { status, text, headers: {}, bodyHash: 'hash' };
  return classifyReply(call(method), wire, report, { receivedAtMs: NOW, skew: new ClockSkew() });
}

function failure(method: 'GET' | 'PUT' | 'POST', status: number, body: unknown, report: LimitReport = SILENT) {
  const verdict = classify(method, status, body, report);
  if (verdict.ok) throw new Error('the reply was taken for a result');
  return verdict.failure;
}

describe('success', () => {
  it.each([200, 201, 202])('is %d with a body of JSON', (status) => {
    expect(classify('PUT', status, { a: 1 })).toEqual({
      ok: true,
      reply: { status, body: { a: 1 }, bodyHash: 'hash' },
    });
  });

  it('is 204 without a body', () => {
    expect(classify('PUT', 204, '')).toEqual({ ok: true, reply: { status: 204, body: null, bodyHash: 'hash' } });
  });

  it('is not 200 with a page, an empty body or half a body', () => {
    for (const body of ['<html><title>Sign in</title></html>', '', '{"a":']) {
      expect(failure('GET', 200, body)).toMatchObject({ problem: 'unreadable', effect: 'none' });
      expect(failure('POST', 200, body)).toMatchObject({ problem: 'unreadable', effect: 'unknown' });
    }
    expect(failure('GET', 200, '<html><title>Sign in</title>').message).toContain('a page titled "Sign in"');
  });

  it('is told by the shape of the body, whatever its content type says', () => {
    const context = { receivedAtMs: NOW, skew: new ClockSkew() };
    for (const type of ['text/html', 'application/problem+json', 'application/octet-stream', '']) {
      const rest = { headers: { 'content-type': type }, bodyHash: '' };
      const fine = { status: 200, text: '{"a":1}', ...rest };
      expect(classifyReply(call('GET'), fine, SILENT, context)).toMatchObject({ ok: true, reply: { body: { a: 1 } } });
      const refused = { status: 404, text: '{"error":{"name":"instanceNotFoundError"}}', ...rest };
      expect(classifyReply(call('GET'), refused, SILENT, context)).toMatchObject({ failure: { problem: 'not-found' } });
      const page = { status: 200, text: '<html>', headers: { 'content-type': 'application/json' }, bodyHash: '' };
      expect(classifyReply(call('GET'), page, SILENT, context)).toMatchObject({ failure: { problem: 'unreadable' } });
    }
  });

  it('may hold the words of a failure', () => {
    expect(classify('GET', 200, { item: 'serviceLimitExhausted' }).ok).toBe(true);
  });
});

describe('429 for the minute', () => {
  it.each([
    [{ error: { name: 'rateLimited' } }],
    [{ error: 'rateLimited', message: 'Rate limit exceeded. Please retry soon' }],
    [{ error: { name: 'rateLimitError', message: 'Rate Limit exceeded.' } }],
    [{ type: 'https://api.postman.com/problems/too-many-requests', title: 'Too Many Requests', status: 429 }],
    [{ type: 'https://api.postman.com/problems/rate-limit-exceeded', title: 'Too Many Requests', status: 429 }],
    ['<html>slow down</html>'],
    [''],
  ])('is told by the status alone: %j', (body) => {
    expect(failure('POST', 429, body)).toMatchObject({
      problem: 'rate-limited',
      code: 'E_CLIENT_RATE_LIMITED',
      effect: 'none',
    });
  });

  it('names its time in the headers', () => {
    expect(failure('GET', 429, {}, { ...SILENT, retryAtMs: 7 }).retryAtMs).toBe(7);
  });

  it('names its time in the text, as seconds or milliseconds', () => {
    const seconds = { error: 'rateLimited', message: `Rate limit exceeded. Please retry after ${NOW / 1000 + 9}` };
    const millis = { error: { name: 'rateLimitError', message: `Please retry at ${NOW + 1_234}` } };
    expect(failure('GET', 429, seconds).retryAtMs).toBe(NOW + 9_000);
    expect(failure('GET', 429, millis).retryAtMs).toBe(NOW + 1_234);
    expect(failure('GET', 429, { error: { name: 'rateLimited' } }).retryAtMs).toBeUndefined();
  });
});

describe('the month is used up', () => {
  it('where the body says so anywhere, or a header counts no calls left', () => {
    expect(failure('GET', 429, { error: { name: 'serviceLimitExhausted', message: 'm' } }).problem).toBe(
      'month-exhausted',
    );
    expect(failure('GET', 429, { deep: [{ er: 'x serviceLimitExhausted' }] }).problem).toBe('month-exhausted');
    expect(failure('GET', 429, 'serviceLimitExhausted').problem).toBe('month-exhausted');
    expect(failure('GET', 429, { error: 'rateLimited' }, { window: {}, quota: { remaining: 0 } })).toMatchObject({
      problem: 'month-exhausted',
      code: 'E_CLIENT_MONTH_EXHAUSTED',
      effect: 'none',
    });
  });

  it('with another status where it is the error’s name, not where a text quotes it', () => {
    expect(failure('GET', 403, { error: { name: 'serviceLimitExhausted' } }).problem).toBe('month-exhausted');
    const quoting = { error: { name: 'malformedRequestError', message: 'serviceLimitExhausted is no type' } };
    expect(failure('PUT', 400, quoting).problem).toBe('rejected');
  });

  it('but not because a header counts no calls left for another reason', () => {
    const last: LimitReport = { window: {}, quota: { remaining: 0 } };
    expect(failure('GET', 500, {}, last).problem).toBe('server');
    expect(failure('GET', 429, {}, { window: {}, quota: { remaining: 1 } }).problem).toBe('rate-limited');
  });
});

describe('not found', () => {
  it.each([
    [
      400,
      { error: { name: 'instanceNotFoundError', message: 'We could not find the collection you are looking for' } },
    ],
    [404, { error: { name: 'instanceNotFoundError', message: 'The specified monitor does not exist.' } }],
    [404, { error: { name: 'workspaceNotFoundError', message: 'Workspace not found', statusCode: 404 } }],
    [404, { type: 'https://api.postman.com/problems/not-found', title: 'Not Found' }],
    [404, { type: 'https://api.postman.com/problems/notFound', title: 'Not Found' }],
    [404, { type: 'instanceNotFoundError', title: 'x' }],
    [404, { type: 'urn:error:monitor:instanceNotFoundError', title: 'x' }],
  ])('is %d with %j', (status, body) => {
    expect(failure('GET', status, body)).toMatchObject({
      problem: 'not-found',
      code: 'E_CLIENT_NOT_FOUND',
      effect: 'none',
    });
  });

  it('is never the status alone, nor the name with another status', () => {
    expect(failure('GET', 404, '<html>Not Found</html>').problem).toBe('rejected');
    expect(failure('GET', 404, { error: { name: 'notPublished' } }).problem).toBe('rejected');
    expect(failure('GET', 400, { error: { name: 'badRequest' } }).problem).toBe('rejected');
    expect(failure('GET', 403, { error: { name: 'instanceNotFoundError' } }).problem).toBe('forbidden');
  });
});

describe('other refusals', () => {
  it.each([
    [301, 'rejected', 'E_CLIENT_REDIRECTED'],
    [400, 'rejected', 'E_CLIENT_REJECTED'],
    [409, 'busy', 'E_CLIENT_BUSY'],
    [411, 'rejected', 'E_CLIENT_REJECTED'],
    [413, 'too-large', 'E_CLIENT_TOO_LARGE'],
    [422, 'rejected', 'E_CLIENT_REJECTED'],
  ])('%d is %s, and the server did nothing', (status, problem, code) => {
    expect(failure('POST', status, {})).toMatchObject({ problem, code, status, effect: 'none' });
  });

  it.each([
    [401, 'unauthorized', 'E_CLIENT_UNAUTHORIZED'],
    [403, 'forbidden', 'E_CLIENT_FORBIDDEN'],
    [408, 'timeout', 'E_CLIENT_TIMEOUT'],
  ])('%d is %s, and a write may have been done before it was said', (status, problem, code) => {
    for (const method of ['POST', 'PUT'] as const)
      expect(failure(method, status, {})).toMatchObject({ problem, code, status, effect: 'unknown' });
    expect(failure('GET', status, {})).toMatchObject({ problem, code, status, effect: 'none' });
  });

  it.each([500, 502, 503, 504])('%d is the server, which may have acted on a write', (status) => {
    expect(failure('PUT', status, {})).toMatchObject({ problem: 'server', effect: 'unknown' });
    expect(failure('GET', status, {})).toMatchObject({ problem: 'server', effect: 'none' });
  });

  it('say operation, cause and status, and quote name, message and details', () => {
    const body = { error: { name: 'malformedRequestError', message: 'Found 1 errors.', details: ['info: missing'] } };
    expect(failure('PUT', 400, body).message).toBe(
      'putThing: Postman refuses what was sent (400). It says: malformedRequestError: Found 1 errors. ["info: missing"]',
    );
    expect(failure('GET', 502, '<html>').message).toContain(
      'answered with an HTML or XML page, and not the Postman API (502)',
    );
    expect(failure('GET', 502, '').message).toBe('getThing: the server failed (502), with an empty body');
    expect(failure('GET', 502, 'oops').message).toBe('getThing: the server failed (502), with 4 characters');
  });
});
