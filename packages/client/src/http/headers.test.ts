// Tests all spellings of rate-limit headers.
import { describe, expect, it } from 'vitest';
import { ClockSkew } from './clock-skew.ts';
import { readHeaders, type WireHeaders } from './headers.ts';

const NOW = Date.UTC(2026, 0, 15, 12);
const read = (headers: WireHeaders, skew = new ClockSkew()) =>
  readHeaders(headers, { sentAtMs: NOW - 100, receivedAtMs: NOW, skew });

describe('the window', () => {
  it('is read from the combined header and its policy', () => {
    const { window } = read({ ratelimit: 'limit=300, remaining=42, reset=17', 'ratelimit-policy': '300;w=60' });
    expect(window).toEqual({ limit: 300, windowMs: 60_000, remaining: 42, resetAtMs: NOW + 17_000 });
  });

  it.each(['ratelimit-', 'x-ratelimit-'])('is read from %s headers', (prefix) => {
    const { window } = read({ [`${prefix}limit`]: '60', [`${prefix}remaining`]: '3', [`${prefix}reset`]: '9' });
    expect(window).toEqual({ limit: 60, remaining: 3, resetAtMs: NOW + 9_000 });
  });

  it('is read from the form of the later drafts', () => {
    const { window } = read({ ratelimit: '"default";r=5;t=8', 'ratelimit-policy': '"default";q=10;w=10' });
    expect(window).toEqual({ limit: 10, windowMs: 10_000, remaining: 5, resetAtMs: NOW + 8_000 });
  });

  it('takes the smaller number where two spellings disagree', () => {
    const { window } = read({
      'ratelimit-remaining': '9',
      'x-ratelimit-remaining': '7',
      'ratelimit-limit': '60',
      'x-ratelimit-limit': '300',
    });
    expect(window).toEqual({ limit: 60, remaining: 7 });
  });

  it('takes the policy of the same limit where there are several', () => {
    const { window } = read({ ratelimit: 'limit=10, remaining=1, reset=2', 'ratelimit-policy': '300;w=60, 10;w=10' });
    expect(window.windowMs).toBe(10_000);
  });

  it('says nothing where the headers are absent or no numbers', () => {
    expect(read({ 'ratelimit-limit': 'many', 'ratelimit-remaining': '', ratelimit: 'soon' })).toEqual({
      window: {},
      quota: {},
    });
  });

  it('takes the first value of a repeated header', () => {
    expect(read({ 'ratelimit-remaining': ['4', '5'] }).window).toEqual({ remaining: 4 });
  });
});

describe('a reset', () => {
  it('of few digits is seconds to go', () => {
    expect(read({ 'x-ratelimit-reset': '55' }).window.resetAtMs).toBe(NOW + 55_000);
  });

  it('of ten digits is an epoch second, also when it has just passed', () => {
    expect(read({ 'x-ratelimit-reset': String(NOW / 1000 + 5) }).window.resetAtMs).toBe(NOW + 5_000);
    expect(read({ 'x-ratelimit-reset': String(NOW / 1000 - 5) }).window.resetAtMs).toBe(NOW - 5_000);
  });

  it('of thirteen digits is an epoch millisecond', () => {
    expect(read({ 'x-ratelimit-reset': String(NOW + 1_500) }).window.resetAtMs).toBe(NOW + 1_500);
  });

  it('as an epoch is put on our clock by the Date header', () => {
    const serverNow = NOW + 3_600_000;
    const headers = { date: new Date(serverNow).toUTCString(), 'x-ratelimit-reset': String(serverNow / 1000 + 10) };
    expect(read(headers).window.resetAtMs).toBe(NOW + 10_000);
  });

  it('as an epoch is not believed where it is far off and no Date has shown the clock that it is of', () => {
    for (const offS of [-3_600, -11, 61]) {
      const { window } = read({ 'x-ratelimit-reset': String(NOW / 1000 + offS), 'x-ratelimit-remaining': '4' });
      expect(window).toEqual({ remaining: 4 });
    }
  });

  it('as seconds to go does not care about the Date header', () => {
    const headers = { date: new Date(NOW + 3_600_000).toUTCString(), 'ratelimit-reset': '10' };
    expect(read(headers).window.resetAtMs).toBe(NOW + 10_000);
  });
});

describe('the time to retry', () => {
  it.each(['retry-after', 'retryafter', 'x-ratelimit-retryafter'])('is read from %s, in seconds', (name) => {
    expect(read({ [name]: '30' }).retryAtMs).toBe(NOW + 30_000);
  });

  it('may be a date, on the server’s clock', () => {
    const serverNow = NOW - 600_000;
    const headers = {
      date: new Date(serverNow).toUTCString(),
      'retry-after': new Date(serverNow + 20_000).toUTCString(),
    };
    expect(read(headers).retryAtMs).toBe(NOW + 20_000);
  });

  it('is the latest where several are given', () => {
    expect(read({ 'retry-after': '1', retryafter: '4' }).retryAtMs).toBe(NOW + 4_000);
  });
});

describe('the month', () => {
  it.each(['ratelimit-', 'x-ratelimit-'])('is read from %s headers', (prefix) => {
    const { quota, window } = read({ [`${prefix}limit-month`]: '10000', [`${prefix}remaining-month`]: '0' });
    expect(quota).toEqual({ limit: 10_000, remaining: 0 });
    expect(window).toEqual({});
  });
});
