// Checks each property of a monitor.

import { isArray, isObject, type Json, type JsonObject, omit, pick, withoutNulls } from '../../json/json.ts';
import { badRequest, invalidParam, paramMissing, Refused, refusal } from '../../reply/replies.ts';
import type { Switches } from '../../switches/switches.ts';
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

/** What may be unset with `null` when switch monitorNullOnWrite says so; the others are always refused. */
const unsettable = ['notificationLimit', 'notifications', 'retry', 'options', 'distribution'];

type Rules = Pick<Switches, 'monitorMinimumMinutes' | 'plan' | 'monitorNullOnWrite' | 'monitorErrorEnvelope'>;

/**
 * The properties of `sent` a monitor keeps, checked. Throws Refused with the 400s of monitors400Errors (Postman OpenAPI
 * 1.45.0): badRequest, cronPatternNotAllowedError, invalidParamsError. The write schema has no `null`; with switch
 * monitorNullOnWrite on 'unset' a `null` is checked by nothing and kept, for the caller to take as "unset".
 */
export function monitorProperties(sent: JsonObject, rules: Rules): JsonObject {
  const known = pick(sent, settable);
  if (rules.monitorNullOnWrite === 'refuse') {
    checkProperties(known, rules);
    return known;
  }
  const asNull = emptyAsNull(known);
  checkProperties(withoutUnset(asNull), rules);
  return asNull;
}

/** The same for a create, where there is nothing to unset. */
export function monitorSettings(sent: JsonObject, rules: Rules): JsonObject {
  return withoutUnset(monitorProperties(sent, rules));
}

/** postman-repo-sync-action unsets a delay with 0. */
function emptyAsNull(sent: JsonObject): JsonObject {
  const { options } = sent;
  return isObject(options) && options['requestDelay'] === 0
    ? { ...sent, options: { ...options, requestDelay: null } }
    : sent;
}

/** Without the nulls that mean "unset", inside sub-objects too. */
function withoutUnset(sent: JsonObject): JsonObject {
  const inside = unsettable.flatMap((name) => {
    const value = sent[name];
    return isObject(value) ? [[name, withoutNulls(value)] as const] : [];
  });
  return {
    ...omit(
      sent,
      unsettable.filter((name) => sent[name] === null),
    ),
    ...Object.fromEntries(inside),
  };
}

function checkProperties(sent: JsonObject, rules: Rules): void {
  const { name, active, notificationLimit, retry, options, distribution, notifications, schedule } = sent;
  if (name !== undefined && typeof name !== 'string') throw new Refused(invalidParam('name'));
  if (active !== undefined && typeof active !== 'boolean') throw new Refused(badRequest('Active must be a boolean.'));
  checkNumber(notificationLimit, 1, 99, 'notificationLimit');
  checkSub(retry, 'retry', (it) => checkNumber(it['attempts'], 1, 2, 'retry.attempts'));
  checkSub(options, 'options', checkOptions);
  checkSub(notifications, 'notifications', checkNotifications);
  checkDistribution(distribution, rules.plan !== 'free');
  checkSub(schedule, 'schedule', (it) => checkSchedule(it, minimumMinutes(rules)));
}

/** Hourly at the most on the free plan, where regions cannot be chosen either (postman-docs PR 5364). */
function minimumMinutes({ plan, monitorMinimumMinutes }: Rules): number {
  return plan === 'free' ? Math.max(60, monitorMinimumMinutes) : monitorMinimumMinutes;
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

function checkDistribution(distribution: Json | undefined, isAllowed: boolean): void {
  if (distribution === undefined) return;
  const fits =
    isAllowed &&
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

/**
 * The parameters a create cannot do without (OpenAPI 1.45.0, createMonitor). Throws Refused: 400 paramMissingError, whose
 * envelope is doubly nested in the 2022 document (switch monitorErrorEnvelope).
 */
export function requireMonitorParameters(sent: JsonObject, { monitorErrorEnvelope }: Rules): void {
  const { schedule } = sent;
  const absent = ['name', 'collection', 'schedule'].filter((name) => sent[name] === undefined);
  if (isObject(schedule) && schedule['cron'] === undefined) absent.push('cron');
  const [first] = absent;
  if (first === undefined) return;
  const reply = paramMissing(first);
  throw new Refused(monitorErrorEnvelope === 'plain' ? reply : { ...reply, body: { error: reply.body ?? null } });
}
