// The limit acts room: `/_emulator/limits`, where a test says what somebody else has already spent.
import { isObject, type Json, type JsonObject } from '../json/json.ts';
import { type BucketName, bucketNames, type LimitSetting } from '../limits/rules.ts';
import { checkSetting } from '../limits/setting-check.ts';
import { keyOwner, someoneElse } from '../world/users.ts';
import type { Machine } from './parts.ts';

/** Every window in use, and the month. */
export function limitsShown({ world, limits, month }: Machine): Json {
  const windows = limits.shown(world.clock.nowMs()).map((window) => ({ ...window }));
  const used = month.used();
  const remaining = month.isEnded() ? 0 : Math.max(0, month.limit - used);
  return { windows, month: { name: month.name(), limit: month.limit, used, remaining } };
}

/**
 * `{bucket, limit?, windowS?, kind?, used? | remaining?, resetInMs?, operation?, user?, strangerPerMinute?}` for one
 * bucket of one user, or `{bucket: 'month', limit?, used? | remaining?}`. Throws a RangeError in words.
 */
export function setLimits(machine: Machine, body: Json | undefined): Json {
  if (!isObject(body)) throw new RangeError('the body must be an object');
  const { bucket, user, operation, strangerPerMinute, ...said } = body;
  checkSetting('limits', said);
  const setting = said as LimitSetting;
  if (bucket === 'month') {
    const strange = Object.keys(body).find((one) => !ofTheMonth.includes(one));
    if (strange !== undefined) throw new RangeError(`limits.${strange}: is not said of the month`);
    setMonth(machine, setting);
    return limitsShown(machine);
  }
  const name = bucketNames.find((one) => one === bucket);
  if (name === undefined) throw new RangeError(`limits.bucket: must be ${bucketNames.join(', ')} or month`);
  const nowMs = machine.world.clock.nowMs();
  const id = userOf(user);
  if (operation !== undefined && typeof operation !== 'string') throw new RangeError('limits.operation: must be text');
  machine.limits.set(id, name, setting, nowMs, operation);
  if (strangerPerMinute !== undefined) befriend(machine, id, name, strangerPerMinute);
  return limitsShown(machine);
}

const ofTheMonth: readonly string[] = ['bucket', 'limit', 'used', 'remaining'];

function befriend(machine: Machine, user: number, bucket: BucketName, callsPerMinute: Json): void {
  if (typeof callsPerMinute !== 'number' || !(callsPerMinute >= 0 && callsPerMinute <= 1_000_000)) {
    throw new RangeError('limits.strangerPerMinute: must be a number from 0 to 1,000,000');
  }
  machine.limits.befriend(user, bucket, callsPerMinute, machine.world.clock.nowMs());
}

function setMonth({ month, world }: Machine, { limit, used, remaining }: LimitSetting): void {
  const most = limit ?? month.limit;
  month.see(world.clock.nowMs());
  const spent = used ?? (remaining === undefined ? undefined : Math.max(0, most - remaining));
  month.set({ limit: most, ...(spent === undefined ? {} : { used: spent }) });
}

/** `main` (the default) and `other`, or a user's number. */
function userOf(said: JsonObject[string]): number {
  if (said === undefined || said === 'main' || said === keyOwner.id) return keyOwner.id;
  if (said === 'other' || said === someoneElse.id) return someoneElse.id;
  throw new RangeError(`limits.user: must be main, other, ${keyOwner.id} or ${someoneElse.id}`);
}
