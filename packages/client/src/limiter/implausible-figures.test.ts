// Numbers that no server can mean, in every spelling: none of them keeps anybody out for longer than a window can.
import { describe, expect, it } from 'vitest';
import { ClockSkew } from '../http/clock-skew.ts';
import { readHeaders } from '../http/headers.ts';
import { memoryStore } from '../sharing/store.ts';
import { jumpingClock } from '../testing/clocks.ts';
import { json, oddServer } from '../testing/odd-server.ts';
import { call, openClient } from '../testing/open-client.ts';

const NOW = Date.UTC(2026, 0, 15);
const FIVE_MINUTES_MS = 300_000;
const slow = { route: { operation: 'getMonitors', method: 'GET', path: '/monitors' } } as const;

const NUMBERS = [
  '99999999999',
  '31536000',
  '-5',
  '-99999999999',
  'NaN',
  'Infinity',
  '1e18',
  '999999999',
  '32503679999',
  '32503679999000',
  '9'.repeat(400),
  '0x7fffffff',
  '',
];
const DATES = [
  'Fri, 31 Dec 2999 23:59:59 GMT',
  'Fri, 31 Dec 275759 23:59:59 GMT',
  '99999',
  '+100000-01-01',
  'tomorrow',
];
const LATER = ['retry-after', 'retryafter', 'x-ratelimit-retryafter'];
const RESETS = ['ratelimit-reset', 'x-ratelimit-reset'];

type Headers = Readonly<Record<string, string>>;

const refusals: readonly { readonly name: string; readonly headers: Headers; readonly body?: unknown }[] = [
  ...LATER.flatMap((name) =>
    [...NUMBERS, ...DATES].map((value) => ({ name: `${name}: ${value}`, headers: { [name]: value } })),
  ),
  ...RESETS.flatMap((name) =>
    NUMBERS.map((value) => ({ name: `${name}: ${value}`, headers: { [name]: value, 'ratelimit-remaining': '0' } })),
  ),
  ...NUMBERS.map((value) => ({
    name: `reset=${value}`,
    headers: { ratelimit: `limit=60, remaining=0, reset=${value}` },
  })),
  ...NUMBERS.map((value) => ({
    name: `w=${value}`,
    headers: { 'ratelimit-policy': `60;w=${value}`, 'ratelimit-limit': '60', 'ratelimit-remaining': '0' },
  })),
  {
    name: 'a Date in 2999',
    headers: { date: DATES[0]!, 'x-ratelimit-reset': '1768435200', 'ratelimit-remaining': '0' },
  },
  { name: 'a Date in 1970', headers: { date: 'Thu, 01 Jan 1970 00:00:00 GMT', 'retry-after': '1768435200' } },
  ...['9999999999', '9999999999999'].map((moment) => ({
    name: `words: ${moment}`,
    headers: {},
    body: { error: 'rateLimited', message: `Please retry after ${moment}` },
  })),
];

describe('a refusal', () => {
  it.each(refusals)(
    'with $name is a wait of minutes, then a call goes and finds out',
    async ({ headers, body = {} }) => {
      const server = await oddServer(json(429, body, headers), json(200, {}));
      const clock = jumpingClock(NOW);
      const store = memoryStore(clock);
      const open = (owner: string, maxWaitMs: number) =>
        openClient(server.url, { clock, maxWaitMs, sharing: { store, owner, host: 'h' } });
      const first = open('first', 1);
      expect(await first.fail(slow)).toMatchObject({ code: 'E_CLIENT_WOULD_WAIT' });
      for (const { resetAtMs = 0 } of first.client.budget().buckets)
        expect(resetAtMs).toBeLessThanOrEqual(NOW + FIVE_MINUTES_MS);
      const next = open('next', FIVE_MINUTES_MS);
      await next.send(slow);
      await next.send(call('GET'));
      expect(clock.nowMs() - NOW).toBeLessThanOrEqual(FIVE_MINUTES_MS + 10_000);
      expect(server.seen).toHaveLength(3);
    },
  );
});

describe('a reply that is none', () => {
  const odd: readonly Headers[] = NUMBERS.flatMap((value) => [
    { 'ratelimit-limit': value },
    { 'x-ratelimit-limit': value, 'ratelimit-policy': `${value};w=60` },
    { ratelimit: `limit=${value}, remaining=${value}, reset=${value}` },
    { 'x-ratelimit-remaining': value, 'x-ratelimit-reset': value },
    { 'ratelimit-remaining-month': value, 'ratelimit-limit-month': '1000' },
  ]);
  const months: readonly Headers[] = ['0', '99999999999', '9'.repeat(400)].flatMap((limit) => [
    { 'x-ratelimit-remaining-month': '900', 'x-ratelimit-limit-month': limit },
    { 'ratelimit-remaining-month': '0', 'ratelimit-limit-month': limit },
  ]);

  it.each([...odd, ...months].map((headers) => [headers] as const))('with %j stops nobody', async (headers) => {
    const server = await oddServer(json(200, {}, headers));
    const clock = jumpingClock(NOW);
    const { send, client } = openClient(server.url, { clock, monthlyReserve: '20%', maxWaitMs: FIVE_MINUTES_MS });
    for (let sent = 0; sent < 4; sent += 1) await send(call('GET'));
    expect(clock.nowMs() - NOW).toBeLessThanOrEqual(FIVE_MINUTES_MS);
    for (const { limit, windowMs } of client.budget().buckets)
      expect([limit >= 10, Number.isFinite(limit), windowMs <= 60_000]).toEqual([true, true, true]);
  });
});

it('what is part of a number is not read as one', () => {
  const { window } = readHeaders(
    { ratelimit: 'limit=1e18, remaining=5x, reset=3.5.1', 'ratelimit-policy': '60;w=0x10' },
    { sentAtMs: NOW, receivedAtMs: NOW, skew: new ClockSkew() },
  );
  expect(window).toEqual({ limit: 60 });
});
