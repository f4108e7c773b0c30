// Sets limits and what somebody else has spent: `/_emulator/limits`.
import { isObject, type Json, type JsonObject } from '../json/json.ts';
import { type BucketName, bucketNames, type LimitSetting } from '../limits/rules.ts';
import { checkSetting } from '../limits/setting-check.ts';
import { keyOwner, someoneElse } from '../world/team.ts';
import type { EmulatorParts } from './parts.ts';

/** Every window in use, and the month. */
export function limitsShown({ server, limits, month }: EmulatorParts): Json {
  const windows = limits.shown(server.clock.nowMs()).map((window) => ({ ...window }));
  const used = month.used();
  const remaining = month.isEnded() ? 0 : Math.max(0, month.limit - used);
  return { windows, month: { name: month.name(), limit: month.limit, used, remaining } };
}

/**
 * `{bucket, limit?, windowS?, kind?, used? | remaining?, resetInMs?, operation?, user?, strangerPerMinute?}` for one
 * bucket of one user, or `{bucket: 'month', limit?, used? | remaining?}`. Throws a RangeError in words.
 */
export function setLimits(parts: EmulatorParts, body: Json | undefined): Json {
  if (!isObject(body)) throw new RangeError('the body must be an object');
  const { bucket, user, operation, strangerPerMinute, ...said } = body;
  checkSetting('limits', said);
  const setting = said as LimitSetting;
  if (bucket === 'month') {
    const strange = Object.keys(body).find((one) => !ofTheMonth.includes(one));
    if (strange !== undefined)
      throw new RangeError(`limits.${strange}: is no setting of the month; it has limit, used and remaining`);
    setMonth(parts, setting);
    return limitsShown(parts);
  }
  const name = bucketNames.find((one) => one === bucket);
  if (name === undefined) throw new RangeError(`limits.bucket: must be ${bucketNames.join(', ')} or month`);
  const nowMs = parts.server.clock.nowMs();
  const id = userOf(user);
  if (operation !== undefined && typeof operation !== 'string') throw new RangeError('limits.operation: must be text');
  parts.limits.set(id, name, setting, nowMs, operation);
  if (strangerPerMinute !== undefined) befriend(parts, id, name, strangerPerMinute);
  return limitsShown(parts);
}

const ofTheMonth: readonly string[] = ['bucket', 'limit', 'used', 'remaining'];

function befriend(parts: EmulatorParts, user: number, bucket: BucketName, callsPerMinute: Json): void {
  if (typeof callsPerMinute !== 'number' || !(callsPerMinute >= 0 && callsPerMinute <= 1_000_000)) {
    throw new RangeError('limits.strangerPerMinute: must be a number from 0 to 1,000,000');
  }
  parts.limits.befriend(user, bucket, callsPerMinute, parts.server.clock.nowMs());
}

function setMonth({ month, server }: EmulatorParts, { limit, used, remaining }: LimitSetting): void {
  const most = limit ?? month.limit;
  month.see(server.clock.nowMs());
  const spent = used ?? (remaining === undefined ? undefined : Math.max(0, most - remaining));
  month.set({ limit: most, ...(spent === undefined ? {} : { used: spent }) });
}

/** `main` (the default) and `other`, or a user's number. */
function userOf(said: JsonObject[string]): number {
  if (said === undefined || said === 'main' || said === keyOwner.id) return keyOwner.id;
  if (said === 'other' || said === someoneElse.id) return someoneElse.id;
  throw new RangeError(`limits.user: must be main, other, ${keyOwner.id} or ${someoneElse.id}`);
}
