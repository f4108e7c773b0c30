// One bucket, as pure functions over plain state: whether a call may go now, and if not, when. Time is an argument.
import type { WindowReport } from '../http/headers.ts';
import {
  addEnded,
  type Bucket,
  endedOf,
  forgetEnded,
  inFlightOf,
  leavesAt,
  limitOf,
  liveOf,
  type ReportedWindow,
  trustCount,
  wasRefused,
  windowOf,
} from './bucket-state.ts';
import type { Permit } from './permits.ts';

/**
 * `admit`: a call may go now. `closed`: not before `untilMs`. `await-reply`: not before a call in flight has ended, and at
 * `untilMs` at the latest: the window ends then, or the call has taken too long.
 */
export type Admission =
  | { readonly kind: 'admit' }
  | { readonly kind: 'closed'; readonly untilMs: number }
  | { readonly kind: 'await-reply'; readonly untilMs?: number };

export interface BucketView {
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
  /** True until a reply has reported this bucket: limit and window are those of the table. */
  readonly isAssumed: boolean;
  /** Left in the server's window, less the calls in flight; 0 where no call may go until `resetAtMs`; absent where unknown. */
  readonly available?: number;
  readonly resetAtMs?: number;
}

/*
 * Two rules hold at the same time:
 * - the server's window: available = smallest `remaining` reported − calls in flight, computed anew each time (storing the
 *   difference would count a call twice). Where the window is unknown, one call goes ahead as a probe;
 * - the clients' own history: at most `limit` calls in any `windowMs`. A call counts from its start until `windowMs` after
 *   its end, or until the server's count shows that it no longer counts there.
 * The calls are those of all processes that share the state.
 */

/** A probe may be a large upload: after this time another call goes ahead too. A probe not yet sent must ask again. */
const PROBE_TIMEOUT_MS = 5_000;
export const isOverdue = ({ probe, atMs }: Permit, nowMs: number): boolean => probe && nowMs - atMs >= PROBE_TIMEOUT_MS;

/** `mayProbe`: this is the narrowest bucket of the call. Only in that one does a call have to find out what is left. */
export function admissionOf(bucket: Bucket, nowMs: number, mayProbe: boolean): Admission {
  const { pausedUntilMs = Number.NEGATIVE_INFINITY, isWaived, probe } = bucket.state;
  if (nowMs < pausedUntilMs) return { kind: 'closed', untilMs: pausedUntilMs };
  if (isWaived) return { kind: 'admit' };
  const history = historyAdmissionOf(bucket, nowMs);
  if (history.kind !== 'admit') return history;
  const reported = liveOf(bucket, nowMs);
  if (mayProbe && probe !== undefined && isUnsure(bucket, reported, nowMs)) {
    const untilMs = probe.atMs + PROBE_TIMEOUT_MS;
    if (nowMs < untilMs) return { kind: 'await-reply', untilMs };
  }
  if (reported === undefined) return { kind: 'admit' };
  const { remaining = Number.POSITIVE_INFINITY, resetAtMs } = reported;
  if (remaining - inFlightOf(bucket) >= 1) return { kind: 'admit' };
  return remaining < 1 ? { kind: 'closed', untilMs: resetAtMs } : { kind: 'await-reply', untilMs: resetAtMs };
}

/** How many calls could be admitted one after the other if no reply came in between: 0 or more, or infinite. */
export function freeCallsOf(bucket: Bucket, nowMs: number, mayProbe: boolean): number {
  if (admissionOf(bucket, nowMs, mayProbe).kind !== 'admit') return 0;
  if (bucket.state.isWaived) return Number.POSITIVE_INFINITY;
  const inFlight = inFlightOf(bucket);
  const ours = limitOf(bucket) - inFlight - endedOf(bucket);
  const reported = liveOf(bucket, nowMs);
  if (mayProbe && isUnsure(bucket, reported, nowMs)) return 1;
  if (reported === undefined) return ours;
  return Math.min(ours, (reported.remaining ?? Number.POSITIVE_INFINITY) - inFlight);
}

export function takePermit(bucket: Bucket, owner: string, nowMs: number, mayProbe: boolean): Permit {
  const { state } = bucket;
  const probe = mayProbe && !state.isWaived && isUnsure(bucket, liveOf(bucket, nowMs), nowMs);
  if (probe) state.probe = { owner, atMs: nowMs };
  state.inFlight[owner] = (state.inFlight[owner] ?? 0) + 1;
  return { owner, probe, atMs: nowMs };
}

/** The call ended, or was given up before it was sent (`sent: false`). `report`: what the reply says of this bucket; absent: no reply. */
export function returnPermit(
  bucket: Bucket,
  permit: Permit,
  nowMs: number,
  sent: boolean,
  report: WindowReport | undefined,
): void {
  const { state } = bucket;
  const inFlight = (state.inFlight[permit.owner] ?? 0) - 1;
  if (inFlight > 0) state.inFlight[permit.owner] = inFlight;
  else delete state.inFlight[permit.owner];
  if (permit.probe && state.probe?.owner === permit.owner && state.probe.atMs === permit.atMs) state.probe = undefined;
  if (!sent) return;
  addEnded(bucket, permit.owner, nowMs);
  applyCount(bucket, permit, nowMs, report);
  if (report !== undefined && Object.keys(report).length > 0) {
    state.isConfirmed = true;
    state.isWaived = false;
  }
  if (report?.limit !== undefined) state.limit = report.limit;
  if (report?.windowMs !== undefined) state.windowMs = report.windowMs;
  if (report?.remaining !== undefined) {
    const resetAtMs = report.resetAtMs ?? nowMs + windowOf(bucket);
    applyReport(bucket, { remaining: report.remaining, resetAtMs, heardAtMs: nowMs }, nowMs);
    return;
  }
  const reported = liveOf(bucket, nowMs);
  if (reported !== undefined && report !== undefined) reported.heardAtMs = nowMs;
  if (reported?.remaining !== undefined) reported.remaining -= 1;
  else if (reported === undefined && permit.probe && report !== undefined)
    state.reported = { resetAtMs: nowMs + windowOf(bucket), heardAtMs: nowMs };
}

/** A reply to a call on this bucket shows that the server does not have the limit that is assumed here. */
export function waiveLimit(bucket: Bucket, nowMs: number): void {
  bucket.state.isWaived = !bucket.state.isConfirmed && !wasRefused(bucket, nowMs);
}

/** The owner has left: its calls count as ended, and no call waits for its probe. */
export function endCallsOf(bucket: Bucket, owner: string, endedAtMs: number): void {
  const calls = bucket.state.inFlight[owner] ?? 0;
  delete bucket.state.inFlight[owner];
  if (calls > 0) addEnded(bucket, owner, endedAtMs, calls);
  if (bucket.state.probe?.owner === owner) bucket.state.probe = undefined;
}

export function bucketViewOf(bucket: Bucket, nowMs: number): BucketView {
  const about = {
    name: bucket.row.name,
    limit: limitOf({ ...bucket, share: 1 }),
    windowMs: windowOf(bucket),
    isAssumed: !bucket.state.isConfirmed,
  };
  const verdict = admissionOf(bucket, nowMs, false);
  if (verdict.kind === 'closed') return { ...about, available: 0, resetAtMs: verdict.untilMs };
  const reported = liveOf(bucket, nowMs);
  if (reported?.remaining === undefined) return about;
  const left = Math.min(reported.remaining, limitOf(bucket) - endedOf(bucket)) - inFlightOf(bucket);
  return { ...about, available: Math.max(0, left), resetAtMs: reported.resetAtMs };
}

function historyAdmissionOf(bucket: Bucket, nowMs: number): Admission {
  forgetEnded(bucket, nowMs);
  const surplus = inFlightOf(bucket) + endedOf(bucket) - limitOf(bucket);
  if (surplus < 0) return { kind: 'admit' };
  const untilMs = leavesAt(bucket, surplus);
  return untilMs === undefined ? { kind: 'await-reply' } : { kind: 'closed', untilMs };
}

/** A report that is older than this part of a window is not relied on: somebody else may have used what was left. */
const OLD_PART = 6;

/** True where one call must go ahead to find out what is left in the window. */
function isUnsure(bucket: Bucket, reported: ReportedWindow | undefined, nowMs: number): boolean {
  if (reported === undefined) return true;
  return reported.remaining !== undefined && nowMs - reported.heardAtMs > windowOf(bucket) / OLD_PART;
}

/**
 * Until the server has refused a call, its own count is better than the history, which keeps each call for longer. The count
 * includes the call that reports it, except on servers that count late: those report a whole limit as left.
 */
function applyCount(bucket: Bucket, permit: Permit, nowMs: number, report: WindowReport | undefined): void {
  const { state } = bucket;
  const limit = report?.limit ?? state.limit;
  if (report?.remaining === undefined || limit === undefined || wasRefused(bucket, nowMs)) return;
  if (report.remaining >= limit) state.countsLate = true;
  const counted = limit - report.remaining - (state.countsLate ? 0 : 1);
  if (counted >= 0) trustCount(bucket, counted, permit.atMs);
}

/** Resets half a window apart belong to two windows: a later one replaces what is known, an earlier one is an old reply. */
function applyReport(bucket: Bucket, heard: Required<ReportedWindow>, nowMs: number): void {
  const reported = liveOf(bucket, nowMs);
  const halfMs = windowOf(bucket) / 2;
  if (reported?.remaining === undefined || heard.resetAtMs - reported.resetAtMs > halfMs) {
    bucket.state.reported = heard;
  } else if (heard.resetAtMs - reported.resetAtMs >= -halfMs) {
    reported.remaining = Math.min(reported.remaining, heard.remaining);
    reported.resetAtMs = Math.min(reported.resetAtMs, heard.resetAtMs);
    reported.heardAtMs = heard.heardAtMs;
  }
}
