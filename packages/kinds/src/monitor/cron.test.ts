// Cron patterns: what Postman takes, and what is said of the rest.
import { describe, expect, it } from 'vitest';
import { readCron } from './cron.ts';
import { timezoneProblem } from './timezone.ts';

describe('a cron pattern', () => {
  it.each([
    ['*/5 * * * *', '*/5 * * * *'],
    ['0 */6 * * *', '0 */6 * * *'],
    ['0 12 * * MON', '0 12 * * MON'],
    ['0 6 * * mon-fri', '0 6 * * MON-FRI'],
    ['  0   17 * *  * ', '0 17 * * *'],
    ['0 0 29 2 *', '0 0 29 2 *'],
    ['0,30 8-18/2 1,15 JAN-JUN 0-6', '0,30 8-18/2 1,15 JAN-JUN 0-6'],
    ['0 0 * * 7', '0 0 * * 7'],
  ])('%s is taken', (text, cron) => {
    expect(readCron(text)).toEqual({ ok: true, cron });
  });

  it.each([
    ['60 * * * *', 'minute'],
    ['0 24 * * *', 'hour'],
    ['0 0 0 * *', 'day'],
    ['0 0 L * *', 'day'],
    ['JAN * * * *', 'minute'],
    ['0 MON * * *', 'hour'],
    ['0 0 JAN * *', 'day'],
    ['0 0 MON * *', 'day'],
    ['0 0 * * JAN', 'weekday'],
    ['0 0 * * XYZ', 'weekday'],
    ['0 0 1 13 *', 'month'],
    ['0 0 1 MON *', 'month'],
    ['0 0 * * 8', 'weekday'],
    ['0 0 * * 1#2', 'weekday'],
    ['? * * * *', 'minute'],
    ['5-1 * * * *', 'minute'],
    ['*/0 * * * *', 'minute'],
    ['1,,2 * * * *', 'minute'],
    ['1/5 * * * *', 'minute'],
  ])('%s is refused because of its %s, and the five fields are shown', (text, field) => {
    const reading = readCron(text);
    expect(reading).toMatchObject({ ok: false, message: expect.stringContaining(`cannot stand for the ${field} (`) });
    expect(reading).toMatchObject({
      hint: expect.stringMatching(/minute \(0-59\), hour .*, day .*, month .*, weekday/),
    });
  });

  it.each([
    ['@daily', 'has 1 field instead of five'],
    ['', 'has 0 fields instead of five'],
    ['0 0 * *', 'has 4 fields instead of five'],
    ['0 0 31 2 *', 'never comes round'],
    ['* * * * *', 'runs again after 1 minute'],
    ['0,2,30 * * * *', 'runs again after 2 minutes'],
    ['0-59/4 * * * *', 'runs again after 4 minutes'],
  ])('%s is refused: %s', (text, words) => {
    expect(readCron(text)).toMatchObject({ ok: false, message: expect.stringContaining(words) });
  });

  it('with seconds is shown without them', () => {
    expect(readCron('0 0 9 * * MON')).toMatchObject({
      ok: false,
      message: expect.stringContaining('six fields'),
      hint: 'Leave the first one out: "0 9 * * MON".',
    });
  });
});

describe('a time zone', () => {
  it.each(['Europe/Berlin', 'UTC', 'Asia/Kolkata', 'US/Pacific', 'Etc/GMT+2'])('%s is taken', (name) => {
    expect(timezoneProblem(name)).toBeUndefined();
  });

  it.each([
    ['Europe/Berln', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['utc', 'UTC'],
    ['Utc', 'UTC'],
    ['New York', 'America/New_York'],
    ['asia/kolkata', 'Asia/Kolkata'],
    ['+02:00', undefined],
    ['Mars/Olympus', undefined],
  ])('%s is refused, and %s is offered', (name, suggestion) => {
    expect(timezoneProblem(name)).toEqual({ suggestion });
  });
});
