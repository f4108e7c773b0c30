// Many that share one limit, on a virtual clock: what the server refuses, how much of it they use, who gets how much.
import { describe, expect, it } from 'vitest';
import { endedOf } from './gate-state.ts';
import { BUCKETS } from './limits.ts';
import { virtualClock } from './testing/clocks.ts';
import { distantStore, openCrew } from './testing/crew.ts';
import { fixedWindow, slidingLog } from './testing/windows.ts';
import { gateAt, readWindows } from './windows.ts';

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

it('one that ends leaves behind the calls it made, and none of the passes it held ready', async () => {
  const clock = virtualClock();
  const shared = distantStore(clock);
  const { members, send } = openCrew({ clock, take: fixedWindow(300, WINDOW_MS, clock.nowMs()), size: 2, shared });
  const [first, second] = members as [(typeof members)[number], (typeof members)[number]];
  const availableTo = ({ pacer }: typeof first) => pacer.view().find(({ name }) => name === 'general')?.available;
  const life = async () => {
    for (let calls = 0; calls < 3; calls += 1) await send(first);
    await clock.sleep(500);
    const whileThere = availableTo(first);
    await first.pacer.close(new Error('over'));
    await second.pacer.look();
    const after = await shared.transact('windows', (before) => ({ after: before, result: readWindows(before)! }));
    return { whileThere, ended: endedOf(gateAt(after, BUCKETS[0]!, 1)), seen: availableTo(second) };
  };
  expect(await clock.run(life())).toEqual({ whileThere: 297, ended: 3, seen: 297 });
});
