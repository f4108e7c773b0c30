// Tests how long calls may wait.
import { describe, expect, it } from 'vitest';
import { fastClock, jumpingClock } from './testing/clocks.ts';
import { json, oddServer, page } from './testing/odd-server.ts';
import { call, openClient } from './testing/open-client.ts';

const general = (calls: number) => ({ calls, byBucket: { general: calls } });
const left = (remaining: number, resetS: number) => ({
  ratelimit: `limit=60, remaining=${remaining}, reset=${resetS}`,
});
const BUSY = json(409, { title: 'Deep update operation is in progress' });

describe('a run that may wait ten seconds', () => {
  const maxWaitMs = 10_000;

  it('sleeps through a short window, and stops at a long one with what opens when', async () => {
    const server = await oddServer(json(200, {}, left(0, 9)), json(200, {}, left(0, 43)));
    const clock = jumpingClock();
    const { send, fail } = openClient(server.url, { clock, maxWaitMs });
    await send(call('GET'));
    await send(call('GET'));
    const error = await fail(call('GET'));
    expect(error).toMatchObject({ code: 'E_CLIENT_WOULD_WAIT', category: 'deferred', effect: 'none' });
    expect(error?.message).toMatch(
      /^the general window opens in 43 s, at \d\d:\d\d:\d\d, which is longer than this run may/,
    );
    expect(error?.hint).toContain('--wait');
    expect(server.seen).toHaveLength(2);
  });

  it('stops where the server asks for a longer pause, whatever it answered', async () => {
    const server = await oddServer(json(503, {}, { 'retry-after': '120' }));
    const { fail } = openClient(server.url, { clock: jumpingClock(), maxWaitMs });
    const error = await fail(call('GET'));
    expect(error).toMatchObject({ code: 'E_CLIENT_WOULD_WAIT', category: 'deferred' });
    expect(error?.message).toContain('the server wants to be asked again in 120 s');
    expect(server.seen).toHaveLength(1);
  });

  it('keeps its own pauses between attempts, which are no windows', async () => {
    const server = await oddServer(BUSY);
    const clock = jumpingClock();
    expect(await openClient(server.url, { clock, maxWaitMs }).fail(call('PUT'))).toMatchObject({
      code: 'E_CLIENT_BUSY',
    });
    expect(clock.slept).toContain(30_000);
  });
});

describe('a run with a length', () => {
  it('sends nothing after its end', async () => {
    const server = await oddServer(json(200, {}));
    const clock = jumpingClock();
    const { send, fail, client } = openClient(server.url, { clock, maxDurationMs: 60_000 });
    await send(call('GET'));
    clock.advance(59_999);
    await send(call('GET'));
    expect(client.refusal(general(1))).toBeUndefined();
    clock.advance(1);
    const error = await fail(call('GET'));
    expect(error).toMatchObject({ code: 'E_CLIENT_RUN_OVER', category: 'deferred', effect: 'none' });
    expect(client.refusal(general(1))).toMatchObject({ code: 'E_CLIENT_RUN_OVER' });
    expect(server.seen).toHaveLength(2);
  });

  it('does not wait for what comes after its end', async () => {
    const server = await oddServer(json(200, {}, left(0, 50)), page(503, ''));
    const clock = jumpingClock();
    const { send, fail } = openClient(server.url, { clock, maxDurationMs: 40_000 });
    await send(call('GET'));
    const error = await fail(call('GET'));
    expect(error).toMatchObject({ code: 'E_CLIENT_RUN_OVER', category: 'deferred' });
    expect(error?.message).toMatch(/^the general window opens in 50 s, .* after the end of this run at /);
    const soon = openClient(server.url, { clock, maxDurationMs: 500 });
    expect(await soon.fail(call('GET'))).toMatchObject({ code: 'E_CLIENT_RUN_OVER' });
    expect(clock.slept).toEqual([]);
  });
});

describe('a run that is interrupted', () => {
  it('gives up every wait at once, and still sends what may go', async () => {
    const server = await oddServer(json(200, {}, left(0, 50)), json(200, {}, left(50, 50)));
    const stop = new AbortController();
    const { send, fail } = openClient(server.url, { clock: fastClock(1), signal: stop.signal });
    await send(call('GET'));
    const waiting = [fail(call('GET')), fail(call('GET'))];
    setTimeout(() => stop.abort(), 50);
    const startedMs = Date.now();
    for (const error of await Promise.all(waiting))
      expect(error).toMatchObject({ code: 'E_CLIENT_INTERRUPTED', category: 'interrupted', effect: 'none' });
    expect(Date.now() - startedMs).toBeLessThan(5_000);
    expect(server.seen).toHaveLength(1);
    const other = openClient(server.url, { signal: stop.signal });
    await other.send(call('GET'));
    expect(server.seen).toHaveLength(2);
  });

  it('ends a pause between attempts', async () => {
    const server = await oddServer(BUSY);
    const stop = new AbortController();
    const { fail } = openClient(server.url, { clock: fastClock(1), signal: stop.signal });
    const waiting = fail(call('PUT'));
    setTimeout(() => stop.abort(), 200);
    expect(await waiting).toMatchObject({ code: 'E_CLIENT_INTERRUPTED' });
  });
});

describe('before a step is begun', () => {
  it('its calls are held against what the window has left, those under way included', async () => {
    const server = await oddServer(json(200, {}, left(3, 40)), json(200, {}, left(2, 40)));
    const { send, client } = openClient(server.url, { clock: jumpingClock(), maxWaitMs: 10_000 });
    expect(client.refusal(general(500))).toBeUndefined();
    await send(call('GET'));
    expect(client.refusal(general(3))).toBeUndefined();
    const under = send(call('GET'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(client.refusal(general(3))).toMatchObject({ code: 'E_CLIENT_WOULD_WAIT', category: 'deferred' });
    await under;
    expect(client.refusal(general(2))).toBeUndefined();
    expect(client.refusal(general(61))).toMatchObject({ code: 'E_CLIENT_WOULD_WAIT' });
  });

  it('where the server says nothing, against our own calls', async () => {
    const server = await oddServer(json(200, {}));
    const { send, client } = openClient(server.url, { clock: jumpingClock(), maxWaitMs: 10_000 });
    for (let sent = 0; sent < 59; sent += 1) await send(call('GET'));
    expect(client.refusal(general(1))).toBeUndefined();
    expect(client.refusal(general(2))).toMatchObject({ code: 'E_CLIENT_WOULD_WAIT' });
  });
});
