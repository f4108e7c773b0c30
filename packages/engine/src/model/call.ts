// Calls, the unit of money. One call is one HTTP request sent, retries included.
import type { AppError } from './errors.ts';
import type { Json } from './json.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One operation of the Postman API, e.g. `{ operation: 'getMonitor', method: 'GET', path: '/monitors/{id}' }`. */
export interface Route {
  /** Postman's operationId. */
  readonly operation: string;
  readonly method: Method;
  /** Path template; `{name}` is filled from `Call.params`, percent-encoded. */
  readonly path: string;
}

export interface Call {
  readonly route: Route;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Json;
  /** The header of that name (RFC 7240): how the server should answer. */
  readonly prefer?: 'respond-async';
  /**
   * Of a read only: asked once with the body hash of a whole 2xx reply. Where it answers true, the body is neither decoded nor
   * checked nor kept.
   */
  readonly isKnown?: (bodyHash: string) => boolean;
}

export interface Reply {
  readonly status: number;
  /** Undefined where `Call.isKnown` knew the body; null where the server sent none. */
  readonly body: Json | undefined;
  /** SHA-256 of the bytes of the body as they were sent, base64url. */
  readonly bodyHash: string;
}

/** What a write does on its way out, at each of its attempts. */
export interface Leaving {
  /** Awaited when a call is let through, before its first byte, and again before each retry; its error stops the call. */
  prepare(): Promise<void>;
  /**
   * Asked in the very turn in which the first byte would leave. False: the run was held up since `prepare`, for longer than
   * it may send without asking who holds the lock; nothing is sent, and `prepare` comes once more.
   */
  isReady(): boolean;
}

/** Sends one call, paced and paid. Resolves for 2xx only; every other ending is a CallError. */
export type Send = (call: Call, leaving?: Leaving) => Promise<Reply>;

/** How many calls, by bucket. A call may pass several buckets, so the buckets do not add up to `calls`. */
export interface Count {
  readonly calls: number;
  readonly byBucket: Readonly<Record<string, number>>;
}

/** Names the per-time limits that a route passes, e.g. `['general', 'slow']`. A static table of the client. */
export type BucketsOf = (route: Route) => readonly string[];

/** What a reservation is for. One for reading refuses anything but GET. */
export type Purpose = 'read' | 'write';

export interface Reservation {
  readonly send: Send;
  /** Calls sent so far in this reservation, retries included. */
  spent(): number;
  release(): void;
}

/** The client as the engine sees it: calls are reserved first, and then sent. */
export interface Client {
  /**
   * Sets `worst` aside. Throws an AppError with exit 4 where the quota or the run's limit does not suffice;
   * nothing was sent then.
   */
  reserve(purpose: Purpose, worst: Pick<Count, 'calls'>): Promise<Reservation>;
  /** Calls that may be sent now: by the run's limit, the month, and a window that the run may not wait for; undefined where nothing bounds them. */
  allowance(): Promise<number | undefined>;
  /** The limit of calls of this run, and what of it is spent or set aside; undefined where the run has none. */
  run?(): { readonly limit: number; readonly used: number } | undefined;
  /**
   * Why this many more calls, beside those in flight, would not be sent: they would have to wait for longer than the run may, or
   * the run is over. Undefined where they would be sent, at once or after a wait, as far as known.
   */
  refusal(count: Count): AppError | undefined;
  readonly bucketsOf: BucketsOf;
}

export const NO_CALLS: Count = { calls: 0, byBucket: {} };

export function addCounts(...counts: readonly Count[]): Count {
  const byBucket: Record<string, number> = {};
  let calls = 0;
  for (const count of counts) {
    calls += count.calls;
    for (const [bucket, n] of Object.entries(count.byBucket)) byBucket[bucket] = (byBucket[bucket] ?? 0) + n;
  }
  return { calls, byBucket: Object.fromEntries(Object.entries(byBucket).sort(([a], [b]) => (a < b ? -1 : 1))) };
}

export function countRoute(route: Route, times: number, bucketsOf: BucketsOf): Count {
  if (times === 0) return NO_CALLS;
  return { calls: times, byBucket: Object.fromEntries(bucketsOf(route).map((bucket) => [bucket, times])) };
}
