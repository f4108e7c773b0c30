// A clock on which time passes only while somebody sleeps and nothing else goes on in this process, network and disk included.
import type { Clock } from '@postform/engine';

export interface QuietClock extends Clock {
  /** For an emulator: it waits on the same time. */
  readonly shared: { nowMs(): number; wait(ms: number): Promise<void> };
  advance(ms: number): void;
  stop(): void;
}

/** Turns of the event loop without news after which nothing is on its way: loopback delivers at once. */
const QUIET_TURNS = 12;

/**
 * Client, proxy and emulator of a simulation share one process, so what one has sent the other finds in the next turns of
 * the loop. Only the disk is slower, and node tells of it.
 */
export function quietClock(startMs = Date.UTC(2026, 0, 15)): QuietClock {
  let nowMs = startMs;
  let sleepers: { readonly atMs: number; readonly wake: () => void }[] = [];
  let quiet = 0;
  let isTurning = false;
  const turn = (): void => {
    isTurning = sleepers.length > 0;
    if (!isTurning) return;
    quiet = process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq')) ? 0 : quiet + 1;
    if (quiet > QUIET_TURNS) {
      quiet = 0;
      const next = sleepers.reduce((a, b) => (b.atMs < a.atMs ? b : a));
      sleepers = sleepers.filter((one) => one !== next);
      nowMs = Math.max(nowMs, next.atMs);
      next.wake();
    }
    setImmediate(turn);
  };
  const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((wake) => {
      const sleeper = { atMs: nowMs + ms, wake };
      sleepers.push(sleeper);
      quiet = 0;
      signal?.addEventListener('abort', () => {
        sleepers = sleepers.filter((one) => one !== sleeper);
        wake();
      });
      if (!isTurning) {
        isTurning = true;
        setImmediate(turn);
      }
    });
  return {
    nowMs: () => nowMs,
    sleep,
    shared: { nowMs: () => nowMs, wait: (ms) => sleep(ms) },
    advance: (ms) => {
      nowMs += ms;
    },
    stop: () => {
      sleepers = [];
    },
  };
}
