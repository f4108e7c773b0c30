// Tests reservations: what they refuse, and what they give back.
import type { AppError } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { memoryStore } from '../sharing/store.ts';
import { fastClock, jumpingClock } from '../testing/clocks.ts';
import { json, oddServer, page } from '../testing/odd-server.ts';
import { call, openClient } from '../testing/open-client.ts';

const FINE = json(200, {}, { 'ratelimit-remaining-month': '100', 'ratelimit-limit-month': '1000' });
const SILENT = json(200, {});
const worst = (calls: number) => ({ calls, byBucket: {} });
const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: AppError) => error,
  );

describe('the limit of a run', () => {
  it('is shared by open reservations, and refused with the numbers', async () => {
    const server = await oddServer(SILENT);
    const { client } = openClient(server.url, { maxCallsPerRun: 10 });
    const first = await client.reserve('read', worst(6));
    await first.send(call('GET'));
    const error = await errorOf(client.reserve('write', worst(5)));
    expect(error).toMatchObject({ code: 'E_CLIENT_RUN_SHORT', category: 'deferred' });
    expect(error?.message).toContain(
      'may cost 5 calls at worst (the expected price, and what retries may need), and of the 10 of one run',
    );
    expect(error?.message).toContain('4 are left: 1 sent, 5 set aside');
    expect(error?.hint).toBe('Allow more with --max-calls or budget.maxCallsPerRun.');
    await expect(client.reserve('write', worst(4))).resolves.toBeDefined();
    expect(client.budget()).toMatchObject({ spent: 1, setAside: 9, maxCallsPerRun: 10 });
  });

  it('gets back what a released reservation did not spend', async () => {
    const server = await oddServer(SILENT);
    const { client } = openClient(server.url, { maxCallsPerRun: 10 });
    const first = await client.reserve('read', worst(10));
    await first.send(call('GET'));
    first.release();
    first.release();
    expect(client.budget()).toMatchObject({ spent: 1, setAside: 0 });
    expect(await errorOf(client.reserve('read', worst(10)))).toMatchObject({ code: 'E_CLIENT_RUN_SHORT' });
    await expect(client.reserve('read', worst(9))).resolves.toBeDefined();
  });
});

describe('the month', () => {
  it('known from headers, holds what is left less the reserve and what is set aside', async () => {
    const server = await oddServer(FINE);
    const { client } = openClient(server.url, { monthlyReserve: '5%' });
    const reading = await client.reserve('read', worst(10));
    await reading.send(call('GET'));
    expect(client.budget().month).toEqual({ remaining: 100, limit: 1000, reserve: 50, isExhausted: false });
    const error = await errorOf(client.reserve('write', worst(42)));
    expect(error).toMatchObject({ code: 'E_CLIENT_MONTH_SHORT', category: 'deferred' });
    expect(error?.message).toContain('and the month holds 41 for it: 100 left, 50 kept back');
    expect(error?.hint).toContain('postform budget');
    await expect(client.reserve('write', worst(41))).resolves.toBeDefined();
    expect(server.seen).toHaveLength(1);
  });

  it('that other runs have set aside names them first, where there is enough once they are done', async () => {
    const store = memoryStore(fastClock(1));
    const sharingAs = (owner: string) => ({ sharing: { store, owner, host: 'here' }, clock: fastClock(1) });
    const one = openClient('http://127.0.0.1:1', sharingAs('one')).client;
    const other = openClient('http://127.0.0.1:1', { ...sharingAs('other'), monthlyReserve: 10 }).client;
    one.reportQuota({ remaining: 100 });
    await one.reserve('write', worst(60));
    const short = await errorOf(other.reserve('write', worst(90)));
    expect(short?.message).toContain('60 set aside (60 of them by other runs)');
    expect(short?.hint).toMatch(
      /^Wait until the other runs have finished, which give back .*, or lower budget\.monthlyReserve/,
    );
    expect((await errorOf(other.reserve('write', worst(91))))?.hint).toMatch(/^Lower budget\.monthlyReserve, or wait/);
  });

  it('may be told beforehand', async () => {
    const { client } = openClient('http://127.0.0.1:1');
    client.reportQuota({ remaining: 3 });
    expect(await errorOf(client.reserve('read', worst(4)))).toMatchObject({ code: 'E_CLIENT_MONTH_SHORT' });
    await expect(client.reserve('read', worst(3))).resolves.toBeDefined();
  });

  it('of which nobody speaks gives one warning, and no refusal', async () => {
    const server = await oddServer(SILENT);
    const { client, events, send } = openClient(server.url, { maxCallsPerRun: 500 });
    await client.reserve('read', worst(1));
    expect(events).toEqual([]);
    await client.reserve('write', worst(100));
    expect(events).toHaveLength(1);
    await send(call('GET'));
    const warnings = events.filter((event) => event.type === 'warning');
    expect(warnings.map((event) => event.text)).toEqual([
      'the server does not say how many calls are left this month; going on, up to 500 calls in this run (budget.maxCallsPerRun)',
    ]);
  });

  it('gives the warning after the first silent reply of a read, and none where a header speaks', async () => {
    const [silent, fine] = [await oddServer(SILENT), await oddServer(FINE)];
    const first = openClient(silent.url);
    await first.send(call('GET'), 'read');
    expect(first.events.filter((event) => event.type === 'warning')).toHaveLength(1);
    const second = openClient(fine.url);
    await second.send(call('GET'), 'read');
    expect(second.events.filter((event) => event.type === 'warning')).toHaveLength(0);
  });

  it('protects its reserve also from a reservation made before anybody spoke', async () => {
    const left = (calls: number) => json(200, {}, { 'ratelimit-remaining-month': String(calls) });
    const server = await oddServer(left(100), left(99), left(98));
    const { client } = openClient(server.url, { monthlyReserve: 98 });
    const reading = await client.reserve('read', worst(10));
    for (let n = 0; n < 3; n += 1) await reading.send(call('GET'));
    expect(await errorOf(reading.send(call('GET')))).toMatchObject({
      code: 'E_CLIENT_MONTH_SHORT',
      category: 'deferred',
    });
    expect(server.seen).toHaveLength(3);
  });

  it('once used up is never asked again, by nobody, and nobody waits for it', async () => {
    const body = { error: { name: 'serviceLimitExhausted', message: 'm' } };
    const server = await oddServer(json(429, body, { ratelimit: 'limit=60, remaining=0, reset=50' }));
    const clock = jumpingClock();
    const { client } = openClient(server.url, { clock });
    const reservation = await client.reserve('write', worst(10));
    for (let n = 0; n < 2; n += 1) {
      const error = await errorOf(reservation.send(call('GET')));
      expect(error).toMatchObject({ code: 'E_CLIENT_MONTH_EXHAUSTED', category: 'deferred', effect: 'none' });
      expect(error).toMatchObject({ problem: 'month-exhausted' });
    }
    expect(await errorOf(client.reserve('read', worst(1)))).toMatchObject({
      code: 'E_CLIENT_MONTH_EXHAUSTED',
      category: 'deferred',
    });
    expect([server.seen.length, reservation.spent(), clock.slept.length]).toEqual([1, 1, 0]);
  });

  it('once used up keeps calls at home that were already let through', async () => {
    const open = json(200, {}, { ratelimit: 'limit=60, remaining=50, reset=50' });
    const server = await oddServer(open, json(429, { error: { name: 'serviceLimitExhausted' } }));
    const { client } = openClient(server.url, { concurrency: 1 });
    const reservation = await client.reserve('read', worst(20));
    await reservation.send(call('GET'));
    const ends = await Promise.all(Array.from({ length: 8 }, () => errorOf(reservation.send(call('GET')))));
    expect(ends.map((error) => error?.code)).toEqual(Array.from({ length: 8 }, () => 'E_CLIENT_MONTH_EXHAUSTED'));
    expect([server.seen.length, reservation.spent()]).toEqual([2, 2]);
  });
});

describe('a reservation', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)('for reading does not send a %s', async (method) => {
    const server = await oddServer(FINE);
    const { client } = openClient(server.url);
    const reading = await client.reserve('read', worst(5));
    expect(await errorOf(reading.send(call(method)))).toMatchObject({ code: 'E_CLIENT_READ_ONLY' });
    expect([server.seen.length, reading.spent()]).toEqual([0, 0]);
  });

  it('sends no more calls than it holds, also at once', async () => {
    const server = await oddServer(FINE);
    const { client } = openClient(server.url);
    const two = await client.reserve('read', worst(2));
    const ends = await Promise.all([1, 2, 3].map(() => errorOf(two.send(call('GET')))));
    expect(ends.map((error) => error?.code)).toEqual([undefined, undefined, 'E_CLIENT_OVERSPENT']);
    expect([server.seen.length, two.spent()]).toEqual([2, 2]);
  });

  it('pays for every attempt, and gives the failure itself where the next one cannot be paid', async () => {
    const server = await oddServer(page(503, 'no'));
    const { client } = openClient(server.url);
    const two = await client.reserve('read', worst(2));
    expect(await errorOf(two.send(call('GET')))).toMatchObject({ code: 'E_CLIENT_SERVER', status: 503 });
    expect([server.seen.length, two.spent(), client.budget().spent]).toEqual([2, 2, 2]);
  });

  it('keeps a call that could not be sent', async () => {
    const server = await oddServer(json(200, {}, { ratelimit: 'limit=60, remaining=0, reset=50' }));
    const { client } = openClient(server.url, { wait: false });
    const two = await client.reserve('read', worst(2));
    await two.send(call('GET'));
    const refused = await errorOf(two.send(call('GET')));
    expect(refused).toMatchObject({
      code: 'E_CLIENT_WOULD_WAIT',
      category: 'deferred',
      effect: 'none',
      problem: 'rate-limited',
    });
    expect(refused?.message).toContain('the general window opens in 50 s');
    expect([server.seen.length, two.spent()]).toEqual([1, 1]);
    expect(await errorOf(two.send(call('GET')))).toMatchObject({ code: 'E_CLIENT_WOULD_WAIT' });
  });

  it('sends nothing once it is released, or the client closed', async () => {
    const server = await oddServer(FINE);
    const { client } = openClient(server.url);
    const [gone, open] = [await client.reserve('read', worst(2)), await client.reserve('read', worst(2))];
    gone.release();
    expect(await errorOf(gone.send(call('GET')))).toMatchObject({ code: 'E_CLIENT_CLOSED' });
    await client.close();
    expect(await errorOf(open.send(call('GET')))).toMatchObject({ code: 'E_CLIENT_CLOSED' });
    expect(await errorOf(client.reserve('read', worst(1)))).toMatchObject({ code: 'E_CLIENT_CLOSED' });
    expect(server.seen).toHaveLength(0);
  });
});
