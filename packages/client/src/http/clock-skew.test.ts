// Tests the estimate of the server's clock.
import { expect, it } from 'vitest';
import { ClockSkew } from './clock-skew.ts';

it('leaves times as they are until a Date header is seen', () => {
  expect(new ClockSkew().toOurs(5_000)).toBe(5_000);
});

it('never makes a time of the server come too early, and gets closer with each reply', () => {
  const aheadMs = 7_300;
  const skew = new ClockSkew();
  let lastErrorMs = Number.POSITIVE_INFINITY;
  for (const sentAtMs of [100_000, 100_650, 101_690]) {
    const receivedAtMs = sentAtMs + 40;
    const dateMs = Math.floor((sentAtMs + 20 + aheadMs) / 1000) * 1000;
    skew.observe(dateMs, sentAtMs, receivedAtMs);
    const errorMs = skew.toOurs(200_000 + aheadMs) - 200_000;
    expect(errorMs).toBeGreaterThanOrEqual(0);
    expect(errorMs).toBeLessThanOrEqual(lastErrorMs);
    lastErrorMs = errorMs;
  }
  expect(lastErrorMs).toBeLessThan(100);
});

it('starts again where a clock was set', () => {
  const skew = new ClockSkew();
  skew.observe(100_000, 100_000, 100_000);
  skew.observe(500_000, 101_000, 101_000);
  expect(skew.toOurs(500_000)).toBe(101_000);
  skew.observe(102_000, 102_000, 102_000);
  expect(skew.toOurs(102_000)).toBe(102_000);
});
