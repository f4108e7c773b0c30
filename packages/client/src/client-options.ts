// Room: the options of a client, what stands where nothing is said.
import type { Clock } from '@postform/engine';
import type { OnEvent } from './http/events.ts';
import type { ProxyOptions, Transport } from './http/transport.ts';
import type { SharingOptions } from './membership.ts';
import type { MonthlyReserve } from './quota/quota.ts';

export interface ClientOptions {
  /** Default https://api.getpostman.com. A path is kept, for gateways. */
  readonly baseUrl?: string;
  readonly apiKey: string;
  readonly clock: Clock;
  /** Chance, 0 to 1, for the jitter of retries. Default: no jitter. */
  readonly random?: () => number;
  /** Calls at a time. Default 8. */
  readonly concurrency?: number;
  /** Real milliseconds for one request and its whole reply; waiting for windows does not count. Default 60,000. */
  readonly deadlineMs?: number;
  /** The longest that all calls together spend on attempts that fail, and on the pauses between them. Default 600,000. */
  readonly patienceMs?: number;
  /** Default: no limit. */
  readonly maxCallsPerRun?: number;
  /** Default 0. */
  readonly monthlyReserve?: MonthlyReserve;
  readonly proxy?: ProxyOptions;
  readonly onEvent?: OnEvent;
  /** Default true: sleep through windows, each up to `maxWaitMs`; beyond it E_CLIENT_WOULD_WAIT. False: not at all. */
  readonly wait?: boolean;
  /** The longest single wait for a window, or because the server asks for it. Default 300,000. */
  readonly maxWaitMs?: number;
  /** No call is sent when so much time has passed since the client was made. Default: no limit. */
  readonly maxDurationMs?: number;
  /** Once aborted no call waits any more; those that can go out at once still do. */
  readonly signal?: AbortSignal;
  /** Default true. False: no limit is assumed before a header speaks of one, for a server that has none. */
  readonly assumeLimits?: boolean;
  readonly userAgent?: string;
  /** Lets plain http go to hosts that are not loopback. The key travels in the clear. */
  readonly allowInsecure?: boolean;
  /** Default: none, what it knows it keeps to itself. */
  readonly sharing?: SharingOptions;
  /** What the calls are spent for, for the ledger. Default `other`. */
  readonly command?: string;
  /** True: what earlier runs were told of the month is not believed, for this one asks. */
  readonly isForgetful?: boolean;
  /** Hides what must not be shown beside the key and passwords of proxies, which are hidden anyway. */
  readonly redact?: (text: string) => string;
  /** Default: the network. A simulation hands in its own. */
  readonly transport?: Transport;
}
