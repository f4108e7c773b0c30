// Many that share one limit, on a virtual clock: what the server refuses, how much of it they use, who gets how much.
import { describe, expect, it } from 'vitest';
import { virtualClock } from './testing/clocks.ts';
import { openCrew } from './testing/crew.ts';
import { fixedWindow, slidingLog } from './testing/windows.ts';

const LIMIT = 100;
const WINDOW_MS = 60_000;
const WINDOWS = 4;

describe.each([
  ['a fixed window', fixedWindow],
  ['a sliding log', slidingLog],
])('eight that share %s', (_, kind) => {
  it('use nearly all of it, are never refused, and get fair parts', async () => {
    const clock = virtualClock();
    const startMs = clock.nowMs();
    const times: number[] = [];
    const count = kind(LIMIT, WINDOW_MS, startMs);
    const take = (nowMs: number) => {
      times.push(nowMs - startMs);
      return count(nowMs);
    };
    const { members, send } = openCrew({ clock, take, size: 8 });
    const wanted = LIMIT * WINDOWS;
    const lane = async (member: (typeof members)[number]) => {
      while (times.length < wanted) await send(member);
    };
    await clock.run(Promise.all(members.flatMap((member) => Array.from({ length: 6 }, () => lane(member)))));
    const used = ((WINDOWS - 1) * WINDOW_MS) / times[wanted - 1]!;
    expect(members.map(({ refused }) => refused)).toEqual(members.map(() => 0));
    expect(used).toBeGreaterThan(0.97);
    const fair = wanted / members.length;
    for (const { taken } of members) expect(taken).toBeGreaterThan(fair / 2);
  });
});
