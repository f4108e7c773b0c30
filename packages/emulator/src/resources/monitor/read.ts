// Shows a monitor in a list and whole.

import { isObject, type Json, type JsonObject, pick, textOf } from '../../json/json.ts';
import { iso } from '../../seams/clock.ts';
import type { Switches } from '../../switches/switches.ts';
import { uidOf } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { nextRunMs, parseCron } from './cron.ts';

/** An item of `GET /monitors`: no times, no schedule (Postman OpenAPI 1.45.0, getMonitors). `owner` is a number. */
export function monitorInList(object: Stored): JsonObject {
  const { name, active, collection, environment } = object.data;
  return {
    id: object.id,
    name,
    active,
    uid: uidOf(object),
    owner: object.owner,
    collectionUid: collection,
    ...(environment === undefined ? {} : { environmentUid: environment }),
  };
}

/**
 * The whole monitor (OpenAPI 1.45.0, getMonitor): written `collection`, `environment` are read `collectionUid`,
 * `environmentUid`. What was never set, and a run that never was or will not be, is absent, for the schema has no
 * null; with switch monitorNullsOnRead it is null, 0 or empty.
 */
export function monitorInFull(object: Stored, switches: Switches, nowMs: number): JsonObject {
  const { data } = object;
  const { options, schedule } = data;
  const shown = {
    ...monitorInList(object),
    ...pick(data, ['notificationLimit', 'jobId', 'options', 'notifications', 'distribution']),
    schedule: shownSchedule(data['active'], schedule, switches, nowMs),
    ...pick(data, ['retry', 'lastRun']),
  };
  if (!switches.monitorNullsOnRead) return shown;
  return {
    environmentUid: null,
    lastRun: null,
    notificationLimit: null,
    notifications: { onError: [], onFailure: [] },
    distribution: null,
    retry: {},
    ...shown,
    options: { requestTimeout: null, requestDelay: 0, ...(isObject(options) ? options : {}) },
  };
}

function shownSchedule(active: Json | undefined, schedule: Json | undefined, switches: Switches, nowMs: number) {
  const { cron, timezone } = isObject(schedule) ? schedule : {};
  const text = textOf(cron) ?? '';
  const zone = textOf(timezone) ?? 'UTC';
  const parsed = active === false ? undefined : parseCron(text);
  const next = parsed === undefined ? undefined : nextRunMs(parsed, zone, nowMs);
  return {
    cron: switches.monitorSixFieldCron ? `0 ${text}` : text,
    timezone: zone,
    ...(next === undefined ? (switches.monitorNullsOnRead ? { nextRun: null } : {}) : { nextRun: iso(next) }),
  };
}
