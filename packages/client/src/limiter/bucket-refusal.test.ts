// A refusal closes the bucket: until the server says, and longer where somebody else takes what becomes free.
import { expect, it } from 'vitest';
import { openBucket } from '../testing/open-bucket.ts';
import type { BucketRow } from './limits.ts';

const ROW: BucketRow = { name: 'x', label: 'x', limit: 4, windowMs: 1_000, documented: 300, source: 'test' };

/** Four calls of ours, one each at 0, 10, 20 and 30, and what then becomes of each further one. */
function usedUp() {
  const bucket = openBucket(ROW);
  for (const atMs of [0, 10, 20, 30]) bucket.giveBack(bucket.take(atMs), atMs, true, {});
  const refused = (atMs: number, untilMs: number) => {
    bucket.giveBack(bucket.take(atMs), atMs, true, {});
    bucket.pause(atMs, untilMs);
  };
  return { bucket, refused };
}

it('is shut until the server wants to hear from us again', () => {
  const { bucket, refused } = usedUp();
  refused(100, 250);
  expect(bucket.isOpen(249)).toBe(false);
  expect(bucket.isOpen(250)).toBe(true);
});

it('refused again after that, is shut until half of our own calls have left the window', () => {
  const { bucket, refused } = usedUp();
  refused(100, 250);
  refused(251, 300);
  expect(bucket.isOpen(1_019)).toBe(false);
  expect(bucket.isOpen(1_030)).toBe(true);
});

it('refusals of calls that were under way together count once', () => {
  const { bucket, refused } = usedUp();
  refused(100, 250);
  refused(101, 250);
  expect(bucket.isOpen(250)).toBe(true);
});

it('a call that got through in between makes the next refusal a first one again', () => {
  const { bucket, refused } = usedUp();
  refused(100, 250);
  bucket.accepted();
  refused(260, 300);
  expect(bucket.isOpen(300)).toBe(true);
});

it('remembers for two windows that somebody takes what becomes free: one refusal is enough then', () => {
  const { bucket, refused } = usedUp();
  refused(100, 250);
  refused(251, 300);
  bucket.accepted();
  bucket.giveBack(bucket.take(1_100), 1_100, true, {});
  refused(1_200, 1_250);
  expect(bucket.isOpen(1_250)).toBe(false);
});
