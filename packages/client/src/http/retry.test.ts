// Tests which failed calls are sent again.
import type { CallProblem, Method } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import type { Failure } from './errors.ts';
import { decideRetry, type RetryContext } from './retry.ts';

const failure = (problem: CallProblem, more: Partial<Failure> = {}): Failure => ({
  code: 'E_CLIENT_SERVER',
  problem,
  message: '',
  effect: 'none',
  ...more,
});
const context = (method: Method, more: Partial<RetryContext> = {}): RetryContext => ({
  method,
  attempt: 1,
  nowMs: 1_000_000,
  chance: 0,
  maxWaitMs: 300_000,
  ...more,
});

const PROBLEMS: readonly CallProblem[] = [
  'not-found',
  'unauthorized',
  'forbidden',
  'rejected',
  'busy',
  'too-large',
  'rate-limited',
  'month-exhausted',
  'server',
  'network',
  'timeout',
  'unreadable',
];

describe('by idempotence', () => {
  it.each<[Method, readonly CallProblem[]]>([
    ['GET', ['rate-limited', 'server', 'network', 'timeout', 'unreadable']],
    ['PUT', ['busy', 'rate-limited']],
    ['DELETE', ['busy', 'rate-limited']],
    ['POST', ['rate-limited']],
    ['PATCH', ['rate-limited']],
  ])('%s is sent again after %j only', (method, expected) => {
    const again = PROBLEMS.filter((problem) => decideRetry(failure(problem), context(method)).retry);
    expect(again).toEqual(expected);
  });

  it('nothing is sent again that a certificate or a proxy refuses', () => {
    for (const code of ['E_CLIENT_CERTIFICATE', 'E_CLIENT_PROXY'] as const)
      expect(decideRetry(failure('network', { code }), context('GET'))).toEqual({ retry: false });
  });
});

describe('so many times', () => {
  it('three attempts in all', () => {
    expect(decideRetry(failure('server'), context('GET', { attempt: 2 })).retry).toBe(true);
    expect(decideRetry(failure('server'), context('GET', { attempt: 3 })).retry).toBe(false);
    expect(decideRetry(failure('rate-limited'), context('POST', { attempt: 3 })).retry).toBe(false);
  });

  it('eight while an update is in progress', () => {
    expect(decideRetry(failure('busy'), context('PUT', { attempt: 7 })).retry).toBe(true);
    expect(decideRetry(failure('busy'), context('PUT', { attempt: 8 })).retry).toBe(false);
  });
});

describe('after a delay', () => {
  const delays = (problem: CallProblem, method: Method, count: number, chance = 0) =>
    Array.from({ length: count }, (_, index) => {
      const decision = decideRetry(failure(problem), context(method, { attempt: index + 1, chance }));
      return decision.retry ? decision.delayMs : undefined;
    });

  it('that doubles from one second', () => {
    expect(delays('server', 'GET', 2)).toEqual([1_000, 2_000]);
  });

  it('that doubles from five seconds to thirty while busy', () => {
    expect(delays('busy', 'PUT', 5)).toEqual([5_000, 10_000, 20_000, 30_000, 30_000]);
  });

  it('of which chance takes up to half', () => {
    expect(delays('server', 'GET', 2, 1)).toEqual([500, 1_000]);
  });

  it('that is not shorter than the server asks for', () => {
    const decision = decideRetry(failure('server', { retryAtMs: 1_042_000 }), context('GET'));
    expect(decision).toMatchObject({ retry: true, delayMs: 42_000 });
  });

  it('but not where the server asks for more than may be waited', () => {
    const decision = decideRetry(failure('server', { retryAtMs: 1_400_000 }), context('GET'));
    expect(decision).toEqual({ retry: false, untilMs: 1_400_000 });
  });

  it('of nothing after a per-time limit, because the limiter waits', () => {
    const decision = decideRetry(failure('rate-limited', { retryAtMs: 9_000_000 }), context('POST'));
    expect(decision).toEqual({ retry: true, of: 3, delayMs: 0 });
  });
});
