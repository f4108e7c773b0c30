// The pacer on a virtual clock against imagined limits: 300 calls, 60 a minute, answers after 150 to 350 ms.
import { describe, expect, it } from 'vitest';
import { Sharing } from '../sharing/store.ts';
import { virtualClock } from '../testing/clocks.ts';
import { fixedWindow, slidingLog, type Take } from '../testing/windows.ts';
import { Limiter } from './limiter.ts';
import { BUCKETS } from './limits.ts';

const CALLS = 300;
const LIMIT = 60;
const WINDOW_MS = 60_000;
const ROUND_TRIPS_MS = 2 * 350;
const PAST = { used: 50, endsInMs: 40_000 };

interface Ran {
  readonly tookMs: number;
  readonly refused: number;
}

async function run(serverOf: (startMs: number) => Take, namesRetry = true): Promise<Ran> {
  const clock = virtualClock();
  const startMs = clock.nowMs();
  const take = serverOf(startMs);
  const limiter = new Limiter({
    rows: BUCKETS,
    clock,
    sharing: new Sharing({ clock, onEvent: () => {} }),
    me: { owner: 'me', host: 'here' },
    key: 'windows',
    maxWaitMs: () => 300_000,
    onEvent: () => {},
    tooLong: (row) => new Error(row.name),
  });
  let seed = 1;
  const latencyMs = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return 150 + (seed % 201);
  };
  let refused = 0;
  const one = async () => {
    for (;;) {
      const grant = await limiter.acquire(['general']);
      if (!limiter.mayBeSent(grant)) {
        limiter.release(grant, { sent: false });
        continue;
      }
      const halfMs = latencyMs() / 2;
      await clock.sleep(halfMs);
      const { isOver, report } = take(clock.nowMs());
      await clock.sleep(halfMs);
      const retryAtMs = namesRetry ? report.resetAtMs! + halfMs : undefined;
      limiter.release(grant, {
        sent: true,
        report,
        ...(isOver ? { limited: true } : {}),
        ...(isOver && retryAtMs ? { retryAtMs } : {}),
      });
      if (!isOver) return;
      refused += 1;
    }
  };
  await clock.run(Promise.all(Array.from({ length: CALLS }, one)));
  return { tookMs: clock.nowMs() - startMs, refused };
}

describe('a fixed window', () => {
  it('that starts with the first call: no refusal, within 2 % of the bound', async () => {
    const { tookMs, refused } = await run((startMs) => fixedWindow(LIMIT, WINDOW_MS, startMs));
    expect(refused).toBe(0);
    expect(tookMs).toBeGreaterThanOrEqual(240_000);
    expect(tookMs).toBeLessThanOrEqual(240_000 * 1.02 + ROUND_TRIPS_MS);
  });

  it.each([true, false])(
    'of which somebody else used 50: no refusal, within 2 % (names a retry: %s)',
    async (names) => {
      const { tookMs, refused } = await run((startMs) => fixedWindow(LIMIT, WINDOW_MS, startMs, PAST), names);
      expect(refused).toBe(0);
      expect(tookMs).toBeLessThanOrEqual(280_000 * 1.02 + ROUND_TRIPS_MS);
    },
  );
});

describe('a sliding log', () => {
  it('that is ours alone: no refusal, within 2 % of the bound', async () => {
    const { tookMs, refused } = await run((startMs) => slidingLog(LIMIT, WINDOW_MS, startMs));
    expect(refused).toBe(0);
    expect(tookMs).toBeLessThanOrEqual(240_000 * 1.02 + ROUND_TRIPS_MS);
  });

  it('of which somebody else used 50: at most one refusal per window, within 2 %', async () => {
    const { tookMs, refused } = await run((startMs) => slidingLog(LIMIT, WINDOW_MS, startMs, PAST));
    expect(refused).toBeLessThanOrEqual(5);
    expect(tookMs).toBeLessThanOrEqual(280_000 * 1.02 + ROUND_TRIPS_MS);
  });
});
