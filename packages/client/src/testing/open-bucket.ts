// A bucket for tests: its functions are bound to one state that survives a trip through JSON between any two of them.

import type { WindowReport } from '../http/headers.ts';
import { admissionOf, bucketViewOf, endCallsOf, returnPermit, takePermit, waiveLimit } from '../limiter/bucket.ts';
import { clearStrikes, isOpen, pauseBucket } from '../limiter/bucket-refusal.ts';
import { type Bucket, newBucketState } from '../limiter/bucket-state.ts';
import type { BucketRow } from '../limiter/limits.ts';
import type { Permit } from '../limiter/permits.ts';

export function openBucket(row: BucketRow, share = 1) {
  let state = newBucketState();
  const at = <T>(use: (bucket: Bucket) => T): T => {
    state = JSON.parse(JSON.stringify(state));
    return use({ row, state, share });
  };
  return {
    admission: (nowMs: number, mayProbe = true) => at((bucket) => admissionOf(bucket, nowMs, mayProbe)),
    take: (nowMs: number, mayProbe = true, owner = 'me') => at((bucket) => takePermit(bucket, owner, nowMs, mayProbe)),
    giveBack: (permit: Permit, nowMs: number, sent: boolean, report?: WindowReport) =>
      at((bucket) => returnPermit(bucket, permit, nowMs, sent, report)),
    waive: (nowMs = 0) => at((bucket) => waiveLimit(bucket, nowMs)),
    pause: (nowMs: number, untilMs: number | undefined) => at((bucket) => pauseBucket(bucket, nowMs, untilMs)),
    accepted: () => at(clearStrikes),
    isOpen: (nowMs: number) => at((bucket) => isOpen(bucket, nowMs)),
    endCallsOf: (owner: string, endedAtMs: number) => at((bucket) => endCallsOf(bucket, owner, endedAtMs)),
    view: (nowMs: number) => at((bucket) => bucketViewOf(bucket, nowMs)),
  };
}
