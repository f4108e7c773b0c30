// Tests of keys, rate windows and the month over HTTP.
import { expect, test } from 'vitest';
import type { EmulatorOptions } from '../index.ts';
import { at, collection, open as openAny } from '../testing/harness.ts';

/** What stands here is what the documents say literally, whatever profile the suite runs under. */
const open = (options: EmulatorOptions = {}) => openAny({ profile: 'strict', ...options });

const start = Date.UTC(2030, 4, 31, 23, 0, 0);

test('every reply carries the window, the month and the date of the emulator clock', async () => {
  const { call } = await open({ limits: 'documented', month: 500, clock: { nowMs: () => start } });
  const { headers } = await call('GET', '/me');
  expect(Object.fromEntries(headers)).toMatchObject({
    date: 'Fri, 31 May 2030 23:00:00 GMT',
    ratelimit: 'limit=300, remaining=299, reset=60',
    'ratelimit-policy': '300;w=60',
    'ratelimit-limit': '300',
    'x-ratelimit-limit': '300',
    'ratelimit-remaining': '299',
    'x-ratelimit-remaining': '299',
    'ratelimit-reset': '60',
    'x-ratelimit-reset': String(start / 1000 + 60),
    'ratelimit-limit-month': '500',
    'x-ratelimit-limit-month': '500',
    'ratelimit-remaining-month': '499',
    'x-ratelimit-remaining-month': '499',
  });
  for (const path of ['/nowhere', '/collections/none', '/users']) {
    expect((await call('GET', path)).headers.get('x-ratelimit-remaining-month')).toMatch(/^49\d$/);
  }
});

test('with rateLimitResetUnit on delta, X-RateLimit-Reset is seconds from now', async () => {
  const { call } = await open({ limits: 'documented', switches: { rateLimitResetUnit: 'delta' } });
  expect((await call('GET', '/me')).headers.get('x-ratelimit-reset')).toBe('60');
});

test('the slow endpoints share one bucket of 10 calls in 10 seconds', async () => {
  const harness = await open({ limits: 'documented', clock: { nowMs: () => start } });
  const slow = ['/monitors', '/collections', '/workspaces', `/workspaces/${harness.workspace}`, '/monitors/none'];
  for (const path of [...slow, ...slow]) {
    const answer = await harness.call('GET', path);
    expect(answer.status).not.toBe(429);
    expect(answer.headers.get('ratelimit-policy')).toBe('10;w=10');
  }
  const over = await harness.call('GET', '/monitors');
  expect(over.status).toBe(429);
  expect(at(over.body, 'error.name')).toBe('rateLimited');
  expect([over.headers.get('retry-after'), over.headers.get('ratelimit-remaining')]).toEqual(['10', '0']);
  expect((await harness.call('GET', '/me')).status).toBe(200);
  await harness.control('POST', 'clock', { advanceMs: 10_000 });
  expect((await harness.call('GET', '/monitors')).status).toBe(200);
});

test('a number is calls per minute for everything, and a refused call changes nothing', async () => {
  const { call, workspace } = await open({ limits: 2 });
  await call('GET', '/monitors');
  await call('GET', '/me');
  const over = await call('POST', `/collections?workspace=${workspace}`, collection('x'));
  expect(over.status).toBe(429);
  const journal = (await call('GET', '/_emulator/journal')).body;
  expect(at(journal, 'calls.2')).toMatchObject({ status: 429, effect: false });
});

test('another key is another user with windows of its own, in the same month', async () => {
  const { call } = await open({ limits: 1, otherApiKeys: ['second-key'] });
  const other = { 'x-api-key': 'second-key' };
  const first = await call('GET', '/me');
  const second = await call('GET', '/me', undefined, other);
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(at(first.body, 'user.id')).not.toBe(at(second.body, 'user.id'));
  expect(at(second.body, 'operations')).toContainEqual(expect.objectContaining({ name: 'api_usage', usage: 2 }));
  expect((await call('GET', '/me', undefined, other)).status).toBe(429);
});

test('a spent month refuses without Retry-After, and a new UTC month begins anew', async () => {
  const harness = await open({ month: 1, clock: { nowMs: () => start } });
  expect((await harness.call('GET', '/me')).status).toBe(200);
  const over = await harness.call('GET', '/me');
  expect([over.status, at(over.body, 'error.name')]).toEqual([429, 'serviceLimitExhausted']);
  expect([over.headers.get('retry-after'), over.headers.get('x-ratelimit-remaining-month')]).toEqual([null, '0']);
  await harness.control('POST', 'clock', { advanceMs: 3_600_000 });
  expect((await harness.call('GET', '/me')).status).toBe(200);
});

test.each([
  [true, 4],
  [false, 2],
])(
  'with refusedCallsCountAgainstMonth on %s, two calls and one refusal and a GET /me make usage %i',
  async (on, usage) => {
    const switches = { refusedCallsCountAgainstMonth: on };
    const harness = await open({ limits: 1, switches, clock: { nowMs: () => start } });
    await harness.call('GET', '/me');
    await harness.call('GET', '/me');
    await harness.call('GET', '/me');
    await harness.control('POST', 'clock', { advanceMs: 60_000 });
    await harness.call('GET', '/me');
    expect(at(await harness.control('GET', 'limits'), 'month.used')).toBe(usage);
  },
);

test.each([
  ['named', 'error.name', 'rateLimited'],
  ['string', 'error', 'rateLimited'],
  ['old', 'error.name', 'rateLimitError'],
  ['problem', 'type', 'https://api.postman.com/problems/rate-limit-exceeded'],
  ['too-many-requests', 'type', 'https://api.postman.com/problems/too-many-requests'],
] as const)('with rateLimitBody on %s, %s is %s', async (rateLimitBody, path, value) => {
  const { call } = await open({ limits: 1, switches: { rateLimitBody } });
  await call('GET', '/me');
  expect(at((await call('GET', '/me')).body, path)).toBe(value);
});

test('a missing or wrong key is a 401 with the documented body', async () => {
  const { call, emulator } = await open();
  const wrong = await call('GET', '/me', undefined, { 'x-api-key': 'wrong' });
  const missing = await fetch(`${emulator.url}/me`);
  expect([wrong.status, missing.status]).toEqual([401, 401]);
  expect(wrong.body).toEqual({
    error: {
      name: 'AuthenticationError',
      message: 'Invalid API Key. Every request requires a valid API Key to be sent.',
    },
  });
  expect(await missing.json()).toEqual(wrong.body);
});

test.each([{ apiKey: '' }, { otherApiKeys: ['key', ''] }, { keysOf: { 'team-guest': '' } }])(
  'an empty key, as of %j, is refused at start',
  async (options) => {
    await expect(open(options)).rejects.toThrow('an empty key would let everybody in');
  },
);

test('limits that cannot be are refused at start', async () => {
  await expect(open({ limits: 0 })).rejects.toThrow(RangeError);
  await expect(open({ month: -1 })).rejects.toThrow(RangeError);
});
