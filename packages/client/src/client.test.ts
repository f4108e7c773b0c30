// Tests the whole client over HTTP: what is sent, what is sent again, what is spent.
import { describe, expect, it } from 'vitest';
import { fastClock, jumpingClock } from './testing/clocks.ts';
import { json, oddServer, page } from './testing/odd-server.ts';
import { call, openClient } from './testing/open-client.ts';

const FINE = json(200, { fine: true });
const LIMITED = json(429, { error: { name: 'rateLimited' } }, { 'retry-after': '7' });
const BUSY = json(409, {
  type: 'https://api.postman.com/problems/conflict',
  title: 'Deep update operation is in progress',
});

describe('what is sent again', () => {
  it.each(['GET', 'PUT', 'POST', 'PATCH', 'DELETE'] as const)(
    'a %s after a limit per minute, when it opens',
    async (method) => {
      const server = await oddServer(LIMITED, FINE);
      const clock = jumpingClock();
      const { send, events } = openClient(server.url, { clock });
      expect(await send(call(method))).toMatchObject({ status: 200, body: { fine: true } });
      expect(clock.slept).toEqual([7_000]);
      expect(events.map((event) => event.type)).toEqual(['warning', 'call', 'retry', 'wait', 'call']);
    },
  );

  it('a PUT while an update is in progress, up to eight times', async () => {
    const server = await oddServer(BUSY);
    const clock = jumpingClock();
    const { fail } = openClient(server.url, { clock });
    expect(await fail(call('PUT'))).toMatchObject({ code: 'E_CLIENT_BUSY', problem: 'busy', effect: 'none' });
    expect(server.seen).toHaveLength(8);
    expect(clock.slept).toEqual([5_000, 10_000, 20_000, 30_000, 30_000, 30_000, 30_000]);
  });

  it('a GET after a failure of the server, three times in all, with chance in the delay', async () => {
    const server = await oddServer(page(503, ''));
    const clock = jumpingClock();
    const { fail, events } = openClient(server.url, { clock, random: () => 0.5 });
    expect(await fail(call('GET'))).toMatchObject({ code: 'E_CLIENT_SERVER' });
    expect(clock.slept).toEqual([750, 1_500]);
    expect(events.filter((event) => event.type === 'retry').map((event) => event.text)).toEqual([
      'getThing: the server failed (503), with an empty body; trying again in 0.8 s (attempt 2 of 3)',
      'getThing: the server failed (503), with an empty body; trying again in 1.5 s (attempt 3 of 3)',
    ]);
  });

  it('a GET whose reply is a page instead of JSON, not a write', async () => {
    const server = await oddServer(page(200, '<title>Sign in</title>'), FINE, page(200, ''));
    const { send, fail } = openClient(server.url);
    expect(await send(call('GET'))).toMatchObject({ status: 200 });
    expect(await fail(call('PUT'))).toMatchObject({ code: 'E_CLIENT_UNREADABLE', effect: 'unknown' });
    expect(server.seen).toHaveLength(3);
  });

  it.each(['PUT', 'POST', 'PATCH', 'DELETE'] as const)('never a %s that the server may have done', async (method) => {
    const server = await oddServer(page(503, ''));
    expect(await openClient(server.url).fail(call(method))).toMatchObject({ effect: 'unknown' });
    expect(server.seen).toHaveLength(1);
  });

  it('not after a limit that opens later than may be waited', async () => {
    const server = await oddServer(LIMITED);
    const { fail } = openClient(server.url, { maxWaitMs: 6_999 });
    expect(await fail(call('GET'))).toMatchObject({
      code: 'E_CLIENT_WOULD_WAIT',
      category: 'deferred',
      effect: 'none',
    });
    expect(server.seen).toHaveLength(1);
  });

  it('three times after a limit, then it is the error', async () => {
    const server = await oddServer(LIMITED);
    const error = await openClient(server.url).fail(call('POST'));
    expect(error).toMatchObject({ code: 'E_CLIENT_RATE_LIMITED', problem: 'rate-limited', category: 'deferred' });
    expect(server.seen).toHaveLength(3);
  });
});

describe('what an error says', () => {
  it.each([
    [401, 'not-allowed', 'POSTMAN_API_KEY'],
    [403, 'not-allowed', 'role in the workspace'],
    [413, 'error', 'Split'],
    [400, 'error', 'postform plan'],
  ])('%d is of the category %s and has a hint', async (status, category, hint) => {
    const server = await oddServer(json(status, { error: { name: 'x', message: 'm' } }));
    const error = await openClient(server.url).fail(call('PUT'));
    expect(error).toMatchObject({ category, status });
    expect(error.hint).toContain(hint);
  });
});

it('calls already let through stay at home once a limit refuses the first', async () => {
  let refusedAtMs = Number.POSITIVE_INFINITY;
  const server = await oddServer(json(200, {}, { ratelimit: 'limit=60, remaining=50, reset=30' }), (...args) => {
    refusedAtMs = Math.min(refusedAtMs, performance.now());
    (performance.now() < refusedAtMs + 100 ? LIMITED : FINE)(...args);
  });
  const { client, events } = openClient(server.url, { concurrency: 1, clock: fastClock(50) });
  const reservation = await client.reserve('read', { calls: 30 });
  await reservation.send(call('GET'));
  await Promise.all(Array.from({ length: 10 }, () => reservation.send(call('GET'))));
  const outcomes = events.filter((event) => event.type === 'call').map((event) => event.outcome);
  expect(outcomes.filter((outcome) => outcome === 429)).toHaveLength(1);
  expect(reservation.spent()).toBe(12);
});

describe('whoever wants to know when a call leaves', () => {
  it('is told after the wait and before the request, and again before a retry', async () => {
    const order: string[] = [];
    const server = await oddServer(
      (...args) => {
        order.push('request');
        LIMITED(...args);
      },
      (...args) => {
        order.push('request');
        FINE(...args);
      },
    );
    const clock = jumpingClock();
    const { client } = openClient(server.url, { clock });
    const reservation = await client.reserve('write', { calls: 2 });
    await reservation.send(call('POST'), {
      prepare: async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        order.push(`leaving after ${clock.slept.length} waits`);
      },
      isReady: () => true,
    });
    expect(order).toEqual(['leaving after 0 waits', 'request', 'leaving after 1 waits', 'request']);
  });

  it('stops the call by failing: nothing is sent, nothing spent, and the place is free', async () => {
    const server = await oddServer(FINE);
    const { client } = openClient(server.url, { concurrency: 1 });
    const reservation = await client.reserve('write', { calls: 1 });
    const fail = async () => {
      throw new Error('the disk is full');
    };
    await expect(reservation.send(call('POST'), { prepare: fail, isReady: () => true })).rejects.toThrow(
      'the disk is full',
    );
    expect([server.seen.length, reservation.spent()]).toEqual([0, 0]);
    await expect(reservation.send(call('POST'))).resolves.toMatchObject({ status: 200 });
  });
});

it('no more calls run at a time than allowed', async () => {
  let context = 0;
  let most = 0;
  const server = await oddServer((_, response) => {
    context += 1;
    most = Math.max(most, context);
    setTimeout(() => {
      context -= 1;
      response.writeHead(200, { ratelimit: 'limit=60, remaining=50, reset=30' });
      response.end('{}');
    }, 20);
  });
  const { client } = openClient(server.url, { concurrency: 3, clock: fastClock(1) });
  const reservation = await client.reserve('read', { calls: 12 });
  await Promise.all(Array.from({ length: 12 }, () => reservation.send(call('GET'))));
  expect(most).toBe(3);
});

it('every call is told with its outcome, and none with a body', async () => {
  const server = await oddServer(json(400, { error: { name: 'x', message: 'm' } }));
  const { fail, events } = openClient(server.url);
  await fail(call('PUT', { body: { secret: 'hush' } }));
  expect(events.at(-1)).toEqual({
    type: 'call',
    operation: 'putThing',
    method: 'PUT',
    path: '/things/{id}',
    buckets: ['general'],
    attempt: 1,
    outcome: 400,
    ms: 0,
  });
  expect(JSON.stringify(events)).not.toContain('hush');
});
