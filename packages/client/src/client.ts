// Creates the client: every call is paid from a reservation, waits for its permits, and is then sent.
import type { Client, Count } from '@postform/engine';
import pLimit from 'p-limit';
import { type SendContext, sendCall } from './attempt.ts';
import type { ClientOptions } from './client-options.ts';
import type { ForgottenData } from './forget.ts';
import { ClockSkew } from './http/clock-skew.ts';
import { DEFAULT_BASE_URL, endpointOf, parseBaseUrl } from './http/endpoint.ts';
import { appError, type Redact } from './http/errors.ts';
import { DEFAULT_FAILURE_BUDGET_MS, FailureBudget } from './http/failure-budget.ts';
import type { QuotaReport } from './http/plausible.ts';
import { proxyPasswords, redactor } from './http/redact.ts';
import { requestOf } from './http/request.ts';
import { createTransport } from './http/transport.ts';
import { Limiter } from './limiter/limiter.ts';
import { BUCKETS, bucketsOf } from './limiter/limits.ts';
import { Membership } from './membership.ts';
import { allowanceOf, type BudgetView } from './quota/budget.ts';
import { Quota } from './quota/quota.ts';
import { Reservations, unknownQuotaWarning } from './quota/reservation.ts';
import type { AccountId } from './sharing/account.ts';
import { UnreachableStore } from './sharing/store.ts';
import { WaitLimits } from './wait-limits.ts';

export interface PostmanClient extends Client {
  budget(): BudgetView;
  /** Reports what `GET /me` says of the quota. */
  reportQuota(report: QuotaReport): void;
  /** Reports what `GET /me` says of the account. From now on all keys of the user share limits, and all users of the team the quota. */
  identify(account: AccountId): Promise<void>;
  /** Exchanges with the shared store what is known of limits and quota. Sends no call. */
  sync(): Promise<void>;
  /**
   * Removes from every store what servers have reported of limits and quota. The ledger and the calls of running processes
   * stay. Sends no call. Throws E_CLIENT_STORE where a store is unreachable.
   */
  forget(): Promise<readonly ForgottenData[]>;
  /** Refuses the calls that wait for a window, and waits for those in flight. */
  close(): Promise<void>;
}

/** Throws E_CLIENT_API_KEY, E_CLIENT_BASE_URL or E_CLIENT_PROXY; sends nothing. */
export function createClient(options: ClientOptions): PostmanClient {
  const redact = redactorOf(options);
  checkKey(options.apiKey, redact);
  const parts = createParts(options, redact);
  const { limiter, quota, reservations, membership, waitLimits, transport } = parts;
  const { clock, maxCallsPerRun, signal } = options;
  const recheckWaits = () => limiter.recheckWaits();
  signal?.addEventListener('abort', recheckWaits, { once: true });
  const budget = (): BudgetView => ({
    spent: reservations.spent(),
    setAside: reservations.setAside(),
    ...(maxCallsPerRun === undefined ? {} : { maxCallsPerRun }),
    month: quota.view(),
    setAsideByOthers: quota.setAsideByOthers,
    ledger: quota.ledger(),
    buckets: limiter.view(),
  });
  const refusal = ({ byBucket }: Pick<Count, 'byBucket'>) => {
    const closed = limiter.opening(byBucket);
    if (closed !== undefined && closed.untilMs - clock.nowMs() > waitLimits.maxWaitMs)
      return waitLimits.tooLong(`${closed.row.label} opens`, closed.untilMs);
    return waitLimits.over();
  };
  const mayBeSent = (calls: number) => refusal({ byBucket: { general: calls } }) === undefined;
  const state = { isClosed: false };
  return {
    bucketsOf,
    reserve: async (purpose, worst) => {
      if (state.isClosed) throw appError('E_CLIENT_CLOSED', 'the client is closed', redact);
      return reservations.open(purpose, worst.calls);
    },
    refusal,
    run: () =>
      maxCallsPerRun === undefined
        ? undefined
        : { limit: maxCallsPerRun, used: reservations.spent() + reservations.setAside() },
    budget,
    allowance: async () => {
      await Promise.all([limiter.sync(), quota.sync()]);
      return allowanceOf(budget(), mayBeSent);
    },
    reportQuota: (report) => quota.report(report),
    identify: (account) => membership.identify(account, parts),
    sync: () => membership.sync(parts),
    forget: () =>
      membership.forget(BUCKETS, quota.ledger().month).catch((error: unknown) => {
        if (!(error instanceof UnreachableStore)) throw error;
        throw appError('E_CLIENT_STORE', `${error.message}; what it holds of limits and quota stays`, redact);
      }),
    close: async () => {
      if (state.isClosed) return;
      state.isClosed = true;
      signal?.removeEventListener('abort', recheckWaits);
      const left = limiter.close(appError('E_CLIENT_CLOSED', 'the client was closed while a call waited', redact));
      await transport.close();
      await left;
      await quota.close();
      await membership.sharing.close();
    },
  };
}

/** Redacts the API key, proxy passwords, and what the options add. */
function redactorOf({ apiKey, proxy = {}, redact }: ClientOptions): Redact {
  const own = redactor([apiKey, ...proxyPasswords(proxy)]);
  return (text) => redact?.(own(text)) ?? own(text);
}

function checkKey(apiKey: string, redact: Redact): void {
  if (/^[\x21-\x7e]+$/.test(apiKey)) return;
  const problem = apiKey === '' ? 'is empty' : 'holds blanks or control characters';
  throw appError('E_CLIENT_API_KEY', `the API key ${problem}`, redact);
}

/** The objects of one client, each created after those that it uses. */
function createParts(options: ClientOptions, redact: Redact) {
  const { apiKey, clock, concurrency = 8, deadlineMs = 60_000, maxWaitMs = 300_000, proxy = {} } = options;
  const { maxCallsPerRun, maxDurationMs, signal, userAgent = 'postform', onEvent = () => {} } = options;
  const base = parseBaseUrl(options.baseUrl ?? DEFAULT_BASE_URL, options.allowInsecure ?? false, redact);
  const transport = options.transport ?? createTransport({ base, connections: concurrency, deadlineMs, proxy, redact });
  const baseUrl = `${base.origin}${base.prefix}`;
  const membership = new Membership({ sharing: options.sharing, baseUrl, apiKey, clock, onEvent });
  const { sharing, me, keys } = membership;
  const waitLimits = new WaitLimits({
    clock,
    maxWaitMs: options.wait === false ? 0 : maxWaitMs,
    ...(maxDurationMs === undefined ? {} : { maxDurationMs }),
    ...(signal === undefined ? {} : { signal }),
    redact,
  });
  const limiter = new Limiter({
    sharing,
    me,
    key: keys.windows,
    rows:
      options.assumeLimits === false ? BUCKETS.map((row) => ({ ...row, limit: Number.POSITIVE_INFINITY })) : BUCKETS,
    clock,
    onEvent,
    maxWaitMs: () => waitLimits.maxWaitMs,
    tooLong: (row, untilMs) => waitLimits.tooLong(`${row.label} opens`, untilMs),
  });
  const quota = new Quota({
    clock,
    reserve: options.monthlyReserve ?? 0,
    sharing,
    owner: me.owner,
    key: keys.quota,
    command: options.command ?? 'other',
    ignoreStoredQuota: options.ignoreStoredQuota ?? false,
  });
  const onUnknownQuota = unknownQuotaWarning(maxCallsPerRun, onEvent);
  const context: SendContext = {
    clock,
    random: options.random ?? (() => 0),
    limiter,
    quota,
    enqueue: pLimit(concurrency),
    transport,
    skew: new ClockSkew(),
    endpoint: endpointOf(base, proxy),
    waitLimits,
    failureBudget: new FailureBudget(clock, options.failureBudgetMs ?? DEFAULT_FAILURE_BUDGET_MS, redact),
    onEvent,
    onUnknownQuota,
    redact,
    requestOf: (call) => requestOf(call, { prefix: base.prefix, apiKey, userAgent, redact }),
  };
  const reservations = new Reservations({
    quota,
    maxCallsPerRun,
    takesTargets: options.takesTargets ?? true,
    redact,
    onUnknownQuota,
    send: (call, reserved, leaving) => sendCall(context, call, reserved, leaving),
  });
  return { limiter, quota, reservations, membership, waitLimits, transport };
}
