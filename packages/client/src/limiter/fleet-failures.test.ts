// Many that share one limit, and what goes wrong: a store that is away, slow or comes back empty; one that is killed or sleeps.
import type { SharedStore } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { type VirtualClock, virtualClock } from '../testing/clocks.ts';
import { distantStore, type Member, openFleet } from '../testing/fleet.ts';
import { fixedWindow } from '../testing/windows.ts';

const LIMIT = 60;
const WINDOW_MS = 60_000;
const LANES = 4;
const SIZE = 4;

interface Ran {
  readonly members: readonly Member[];
  readonly refused: number;
  readonly tookMs: number;
}

/** `size` members send until so many windows' worth of calls were taken; `trouble` goes on beside them. */
async function run(
  clock: VirtualClock,
  options: { readonly shared?: SharedStore; readonly windows?: number; readonly size?: number },
  trouble: (members: readonly Member[]) => Promise<void> = async () => {},
): Promise<Ran> {
  const startMs = clock.nowMs();
  const { windows = 4, size = SIZE, ...rest } = options;
  const { members, send } = openFleet({ clock, take: fixedWindow(LIMIT, WINDOW_MS, startMs), size, ...rest });
  const wanted = LIMIT * windows;
  let taken = 0;
  const lane = async (member: Member) => {
    while (taken < wanted) {
      await send(member);
      taken += 1;
    }
  };
  const lanes = members.flatMap((member) => Array.from({ length: LANES }, () => lane(member)));
  const done = new Promise<void>((resolve) => {
    for (const one of lanes) void one.then(() => (taken >= wanted ? resolve() : undefined));
  });
  await clock.run(Promise.all([done, trouble(members)]));
  return { members, refused: members.reduce((all, one) => all + one.refused, 0), tookMs: clock.nowMs() - startMs };
}

/** The store, and switches for it. */
function fragile(clock: VirtualClock) {
  let inner = distantStore(clock);
  const state = { isAway: false, slowMs: 0 };
  const shared: SharedStore = {
    name: 'a store of glass',
    transact: async (key, change) => {
      if (state.slowMs > 0) await clock.sleep(state.slowMs);
      if (state.isAway) throw new Error('it is away');
      return inner.transact(key, change);
    },
    close: async () => {},
  };
  return {
    shared,
    state,
    empty: () => {
      inner = distantStore(clock);
    },
  };
}

const warningsOf = ({ events }: Member) => events.filter((event) => event.type === 'warning');

describe('a store', () => {
  it('absent from the start: everybody goes on with a share, with one warning each', async () => {
    const clock = virtualClock();
    const { shared, state } = fragile(clock);
    state.isAway = true;
    const { members, refused } = await run(clock, { shared, windows: 2, size: 2 });
    expect(refused).toBeLessThanOrEqual(2 * LANES);
    for (const member of members) expect(warningsOf(member)).toHaveLength(1);
    expect(warningsOf(members[0]!)[0]?.text).toContain('a store of glass (it is away)');
  });

  it('gone midway and back, empty: refused are at most the calls then under way, and all of the limit is used again', async () => {
    const clock = virtualClock();
    const { shared, state, empty } = fragile(clock);
    const { members, refused, tookMs } = await run(clock, { shared, windows: 6 }, async () => {
      await clock.sleep(70_000);
      state.isAway = true;
      await clock.sleep(60_000);
      empty();
      state.isAway = false;
    });
    expect(refused).toBeLessThanOrEqual(SIZE * LANES);
    expect(tookMs).toBeLessThan(7 * WINDOW_MS);
    for (const member of members) expect(warningsOf(member)).toHaveLength(1);
  });

  it('emptied unnoticed is filled again from what everybody remembers', async () => {
    const clock = virtualClock();
    const { shared, empty } = fragile(clock);
    const { refused } = await run(clock, { shared }, async () => {
      for (let n = 0; n < 5; n += 1) {
        await clock.sleep(11_000);
        empty();
      }
    });
    expect(refused).toBe(0);
  });

  it('that is slow costs time and nothing else', async () => {
    const clock = virtualClock();
    const { shared, state } = fragile(clock);
    state.slowMs = 900;
    const { members, refused, tookMs } = await run(clock, { shared });
    expect(refused).toBe(0);
    expect(tookMs).toBeLessThan(5 * WINDOW_MS);
    expect(members.flatMap(warningsOf)).toEqual([]);
  });
});

it('a store at which everybody stands in line for seconds is slow, and stops nobody', async () => {
  const clock = virtualClock();
  const { members, refused, tookMs } = await run(clock, { shared: distantStore(clock, 350), windows: 2 });
  expect(refused).toBe(0);
  expect(tookMs).toBeLessThan(3 * WINDOW_MS);
  for (const { taken } of members) expect(taken).toBeGreaterThan((LIMIT * 2) / SIZE / 2);
});

describe('one of them', () => {
  it('that is killed holds nobody up for long: what it had under way counts as ended', async () => {
    const clock = virtualClock();
    const { members, refused, tookMs } = await run(clock, {}, async ([victim]) => {
      await clock.sleep(60_050);
      victim!.asleep = new Promise(() => {});
    });
    expect(refused).toBe(0);
    expect(tookMs).toBeLessThan(4 * WINDOW_MS + 10_000);
    expect(members.slice(1).every(({ taken }) => taken > (LIMIT * 4) / SIZE / 2)).toBe(true);
  });

  it('that sleeps for two windows wakes up without a call too many: its old passes are given back', async () => {
    const clock = virtualClock();
    const { members, refused } = await run(clock, { windows: 6 }, async ([victim]) => {
      await clock.sleep(60_050);
      let wake = () => {};
      victim!.asleep = new Promise((resolve) => {
        wake = resolve;
      });
      await clock.sleep(2 * WINDOW_MS);
      victim!.asleep = undefined;
      wake();
    });
    expect(refused).toBeLessThanOrEqual(LANES);
    expect(members[0]!.taken).toBeGreaterThan(0);
  });
});
