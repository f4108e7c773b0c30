// Makes the job that a monitor's run is started with.
import { isArray, isObject, type Json, type JsonObject, objectsIn, wordOf } from '../../json/json.ts';
import type { MonitorJob, RunOptions } from '../../monitor-run/events.ts';
import { bareId } from '../../seams/ids.ts';
import { exists } from '../../world/references.ts';
import type { ServerState } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';

const scriptTimeoutMs = 60_000;

/** The job of one round, or undefined when the monitor's collection is gone. A missing environment is an empty one. */
export function jobOf(server: ServerState, monitor: Stored): MonitorJob | undefined {
  const { collection: uid, environment, options } = monitor.data;
  if (!exists(server, 'collection', uid)) return undefined;
  const collection = server.store.get('collection', bareId(wordOf(uid)))?.data ?? {};
  const found = exists(server, 'environment', environment)
    ? server.store.get('environment', bareId(wordOf(environment)))
    : undefined;
  const values = objectsIn(found?.data['values']).map(plainValue);
  return { collection, values, options: optionsOf(options, server.switches.monitorRunLimitMs) };
}

/** How often a run that fails or errors is tried again (OpenAPI 1.45.0, monitorRetry). */
export function retriesOf({ data: { retry } }: Stored): number {
  return (isObject(retry) ? positive(retry['attempts']) : undefined) ?? 0;
}

/** One round per region, and one where none is chosen (OpenAPI 1.45.0, monitorRunStats: "across the selected regions"). */
export function roundsOf({ data: { distribution } }: Stored): number {
  return isArray(distribution) ? Math.max(1, distribution.length) : 1;
}

/** What lies in a vault cannot be read here: its value is empty. */
function plainValue({ key, value, enabled }: JsonObject): JsonObject {
  return { key, value: value ?? '', disabled: enabled === false };
}

function optionsOf(options: Json | undefined, limitMs: number): RunOptions {
  const { requestDelay, requestTimeout, followRedirects, strictSSL } = isObject(options) ? options : {};
  return {
    requestDelayMs: positive(requestDelay),
    requestTimeoutMs: positive(requestTimeout),
    scriptTimeoutMs,
    followRedirects: typeof followRedirects === 'boolean' ? followRedirects : undefined,
    strictSSL: typeof strictSSL === 'boolean' ? strictSSL : undefined,
    limitMs,
  };
}

function positive(value: Json | undefined): number | undefined {
  return typeof value === 'number' && value > 0 ? value : undefined;
}
