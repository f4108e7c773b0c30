// Tests of the spellings: which headers are sent, and how long to wait.
import { expect, test } from 'vitest';
import type { EmulatorOptions } from '../index.ts';
import { at, open } from '../testing/harness.ts';

type SwitchedTo = NonNullable<EmulatorOptions['switches']>;
const start = Date.UTC(2030, 4, 10, 12, 0, 0);

/** The names of the rate headers of a reply, without those of the month. */
async function namesWith(switches: SwitchedTo, isMonth: boolean): Promise<string[]> {
  const { call } = await open({ switches });
  const names = [...(await call('GET', '/me')).headers.keys()].filter((name) => name.includes('ratelimit'));
  return names.filter((name) => name.endsWith('-month') === isMonth);
}

const plain = ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'];
const policy = ['ratelimit', 'ratelimit-policy'];
const prefixed = plain.map((name) => `x-${name}`);

test.each([
  ['all', [...policy, ...plain, ...prefixed]],
  ['ratelimit', plain],
  ['x-ratelimit', prefixed],
  ['policy', policy],
  ['none', []],
] as const)('with rateHeaders on %s, these are sent: %j', async (rateHeaders, names) => {
  expect((await namesWith({ rateHeaders, monthHeaders: 'both' }, false)).sort()).toEqual([...names].sort());
});

const month = ['ratelimit-limit-month', 'ratelimit-remaining-month'];
const prefixedMonth = month.map((name) => `x-${name}`);

test.each([
  ['both', [...month, ...prefixedMonth]],
  ['ratelimit', month],
  ['x-ratelimit', prefixedMonth],
  ['none', []],
] as const)('with monthHeaders on %s, these are sent: %j', async (monthHeaders, names) => {
  expect((await namesWith({ monthHeaders, rateHeaders: 'all' }, true)).sort()).toEqual([...names].sort());
});

test.each([
  ['all', ['7', '7', '7']],
  ['Retry-After', ['7', null, null]],
  ['X-RateLimit-RetryAfter', [null, '7', null]],
  ['RetryAfter', [null, null, '7']],
  ['none', [null, null, null]],
] as const)('with retryAfterHeader on %s, a refusal says %j', async (retryAfterHeader, waits) => {
  const general = { remaining: 0, resetInMs: 7_000 };
  const harness = await open({
    limits: { general },
    switches: { retryAfterHeader },
    clock: { nowMs: () => start },
  });
  const { status, headers } = await harness.call('GET', '/me');
  expect(status).toBe(429);
  const names = ['retry-after', 'x-ratelimit-retryafter', 'retryafter'];
  expect(names.map((name) => headers.get(name))).toEqual(waits);
});

test.each([
  ['epoch', '60', String(start / 1000 + 60)],
  ['delta', '60', '60'],
  ['all-epoch', String(start / 1000 + 60), String(start / 1000 + 60)],
] as const)(
  'with rateLimitResetUnit on %s, the resets are %s and %s',
  async (rateLimitResetUnit, bare, prefixedOne) => {
    const switches = { rateLimitResetUnit, rateHeaders: 'all' } as const;
    const { call } = await open({ profile: 'strict', switches, clock: { nowMs: () => start } });
    const { headers } = await call('GET', '/me');
    expect([headers.get('ratelimit-reset'), headers.get('x-ratelimit-reset')]).toEqual([bare, prefixedOne]);
  },
);

test.each([
  ['named', { error: { name: 'serviceLimitExhausted', message: expect.any(String) } }],
  ['name-only', { error: { name: 'serviceLimitExhausted' } }],
  ['string', { error: 'serviceLimitExhausted', message: expect.any(String) }],
  ['problem', expect.objectContaining({ type: 'https://api.postman.com/problems/too-many-requests' })],
] as const)('with monthBody on %s, a spent month is told so', async (monthBody, body) => {
  const { call } = await open({ month: 0, switches: { monthBody } });
  const answer = await call('GET', '/me');
  expect([answer.status, answer.body]).toEqual([429, body]);
});

test.each([
  [false, null],
  [true, '60'],
])('with monthRetryAfter on %s, a spent month says to wait %s', async (monthRetryAfter, wait) => {
  const switches = { monthRetryAfter, retryAfterHeader: 'Retry-After' } as const;
  const { call } = await open({ month: 0, switches, clock: { nowMs: () => start } });
  expect((await call('GET', '/me')).headers.get('retry-after')).toBe(wait);
});

test.each([
  [true, 2],
  [false, 1],
])('with unauthenticatedCallsCountAgainstMonth on %s, a 401 and a GET /me make usage %i', async (on, usage) => {
  const { call, control } = await open({ switches: { unauthenticatedCallsCountAgainstMonth: on } });
  await call('GET', '/me', undefined, { 'x-api-key': 'wrong' });
  await call('GET', '/me');
  expect(at(await control('GET', 'limits'), 'month.used')).toBe(usage);
});
