// What calls ask of the limiter, what they are granted, and how they report their end.
import type { WindowReport } from '../http/headers.ts';

/** Leave to count one call in one bucket. */
export interface Permit {
  readonly owner: string;
  /** The call goes ahead alone to find out what the window holds. */
  readonly probe: boolean;
  readonly atMs: number;
}

/** Leave to send one call: a permit for each of its buckets, from wide to narrow. */
export interface Grant {
  readonly buckets: readonly string[];
  readonly permits: readonly Permit[];
}

export interface PermitRequest {
  readonly buckets: readonly string[];
  /** For a later call: granted only where many calls are free. */
  readonly isPrefetch: boolean;
}

/** How a call ended. Times are of the client's clock. */
export interface CallEnd {
  readonly sent: boolean;
  /** Absent where there was no reply. */
  readonly report?: WindowReport;
  /** True after a per-time refusal: the bucket closes until `retryAtMs`, or until its window ends. */
  readonly limited?: boolean;
  readonly retryAtMs?: number;
}

export interface FinishedCall {
  readonly grant: Grant;
  readonly end: CallEnd;
  readonly atMs: number;
}
