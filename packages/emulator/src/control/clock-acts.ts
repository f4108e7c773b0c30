// Moves the clock: `/_emulator/clock`.
import { isObject, type Json } from '../json/json.ts';
import type { MovableClock } from '../seams/clock.ts';

export function clockShown(clock: MovableClock): Json {
  return { nowMs: clock.nowMs(), offsetMs: clock.offsetMs(), ...clock.pace() };
}

/**
 * `{advanceMs?, speed?, autoAdvance?}`. The pace changes first; then time moves, and every wait that is over ends.
 * Throws a RangeError in words.
 */
export function setClock(clock: MovableClock, body: Json | undefined): void {
  if (!isObject(body)) throw new RangeError('the body must be an object');
  const { speed, autoAdvance, advanceMs, ...strange } = body;
  const [unknown] = Object.keys(strange);
  if (unknown !== undefined) throw new RangeError(`clock: there is no setting "${unknown}"`);
  if (speed === undefined && autoAdvance === undefined && advanceMs === undefined) {
    throw new RangeError('clock: expected advanceMs, speed or autoAdvance');
  }
  if (speed !== undefined && !isSpeed(speed)) throw new RangeError('speed: must be a number from 0 to 1,000,000');
  if (autoAdvance !== undefined && typeof autoAdvance !== 'boolean') {
    throw new RangeError('autoAdvance: must be true or false');
  }
  const wayMs = advanceMs === undefined ? 0 : milliseconds(body, 'advanceMs');
  if (clock.nowMs() + wayMs > lastMs) throw new RangeError('advanceMs: there is no time after the year 9999');
  if (speed !== undefined || autoAdvance !== undefined) {
    clock.setPace({ ...(speed === undefined ? {} : { speed }), ...(autoAdvance === undefined ? {} : { autoAdvance }) });
  }
  clock.advance(wayMs);
}

/** What ISO-8601 writes with four digits of a year. */
const lastMs = Date.UTC(10_000, 0, 1) - 1;

function isSpeed(value: Json): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1_000_000;
}

/** Throws a RangeError unless the body holds that many milliseconds. */
export function milliseconds(body: Json | undefined, name: string): number {
  const value = isObject(body) ? body[name] : undefined;
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
    throw new RangeError(`${name}: must be a number of milliseconds, not negative`);
  }
  return value;
}
