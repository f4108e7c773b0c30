// The options of a client, and their defaults.
import type { Clock } from '@postform/engine';
import type { ProxyOptions } from './http/endpoint.ts';
import type { OnEvent } from './http/events.ts';
import type { Transport } from './http/transport.ts';
import type { SharingOptions } from './membership.ts';
import type { MonthlyReserve } from './quota/quota.ts';

export interface ClientOptions {
  /** Default https://api.getpostman.com. A path is kept, for gateways. */
  readonly baseUrl?: string;
  readonly apiKey: string;
  readonly clock: Clock;
  /** Chance, 0 to 1, for the jitter of retries. Default: no jitter. */
  readonly random?: () => number;
  /** The number of calls at a time. Default 8. */
  readonly concurrency?: number;
  /** Real milliseconds for one request and its whole reply, without waits for windows. Default 60,000. */
  readonly deadlineMs?: number;
  /** The most time that all calls together spend on failing attempts and the pauses between them. Default 600,000. */
  readonly failureBudgetMs?: number;
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
  /** No call is sent once this time has passed since the client was created. Default: no limit. */
  readonly maxDurationMs?: number;
  /** Once aborted, no call waits any more; calls that can be sent at once still are. */
  readonly signal?: AbortSignal;
  /** Default true. False: no limit is assumed before a header reports one, for servers without limits. */
  readonly assumeLimits?: boolean;
  readonly userAgent?: string;
  /** Allows plain http to other hosts than loopback. The API key is then sent unencrypted. */
  readonly allowInsecure?: boolean;
  /** Default: none; the client shares nothing. */
  readonly sharing?: SharingOptions;
  /** What the calls are spent for, for the ledger. Default `other`. */
  readonly command?: string;
  /** Default true: the command takes --target, so that messages may advise it. */
  readonly takesTargets?: boolean;
  /** True: quota figures stored by earlier runs are not used, because this run asks the server. */
  readonly ignoreStoredQuota?: boolean;
  /** Redacts further secrets. The API key and proxy passwords are always redacted. */
  readonly redact?: (text: string) => string;
  /** Default: the network. A simulation passes its own. */
  readonly transport?: Transport;
}
