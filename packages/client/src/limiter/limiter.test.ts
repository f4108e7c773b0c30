// Tests the limiter with one client: order, waits, refusals, closing.
import type { Clock } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import type { ClientEvent } from '../http/events.ts';
import { Sharing } from '../sharing/store.ts';
import { jumpingClock, virtualClock } from '../testing/clocks.ts';
import { Limiter } from './limiter.ts';
import type { BucketRow } from './limits.ts';
import type { Grant } from './permits.ts';

const ROWS: readonly BucketRow[] = [
  { name: 'wide', label: 'the wide window', limit: 4, windowMs: 60_000, documented: 300, source: 'test' },
  { name: 'narrow', label: 'the wide window', limit: 1, windowMs: 10_000, documented: 300, source: 'test' },
];

function open(clock: Clock, maxWaitMs = 300_000) {
  const events: ClientEvent[] = [];
  const limiter = new Limiter({
    rows: ROWS,
    clock,
    sharing: new Sharing({ clock, onEvent: () => {} }),
    me: { owner: 'me', host: 'here' },
    key: 'windows',
    maxWaitMs: () => maxWaitMs,
    onEvent: (event) => events.push(event),
    tooLong: (row, untilMs) => new Error(`${row.name} ${untilMs - clock.nowMs()}`),
  });
  return { limiter, events };
}

/** A clock on which nothing wakes up by itself. */
function stillClock() {
  let nowMs = 0;
  let ring = () => {};
  const asked: number[] = [];
  return {
    asked,
    nowMs: () => nowMs,
    sleep: (ms: number) => {
      asked.push(ms);
      return new Promise<void>((resolve) => {
        ring = resolve;
      });
    },
    async advance(ms: number) {
      nowMs += ms;
      ring();
      await settled();
    },
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const isPending = async (promise: Promise<unknown>) => {
  await settled();
  return (await Promise.race([promise, Promise.resolve('pending')])) === 'pending';
};

describe('the limiter', () => {
  it('waits for the window and says so once, with its end in words', async () => {
    const clock = virtualClock(new Date(2026, 0, 15, 14, 3, 8).getTime());
    const { limiter, events } = open(clock);
    const one = async () => limiter.release(await limiter.acquire(['wide']), { sent: true });
    await clock.run(Promise.all([one(), one(), one(), one(), one(), one()]));
    expect(clock.nowMs()).toBe(new Date(2026, 0, 15, 14, 4, 8).getTime());
    expect(events).toEqual([
      {
        type: 'wait',
        label: 'the wide window',
        bucket: 'wide',
        waitMs: 60_000,
        untilMs: new Date(2026, 0, 15, 14, 4, 8).getTime(),
        text: 'waiting 60 s for the wide window, until 14:04:08',
      },
    ]);
  });

  it('lets others pass who do not need the bucket that is closed', async () => {
    const clock = stillClock();
    const { limiter } = open(clock);
    limiter.release(await limiter.acquire(['wide', 'narrow']), { sent: true });
    const narrow = limiter.acquire(['wide', 'narrow']);
    limiter.release(await limiter.acquire(['wide']), { sent: true });
    expect(await isPending(narrow)).toBe(true);
    expect(clock.asked).toEqual([10_000]);
    await clock.advance(10_000);
    expect(await isPending(narrow)).toBe(false);
  });

  it('serves a bucket in the order of asking', async () => {
    const { limiter } = open(jumpingClock());
    const order: number[] = [];
    const one = async (n: number) => {
      const grant = await limiter.acquire(['wide', 'narrow']);
      order.push(n);
      limiter.release(grant, { sent: true });
    };
    await Promise.all([1, 2, 3, 4, 5, 6].map(one));
    expect(order).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('closes the bucket that refused a call, and only that one', async () => {
    const clock = stillClock();
    const { limiter } = open(clock);
    const granted: Grant = await limiter.acquire(['wide', 'narrow']);
    limiter.release(granted, { sent: true, report: { limit: 1, windowMs: 10_000 }, limited: true, retryAtMs: 7_000 });
    expect(limiter.mayBeSent(granted)).toBe(false);
    limiter.release(await limiter.acquire(['wide']), { sent: true });
    const narrow = limiter.acquire(['narrow']);
    await clock.advance(6_999);
    expect(await isPending(narrow)).toBe(true);
  });

  it('refuses a call whose window opens too late, and sends the others', async () => {
    const { limiter } = open(stillClock(), 9_999);
    limiter.release(await limiter.acquire(['wide', 'narrow']), { sent: true });
    await expect(limiter.acquire(['wide', 'narrow'])).rejects.toThrow('narrow 10000');
    await expect(limiter.acquire(['wide'])).resolves.toBeDefined();
  });

  it('refuses those who wait, and those who come later, once it is closed', async () => {
    const { limiter } = open(stillClock());
    limiter.release(await limiter.acquire(['narrow']), { sent: true });
    const waiting = limiter.acquire(['narrow']);
    limiter.close(new Error('closed'));
    await expect(waiting).rejects.toThrow('closed');
    await expect(limiter.acquire(['wide'])).rejects.toThrow('closed');
  });
});
