// Room: the client, where the rooms meet: money first, then the gates, then the telephone.
import type { Client, Count } from '@postform/engine';
import { type Line, sendCall } from './attempt.ts';
import type { ClientOptions } from './client-options.ts';
import type { Forgotten } from './forget.ts';
import { DEFAULT_BASE_URL, parseBaseUrl } from './http/base-url.ts';
import { Skew } from './http/clock-skew.ts';
import { whereOf } from './http/endpoint.ts';
import { appError } from './http/errors.ts';
import { DEFAULT_PATIENCE_MS, Patience } from './http/failure-budget.ts';
import type { MonthNews } from './http/plausible.ts';
import { proxyPasswords, redactor } from './http/redact.ts';
import { requestOf } from './http/request.ts';
import { createTransport } from './http/transport.ts';
import { Pacer } from './limiter/limiter.ts';
import { BUCKETS, bucketsOf } from './limiter/limits.ts';
import { Membership } from './membership.ts';
import { createQueue } from './queue.ts';
import { allowanceOf } from './quota/allowance.ts';
import type { BudgetView } from './quota/budget-view.ts';
import { Purse } from './quota/quota.ts';
import { Reservations } from './quota/reservation.ts';
import type { Who } from './sharing/account.ts';
import { UnreachableStore } from './sharing/store.ts';
import { Bounds } from './wait-limits.ts';

export interface PostmanClient extends Client {
  budget(): BudgetView;
  /** What `GET /me` says of the month. */
  tellMonth(news: MonthNews): void;
  /** What `GET /me` says of us: from now on, here and in later runs, all keys of the user share, and all users of the team. */
  tellWho(who: Who): Promise<void>;
  /** Learns what other processes know of the limits and the month. Sends no call. */
  look(): Promise<void>;
  /**
   * Takes out of every store what servers have said of our limits and our month; the ledger stays, and what running processes
   * hold. Sends no call. Throws E_CLIENT_STORE where a store cannot be reached.
   */
  forget(): Promise<readonly Forgotten[]>;
  /** Refuses whoever waits for a window, and waits for calls under way. */
  close(): Promise<void>;
}

/** Throws E_CLIENT_API_KEY, E_CLIENT_BASE_URL or E_CLIENT_PROXY; sends nothing. */
export function createClient(options: ClientOptions): PostmanClient {
  const { apiKey, clock, concurrency = 8, deadlineMs = 60_000, maxWaitMs = 300_000, proxy = {} } = options;
  const { maxCallsPerRun, maxDurationMs, signal, userAgent = 'postform' } = options;
  const own = redactor([apiKey, ...proxyPasswords(proxy)]);
  const redact = (text: string) => options.redact?.(own(text)) ?? own(text);
  if (!/^[\x21-\x7e]+$/.test(apiKey))
    throw appError(
      'E_CLIENT_API_KEY',
      apiKey === '' ? 'the API key is empty' : 'the API key holds blanks or control characters',
      redact,
    );
  const onEvent = options.onEvent ?? (() => {});
  const base = parseBaseUrl(options.baseUrl ?? DEFAULT_BASE_URL, options.allowInsecure ?? false, redact);
  const baseUrl = `${base.origin}${base.prefix}`;
  const membership = new Membership({ sharing: options.sharing, baseUrl, apiKey, clock, onEvent });
  const { sharing, me, keys } = membership;
  const purse = new Purse({
    clock,
    reserve: options.monthlyReserve ?? 0,
    sharing,
    owner: me.owner,
    key: keys.purse,
    command: options.command ?? 'other',
    isForgetful: options.isForgetful ?? false,
  });
  const bounds = new Bounds({
    clock,
    maxWaitMs: options.wait === false ? 0 : maxWaitMs,
    ...(maxDurationMs === undefined ? {} : { maxDurationMs }),
    ...(signal === undefined ? {} : { signal }),
    redact,
  });
  const pacer = new Pacer({
    sharing,
    me,
    key: keys.windows,
    rows:
      options.assumeLimits === false ? BUCKETS.map((row) => ({ ...row, limit: Number.POSITIVE_INFINITY })) : BUCKETS,
    clock,
    onEvent,
    maxWaitMs: () => bounds.maxWaitMs,
    tooLong: (row, untilMs) => bounds.tooLong(`${row.label} opens`, untilMs),
  });
  const hurry = () => pacer.hurry();
  signal?.addEventListener('abort', hurry, { once: true });
  const transport = options.transport ?? createTransport({ base, connections: concurrency, deadlineMs, proxy, redact });
  const line: Line = {
    clock,
    random: options.random ?? (() => 0),
    pacer,
    purse,
    queue: createQueue(concurrency),
    transport,
    skew: new Skew(),
    where: whereOf(base, proxy),
    bounds,
    patience: new Patience(clock, options.patienceMs ?? DEFAULT_PATIENCE_MS, redact),
    onEvent,
    onSilentMonth: () => reservations.warnBlind(),
    redact,
    requestOf: (call) => requestOf(call, { prefix: base.prefix, apiKey, userAgent, redact }),
  };
  const reservations = new Reservations({
    purse,
    maxCallsPerRun,
    onEvent,
    redact,
    send: (call, account, leaving) => sendCall(line, call, account, leaving),
  });
  const budget = (): BudgetView => ({
    spent: reservations.spent(),
    setAside: reservations.setAside(),
    ...(maxCallsPerRun === undefined ? {} : { maxCallsPerRun }),
    month: purse.view(),
    heldByOthers: purse.heldByOthers,
    ledger: purse.ledger(),
    buckets: pacer.view(),
  });
  const refusal = ({ byBucket }: Pick<Count, 'byBucket'>) => {
    const shut = pacer.opening(byBucket);
    if (shut !== undefined && shut.untilMs - clock.nowMs() > bounds.maxWaitMs)
      return bounds.tooLong(`${shut.row.label} opens`, shut.untilMs);
    return bounds.over();
  };
  let isClosed = false;
  return {
    bucketsOf,
    reserve: async (purpose, worst) => {
      if (isClosed) throw appError('E_CLIENT_CLOSED', 'the client is closed', redact);
      return reservations.open(purpose, worst);
    },
    refusal,
    run: () =>
      maxCallsPerRun === undefined
        ? undefined
        : { limit: maxCallsPerRun, used: reservations.spent() + reservations.setAside() },
    budget,
    allowance: async () => {
      await Promise.all([pacer.look(), purse.look()]);
      return allowanceOf(budget(), (calls) => refusal({ byBucket: { general: calls } }) === undefined);
    },
    tellMonth: (news) => purse.tell(news),
    tellWho: (who) => membership.learn(who, pacer, purse),
    look: () => membership.look(pacer, purse),
    forget: () =>
      membership.forget(BUCKETS, purse.ledger().month).catch((error: unknown) => {
        if (!(error instanceof UnreachableStore)) throw error;
        throw appError('E_CLIENT_STORE', `${error.message}; what it keeps of limits and month stays`, redact);
      }),
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      signal?.removeEventListener('abort', hurry);
      const left = pacer.close(appError('E_CLIENT_CLOSED', 'the client was closed while a call waited', redact));
      await transport.close();
      await left;
      await purse.close();
      await sharing.close();
    },
  };
}
