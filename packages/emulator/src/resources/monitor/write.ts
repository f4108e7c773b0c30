// Checks each property of a monitor.

import { bodyCheck } from '../../api/body-check.ts';
import { isObject, type Json, type JsonObject, omit, pick, withoutNulls } from '../../json/json.ts';
import { badRequest, invalidParam, paramMissing, Refused, refusal } from '../../reply/replies.ts';
import type { Switches } from '../../switches/switches.ts';
import { isTimezone, parseCron, shortestGapMinutes } from './cron.ts';

const milliseconds = { type: 'number', minimum: 1, maximum: 900_000 };
const recipients = {
  type: 'array',
  items: { type: 'object', required: ['email'], properties: { email: { type: 'string' } } },
};
const regions = [
  ...['us-east', 'us-west', 'ap-southeast', 'ca-central', 'eu-central', 'sa-east', 'uk'],
  ...['us-east-staticip', 'us-west-staticip'],
];

/** What may be set, checked in this order (Postman OpenAPI 1.45.0, createMonitor); the schedule is read by itself. */
const properties = {
  name: { type: 'string' },
  active: { type: 'boolean' },
  notificationLimit: { type: 'number', minimum: 1, maximum: 99 },
  retry: { type: 'object', properties: { attempts: { type: 'number', minimum: 1, maximum: 2 } } },
  options: {
    type: 'object',
    properties: {
      requestDelay: milliseconds,
      requestTimeout: milliseconds,
      strictSSL: { type: 'boolean' },
      followRedirects: { type: 'boolean' },
    },
  },
  notifications: { type: 'object', properties: { onError: recipients, onFailure: recipients } },
  distribution: {
    type: 'array',
    items: { type: 'object', required: ['region'], properties: { region: { enum: regions } } },
  },
  schedule: { type: 'object' },
};
const check = bodyCheck({ type: 'object', properties });

/** What may be unset with `null` when switch monitorNullOnWrite says so; the others are always refused. */
const unsettable = ['notificationLimit', 'notifications', 'retry', 'options', 'distribution'];

type Rules = Pick<Switches, 'monitorMinimumMinutes' | 'plan' | 'monitorNullOnWrite' | 'monitorErrorEnvelope'>;

/**
 * The properties of `sent` a monitor keeps, checked. Throws Refused with the 400s of monitors400Errors (Postman OpenAPI
 * 1.45.0): badRequest, cronPatternNotAllowedError, invalidParamsError. The write schema has no `null`; with switch
 * monitorNullOnWrite on 'unset' a `null` is checked by nothing and kept, for the caller to take as "unset".
 */
export function monitorProperties(sent: JsonObject, rules: Rules): JsonObject {
  const known = pick(sent, Object.keys(properties));
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
  const broken = check(sent);
  const { place = [] } = broken ?? {};
  if (place[0] === 'active') throw new Refused(badRequest('Active must be a boolean.'));
  const list = place.findIndex((key) => /^\d+$/.test(key));
  if (broken !== undefined) throw new Refused(invalidParam(place.slice(0, list < 0 ? undefined : list).join('.')));
  if (sent['distribution'] !== undefined && rules.plan === 'free') throw new Refused(invalidParam('distribution'));
  if (isObject(sent['schedule'])) checkSchedule(sent['schedule'], minimumMinutes(rules));
}

/** Hourly at the most on the free plan, where regions cannot be chosen either (postman-docs PR 5364). */
function minimumMinutes({ plan, monitorMinimumMinutes }: Rules): number {
  return plan === 'free' ? Math.max(60, monitorMinimumMinutes) : monitorMinimumMinutes;
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
