// Clocks for tests: one that jumps, one that runs faster than the wall.
import type { Clock } from '@postform/engine';

export interface JumpingClock extends Clock {
  /** Every sleep asked for, in order, milliseconds. */
  readonly slept: readonly number[];
  advance(ms: number): void;
}

/** Sleeps end at once and move the time by their length. Not for waiting on real replies: the time would run away meanwhile. */
export function jumpingClock(startMs = Date.UTC(2026, 0, 15)): JumpingClock {
  let nowMs = startMs;
  const slept: number[] = [];
  return {
    slept,
    nowMs: () => nowMs,
    advance: (ms) => {
      nowMs += ms;
    },
    sleep: async (ms, signal) => {
      await new Promise((resolve) => setImmediate(resolve));
      if (signal?.aborted) return;
      slept.push(ms);
      nowMs += ms;
    },
  };
}

/** The wall clock, `times` as fast: a window of 60 s passes in 60 / `times` seconds. */
export function fastClock(times: number): Clock {
  const startMs = Date.now();
  return {
    nowMs: () => Math.floor(startMs + (Date.now() - startMs) * times),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, Math.ceil(ms / times));
        signal?.addEventListener('abort', () => {
          clearTimeout(timer);
          resolve();
        });
      }),
  };
}

export interface VirtualClock extends Clock {
  /** Lets time pass from sleep to sleep until the work is done. */
  run<T>(work: Promise<T>): Promise<T>;
}

/** Time passes only in `run`, and only when everybody sleeps: minutes take milliseconds and repeat exactly. */
export function virtualClock(startMs = Date.UTC(2026, 0, 15)): VirtualClock {
  let nowMs = startMs;
  let sleepers: { readonly atMs: number; readonly wake: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    sleep: (ms, signal) =>
      new Promise((wake) => {
        const sleeper = { atMs: nowMs + ms, wake };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter((one) => one !== sleeper);
          wake();
        });
      }),
    async run(work) {
      let isDone = false;
      const end = () => {
        isDone = true;
      };
      work.then(end, end);
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        if (isDone) return work;
        const next = sleepers.reduce((a, b) => (b.atMs < a.atMs ? b : a), sleepers[0]!);
        sleepers = sleepers.filter((one) => one !== next);
        nowMs = Math.max(nowMs, next.atMs);
        next.wake();
      }
    },
  };
}
