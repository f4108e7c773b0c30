import { describe, expect, it } from 'vitest';
import { openGate } from '../testing/open-bucket.ts';
import { ownerOf, waivedBy } from './attribution.ts';
import { newGateState } from './bucket-state.ts';
import type { BucketRow } from './limits.ts';

const ROW: BucketRow = {
  name: 'general',
  label: 'the general window',
  limit: 5,
  windowMs: 1_000,
  documented: 300,
  source: 'test',
};
const open = () => openGate(ROW);
type Opened = ReturnType<typeof open>;
const enter = (gate: Opened, nowMs: number) => gate.enter(nowMs);
const verdict = (gate: Opened, nowMs: number) => gate.verdict(nowMs);
const at = (row: Partial<BucketRow>) => ({ row: { ...ROW, ...row }, state: newGateState(), share: 1 });

describe('when nothing is known', () => {
  it('lets one call go ahead as a probe', () => {
    const gate = open();
    expect(verdict(gate, 0)).toEqual({ kind: 'go' });
    const probe = enter(gate, 0);
    expect(verdict(gate, 0)).toEqual({ kind: 'news', untilMs: 5_000 });
    gate.leave(probe, 10, true, { remaining: 3, resetAtMs: 900 });
    expect(verdict(gate, 10)).toEqual({ kind: 'go' });
  });

  it('does not make a call wait for the probe of a wider bucket', () => {
    const gate = open();
    enter(gate, 0);
    expect(gate.verdict(0, false)).toEqual({ kind: 'go' });
  });

  it('counts only its own sends once the probe came back without news', () => {
    const gate = open();
    gate.leave(enter(gate, 0), 10, true, {});
    for (let n = 0; n < 4; n += 1) enter(gate, 20);
    expect(verdict(gate, 20)).toEqual({ kind: 'closed', untilMs: 1_010 });
  });

  it('sends another probe where the reply to the first was lost', () => {
    const gate = open();
    gate.leave(enter(gate, 0), 10, true, undefined);
    expect(enter(gate, 20).probe).toBe(true);
    expect(verdict(gate, 20)).toEqual({ kind: 'news', untilMs: 5_020 });
  });

  it('sends another probe where the first takes long, and believes whichever comes back', () => {
    const gate = open();
    const slow = enter(gate, 0);
    expect(verdict(gate, 4_999)).toEqual({ kind: 'news', untilMs: 5_000 });
    expect(verdict(gate, 5_000)).toEqual({ kind: 'go' });
    const second = enter(gate, 5_000);
    expect(verdict(gate, 5_001)).toEqual({ kind: 'news', untilMs: 10_000 });
    gate.leave(second, 5_010, true, { remaining: 3, resetAtMs: 5_900 });
    expect(enter(gate, 5_020).probe).toBe(false);
    gate.leave(slow, 5_100, true, { remaining: 4, resetAtMs: 5_900 });
    for (const nowMs of [5_110, 5_120]) expect(enter(gate, nowMs).probe).toBe(false);
    expect(verdict(gate, 5_130)).toEqual({ kind: 'closed', untilMs: 6_010 });
  });

  it('sends a probe where the last news is old, for somebody else may have taken what was left', () => {
    const gate = open();
    gate.leave(enter(gate, 0), 10, true, { remaining: 3, resetAtMs: 900 });
    expect(enter(gate, 176).probe).toBe(false);
    expect(enter(gate, 177).probe).toBe(true);
    expect(verdict(gate, 177)).toEqual({ kind: 'news', untilMs: 5_177 });
  });

  it('learns nothing from the silence of a call whose headers speak of a narrower bucket', () => {
    const gate = open();
    gate.leave(gate.enter(0, false), 10, true, undefined);
    expect(enter(gate, 20).probe).toBe(true);
  });

  it('sends another probe where the first was given up', () => {
    const gate = open();
    gate.leave(enter(gate, 0), 10, false, undefined);
    expect(verdict(gate, 10)).toEqual({ kind: 'go' });
    expect(enter(gate, 10).probe).toBe(true);
  });

  it('sends a probe again in each new window', () => {
    const gate = open();
    gate.leave(enter(gate, 0), 10, true, { remaining: 3, resetAtMs: 900 });
    expect(enter(gate, 10).probe).toBe(false);
    expect(enter(gate, 900).probe).toBe(true);
    expect(verdict(gate, 900)).toEqual({ kind: 'news', untilMs: 5_900 });
  });
});

describe('in a known window', () => {
  const known = (remaining: number) => {
    const gate = open();
    gate.leave(enter(gate, 0), 10, true, { remaining, resetAtMs: 900, limit: 100 });
    return gate;
  };

  it('lets go what is left, less what is under way', () => {
    const gate = known(2);
    enter(gate, 20);
    expect(verdict(gate, 20)).toEqual({ kind: 'go' });
    enter(gate, 20);
    expect(verdict(gate, 20)).toEqual({ kind: 'news', untilMs: 900 });
  });

  it('closes until the reset at zero', () => {
    expect(verdict(known(0), 20)).toEqual({ kind: 'closed', untilMs: 900 });
  });

  it('does not count a call twice that its own reply has counted', () => {
    const gate = known(3);
    const passes = [enter(gate, 20), enter(gate, 20)];
    gate.leave(passes[0]!, 30, true, { remaining: 2, resetAtMs: 900 });
    gate.leave(passes[1]!, 30, true, { remaining: 1, resetAtMs: 900 });
    expect(verdict(gate, 30)).toEqual({ kind: 'go' });
    enter(gate, 30);
    expect(verdict(gate, 30).kind).toBe('news');
  });

  it('is not led upwards by replies that come out of order', () => {
    const gate = known(3);
    const passes = [enter(gate, 20), enter(gate, 20), enter(gate, 20)];
    gate.leave(passes[2]!, 30, true, { remaining: 0, resetAtMs: 900 });
    gate.leave(passes[0]!, 31, true, { remaining: 2, resetAtMs: 900 });
    gate.leave(passes[1]!, 32, true, { remaining: 1, resetAtMs: 900 });
    expect(verdict(gate, 40)).toEqual({ kind: 'closed', untilMs: 900 });
  });

  it('takes the window’s length for a reset that is not named', () => {
    const gate = open();
    gate.leave(enter(gate, 0), 10, true, { remaining: 0 });
    expect(verdict(gate, 20)).toEqual({ kind: 'closed', untilMs: 1_010 });
  });

  it('takes off a call that came back without news', () => {
    const gate = known(1);
    gate.leave(enter(gate, 20), 30, true, undefined);
    expect(verdict(gate, 30)).toEqual({ kind: 'closed', untilMs: 900 });
  });

  it('gives back a call that was not sent', () => {
    const gate = known(1);
    gate.leave(enter(gate, 20), 30, false, undefined);
    expect(verdict(gate, 30)).toEqual({ kind: 'go' });
  });

  it('takes the earlier of two resets of one window', () => {
    const gate = known(1);
    gate.leave(enter(gate, 20), 30, true, { remaining: 0, resetAtMs: 880 });
    expect(verdict(gate, 30)).toEqual({ kind: 'closed', untilMs: 880 });
    expect(verdict(gate, 880)).toEqual({ kind: 'go' });
  });

  it('moves on where a reply speaks of a later window, and ignores an old one after that', () => {
    const gate = known(3);
    const [late, early] = [enter(gate, 20), enter(gate, 20)];
    gate.leave(late, 850, true, { remaining: 50, resetAtMs: 1_850 });
    gate.leave(early, 860, true, { remaining: 0, resetAtMs: 900 });
    expect(verdict(gate, 890)).toEqual({ kind: 'go' });
    expect(gate.view(890)).toMatchObject({ available: 50, resetAtMs: 1_850 });
  });
});

describe('its own sends', () => {
  it('are never more than the limit in any window, counted from their end', () => {
    const gate = open();
    gate.leave(enter(gate, 0), 100, true, { remaining: 500, resetAtMs: 5_000 });
    for (let n = 0; n < 4; n += 1) gate.leave(enter(gate, 100), 200, true, { remaining: 400, resetAtMs: 5_000 });
    expect(verdict(gate, 200)).toEqual({ kind: 'closed', untilMs: 1_100 });
    expect(verdict(gate, 1_100)).toEqual({ kind: 'go' });
    enter(gate, 1_100);
    expect(verdict(gate, 1_100)).toEqual({ kind: 'closed', untilMs: 1_200 });
  });

  it('follow the limit and window that the headers name', () => {
    const gate = open();
    gate.leave(enter(gate, 0), 0, true, { limit: 2, windowMs: 3_000, remaining: 100, resetAtMs: 9_000 });
    gate.leave(enter(gate, 0), 0, true, undefined);
    expect(verdict(gate, 10)).toEqual({ kind: 'closed', untilMs: 3_000 });
  });
});

describe('after a refusal', () => {
  it('closes until the time the server named, then sends a probe', () => {
    const gate = open();
    gate.leave(enter(gate, 0), 10, true, { remaining: 0, resetAtMs: 900 });
    gate.pause(10, 400);
    expect(gate.isOpen(399)).toBe(false);
    expect(verdict(gate, 399)).toEqual({ kind: 'closed', untilMs: 400 });
    expect(gate.isOpen(400)).toBe(true);
    expect(enter(gate, 400).probe).toBe(true);
  });

  it('closes until the end of the known window, else for a whole one, where the server named no time', () => {
    const gate = open();
    gate.leave(enter(gate, 0), 10, true, { remaining: 0, resetAtMs: 900 });
    gate.pause(10, undefined);
    expect(verdict(gate, 20)).toEqual({ kind: 'closed', untilMs: 900 });
    const other = open();
    other.pause(10, undefined);
    expect(verdict(other, 20)).toEqual({ kind: 'closed', untilMs: 1_010 });
  });

  it('shows that nothing is left, and until when', () => {
    const gate = open();
    gate.pause(10, 400);
    expect(gate.view(20)).toMatchObject({ available: 0, resetAtMs: 400 });
    expect(gate.view(400)).not.toHaveProperty('available');
  });
});

describe('headers belong', () => {
  const general = () => at({ limit: 60, windowMs: 60_000 });
  const slow = () => at({ name: 'slow', limit: 10, windowMs: 10_000 });

  it('to the bucket of the same window length', () => {
    const gates = [general(), slow()];
    expect(ownerOf(gates, { limit: 300, windowMs: 60_000 })).toBe(gates[0]);
    expect(ownerOf(gates, { limit: 300, windowMs: 10_000 })).toBe(gates[1]);
  });

  it('without a window length to the bucket of the same limit, else to the narrowest that could have it', () => {
    const gates = [general(), slow()];
    expect(ownerOf(gates, { limit: 60 })).toBe(gates[0]);
    expect(ownerOf(gates, { limit: 5 })).toBe(gates[1]);
    expect(ownerOf(gates, { limit: 300 })).toBe(gates[0]);
    expect(ownerOf(gates, {})).toBe(gates[1]);
  });
});

describe('a limit that is only assumed', () => {
  const narrow = { name: 'slow', limit: 1, windowMs: 10_000, documented: 10 };

  it('falls where the server names one wide window with more than Postman grants, and only there', () => {
    const both = [at({ limit: 60, windowMs: 60_000, documented: 300 }), at(narrow)];
    const [wide, slow] = both;
    expect(waivedBy(both, wide, { limit: 1_000_000, windowMs: 60_000 })).toEqual([slow]);
    expect(waivedBy(both, wide, { limit: 300, windowMs: 60_000 })).toEqual([]);
    expect(waivedBy(both, slow, { limit: 1_000_000, windowMs: 10_000 })).toEqual([]);
    expect(waivedBy(both, slow, {})).toEqual([]);
    expect(waivedBy([wide!], undefined, { limit: 1_000_000 })).toEqual([]);
  });

  it('keeps nobody waiting once it has fallen, and is back for an hour after a refusal', () => {
    const slow = openGate({ ...ROW, ...narrow });
    slow.leave(enter(slow, 0), 10, true, undefined);
    expect(verdict(slow, 20)).toEqual({ kind: 'closed', untilMs: 10_010 });
    slow.waive();
    expect(verdict(slow, 20)).toEqual({ kind: 'go' });
    expect(enter(slow, 20).probe).toBe(false);
    expect(verdict(slow, 20)).toEqual({ kind: 'go' });
    slow.pause(30, 40);
    slow.waive(41);
    expect(verdict(slow, 41).kind).not.toBe('go');
    slow.waive(3_600_030);
    expect(verdict(slow, 3_600_030).kind).toBe('go');
  });

  it('holds again, and is assumed no longer, once a reply speaks of it', () => {
    const slow = openGate({ ...ROW, ...narrow });
    expect(slow.view(0).isAssumed).toBe(true);
    slow.waive();
    slow.leave(enter(slow, 0), 10, true, { limit: 1, windowMs: 10_000, remaining: 0, resetAtMs: 9_000 });
    slow.waive();
    expect(slow.view(10).isAssumed).toBe(false);
    expect(verdict(slow, 10).kind).toBe('closed');
  });
});

describe('a gate that several share', () => {
  it('counts the calls of all', () => {
    const gate = open();
    gate.leave(gate.enter(0, true, 'a'), 10, true, { remaining: 3, resetAtMs: 900 });
    gate.enter(20, true, 'a');
    gate.enter(20, true, 'b');
    gate.enter(20, true, 'b');
    expect(verdict(gate, 20)).toEqual({ kind: 'news', untilMs: 900 });
  });

  it('takes the calls of an owner that is gone for ended, and waits for its probe no longer', () => {
    const gate = open();
    gate.enter(0, true, 'a');
    gate.enter(0, false, 'a');
    expect(verdict(gate, 10)).toEqual({ kind: 'news', untilMs: 5_000 });
    gate.writeOff('a', 500);
    expect(verdict(gate, 510)).toEqual({ kind: 'go' });
    for (let n = 0; n < 3; n += 1) gate.leave(gate.enter(510, false), 520, true);
    expect(verdict(gate, 530)).toEqual({ kind: 'closed', untilMs: 1_500 });
  });

  it('lets go a share of the limit where the others cannot be asked', () => {
    const gate = openGate({ ...ROW, limit: 9 }, 1 / 3);
    for (let n = 0; n < 3; n += 1) gate.leave(enter(gate, 0), 10, true, { limit: 9, remaining: 9, resetAtMs: 900 });
    expect(verdict(gate, 20)).toEqual({ kind: 'closed', untilMs: 1_010 });
  });

  it('keeps no more than some hundred entries of a window that saw many calls, and loses none of them', () => {
    const gate = openGate({ ...ROW, limit: 2_000 });
    for (let n = 0; n < 2_000; n += 1) gate.leave(enter(gate, n / 4), n / 4, true);
    expect(verdict(gate, 500)).toMatchObject({ kind: 'closed' });
    expect(verdict(gate, 1_003)).toEqual({ kind: 'go' });
  });
});

describe('what the server counts', () => {
  it('is believed over our history: a fixed window has begun anew', () => {
    const gate = open();
    for (let n = 0; n < 5; n += 1) {
      gate.leave(enter(gate, 0), 500 + n, true, { limit: 5, remaining: 4 - n, resetAtMs: 900 });
    }
    expect(verdict(gate, 905)).toEqual({ kind: 'closed', untilMs: 1_502 });
    const other = open();
    for (let n = 0; n < 4; n += 1) {
      other.leave(enter(other, 0), 500 + n, true, { limit: 5, remaining: 4 - n, resetAtMs: 900 });
    }
    other.leave(enter(other, 905), 910, true, { limit: 5, remaining: 4, resetAtMs: 1_905 });
    for (let n = 0; n < 3; n += 1) {
      expect(verdict(other, 920)).toEqual({ kind: 'go' });
      enter(other, 920);
    }
  });

  it('is not believed of calls that ended after the call left that brings it', () => {
    const gate = open();
    const early = enter(gate, 0);
    for (let n = 0; n < 4; n += 1) gate.leave(enter(gate, 10), 20, true, undefined);
    gate.leave(early, 500, true, { limit: 5, remaining: 4, resetAtMs: 5_000 });
    expect(verdict(gate, 510)).toEqual({ kind: 'closed', untilMs: 1_020 });
  });

  it('is not believed any more once it has refused us', () => {
    const gate = open();
    gate.pause(0, 5);
    for (let n = 0; n < 5; n += 1) gate.leave(enter(gate, 10 + n), 10 + n, true, { limit: 5, remaining: 4 });
    expect(verdict(gate, 20)).toEqual({ kind: 'closed', untilMs: 1_012 });
  });
});
