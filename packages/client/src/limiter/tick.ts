// One tick of the limiter, as a pure function: finished calls give their permits back, and waiting calls share what is free.
import type { WindowReport } from '../http/headers.ts';
import { attributedTo, waivedLimits } from './attribution.ts';
import { type Admission, admissionOf, freeCallsOf, returnPermit, takePermit, waiveLimit } from './bucket.ts';
import { dropImplausible, dropUnknownOwners } from './bucket-bounds.ts';
import { clearStrikes, pauseBucket } from './bucket-refusal.ts';
import { type Bucket, sum } from './bucket-state.ts';
import { shareOf } from './fair-share.ts';
import type { BucketRow } from './limits.ts';
import type { FinishedCall, Grant, PermitRequest } from './permits.ts';
import {
  bucketAt,
  competingDemands,
  expireStale,
  type Owner,
  ownerCallsOf,
  recordDemand,
  remainingDemands,
  type SharedWindows,
} from './shared-windows.ts';

/** `wait`: ask again at `untilMs` (infinite: when a call ends). `closed`: the buckets that certainly do not open before then. */
export type PermitAnswer =
  | { readonly kind: 'granted'; readonly grant: Grant }
  | { readonly kind: 'wait'; readonly untilMs: number; readonly closed: readonly ClosedBucket[] };

export interface ClosedBucket {
  readonly row: BucketRow;
  readonly untilMs: number;
}

export interface TickInput {
  readonly me: { readonly owner: string; readonly host: string };
  readonly rows: ReadonlyMap<string, BucketRow>;
  /** The part of the limits that this machine uses: less than 1 while it cannot reach the others. */
  readonly share: number;
  /** This client's permits by bucket before the tick, those of `finished` included. */
  readonly inFlight: Readonly<Record<string, number>>;
  /** True after this client's first tick. If it is then missing from the windows, the others have expired it. */
  readonly wasThere: boolean;
  readonly finished: readonly FinishedCall[];
  readonly requests: readonly PermitRequest[];
  /** How long this client's calls take, from grant to end. */
  readonly callMs: number;
  readonly nowMs: number;
  /** How far the store's clock is ahead of the client's. */
  readonly aheadMs: number;
}

/** Where this many calls are free, grants may be prefetched. */
const PLENTY = 128;
/** How often a client checks what others have given back: about as often as a call ends. */
const POLL_MAX_MS = 250;
const POLL_MIN_MS = 10;

/** Alters `windows`. The answers are in the order of the requests; their times are of the store's clock. */
export function runTick(windows: SharedWindows, input: TickInput): readonly PermitAnswer[] {
  const { me, rows, nowMs } = input;
  dropUnknownOwners(windows, nowMs);
  expireStale(windows, [...rows.values()], nowMs, me.owner);
  const bucketOf = (name: string) => bucketAt(windows, rows.get(name)!, input.share);
  const before = windows.owners[me.owner];
  const wasExpired = input.wasThere && before === undefined;
  const demands = before === undefined ? {} : remainingDemands(before, bucketOf, nowMs);
  const self: Owner = { host: me.host, heartbeatAtMs: nowMs, demands };
  windows.owners[me.owner] = self;
  windows.savedAtMs = nowMs;
  windows.serial += 1;
  for (const name of rows.keys()) {
    const { inFlight } = bucketOf(name).state;
    const mine = input.inFlight[name] ?? 0;
    if (mine > 0) inFlight[me.owner] = mine;
    else delete inFlight[me.owner];
  }
  for (const name of rows.keys()) dropImplausible(bucketOf(name), nowMs);
  for (const call of input.finished) returnGrant(call, call.grant.buckets.map(bucketOf), input.aheadMs, wasExpired);
  for (const name of rows.keys()) dropImplausible(bucketOf(name), nowMs);
  const tick = { windows, input, shares: sharesOf(windows, input, bucketOf), plenty: new Map(), self };
  return input.requests.map((request) => {
    const buckets = request.buckets.map(bucketOf);
    return request.isPrefetch ? prefetch(tick, request, buckets) : answer(tick, request, buckets);
  });
}

/**
 * `isStale`: the process was suspended, and its reply says nothing of now. A reply that reports one bucket reports of the
 * call's other buckets that it says nothing of them.
 */
function returnGrant(
  { grant, end, atMs }: FinishedCall,
  buckets: readonly Bucket[],
  aheadMs: number,
  isStale: boolean,
): void {
  const report = isStale || end.report === undefined ? undefined : shiftedReport(end.report, aheadMs);
  const reported = attributedTo(buckets, report ?? {});
  buckets.forEach((bucket, index) => {
    const own = bucket === reported ? report : report && {};
    returnPermit(bucket, grant.permits[index]!, atMs + aheadMs, end.sent, own);
  });
  if (isStale) return;
  if (report !== undefined && !end.limited) {
    for (const bucket of waivedLimits(buckets, reported, report)) waiveLimit(bucket, atMs + aheadMs);
    for (const bucket of buckets) clearStrikes(bucket);
  }
  const retryAtMs = end.retryAtMs === undefined ? undefined : end.retryAtMs + aheadMs;
  if (end.limited && reported !== undefined) pauseBucket(reported, atMs + aheadMs, retryAtMs);
}

function shiftedReport(report: WindowReport, aheadMs: number): WindowReport {
  return report.resetAtMs === undefined ? report : { ...report, resetAtMs: report.resetAtMs + aheadMs };
}

interface Tick {
  readonly windows: SharedWindows;
  readonly input: TickInput;
  /** How many permits of each bucket this client may still take; absent: all that are free. */
  readonly shares: Map<string, number>;
  /** How many grants for these buckets may still be prefetched. */
  readonly plenty: Map<readonly string[], number>;
  readonly self: Owner;
}

/** This client's fair share of the buckets for which others wait too. */
function sharesOf(
  windows: SharedWindows,
  { requests, me, nowMs }: TickInput,
  bucketOf: (name: string) => Bucket,
): Map<string, number> {
  const shares = new Map<string, number>();
  for (const name of new Set(requests.flatMap(({ buckets }) => buckets))) {
    const bucket = bucketOf(name);
    const competing = competingDemands(windows, bucket, nowMs, me.owner);
    if (competing.length === 0) continue;
    const mine = { owner: me.owner, used: ownerCallsOf(bucket, me.owner) };
    shares.set(name, shareOf(me.owner, freeCallsOf(bucket, nowMs, false), [...competing, mine]));
  }
  return shares;
}

function answer(tick: Tick, request: PermitRequest, buckets: readonly Bucket[]): PermitAnswer {
  const { input, shares, self } = tick;
  const pollAtMs = input.nowMs + pollMs(tick);
  const { nowMs, me } = input;
  const closed: ClosedBucket[] = [];
  const unavailable: Bucket[] = [];
  let untilMs = Number.NEGATIVE_INFINITY;
  for (const bucket of buckets) {
    const admission = admissionOf(bucket, nowMs, bucket === buckets.at(-1));
    const hasShare = (shares.get(bucket.row.name) ?? 1) > 0;
    if (admission.kind === 'admit' && hasShare) continue;
    unavailable.push(bucket);
    if (admission.kind === 'closed') closed.push({ row: bucket.row, untilMs: admission.untilMs });
    const othersMs = dependsOnOthers(bucket, me.owner, hasShare) ? pollAtMs : Number.POSITIVE_INFINITY;
    const notBeforeMs = shares.has(bucket.row.name) ? (nowMs + pollAtMs) / 2 : 0;
    untilMs = Math.max(untilMs, nextAttemptAt(admission, othersMs, notBeforeMs));
  }
  if (unavailable.length === 0) {
    for (const name of request.buckets) if (shares.has(name)) shares.set(name, shares.get(name)! - 1);
    return grantOf(tick, request, buckets);
  }
  for (const { row } of unavailable) recordDemand(self, row.name, nowMs);
  return { kind: 'wait', untilMs: Math.max(untilMs, nowMs), closed };
}

/** They come after all calls and are alike: what is free is counted once, and each grant takes one of it. */
function prefetch(tick: Tick, request: PermitRequest, buckets: readonly Bucket[]): PermitAnswer {
  const { input, shares, plenty } = tick;
  const free = () => Math.min(...buckets.map((bucket) => freeCallsOf(bucket, input.nowMs, true)));
  const left = plenty.get(request.buckets) ?? (shares.size > 0 ? 0 : free() - PLENTY + 1);
  plenty.set(request.buckets, left - 1);
  return left < 1 ? { kind: 'wait', untilMs: input.nowMs, closed: [] } : grantOf(tick, request, buckets);
}

function grantOf({ input }: Tick, request: PermitRequest, buckets: readonly Bucket[]): PermitAnswer {
  const { me, nowMs } = input;
  const permits = buckets.map((bucket) => takePermit(bucket, me.owner, nowMs, bucket === buckets.at(-1)));
  return { kind: 'granted', grant: { buckets: request.buckets, permits } };
}

/** Beside other demands not before `notBeforeMs`: clients that all wake for each free permit only keep each other busy. */
function nextAttemptAt(admission: Admission, othersMs: number, notBeforeMs: number): number {
  if (admission.kind === 'admit') return othersMs;
  if (admission.kind === 'closed') return Math.max(admission.untilMs, notBeforeMs);
  return Math.min(admission.untilMs ?? Number.POSITIVE_INFINITY, othersMs);
}

/** True where other clients, which cannot notify this one, hold what it waits for: calls in flight, or their fair shares. */
function dependsOnOthers({ state }: Bucket, me: string, hasShare: boolean): boolean {
  return !hasShare || sum(state.inFlight) > (state.inFlight[me] ?? 0);
}

/** Short enough to leave no window idle, long enough that many processes do not overload the store. */
function pollMs({ windows, input }: Tick): number {
  const crowd = Math.max(1, Object.keys(windows.owners).length / 4);
  return Math.min(POLL_MAX_MS, Math.max(POLL_MIN_MS, (input.callMs / 2) * crowd));
}
