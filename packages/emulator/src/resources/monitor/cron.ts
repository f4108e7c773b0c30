// Parses five-field cron patterns, and tells how often they fire and when next.
/** A parsed pattern: the allowed numbers of each field, ascending; days of the week run from 0, Sunday. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: readonly number[];
  readonly months: readonly number[];
  readonly weekdays: readonly number[];
  /** True when both day fields are restricted; either may then match (POSIX crontab). */
  readonly eitherDay: boolean;
}

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** Five fields with `*`, lists, ranges, steps and names such as MON-FRI (Postman OpenAPI 1.45.0, monitorSchedule). */
export function parseCron(pattern: string): Cron | undefined {
  const fields = pattern.trim().split(/\s+/);
  if (fields.length !== 5) return undefined;
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields;
  const minutes = expand(minute, 0, 59, [], 0);
  const hours = expand(hour, 0, 23, [], 0);
  const days = expand(day, 1, 31, [], 0);
  const months = expand(month, 1, 12, monthNames, 1);
  const week = expand(weekday, 0, 7, dayNames, 0);
  if (!minutes || !hours || !days || !months || !week) return undefined;
  const weekdays = [...new Set(week.map((one) => one % 7))].sort((a, b) => a - b);
  return { minutes, hours, days, months, weekdays, eitherDay: !day.startsWith('*') && !weekday.startsWith('*') };
}

function expand(field: string, low: number, high: number, names: string[], base: number): number[] | undefined {
  const out = new Set<number>();
  for (const part of field.split(',')) {
    const match = /^(\*|([0-9A-Z]+)(?:-([0-9A-Z]+))?)(?:\/(\d+))?$/i.exec(part);
    if (match === null) return undefined;
    const [, whole, first, last, step] = match;
    const from = whole === '*' ? low : numberOf(first ?? '', names, base);
    const to = whole === '*' ? high : last !== undefined ? numberOf(last, names, base) : step ? high : from;
    const by = step === undefined ? 1 : Number(step);
    if (from === undefined || to === undefined || from < low || to > high || from > to || by < 1) return undefined;
    for (let one = from; one <= to; one += by) out.add(one);
  }
  return [...out].sort((a, b) => a - b);
}

function numberOf(text: string, names: string[], base: number): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const at = names.indexOf(text.toUpperCase());
  return at < 0 ? undefined : at + base;
}

/** The shortest time between two runs within a day, in minutes; 60 or more when it fires once an hour or less. */
export function shortestGapMinutes(cron: Cron): number {
  const { minutes } = cron;
  const gaps = minutes.map((minute, at) => (minutes[at + 1] ?? (minutes[0] ?? 0) + 60) - minute);
  return Math.min(...gaps);
}

/** The next run after `nowMs` in the zone, epoch milliseconds; undefined when none comes within five years. */
export function nextRunMs(cron: Cron, timezone: string, nowMs: number): number | undefined {
  const wall = wallClock(timezone);
  let at = Math.floor(nowMs / 60_000) * 60_000 + 60_000;
  const end = at + 5 * 366 * 86_400_000;
  while (at < end) {
    const local = wall(at);
    if (!dayMatches(cron, local)) at += (24 * 60 - local.hour * 60 - local.minute) * 60_000 - dayStartSlackMs(local);
    else if (!cron.hours.includes(local.hour)) at += (60 - local.minute) * 60_000;
    else {
      const minute = cron.minutes.find((one) => one >= local.minute);
      if (minute !== undefined) return at + (minute - local.minute) * 60_000;
      at += (60 - local.minute) * 60_000;
    }
  }
  return undefined;
}

interface Wall {
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
}

/** A day can be an hour shorter where clocks move: stop one hour early, and walk the rest by the hour. */
function dayStartSlackMs(local: Wall): number {
  return local.hour < 22 ? 3_600_000 : 0;
}

function dayMatches(cron: Cron, local: Wall): boolean {
  if (!cron.months.includes(local.month)) return false;
  const byDay = cron.days.includes(local.day);
  const byWeekday = cron.weekdays.includes(local.weekday);
  return cron.eitherDay ? byDay || byWeekday : byDay && byWeekday;
}

function wallClock(timezone: string): (ms: number) => Wall {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    month: 'numeric',
    day: 'numeric',
    weekday: 'short',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (ms) => {
    const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type as string, value]));
    const number = (name: string) => Number(parts.get(name));
    const weekday = dayNames.indexOf((parts.get('weekday') ?? '').toUpperCase());
    return { month: number('month'), day: number('day'), weekday, hour: number('hour'), minute: number('minute') };
  };
}

/** True for a name of the IANA database, such as America/Chicago; false for offsets such as +02:00. */
export function isTimezone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
