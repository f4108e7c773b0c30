// Reads cron patterns that Postman takes: five fields, and not too often.
import { createRequire } from 'node:module';
import type { Cron } from 'croner';

const require = createRequire(import.meta.url);

/** Loaded at the first pattern. */
const croner = (): typeof import('croner') => require('croner');

const FIELDS = [
  { name: 'minute', allowed: '0-59' },
  { name: 'hour', allowed: '0-23' },
  { name: 'day', allowed: '1-31' },
  { name: 'month', allowed: '1-12 or JAN-DEC' },
  { name: 'weekday', allowed: '0-7 or SUN-SAT' },
] as const;

const SHAPE = `The five fields are ${FIELDS.map(({ name, allowed }) => `${name} (${allowed})`).join(', ')}; each takes *, numbers, lists a,b, ranges a-b and steps */n.`;

/** `*`, a number or a three-letter name, a range of them, and a step: no L, W, #, ? or macros (POSIX crontab). */
const PART = /^(\*|(\d+|[A-Z]{3})(-(\d+|[A-Z]{3}))?)(\/\d+)?$/;

/** Postman runs a monitor at most every five minutes, on free plans every hour (learning.postman.com, monitors). */
const LEAST_GAP_MIN = 5;

export type CronReading =
  | { readonly ok: true; readonly cron: string }
  | { readonly ok: false; readonly message: string; readonly hint: string };

/** The pattern with single blanks and names in capitals, as Postman's documents write them, or why it is none. */
export function readCron(text: string): CronReading {
  const fields = text
    .trim()
    .toUpperCase()
    .split(/\s+/)
    .filter((field) => field !== '');
  const wrong = (message: string, hint = SHAPE): CronReading => ({
    ok: false,
    message: `${JSON.stringify(text)} ${message}`,
    hint,
  });
  if (fields.length === 6)
    return wrong(
      'has six fields; Postman has none for seconds.',
      `Leave the first one out: "${fields.slice(1).join(' ')}".`,
    );
  if (fields.length !== 5)
    return wrong(`has ${fields.length} ${fields.length === 1 ? 'field' : 'fields'} instead of five.`);
  const cron = fields.join(' ');
  const runs = fields.every(isShapely) ? runsOf(cron) : undefined;
  if (runs === undefined) {
    const bad = FIELDS.findIndex((_, index) => !fitsAlone(fields[index]!, index));
    const { name, allowed } = FIELDS[bad]!;
    return wrong(`is no cron pattern: ${JSON.stringify(fields[bad])} cannot stand for the ${name} (${allowed}).`);
  }
  const isDated = fields[2] !== '*' && fields[3] !== '*';
  if (isDated && runs.nextRun(new Date('2024-01-01T00:00:00Z')) === null)
    return wrong('never comes round.', 'There is no such day.');
  const gap = leastGap(fields[0]!);
  if (gap < LEAST_GAP_MIN)
    return wrong(
      `runs again after ${gap} ${gap === 1 ? 'minute' : 'minutes'}.`,
      `Postman runs a monitor at most every ${LEAST_GAP_MIN} minutes (free plans: every hour), e.g. "*/${LEAST_GAP_MIN} * * * *".`,
    );
  return { ok: true, cron };
}

function isShapely(field: string): boolean {
  return field.split(',').every((part) => PART.test(part));
}

function fitsAlone(field: string, index: number): boolean {
  return isShapely(field) && runsOf(FIELDS.map((_, other) => (other === index ? field : '*')).join(' ')) !== undefined;
}

function runsOf(cron: string): Cron | undefined {
  try {
    return new (croner().Cron)(cron, { paused: true, mode: '5-part', timezone: 'UTC' });
  } catch {
    return undefined;
  }
}

/** Minutes between the closest two runs of one hour; 60 where there is only one. */
function leastGap(field: string): number {
  const minutes = new Set<number>();
  for (const part of field.split(',')) {
    const [range = '', step = '1'] = part.split('/');
    const [from = '0', to = from] = range === '*' ? ['0', '59'] : range.split('-');
    for (let minute = Number(from); minute <= Number(to); minute += Number(step)) minutes.add(minute);
  }
  const sorted = [...minutes].sort((a, b) => a - b);
  return sorted.reduce((least, minute, index) => Math.min(least, (sorted[index + 1] ?? minute + 60) - minute), 60);
}
