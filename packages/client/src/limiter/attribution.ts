// Attributes the rate-limit headers of a reply to one of the buckets of its call. Pure.

import type { WindowReport } from '../http/headers.ts';
import { type Bucket, limitOf, windowOf } from './bucket-state.ts';

/**
 * The bucket (of those from wide to narrow) that the headers describe: the one with the same window or limit, else the
 * narrowest, unless the headers allow more than that bucket's limit.
 */
export function attributedTo(buckets: readonly Bucket[], report: WindowReport): Bucket | undefined {
  const narrowest = buckets.at(-1);
  const alike = buckets.find((bucket) => resembles(bucket, report));
  if (alike !== undefined || narrowest === undefined) return alike;
  return report.limit !== undefined && report.limit > narrowest.row.limit ? buckets[0] : narrowest;
}

/**
 * The narrower buckets whose assumed limits do not hold: the headers describe a wider bucket and allow more calls than
 * Postman does there (`row.documented`). Such a server (an emulator, a gateway) has only the window that it names. With
 * Postman's own number a narrower limit may exist too, unnamed, and stays assumed.
 */
export function waivedLimits(
  buckets: readonly Bucket[],
  reported: Bucket | undefined,
  report: WindowReport,
): readonly Bucket[] {
  const at = reported === undefined ? -1 : buckets.indexOf(reported);
  const isForeign = report.limit !== undefined && reported !== undefined && report.limit > reported.row.documented;
  return at < 0 || !isForeign ? [] : buckets.slice(at + 1);
}

/** True where the headers name this bucket's window length, or no length and this bucket's limit. */
function resembles(bucket: Bucket, report: WindowReport): boolean {
  return report.windowMs === undefined
    ? report.limit === limitOf({ ...bucket, share: 1 })
    : report.windowMs === windowOf(bucket);
}
