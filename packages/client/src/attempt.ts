// Sends one call: wait for a permit, pay, send, interpret the reply, and perhaps try again.
import { assert, type Call, type Clock, type Leaving, type Reply } from '@postform/engine';
import { classifyBreak } from './http/classify-break.ts';
import { type CallVerdict, classifyReply } from './http/classify-reply.ts';
import type { ClockSkew } from './http/clock-skew.ts';
import type { Endpoint } from './http/endpoint.ts';
import { callError, type Failure, type Redact } from './http/errors.ts';
import { inSeconds, type OnEvent } from './http/events.ts';
import type { FailureBudget } from './http/failure-budget.ts';
import { readHeaders } from './http/headers.ts';
import type { WireRequest } from './http/request.ts';
import { decideRetry } from './http/retry.ts';
import type { Transport } from './http/transport.ts';
import type { WireOutcome, WireReply } from './http/wire-outcome.ts';
import type { Limiter } from './limiter/limiter.ts';
import { bucketsOf } from './limiter/limits.ts';
import type { Grant } from './limiter/permits.ts';
import type { Quota } from './quota/quota.ts';
import type { ReservedCalls } from './quota/reservation.ts';
import type { WaitLimits } from './wait-limits.ts';

export interface SendContext {
  readonly clock: Clock;
  /** Chance, 0 to 1, for the jitter of retries. */
  readonly random: () => number;
  readonly limiter: Limiter;
  readonly quota: Quota;
  /** Runs so many tasks at a time, first come first served. Each attempt is a task of its own; a rejection is passed on. */
  readonly enqueue: <T>(task: () => Promise<T>) => Promise<T>;
  readonly transport: Transport;
  readonly skew: ClockSkew;
  readonly endpoint: Endpoint;
  readonly waitLimits: WaitLimits;
  readonly failureBudget: FailureBudget;
  readonly onEvent: OnEvent;
  /** A reply did not say how many calls are left, and nothing else has. */
  readonly onUnknownQuota: () => void;
  readonly redact: Redact;
  readonly requestOf: (call: Call) => WireRequest;
}

/** One call and what pays for it. */
interface Payment {
  readonly call: Call;
  readonly wire: WireRequest;
  readonly reserved: ReservedCalls;
  readonly leaving: Leaving | undefined;
}

/** One request that was sent, and how it ended. Times are of the client's clock. */
interface Exchange {
  readonly grant: Grant;
  readonly sentAtMs: number;
  readonly receivedAtMs: number;
  readonly outcome: Exclude<WireOutcome, { kind: 'unsent' }>;
}

/** Resolves for 2xx; every other ending is a CallError, or an AppError where nothing was sent. */
export async function sendCall(
  context: SendContext,
  call: Call,
  reserved: ReservedCalls,
  leaving?: Leaving,
): Promise<Reply> {
  const { quota, redact, waitLimits, failureBudget, clock } = context;
  const payment: Payment = { call, wire: context.requestOf(call), reserved, leaving };
  for (let attempt = 1, last: Failure | undefined; ; attempt += 1) {
    if (quota.view().isExhausted) throw callError(exhausted(call), redact);
    if (!reserved.take()) {
      assert(last, 'a reservation pays the first attempt of every call that it accepts');
      throw callError(last, redact);
    }
    const verdict = await attemptOnce(context, payment, attempt);
    if (verdict.ok) return verdict.reply;
    last = verdict.failure;
    const decision = decideRetry(last, {
      method: call.route.method,
      attempt,
      nowMs: clock.nowMs(),
      chance: context.random(),
      maxWaitMs: waitLimits.maxWaitMs,
    });
    if (!decision.retry) {
      if (decision.untilMs === undefined) throw callError(last, redact);
      throw waitLimits.tooLong(`${last.message}; the server wants to be asked again`, decision.untilMs);
    }
    if (!failureBudget.allows(decision.delayMs))
      throw callError(
        { ...last, message: `${last.message}; it is not tried again, because ${failureBudget.reason}` },
        redact,
      );
    const { of, delayMs } = decision;
    const when = delayMs > 0 ? ` in ${inSeconds(delayMs)}` : '';
    const text = redact(
      `${last.message}; trying again${when} (attempt ${attempt + 1} of ${of}${failureBudget.timeLeft})`,
    );
    context.onEvent({ type: 'retry', operation: call.route.operation, attempt, of, delayMs, text });
    if (delayMs === 0) continue;
    const sinceMs = clock.nowMs();
    await waitLimits.sleep(delayMs);
    failureBudget.paused(sinceMs);
  }
}

/**
 * Acquires a grant and sends. The call starts over, unsent, where the server has refused another call since the grant, where
 * the process was suspended for so long that others may have gone on without it, or where `leaving` is not ready: grant and
 * lock are checked in the very turn of the first byte. The slot in the queue is free once the reply has been interpreted.
 * Where `leaving` fails, nothing is sent and nothing is spent.
 */
async function attemptOnce(context: SendContext, payment: Payment, attempt: number): Promise<CallVerdict> {
  const { limiter, quota, redact } = context;
  const { call, reserved } = payment;
  try {
    for (;;) {
      const grant = await limiter.acquire(bucketsOf(call.route));
      const verdict = await context
        .enqueue(() => exchangeOnce(context, payment, grant, attempt))
        .catch((error: unknown) => {
          limiter.release(grant, { sent: false });
          throw error;
        });
      if (verdict !== undefined) return verdict;
      limiter.release(grant, { sent: false });
      if (quota.view().isExhausted) throw callError(exhausted(call), redact);
    }
  } catch (error) {
    reserved.putBack();
    throw error;
  }
}

/** Undefined where the call was not sent and must acquire another grant. */
async function exchangeOnce(
  context: SendContext,
  { call, wire, reserved, leaving }: Payment,
  grant: Grant,
  attempt: number,
): Promise<CallVerdict | undefined> {
  const { limiter, quota, clock, waitLimits, failureBudget } = context;
  if (quota.view().isExhausted || !limiter.mayBeSent(grant)) return undefined;
  const over = waitLimits.over();
  if (over !== undefined) throw over;
  if (failureBudget.isOver) throw failureBudget.over(call);
  await leaving?.prepare();
  let isSpent = false;
  const spend = (): void => {
    if (!isSpent) reserved.spend();
    isSpent = true;
  };
  const maySend = (): boolean => {
    const may = limiter.mayBeSent(grant) && leaving?.isReady() !== false;
    if (may) spend();
    return may;
  };
  if (!limiter.mayBeSent(grant)) return undefined;
  const sentAtMs = clock.nowMs();
  const outcome = await context.transport.exchange(wire, maySend);
  if (outcome.kind === 'unsent') return undefined;
  spend();
  return interpret(context, call, attempt, { grant, sentAtMs, receivedAtMs: clock.nowMs(), outcome });
}

/** A longer reply is quoted from its beginning only, and the error redacts what it quotes. */
const MAX_REDACTED = 256 * 1024;

/** Redacts a reply before it is quoted and cut: a cut could leave half of a secret, which redaction would miss. */
function quotable(reply: WireReply, redact: Redact): WireReply {
  if (reply.text === undefined) return reply;
  const isResult = reply.status >= 200 && reply.status < 300 && !/^\s*</.test(reply.text);
  return isResult || reply.text.length > MAX_REDACTED ? reply : { ...reply, text: redact(reply.text) };
}

/** Decides what the outcome means for the call, and reports it to quota and limiter. */
function interpret(context: SendContext, call: Call, attempt: number, exchange: Exchange): CallVerdict {
  const { limiter, quota, skew, endpoint, redact } = context;
  const { grant, sentAtMs, receivedAtMs, outcome } = exchange;
  const report = readHeaders(outcome.headers ?? {}, { sentAtMs, receivedAtMs, skew });
  const verdict: CallVerdict =
    outcome.kind === 'reply'
      ? classifyReply(call, quotable(outcome, redact), report, { receivedAtMs, skew, endpoint })
      : { ok: false, failure: classifyBreak(call, outcome, endpoint) };

  quota.ended(report.quota, sentAtMs);
  const failure = verdict.ok ? undefined : verdict.failure;
  if (failure !== undefined) context.failureBudget.failed(failure.problem, sentAtMs);
  if (failure?.problem === 'month-exhausted') quota.exhaust();
  else if (outcome.kind === 'reply' && quota.view().remaining === undefined) context.onUnknownQuota();
  limiter.release(grant, {
    sent: true,
    ...(outcome.headers === undefined ? {} : { report: report.window }),
    limited: failure?.problem === 'rate-limited',
    ...(failure?.retryAtMs === undefined ? {} : { retryAtMs: failure.retryAtMs }),
  });
  const { operation, method, path } = call.route;
  const ms = receivedAtMs - sentAtMs;
  const buckets = bucketsOf(call.route);
  const ended = outcome.status ?? failure?.problem ?? '';
  context.onEvent({ type: 'call', operation, method, path, buckets, attempt, outcome: ended, ms });
  return verdict;
}

function exhausted(call: Call): Failure {
  const message = `${call.route.operation}: not sent, the team has no API calls left this month`;
  return { code: 'E_CLIENT_MONTH_EXHAUSTED', problem: 'month-exhausted', effect: 'none', message };
}
