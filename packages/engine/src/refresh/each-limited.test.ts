// Doing many things, a few at a time.
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { eachLimited } from './each-limited.ts';

const never = new AbortController().signal;

describe('eachLimited', () => {
  it.each([1, 3, 100])('at most %i at once, each once, started in order', async (limit) => {
    const started: number[] = [];
    let [now, most] = [0, 0];
    await eachLimited([...Array(20).keys()], limit, never, async (item) => {
      started.push(item);
      most = Math.max(most, ++now);
      for (let turns = item % 3; turns >= 0; turns--) await turn();
      now--;
    });
    expect(started).toEqual([...Array(20).keys()]);
    expect(most).toBe(Math.min(limit, 20));
  });

  it('stops starting after the first failure, waits for what is under way, and rejects with the first', async () => {
    const ended: number[] = [];
    const work = eachLimited([0, 1, 2, 3, 4, 5], 2, never, async (item) => {
      if (item === 1) throw new Error('first');
      await turn();
      await turn();
      ended.push(item);
      if (item === 0) throw new Error('second');
    });
    await expect(work).rejects.toThrow('first');
    expect(ended).toEqual([0]);
  });

  it('starts nothing after an abort', async () => {
    const stop = new AbortController();
    const started: number[] = [];
    const work = eachLimited([0, 1, 2], 1, stop.signal, async (item) => {
      started.push(item);
      stop.abort(new Error('enough'));
    });
    await expect(work).rejects.toThrow('enough');
    expect(started).toEqual([0]);
  });

  it('has nothing to do with nothing', async () => {
    await expect(eachLimited([], 4, never, async () => expect.fail('called'))).resolves.toBeUndefined();
  });
});
