// Many that share one limit, on a virtual clock: what the server refuses, how much of it they use, who gets how much.
import { describe, expect, it } from 'vitest';
import { virtualClock } from '../testing/clocks.ts';
import { distantStore, type Member, openFleet } from '../testing/fleet.ts';
import { fixedWindow, slidingLog } from '../testing/windows.ts';
import { endedOf } from './bucket-state.ts';
import { BUCKETS } from './limits.ts';
import { bucketAt } from './shared-windows.ts';
import { readWindows } from './windows-format.ts';

const LIMIT = 100;
const WINDOW_MS = 60_000;
const WINDOWS = 4;

const KINDS = [
  ['a fixed window', fixedWindow],
  ['a sliding log', slidingLog],
] as const;
const SPEEDS: readonly (readonly [string, (place: number) => number])[] = [
  ['alike', () => 100],
  ['but for one that is ten times as quick', (place) => (place === 4 ? 10 : 100)],
  ['but for one that is four times as slow', (place) => (place === 4 ? 400 : 100)],
];

/** A member sends on so many lanes; on each it rests for `pauseMs` after a call. */
interface Habit {
  readonly lanes: number;
  readonly latencyMs: number;
  readonly pauseMs: number;
}

/** Everybody sends until so many calls were counted. `used`: of the limit, which lets them go at the beginning of the last window. */
async function share(kind: (typeof KINDS)[number][1], habits: readonly Habit[], wanted = LIMIT * WINDOWS) {
  const clock = virtualClock();
  const startMs = clock.nowMs();
  const times: number[] = [];
  const count = kind(LIMIT, WINDOW_MS, startMs);
  const take = (nowMs: number) => {
    times.push(nowMs - startMs);
    return count(nowMs);
  };
  const latencyMs = (place: number) => habits[place]!.latencyMs;
  const { members, send } = openFleet({ clock, take, size: habits.length, latencyMs });
  const lane = async (member: Member, pauseMs: number) => {
    while (times.length < wanted) {
      await send(member);
      await clock.sleep(pauseMs);
    }
  };
  const lanes = members.flatMap((member, place) => {
    const { lanes: count, pauseMs } = habits[place]!;
    return Array.from({ length: count }, () => lane(member, pauseMs));
  });
  await clock.run(Promise.all(lanes));
  return { members, used: ((WINDOWS - 1) * WINDOW_MS) / times[wanted - 1]! };
}

describe.each(KINDS)('eight that share %s', (_, kind) => {
  it.each(SPEEDS)(
    'and are all %s use nearly all of it, are never refused, and get fair parts',
    async (__, latencies) => {
      const habits = Array.from({ length: 8 }, (___, place) => ({ lanes: 6, latencyMs: latencies(place), pauseMs: 0 }));
      const { members, used } = await share(kind, habits);
      expect(members.map(({ refused }) => refused)).toEqual(members.map(() => 0));
      expect(used).toBeGreaterThan(0.97);
      const fair = (LIMIT * WINDOWS) / members.length;
      for (const { taken } of members) expect(taken).toBeGreaterThan(0.85 * fair);
    },
  );
});

it.each(KINDS)('one that wants little of %s leaves the rest to the other', async (_, kind) => {
  const much = { lanes: 6, latencyMs: 100, pauseMs: 0 };
  const little = { lanes: 1, latencyMs: 100, pauseMs: 4_000 };
  const { members, used } = await share(kind, [much, little]);
  expect(members.map(({ refused }) => refused)).toEqual([0, 0]);
  expect(used).toBeGreaterThan(0.97);
  expect(members[0]!.taken).toBeGreaterThan(0.8 * LIMIT * WINDOWS);
});

it.each(KINDS)('calls that take long do not hold up the others, though they be the first of %s', async (_, kind) => {
  const long = { lanes: 1, latencyMs: 40_000, pauseMs: 0 };
  const short = { lanes: 6, latencyMs: 100, pauseMs: 0 };
  const { members, used } = await share(kind, [long, short], 0.95 * LIMIT * WINDOWS);
  expect(members.map(({ refused }) => refused)).toEqual([0, 0]);
  expect(used).toBeGreaterThan(0.8);
});

it('one that ends leaves behind the calls it made, and none of the passes it held ready', async () => {
  const clock = virtualClock();
  const shared = distantStore(clock);
  const { members, send } = openFleet({ clock, take: fixedWindow(300, WINDOW_MS, clock.nowMs()), size: 2, shared });
  const [first, second] = members as [(typeof members)[number], (typeof members)[number]];
  const availableTo = ({ limiter }: typeof first) => limiter.view().find(({ name }) => name === 'general')?.available;
  const life = async () => {
    for (let calls = 0; calls < 3; calls += 1) await send(first);
    await clock.sleep(500);
    const whileThere = availableTo(first);
    await first.limiter.close(new Error('over'));
    await second.limiter.sync();
    const after = await shared.transact('windows', (before, nowMs) => ({
      after: before,
      result: readWindows(before, nowMs)!,
    }));
    return { whileThere, ended: endedOf(bucketAt(after, BUCKETS[0]!, 1)), seen: availableTo(second) };
  };
  expect(await clock.run(life())).toEqual({ whileThere: 297, ended: 3, seen: 297 });
});
