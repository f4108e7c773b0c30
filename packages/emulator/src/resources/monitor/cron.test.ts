// Tests of cron patterns.
import { expect, test } from 'vitest';
import { isTimezone, nextRunMs, parseCron, shortestGapMinutes } from './cron.ts';

const now = Date.UTC(2030, 0, 1, 12, 34, 56); // a Tuesday

test.each([
  ['*/5 * * * *', 'UTC', '2030-01-01T12:35:00.000Z'],
  ['0 */6 * * *', 'UTC', '2030-01-01T18:00:00.000Z'],
  ['0 17 * * *', 'America/Chicago', '2030-01-01T23:00:00.000Z'],
  ['0 12 * * MON', 'UTC', '2030-01-07T12:00:00.000Z'],
  ['0 6 * * MON-FRI', 'Asia/Kolkata', '2030-01-02T00:30:00.000Z'],
  ['30 0 1 3 *', 'UTC', '2030-03-01T00:30:00.000Z'],
  ['0 0 13 * 5', 'UTC', '2030-01-04T00:00:00.000Z'],
])('%s in %s comes next at %s', (pattern, zone, expected) => {
  const cron = parseCron(pattern);
  const next = cron === undefined ? undefined : nextRunMs(cron, zone, now);
  expect(new Date(next ?? 0).toISOString()).toBe(expected);
});

test('a day that never comes has no next run', () => {
  const cron = parseCron('0 0 31 2 *');
  expect(cron && nextRunMs(cron, 'UTC', now)).toBeUndefined();
});

test.each(['', '* * * *', '* * * * * *', '60 * * * *', '5-1 * * * *', 'a * * * *', '*/0 * * * *', '* * 0 * *'])(
  'the pattern "%s" is none',
  (pattern) => {
    expect(parseCron(pattern)).toBeUndefined();
  },
);

test.each([
  ['* * * * *', 1],
  ['0,58 * * * *', 2],
  ['*/5 * * * *', 5],
  ['0 * * * *', 60],
])('%s fires %i minutes apart at the least', (pattern, minutes) => {
  const cron = parseCron(pattern);
  expect(cron && shortestGapMinutes(cron)).toBe(minutes);
});

test('time zones are names, not offsets', () => {
  expect(['America/Chicago', 'UTC', '+02:00', 'Mars/Base', ''].map(isTimezone)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
