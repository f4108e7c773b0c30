// Room: attempts, one call from its first request to its result: claim, pass the gates, send, read, maybe again.
import { assert, type Call, type Clock, type Leaving, type Reply } from '@postform/engine';
import { classifyBreak } from './http/classify-break.ts';
import { classifyReply, type Verdict, type WireReply } from './http/classify-reply.ts';
import type { Skew } from './http/clock-skew.ts';
import type { Where } from './http/endpoint.ts';
import { callError, type Failure, type Redact } from './http/errors.ts';
import { inSeconds, type OnEvent } from './http/events.ts';
import type { Patience } from './http/failure-budget.ts';
import { type HeaderNews, readHeaders } from './http/headers.ts';
import type { WireRequest } from './http/request.ts';
import { decideRetry } from './http/retry.ts';
import type { Transport, WireOutcome } from './http/transport.ts';
import type { Pacer } from './limiter/limiter.ts';
import { bucketsOf } from './limiter/limits.ts';
import type { Passage } from './limiter/tick.ts';
import type { Queue } from './queue.ts';
import type { Purse } from './quota/quota.ts';
import type { Account } from './quota/reservation.ts';
import type { Bounds } from './wait-limits.ts';

export interface Line {
  readonly clock: Clock;
  /** Chance, 0 to 1. */
  readonly random: () => number;
  readonly pacer: Pacer;
  readonly purse: Purse;
  readonly queue: Queue;
  readonly transport: Transport;
  readonly skew: Skew;
  readonly where: Where;
  readonly bounds: Bounds;
  readonly patience: Patience;
  readonly onEvent: OnEvent;
  readonly onSilentMonth: () => void;
  readonly redact: Redact;
  readonly requestOf: (call: Call) => WireRequest;
}

/** One request that went out, and how it ended. Times are of our clock. */
interface Exchange {
  readonly passage: Passage;
  readonly sentAtMs: number;
  readonly receivedAtMs: number;
  readonly outcome: Exclude<WireOutcome, { kind: 'held' }>;
}

/** Resolves for 2xx; every other ending is a CallError, or an AppError where nothing was sent. */
export async function sendCall(line: Line, call: Call, account: Account, leaving?: Leaving): Promise<Reply> {
  const wire = line.requestOf(call);
  for (let attempt = 1, last: Failure | undefined; ; attempt += 1) {
    if (line.purse.view().isExhausted) throw callError(exhausted(call), line.redact);
    if (!account.claim()) {
      assert(last, 'a reservation pays the first attempt of a call that it has let pass');
      throw callError(last, line.redact);
    }
    const verdict = await attemptOnce(line, call, wire, account, attempt, leaving);
    if (verdict.ok) return verdict.reply;
    last = verdict.failure;
    const decision = decideRetry(last, {
      method: call.route.method,
      attempt,
      nowMs: line.clock.nowMs(),
      chance: line.random(),
      maxWaitMs: line.bounds.maxWaitMs,
    });
    if (!decision.retry) {
      if (decision.untilMs === undefined) throw callError(last, line.redact);
      throw line.bounds.tooLong(`${last.message}; the server wants to be asked again`, decision.untilMs);
    }
    if (!line.patience.allows(decision.delayMs))
      throw callError(
        { ...last, message: `${last.message}; it is not tried again, for ${line.patience.words}` },
        line.redact,
      );
    const { of, delayMs } = decision;
    const when = delayMs > 0 ? ` in ${inSeconds(delayMs)}` : '';
    const text = line.redact(
      `${last.message}; trying again${when} (attempt ${attempt + 1} of ${of}${line.patience.left})`,
    );
    line.onEvent({ type: 'retry', operation: call.route.operation, attempt, of, delayMs, text });
    if (delayMs === 0) continue;
    const sinceMs = line.clock.nowMs();
    await line.bounds.sleep(delayMs);
    line.patience.passed(sinceMs);
  }
}

/**
 * Passes the gates, tells `leaving`, and sends, unless the server refused somebody else while this call stood in the queue,
 * or it stood there for so long that the others may have gone on without it. Its slot is free once its reply is understood.
 * Its passage and the lock are asked for in the turn of its first byte: a process that was suspended before that starts over.
 * Where `leaving` fails, nothing was sent and nothing is spent.
 */
async function attemptOnce(
  line: Line,
  call: Call,
  wire: WireRequest,
  account: Account,
  attempt: number,
  leaving: Leaving | undefined,
): Promise<Verdict> {
  const { bounds, clock, pacer, purse, queue, transport } = line;
  try {
    for (;;) {
      const passage = await pacer.enter(bucketsOf(call.route));
      const verdict = await queue
        .run(async (): Promise<Verdict | undefined> => {
          if (purse.view().isExhausted || !pacer.mayBeSent(passage)) return undefined;
          const over = bounds.over();
          if (over !== undefined) throw over;
          if (line.patience.isOver) throw line.patience.over(call);
          await leaving?.prepare();
          let isSpent = false;
          const spend = (): void => {
            if (!isSpent) account.spend();
            isSpent = true;
          };
          const mayLeave = (): boolean => {
            const may = pacer.mayBeSent(passage) && leaving?.isReady() !== false;
            if (may) spend();
            return may;
          };
          if (!pacer.mayBeSent(passage)) return undefined;
          const sentAtMs = clock.nowMs();
          const outcome = await transport.exchange(wire, mayLeave);
          if (outcome.kind === 'held') return undefined;
          spend();
          return understand(line, call, attempt, { passage, sentAtMs, receivedAtMs: clock.nowMs(), outcome });
        })
        .catch((error: unknown) => {
          pacer.leave(passage, { sent: false });
          throw error;
        });
      if (verdict !== undefined) return verdict;
      pacer.leave(passage, { sent: false });
      if (purse.view().isExhausted) throw callError(exhausted(call), line.redact);
    }
  } catch (error) {
    account.unclaim();
    throw error;
  }
}

/** Longer refusals are quoted from their beginning, and what is cut off there is hidden where it is written. */
const MOST_REDACTED = 256 * 1024;

/** A reply that may be quoted and cut: what must not be shown is hidden before, or half of it would be shown. */
function quotable(reply: WireReply & { readonly text: string }, redact: Redact): WireReply {
  const isResult = reply.status >= 200 && reply.status < 300 && !/^\s*</.test(reply.text);
  return isResult || reply.text.length > MOST_REDACTED ? reply : { ...reply, text: redact(reply.text) };
}

/** What the reply says of the call, told to purse and gates. */
function understand(line: Line, call: Call, attempt: number, exchange: Exchange): Verdict {
  const { pacer, purse, skew } = line;
  const { passage, sentAtMs, receivedAtMs, outcome } = exchange;
  const news: HeaderNews = readHeaders(outcome.headers ?? {}, { sentAtMs, receivedAtMs, skew });
  const verdict: Verdict =
    outcome.kind === 'reply'
      ? classifyReply(call, quotable(outcome, line.redact), news, { receivedAtMs, skew, where: line.where })
      : { ok: false, failure: classifyBreak(call, outcome, line.where) };

  purse.ended(news.month, sentAtMs);
  const failure = verdict.ok ? undefined : verdict.failure;
  if (failure !== undefined) line.patience.failed(failure.problem, sentAtMs);
  if (failure?.problem === 'month-exhausted') purse.exhaust();
  else if (outcome.kind === 'reply' && purse.view().remaining === undefined) line.onSilentMonth();
  pacer.leave(passage, {
    sent: true,
    ...(outcome.headers === undefined ? {} : { news: news.window }),
    limited: failure?.problem === 'rate-limited',
    ...(failure?.retryAtMs === undefined ? {} : { retryAtMs: failure.retryAtMs }),
  });
  const { operation, method } = call.route;
  const ms = receivedAtMs - sentAtMs;
  line.onEvent({ type: 'call', operation, method, attempt, outcome: outcome.status ?? failure?.problem ?? '', ms });
  return verdict;
}

function exhausted(call: Call): Failure {
  const message = `${call.route.operation}: not sent, the team has no API calls left this month`;
  return { code: 'E_CLIENT_MONTH_EXHAUSTED', problem: 'month-exhausted', effect: 'none', message };
}
