// Real time: the clock of a run.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { clock } from './wire.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('a sleep', () => {
  it.each([2 ** 31, 99_999_999_999, Number.POSITIVE_INFINITY])('of %d ms does not end at once', async (ms) => {
    vi.useFakeTimers();
    const stop = new AbortController();
    let end = '';
    const slept = clock.sleep(ms, stop.signal).then(
      () => (end = 'over'),
      () => (end = 'stopped'),
    );
    await vi.advanceTimersByTimeAsync(2 ** 31 - 2);
    expect(end).toBe('');
    stop.abort(new Error('stopped'));
    await slept;
    expect(end).toBe('stopped');
  });

  it('longer than a timer of Node ends in time', async () => {
    vi.useFakeTimers();
    let isOver = false;
    const slept = clock.sleep(2 ** 31 + 5_000).then(() => (isOver = true));
    await vi.advanceTimersByTimeAsync(2 ** 31 + 4_000);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1_001);
    await slept;
  });
});
