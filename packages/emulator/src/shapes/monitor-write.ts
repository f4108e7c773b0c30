// The monitor write room: what each property of a monitor may be.
import { badRequest, invalidParam, paramMissing, Refused, refusal } from '../api/errors.ts';
import { isArray, isObject, type Json, type JsonObject, pick } from '../json/json.ts';
import type { Switches } from '../switches/switches.ts';
import { isTimezone, parseCron, shortestGapMinutes } from './cron.ts';

const settable = [
  'name',
  'active',
  'notificationLimit',
  'notifications',
  'schedule',
  'retry',
  'options',
  'distribution',
];

const regions = [
  'us-east',
  'us-west',
  'ap-southeast',
  'ca-central',
  'eu-central',
  'sa-east',
  'uk',
  'us-east-staticip',
  'us-west-staticip',
];

/**
 * The properties of `sent` a monitor keeps, checked. Throws Refused with the 400s of monitors400Errors (Postman OpenAPI
 * 1.45.0): badRequest, cronPatternNotAllowedError, invalidParamsError. `null` is refused everywhere: the write schema
 * has none.
 */
export function monitorProperties(sent: JsonObject, switches: Pick<Switches, 'monitorMinimumMinutes'>): JsonObject {
  const { name, active, notificationLimit, retry, options, distribution, notifications, schedule } = sent;
  if (name !== undefined && typeof name !== 'string') throw new Refused(invalidParam('name'));
  if (active !== undefined && typeof active !== 'boolean') throw new Refused(badRequest('Active must be a boolean.'));
  checkNumber(notificationLimit, 1, 99, 'notificationLimit');
  checkSub(retry, 'retry', (it) => checkNumber(it['attempts'], 1, 2, 'retry.attempts'));
  checkSub(options, 'options', checkOptions);
  checkSub(notifications, 'notifications', checkNotifications);
  checkDistribution(distribution);
  checkSub(schedule, 'schedule', (it) => checkSchedule(it, switches.monitorMinimumMinutes));
  return pick(sent, settable);
}

function checkSub(value: Json | undefined, place: string, check: (it: JsonObject) => void): void {
  if (value === undefined) return;
  if (!isObject(value)) throw new Refused(invalidParam(place));
  check(value);
}

function checkNumber(value: Json | undefined, low: number, high: number, place: string): void {
  if (value === undefined) return;
  if (typeof value !== 'number' || value < low || value > high) throw new Refused(invalidParam(place));
}

function checkOptions(options: JsonObject): void {
  checkNumber(options['requestDelay'], 1, 900_000, 'options.requestDelay');
  checkNumber(options['requestTimeout'], 1, 900_000, 'options.requestTimeout');
  for (const name of ['strictSSL', 'followRedirects']) {
    const value = options[name];
    if (value !== undefined && typeof value !== 'boolean') throw new Refused(invalidParam(`options.${name}`));
  }
}

function checkNotifications(notifications: JsonObject): void {
  for (const name of ['onError', 'onFailure']) {
    const list = notifications[name];
    if (list === undefined) continue;
    const fits = isArray(list) && list.every((one) => isObject(one) && typeof one['email'] === 'string');
    if (!fits) throw new Refused(invalidParam(`notifications.${name}`));
  }
}

function checkDistribution(distribution: Json | undefined): void {
  if (distribution === undefined) return;
  const fits =
    isArray(distribution) &&
    distribution.every((one) => isObject(one) && typeof one['region'] === 'string' && regions.includes(one['region']));
  if (!fits) throw new Refused(invalidParam('distribution'));
}

function checkSchedule({ cron, timezone }: JsonObject, minimumMinutes: number): void {
  if (cron !== undefined) {
    const parsed = typeof cron === 'string' ? parseCron(cron) : undefined;
    if (parsed === undefined || shortestGapMinutes(parsed) < minimumMinutes) throw new Refused(badCron(cron));
  }
  if (timezone === undefined) return;
  if (typeof timezone !== 'string' || !isTimezone(timezone)) throw new Refused(invalidParam('schedule.timezone'));
}

function badCron(pattern: Json) {
  const message = 'Invalid cron pattern. Enter a valid cron pattern, such as "0 17 * * *"';
  return refusal(400, 'cronPatternNotAllowedError', message, { pattern });
}

/** The parameters a create cannot do without (OpenAPI 1.45.0, createMonitor). Throws Refused: 400 paramMissingError. */
export function requireMonitorParameters(sent: JsonObject): void {
  for (const name of ['name', 'collection', 'schedule']) {
    if (sent[name] === undefined) throw new Refused(paramMissing(name));
  }
  const { schedule } = sent;
  if (isObject(schedule) && schedule['cron'] === undefined) throw new Refused(paramMissing('cron'));
}
