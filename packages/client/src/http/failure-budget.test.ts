// What many failing calls cost in time, together.
import { describe, expect, it } from 'vitest';
import { fastClock, jumpingClock } from '../testing/clocks.ts';
import { json, oddServer } from '../testing/odd-server.ts';
import { call, openClient } from '../testing/open-client.ts';
import { Patience } from './failure-budget.ts';

const same = (text: string) => text;

describe('the patience of a run', () => {
  it('counts time that several calls lose at once only once', () => {
    const clock = jumpingClock(0);
    const patience = new Patience(clock, 100_000, same);
    clock.advance(60_000);
    for (let n = 0; n < 8; n += 1) patience.failed('timeout', 0);
    expect(patience.isOver).toBe(false);
    clock.advance(39_999);
    patience.failed('timeout', 30_000);
    expect([patience.isOver, patience.left]).toEqual([false, '; the run has patience for 1 s more']);
    clock.advance(1);
    patience.failed('server', 99_000);
    expect([patience.isOver, patience.left]).toEqual([true, '; the run has patience for 0 s more']);
  });

  it('is not spent by answers, nor by waits for a window', () => {
    const clock = jumpingClock(0);
    const patience = new Patience(clock, 1_000, same);
    clock.advance(5_000);
    for (const problem of ['not-found', 'rejected', 'forbidden', 'rate-limited', 'too-large'] as const)
      patience.failed(problem, 0);
    expect(patience.isOver).toBe(false);
  });

  it('ends what is tried again, with how long it was, and then the run: no call is sent any more', async () => {
    const server = await oddServer(json(503, {}));
    const { fail, events } = openClient(server.url, { patienceMs: 4_000 });
    expect((await fail(call('GET'))).message).not.toContain('this run has spent');
    expect(events).toContainEqual(expect.objectContaining({ text: expect.stringContaining('(attempt 2 of 3)') }));
    const second = await fail(call('GET'));
    expect(second).toMatchObject({ code: 'E_CLIENT_SERVER', status: 503 });
    expect(second.message).toMatch(
      /; it is not tried again, for this run has spent the 4 s that it may spend on calls that fail$/,
    );
    expect(events).toContainEqual(
      expect.objectContaining({ text: expect.stringContaining('(attempt 3 of 3; the run has patience for 3 s more)') }),
    );
    expect(server.seen).toHaveLength(4);
    const third = await fail(call('PUT'));
    expect(third).toMatchObject({ code: 'E_CLIENT_PATIENCE', effect: 'none', exit: 1 });
    expect(third.message).toBe(
      'putThing: not sent, for this run has spent the 4 s that it may spend on calls that fail',
    );
    expect(server.seen).toHaveLength(4);
  });

  it('bounds a run against a server that never ends a reply: as many calls as there are', async () => {
    const server = await oddServer((_, response) => void response.write('{'));
    const clock = fastClock(50);
    const { fail } = openClient(server.url, { deadlineMs: 30, patienceMs: 10_000, clock, assumeLimits: false });
    const startMs = performance.now();
    const ended = await Promise.all(Array.from({ length: 300 }, () => fail(call('GET'))));
    expect(performance.now() - startMs).toBeLessThan(5_000);
    expect(new Set(ended.map(({ code }) => code))).toEqual(new Set(['E_CLIENT_TIMEOUT', 'E_CLIENT_PATIENCE']));
  });
});
