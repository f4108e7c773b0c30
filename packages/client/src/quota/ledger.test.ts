// Several quotas over one store: what is set aside and spent counts for all, whatever happens to the store or to one of them.
import type { SharedStore } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import type { ClientEvent } from '../http/events.ts';
import { memoryStore, Sharing } from '../sharing/store.ts';
import { virtualClock } from '../testing/clocks.ts';
import { Quota } from './quota.ts';

function world() {
  const clock = virtualClock(Date.UTC(2026, 10, 22, 12));
  let isAway = false;
  let inner = memoryStore(clock);
  const shared: SharedStore = {
    ...inner,
    transact: async (key, change) => {
      if (isAway) throw new Error('it is away');
      return inner.transact(key, change);
    },
  };
  const local = memoryStore(clock);
  const events: ClientEvent[] = [];
  const open = (owner: string, command = 'plan', key = 'month/a') => {
    const sharing = new Sharing({ shared, local, clock, onEvent: (event) => void events.push(event) });
    return new Quota({ clock, reserve: 10, sharing, owner, key, command });
  };
  return {
    clock,
    events,
    open,
    setAway: (away: boolean) => {
      isAway = away;
    },
    empty: () => {
      inner = memoryStore(clock);
    },
  };
}

const spend = (quota: Quota, calls: number) => {
  for (let n = 0; n < calls; n += 1) {
    quota.debit();
    quota.ended({}, 0);
  }
};

describe('quotas that share a month', () => {
  it('count what the others have set aside, and have it back when those are done', async () => {
    const { open } = world();
    const [one, other] = [open('one'), open('other')];
    one.report({ remaining: 100 });
    expect(await one.setAside(60)).toBe(true);
    expect(await other.setAside(31)).toBe(false);
    expect(other.setAsideByOthers).toBe(60);
    expect(await other.setAside(30)).toBe(true);
    one.giveBack(60);
    await one.sync();
    expect(await other.setAside(60)).toBe(true);
  });

  it('never set aside the same call twice, however they race', async () => {
    const { open } = world();
    const quotas = Array.from({ length: 8 }, (_, n) => open(`p${n}`));
    quotas[0]!.report({ remaining: 60 });
    await quotas[0]!.sync();
    const granted = await Promise.all(quotas.map((quota) => quota.setAside(10)));
    expect(granted.filter(Boolean)).toHaveLength(5);
  });

  it('let go what somebody had set aside who is gone, half a minute after the last sign of life', async () => {
    const { clock, open } = world();
    const [gone, other] = [open('gone'), open('other')];
    gone.report({ remaining: 100 });
    expect(await gone.setAside(90)).toBe(true);
    expect(await other.setAside(1)).toBe(false);
    await gone.close();
    expect(await other.setAside(1)).toBe(true);
    const killed = open('killed');
    expect(await killed.setAside(89)).toBe(true);
    const late = Date.UTC(2026, 10, 22, 12) + 31_000;
    // Time passes, and nothing of it is heard: its own timers never fire.
    Object.defineProperty(clock, 'nowMs', { value: () => late });
    expect(await other.setAside(80)).toBe(true);
  });

  it('see each other spend, by day and by command, while they run', async () => {
    const { open } = world();
    const [one, other] = [open('one', 'plan'), open('other', 'apply')];
    one.report({ remaining: 100 });
    spend(one, 3);
    spend(other, 4);
    await Promise.all([one.sync(), other.sync()]);
    await one.sync();
    expect(one.spendable()).toBe(83);
    expect(one.ledger()).toEqual({
      month: '2026-11',
      calls: 7,
      byDay: { '2026-11-22': 7 },
      byCommand: { plan: 3, apply: 4 },
    });
  });

  it('put what they spend into the store within moments, also with calls set aside', async () => {
    const { clock, open } = world();
    const [one, other] = [open('one'), open('other')];
    await one.setAside(50);
    spend(one, 3);
    await clock.run(clock.sleep(50));
    spend(one, 1);
    await clock.run(clock.sleep(50));
    await other.sync();
    expect(other.ledger().calls).toBe(4);
  });

  it('believe whoever heard the server last', async () => {
    const { clock, open } = world();
    const [one, other] = [open('one'), open('other')];
    one.report({ remaining: 50 });
    await one.sync();
    await clock.run(clock.sleep(1_000));
    other.report({ remaining: 900 });
    await other.sync();
    await one.sync();
    expect(one.spendable()).toBe(890);
  });
});

describe('a store of the month', () => {
  it('that is away loses nothing: what was spent meanwhile is added when it is back', async () => {
    const { clock, events, open, setAway } = world();
    const one = open('one');
    spend(one, 2);
    await one.sync();
    setAway(true);
    spend(one, 5);
    await one.sync();
    expect(one.ledger().calls).toBe(7);
    setAway(false);
    await clock.run(clock.sleep(2_500));
    await one.sync();
    await one.sync();
    await one.sync();
    expect(one.ledger()).toMatchObject({ calls: 7, byCommand: { plan: 7 } });
    const next = open('next');
    await next.sync();
    expect(next.ledger().calls).toBe(7);
    expect(events.filter((event) => event.type === 'warning')).toHaveLength(1);
  });

  it('that was away until a run ended gets its calls from the next run of that machine', async () => {
    const { clock, open, setAway } = world();
    setAway(true);
    const one = open('one');
    spend(one, 5);
    await one.close();
    setAway(false);
    await clock.run(clock.sleep(2_500));
    const next = open('next');
    await next.sync();
    await next.sync();
    expect(next.ledger().calls).toBe(5);
  });

  it('that comes back empty is filled again by whoever remembers', async () => {
    const { open, empty } = world();
    const [one, next] = [open('one'), open('next')];
    one.report({ remaining: 100 });
    spend(one, 5);
    await one.sync();
    empty();
    await one.sync();
    await next.sync();
    expect(next.spendable()).toBe(85);
    expect(next.ledger().calls).toBe(5);
  });
});

describe('a quota whose owner becomes known', () => {
  it('takes along what was spent under its key, once', async () => {
    const { open } = world();
    const [mine, colleague] = [open('mine', 'plan', 'month/key'), open('colleague', 'apply', 'month/team')];
    spend(colleague, 2);
    await colleague.sync();
    spend(mine, 3);
    await mine.rename('month/team');
    expect(mine.ledger()).toMatchObject({ calls: 5, byCommand: { plan: 3, apply: 2 } });
    const later = open('later', 'drift', 'month/key');
    await later.rename('month/team');
    expect(later.ledger().calls).toBe(5);
  });
});
