// What many failing calls cost in time, together.
import { describe, expect, it } from 'vitest';
import { fastClock, jumpingClock } from '../testing/clocks.ts';
import { json, oddServer } from '../testing/odd-server.ts';
import { call, openClient } from '../testing/open-client.ts';
import { FailureBudget } from './failure-budget.ts';

const same = (text: string) => text;

describe('the patience of a run', () => {
  it('counts time that several calls lose at once only once', () => {
    const clock = jumpingClock(0);
    const failureBudget = new FailureBudget(clock, 100_000, same);
    clock.advance(60_000);
    for (let n = 0; n < 8; n += 1) failureBudget.failed('timeout', 0);
    expect(failureBudget.isOver).toBe(false);
    clock.advance(39_999);
    failureBudget.failed('timeout', 30_000);
    expect([failureBudget.isOver, failureBudget.timeLeft]).toEqual([
      false,
      '; the run may spend 1 s more on failing calls',
    ]);
    clock.advance(1);
    failureBudget.failed('server', 99_000);
    expect([failureBudget.isOver, failureBudget.timeLeft]).toEqual([
      true,
      '; the run may spend 0 s more on failing calls',
    ]);
  });

  it('is not spent by answers, nor by waits for a window', () => {
    const clock = jumpingClock(0);
    const failureBudget = new FailureBudget(clock, 1_000, same);
    clock.advance(5_000);
    for (const problem of ['not-found', 'rejected', 'forbidden', 'rate-limited', 'too-large'] as const)
      failureBudget.failed(problem, 0);
    expect(failureBudget.isOver).toBe(false);
  });

  it('ends what is tried again, with how long it was, and then the run: no call is sent any more', async () => {
    const server = await oddServer(json(503, {}));
    const { fail, events } = openClient(server.url, { failureBudgetMs: 4_000 });
    expect((await fail(call('GET'))).message).not.toContain('this run has spent');
    expect(events).toContainEqual(expect.objectContaining({ text: expect.stringContaining('(attempt 2 of 3)') }));
    const second = await fail(call('GET'));
    expect(second).toMatchObject({ code: 'E_CLIENT_SERVER', status: 503 });
    expect(second.message).toMatch(
      /; it is not tried again, because this run has spent 4 s on failing calls, the most that it may$/,
    );
    expect(events).toContainEqual(
      expect.objectContaining({
        text: expect.stringContaining('(attempt 3 of 3; the run may spend 3 s more on failing calls)'),
      }),
    );
    expect(server.seen).toHaveLength(4);
    const third = await fail(call('PUT'));
    expect(third).toMatchObject({ code: 'E_CLIENT_PATIENCE', effect: 'none', category: 'error' });
    expect(third.message).toBe(
      'putThing: not sent, because this run has spent 4 s on failing calls, the most that it may',
    );
    expect(server.seen).toHaveLength(4);
  });

  it('bounds a run against a server that never ends a reply: as many calls as there are', async () => {
    const server = await oddServer((_, response) => void response.write('{'));
    const clock = fastClock(50);
    const { fail } = openClient(server.url, { deadlineMs: 30, failureBudgetMs: 10_000, clock, assumeLimits: false });
    const startMs = performance.now();
    const ended = await Promise.all(Array.from({ length: 300 }, () => fail(call('GET'))));
    expect(performance.now() - startMs).toBeLessThan(5_000);
    expect(new Set(ended.map(({ code }) => code))).toEqual(new Set(['E_CLIENT_TIMEOUT', 'E_CLIENT_PATIENCE']));
  });
});
