// Tests the pace of calls against the emulator, over real HTTP and with fast clocks.
// How long it takes at most is measured on a virtual clock, in limiter-time.test.ts.

import { type EmulatorOptions, startEmulator } from '@postform/emulator';
import type { Route } from '@postform/engine';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fastClock } from '../testing/clocks.ts';
import { openClient } from '../testing/open-client.ts';

const ME: Route = { operation: 'getAuthenticatedUser', method: 'GET', path: '/me' };
const MONITORS: Route = { operation: 'getMonitors', method: 'GET', path: '/monitors' };

interface Journal {
  readonly calls: readonly { readonly status: number; readonly atMs: number }[];
}

async function open(options: EmulatorOptions = {}, times = 20) {
  const clock = fastClock(times);
  const emulator = await startEmulator({ apiKey: 'pace-key', otherApiKeys: [], clock, ...options });
  onTestFinished(() => emulator.close());
  const opened = openClient(emulator.url, { apiKey: emulator.apiKey, clock });
  const many = async (route: Route, count: number) => {
    const reservation = await opened.client.reserve('read', { calls: count + 10 });
    const startMs = clock.nowMs();
    await Promise.all(Array.from({ length: count }, () => reservation.send({ route })));
    reservation.release();
    return clock.nowMs() - startMs;
  };
  const refused = async () => {
    const journal = (await (await fetch(`${emulator.url}/_emulator/journal`)).json()) as Journal;
    return journal.calls.filter((entry) => entry.status === 429).length;
  };
  return { emulator, clock, ...opened, many, refused };
}

describe('alone', () => {
  it('never meets a refusal in the slow bucket', async () => {
    const { many, refused, events } = await open({ switches: { rateWindow: 'opening' } }, 10);
    const tookMs = await many(MONITORS, 25);
    expect(await refused()).toBe(0);
    expect(tookMs).toBeGreaterThanOrEqual(20_000);
    expect(events.some((event) => event.type === 'wait' && event.bucket === 'slow')).toBe(true);
  });

  it('does not wait for a slow window where the server names another limit for slow calls', async () => {
    const { many, refused, events } = await open({ limits: 'off' }, 10);
    expect(await many(MONITORS, 25)).toBeLessThan(10_000);
    expect(await refused()).toBe(0);
    expect(events.filter((event) => event.type === 'wait')).toEqual([]);
  });

  it('learns from the headers that 300 calls a minute are allowed, and uses them', async () => {
    const { many, refused, client } = await open({ switches: { rateWindow: 'opening' } }, 5);
    const tookMs = await many(ME, 290);
    expect(await refused()).toBe(0);
    expect(tookMs).toBeLessThan(60_000);
    expect(client.budget().buckets[0]).toMatchObject({ name: 'general', limit: 300, available: 10 });
    expect(client.budget().month.remaining).toBe(1_000_000 - 290);
  });

  it.each(['epoch', 'delta'] as const)('goes over from window to window, with resets as %s', async (unit) => {
    const { many, refused } = await open({ limits: 20, switches: { rateLimitResetUnit: unit } }, 40);
    const tookMs = await many(ME, 50);
    expect(await refused()).toBe(0);
    expect(tookMs).toBeGreaterThanOrEqual(120_000);
  });
});

describe('beside somebody else of the same user', () => {
  it('waits for the rest of a window that another run has used', async () => {
    const { emulator, many, refused } = await open({ limits: 10 }, 40);
    const headers = { 'x-api-key': emulator.apiKey };
    for (let n = 0; n < 7; n += 1) await (await fetch(`${emulator.url}/me`, { headers })).text();
    await many(ME, 12);
    expect(await refused()).toBe(0);
  });

  it('wastes one call where nothing is left in a window it did not know', async () => {
    const { emulator, many, refused } = await open({ limits: 10, switches: { rateWindow: 'opening' } }, 40);
    const headers = { 'x-api-key': emulator.apiKey };
    for (let n = 0; n < 10; n += 1) await (await fetch(`${emulator.url}/me`, { headers })).text();
    await many(ME, 8);
    expect(await refused()).toBe(1);
  });
});

it.each(['named', 'string', 'old', 'problem'] as const)('understands a refusal of the shape "%s"', async (shape) => {
  const { emulator, many, events } = await open({ switches: { rateLimitBody: shape } });
  const faults = [{ on: { operation: ME.operation, times: 1 }, do: { kind: 'rate-limit', retryAfterS: 3 } }];
  await fetch(`${emulator.url}/_emulator/faults`, { method: 'POST', body: JSON.stringify({ faults }) });
  expect(await many(ME, 3)).toBeGreaterThanOrEqual(3_000);
  expect(events.filter((event) => event.type === 'retry')).toHaveLength(1);
});

it('stops for good where the month is used up', async () => {
  const { emulator, fail, client } = await open({ month: 0 });
  const error = await fail({ route: ME });
  expect(error).toMatchObject({ problem: 'month-exhausted', category: 'deferred' });
  expect(client.budget()).toMatchObject({ spent: 1, month: { isExhausted: true } });
  expect(emulator.url).toContain('127.0.0.1');
});
