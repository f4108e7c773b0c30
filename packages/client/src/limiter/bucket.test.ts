// Tests the admission of calls by one bucket.
import { describe, expect, it } from 'vitest';
import { openBucket } from '../testing/open-bucket.ts';
import { attributedTo, waivedLimits } from './attribution.ts';
import { newBucketState } from './bucket-state.ts';
import type { BucketRow } from './limits.ts';

const ROW: BucketRow = {
  name: 'general',
  label: 'the general window',
  limit: 5,
  windowMs: 1_000,
  documented: 300,
  source: 'test',
};
const open = () => openBucket(ROW);
type Opened = ReturnType<typeof open>;
const enter = (bucket: Opened, nowMs: number) => bucket.take(nowMs);
const verdict = (bucket: Opened, nowMs: number) => bucket.admission(nowMs);
const at = (row: Partial<BucketRow>) => ({ row: { ...ROW, ...row }, state: newBucketState(), share: 1 });

describe('when nothing is known', () => {
  it('lets one call go ahead as a probe', () => {
    const bucket = open();
    expect(verdict(bucket, 0)).toEqual({ kind: 'admit' });
    const probe = enter(bucket, 0);
    expect(verdict(bucket, 0)).toEqual({ kind: 'await-reply', untilMs: 5_000 });
    bucket.giveBack(probe, 10, true, { remaining: 3, resetAtMs: 900 });
    expect(verdict(bucket, 10)).toEqual({ kind: 'admit' });
  });

  it('does not make a call wait for the probe of a wider bucket', () => {
    const bucket = open();
    enter(bucket, 0);
    expect(bucket.admission(0, false)).toEqual({ kind: 'admit' });
  });

  it('counts only its own sends once the probe came back without news', () => {
    const bucket = open();
    bucket.giveBack(enter(bucket, 0), 10, true, {});
    for (let n = 0; n < 4; n += 1) enter(bucket, 20);
    expect(verdict(bucket, 20)).toEqual({ kind: 'closed', untilMs: 1_010 });
  });

  it('sends another probe where the reply to the first was lost', () => {
    const bucket = open();
    bucket.giveBack(enter(bucket, 0), 10, true, undefined);
    expect(enter(bucket, 20).probe).toBe(true);
    expect(verdict(bucket, 20)).toEqual({ kind: 'await-reply', untilMs: 5_020 });
  });

  it('sends another probe where the first takes long, and believes whichever comes back', () => {
    const bucket = open();
    const slow = enter(bucket, 0);
    expect(verdict(bucket, 4_999)).toEqual({ kind: 'await-reply', untilMs: 5_000 });
    expect(verdict(bucket, 5_000)).toEqual({ kind: 'admit' });
    const second = enter(bucket, 5_000);
    expect(verdict(bucket, 5_001)).toEqual({ kind: 'await-reply', untilMs: 10_000 });
    bucket.giveBack(second, 5_010, true, { remaining: 3, resetAtMs: 5_900 });
    expect(enter(bucket, 5_020).probe).toBe(false);
    bucket.giveBack(slow, 5_100, true, { remaining: 4, resetAtMs: 5_900 });
    for (const nowMs of [5_110, 5_120]) expect(enter(bucket, nowMs).probe).toBe(false);
    expect(verdict(bucket, 5_130)).toEqual({ kind: 'closed', untilMs: 6_010 });
  });

  it('sends a probe where the last news is old, for somebody else may have taken what was left', () => {
    const bucket = open();
    bucket.giveBack(enter(bucket, 0), 10, true, { remaining: 3, resetAtMs: 900 });
    expect(enter(bucket, 176).probe).toBe(false);
    expect(enter(bucket, 177).probe).toBe(true);
    expect(verdict(bucket, 177)).toEqual({ kind: 'await-reply', untilMs: 5_177 });
  });

  it('learns nothing from the silence of a call whose headers speak of a narrower bucket', () => {
    const bucket = open();
    bucket.giveBack(bucket.take(0, false), 10, true, undefined);
    expect(enter(bucket, 20).probe).toBe(true);
  });

  it('sends another probe where the first was given up', () => {
    const bucket = open();
    bucket.giveBack(enter(bucket, 0), 10, false, undefined);
    expect(verdict(bucket, 10)).toEqual({ kind: 'admit' });
    expect(enter(bucket, 10).probe).toBe(true);
  });

  it('sends a probe again in each new window', () => {
    const bucket = open();
    bucket.giveBack(enter(bucket, 0), 10, true, { remaining: 3, resetAtMs: 900 });
    expect(enter(bucket, 10).probe).toBe(false);
    expect(enter(bucket, 900).probe).toBe(true);
    expect(verdict(bucket, 900)).toEqual({ kind: 'await-reply', untilMs: 5_900 });
  });
});

describe('in a known window', () => {
  const known = (remaining: number) => {
    const bucket = open();
    bucket.giveBack(enter(bucket, 0), 10, true, { remaining, resetAtMs: 900, limit: 100 });
    return bucket;
  };

  it('lets go what is left, less what is under way', () => {
    const bucket = known(2);
    enter(bucket, 20);
    expect(verdict(bucket, 20)).toEqual({ kind: 'admit' });
    enter(bucket, 20);
    expect(verdict(bucket, 20)).toEqual({ kind: 'await-reply', untilMs: 900 });
  });

  it('closes until the reset at zero', () => {
    expect(verdict(known(0), 20)).toEqual({ kind: 'closed', untilMs: 900 });
  });

  it('does not count a call twice that its own reply has counted', () => {
    const bucket = known(3);
    const permits = [enter(bucket, 20), enter(bucket, 20)];
    bucket.giveBack(permits[0]!, 30, true, { remaining: 2, resetAtMs: 900 });
    bucket.giveBack(permits[1]!, 30, true, { remaining: 1, resetAtMs: 900 });
    expect(verdict(bucket, 30)).toEqual({ kind: 'admit' });
    enter(bucket, 30);
    expect(verdict(bucket, 30).kind).toBe('await-reply');
  });

  it('is not led upwards by replies that come out of order', () => {
    const bucket = known(3);
    const permits = [enter(bucket, 20), enter(bucket, 20), enter(bucket, 20)];
    bucket.giveBack(permits[2]!, 30, true, { remaining: 0, resetAtMs: 900 });
    bucket.giveBack(permits[0]!, 31, true, { remaining: 2, resetAtMs: 900 });
    bucket.giveBack(permits[1]!, 32, true, { remaining: 1, resetAtMs: 900 });
    expect(verdict(bucket, 40)).toEqual({ kind: 'closed', untilMs: 900 });
  });

  it('takes the window’s length for a reset that is not named', () => {
    const bucket = open();
    bucket.giveBack(enter(bucket, 0), 10, true, { remaining: 0 });
    expect(verdict(bucket, 20)).toEqual({ kind: 'closed', untilMs: 1_010 });
  });

  it('takes off a call that came back without news', () => {
    const bucket = known(1);
    bucket.giveBack(enter(bucket, 20), 30, true, undefined);
    expect(verdict(bucket, 30)).toEqual({ kind: 'closed', untilMs: 900 });
  });

  it('gives back a call that was not sent', () => {
    const bucket = known(1);
    bucket.giveBack(enter(bucket, 20), 30, false, undefined);
    expect(verdict(bucket, 30)).toEqual({ kind: 'admit' });
  });

  it('takes the earlier of two resets of one window', () => {
    const bucket = known(1);
    bucket.giveBack(enter(bucket, 20), 30, true, { remaining: 0, resetAtMs: 880 });
    expect(verdict(bucket, 30)).toEqual({ kind: 'closed', untilMs: 880 });
    expect(verdict(bucket, 880)).toEqual({ kind: 'admit' });
  });

  it('moves on where a reply speaks of a later window, and ignores an old one after that', () => {
    const bucket = known(3);
    const [late, early] = [enter(bucket, 20), enter(bucket, 20)];
    bucket.giveBack(late, 850, true, { remaining: 50, resetAtMs: 1_850 });
    bucket.giveBack(early, 860, true, { remaining: 0, resetAtMs: 900 });
    expect(verdict(bucket, 890)).toEqual({ kind: 'admit' });
    expect(bucket.view(890)).toMatchObject({ available: 50, resetAtMs: 1_850 });
  });
});

describe('its own sends', () => {
  it('are never more than the limit in any window, counted from their end', () => {
    const bucket = open();
    bucket.giveBack(enter(bucket, 0), 100, true, { remaining: 500, resetAtMs: 5_000 });
    for (let n = 0; n < 4; n += 1) bucket.giveBack(enter(bucket, 100), 200, true, { remaining: 400, resetAtMs: 5_000 });
    expect(verdict(bucket, 200)).toEqual({ kind: 'closed', untilMs: 1_100 });
    expect(verdict(bucket, 1_100)).toEqual({ kind: 'admit' });
    enter(bucket, 1_100);
    expect(verdict(bucket, 1_100)).toEqual({ kind: 'closed', untilMs: 1_200 });
  });

  it('follow the limit and window that the headers name', () => {
    const bucket = open();
    bucket.giveBack(enter(bucket, 0), 0, true, { limit: 2, windowMs: 3_000, remaining: 100, resetAtMs: 9_000 });
    bucket.giveBack(enter(bucket, 0), 0, true, undefined);
    expect(verdict(bucket, 10)).toEqual({ kind: 'closed', untilMs: 3_000 });
  });
});

describe('after a refusal', () => {
  it('closes until the time the server named, then sends a probe', () => {
    const bucket = open();
    bucket.giveBack(enter(bucket, 0), 10, true, { remaining: 0, resetAtMs: 900 });
    bucket.pause(10, 400);
    expect(bucket.isOpen(399)).toBe(false);
    expect(verdict(bucket, 399)).toEqual({ kind: 'closed', untilMs: 400 });
    expect(bucket.isOpen(400)).toBe(true);
    expect(enter(bucket, 400).probe).toBe(true);
  });

  it('closes until the end of the known window, else for a whole one, where the server named no time', () => {
    const bucket = open();
    bucket.giveBack(enter(bucket, 0), 10, true, { remaining: 0, resetAtMs: 900 });
    bucket.pause(10, undefined);
    expect(verdict(bucket, 20)).toEqual({ kind: 'closed', untilMs: 900 });
    const other = open();
    other.pause(10, undefined);
    expect(verdict(other, 20)).toEqual({ kind: 'closed', untilMs: 1_010 });
  });

  it('shows that nothing is left, and until when', () => {
    const bucket = open();
    bucket.pause(10, 400);
    expect(bucket.view(20)).toMatchObject({ available: 0, resetAtMs: 400 });
    expect(bucket.view(400)).not.toHaveProperty('available');
  });
});

describe('headers belong', () => {
  const general = () => at({ limit: 60, windowMs: 60_000 });
  const slow = () => at({ name: 'slow', limit: 10, windowMs: 10_000 });

  it('to the bucket of the same window length', () => {
    const buckets = [general(), slow()];
    expect(attributedTo(buckets, { limit: 300, windowMs: 60_000 })).toBe(buckets[0]);
    expect(attributedTo(buckets, { limit: 300, windowMs: 10_000 })).toBe(buckets[1]);
  });

  it('without a window length to the bucket of the same limit, else to the narrowest that could have it', () => {
    const buckets = [general(), slow()];
    expect(attributedTo(buckets, { limit: 60 })).toBe(buckets[0]);
    expect(attributedTo(buckets, { limit: 5 })).toBe(buckets[1]);
    expect(attributedTo(buckets, { limit: 300 })).toBe(buckets[0]);
    expect(attributedTo(buckets, {})).toBe(buckets[1]);
  });
});

describe('a limit that is only assumed', () => {
  const narrow = { name: 'slow', limit: 1, windowMs: 10_000, documented: 10 };

  it('falls where the server names one wide window with more than Postman grants, and only there', () => {
    const both = [at({ limit: 60, windowMs: 60_000, documented: 300 }), at(narrow)];
    const [wide, slow] = both;
    expect(waivedLimits(both, wide, { limit: 1_000_000, windowMs: 60_000 })).toEqual([slow]);
    expect(waivedLimits(both, wide, { limit: 300, windowMs: 60_000 })).toEqual([]);
    expect(waivedLimits(both, slow, { limit: 1_000_000, windowMs: 10_000 })).toEqual([]);
    expect(waivedLimits(both, slow, {})).toEqual([]);
    expect(waivedLimits([wide!], undefined, { limit: 1_000_000 })).toEqual([]);
  });

  it('keeps nobody waiting once it has fallen, and is back for an hour after a refusal', () => {
    const slow = openBucket({ ...ROW, ...narrow });
    slow.giveBack(enter(slow, 0), 10, true, undefined);
    expect(verdict(slow, 20)).toEqual({ kind: 'closed', untilMs: 10_010 });
    slow.waive();
    expect(verdict(slow, 20)).toEqual({ kind: 'admit' });
    expect(enter(slow, 20).probe).toBe(false);
    expect(verdict(slow, 20)).toEqual({ kind: 'admit' });
    slow.pause(30, 40);
    slow.waive(41);
    expect(verdict(slow, 41).kind).not.toBe('admit');
    slow.waive(3_600_030);
    expect(verdict(slow, 3_600_030).kind).toBe('admit');
  });

  it('holds again, and is assumed no longer, once a reply speaks of it', () => {
    const slow = openBucket({ ...ROW, ...narrow });
    expect(slow.view(0).isAssumed).toBe(true);
    slow.waive();
    slow.giveBack(enter(slow, 0), 10, true, { limit: 1, windowMs: 10_000, remaining: 0, resetAtMs: 9_000 });
    slow.waive();
    expect(slow.view(10).isAssumed).toBe(false);
    expect(verdict(slow, 10).kind).toBe('closed');
  });
});

describe('a bucket that several share', () => {
  it('counts the calls of all', () => {
    const bucket = open();
    bucket.giveBack(bucket.take(0, true, 'a'), 10, true, { remaining: 3, resetAtMs: 900 });
    bucket.take(20, true, 'a');
    bucket.take(20, true, 'b');
    bucket.take(20, true, 'b');
    expect(verdict(bucket, 20)).toEqual({ kind: 'await-reply', untilMs: 900 });
  });

  it('takes the calls of an owner that is gone for ended, and waits for its probe no longer', () => {
    const bucket = open();
    bucket.take(0, true, 'a');
    bucket.take(0, false, 'a');
    expect(verdict(bucket, 10)).toEqual({ kind: 'await-reply', untilMs: 5_000 });
    bucket.endCallsOf('a', 500);
    expect(verdict(bucket, 510)).toEqual({ kind: 'admit' });
    for (let n = 0; n < 3; n += 1) bucket.giveBack(bucket.take(510, false), 520, true);
    expect(verdict(bucket, 530)).toEqual({ kind: 'closed', untilMs: 1_500 });
  });

  it('lets go a share of the limit where the others cannot be asked', () => {
    const bucket = openBucket({ ...ROW, limit: 9 }, 1 / 3);
    for (let n = 0; n < 3; n += 1)
      bucket.giveBack(enter(bucket, 0), 10, true, { limit: 9, remaining: 9, resetAtMs: 900 });
    expect(verdict(bucket, 20)).toEqual({ kind: 'closed', untilMs: 1_010 });
  });

  it('keeps no more than some hundred entries of a window that saw many calls, and loses none of them', () => {
    const bucket = openBucket({ ...ROW, limit: 2_000 });
    for (let n = 0; n < 2_000; n += 1) bucket.giveBack(enter(bucket, n / 4), n / 4, true);
    expect(verdict(bucket, 500)).toMatchObject({ kind: 'closed' });
    expect(verdict(bucket, 1_003)).toEqual({ kind: 'admit' });
  });
});

describe('what the server counts', () => {
  it('is believed over our history: a fixed window has begun anew', () => {
    const bucket = open();
    for (let n = 0; n < 5; n += 1) {
      bucket.giveBack(enter(bucket, 0), 500 + n, true, { limit: 5, remaining: 4 - n, resetAtMs: 900 });
    }
    expect(verdict(bucket, 905)).toEqual({ kind: 'closed', untilMs: 1_502 });
    const other = open();
    for (let n = 0; n < 4; n += 1) {
      other.giveBack(enter(other, 0), 500 + n, true, { limit: 5, remaining: 4 - n, resetAtMs: 900 });
    }
    other.giveBack(enter(other, 905), 910, true, { limit: 5, remaining: 4, resetAtMs: 1_905 });
    for (let n = 0; n < 3; n += 1) {
      expect(verdict(other, 920)).toEqual({ kind: 'admit' });
      enter(other, 920);
    }
  });

  it('is not believed of calls that ended after the call left that brings it', () => {
    const bucket = open();
    const early = enter(bucket, 0);
    for (let n = 0; n < 4; n += 1) bucket.giveBack(enter(bucket, 10), 20, true, undefined);
    bucket.giveBack(early, 500, true, { limit: 5, remaining: 4, resetAtMs: 5_000 });
    expect(verdict(bucket, 510)).toEqual({ kind: 'closed', untilMs: 1_020 });
  });

  it('is not believed any more once it has refused us', () => {
    const bucket = open();
    bucket.pause(0, 5);
    for (let n = 0; n < 5; n += 1) bucket.giveBack(enter(bucket, 10 + n), 10 + n, true, { limit: 5, remaining: 4 });
    expect(verdict(bucket, 20)).toEqual({ kind: 'closed', untilMs: 1_012 });
  });
});
