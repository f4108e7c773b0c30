// Durations are read and shown.
import { describe, expect, it } from 'vitest';
import { parseDuration, showDuration } from './durations.ts';

describe('durations', () => {
  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['1.5m', 90_000],
    ['1h', 3_600_000],
    ['5', undefined],
    ['5 minutes', undefined],
    ['-1s', undefined],
  ])('%s is read as %s ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each([
    [0, '0.0 s'],
    [340, '0.3 s'],
    [9940, '9.9 s'],
    [9960, '10 s'],
    [119_400, '119 s'],
    [120_000, '2 min'],
    [200_000, '3 min 20 s'],
    [3_600_000, '1 h'],
    [7_500_000, '2 h 5 min'],
    [3 * 86_400_000, '3 days'],
  ])('%s ms is shown as %s', (ms, text) => {
    expect(showDuration(ms)).toBe(text);
  });
});
