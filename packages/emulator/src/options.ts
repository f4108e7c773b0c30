// The option room: what an emulator can be started with, and what stands when nothing is said.

import type { LimitChoice } from './limits/rules.ts';
import type { Profile } from './switches/row.ts';
import type { Switches } from './switches/switches.ts';
import type { EmulatorClock } from './world/clock.ts';

export interface EmulatorOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** 127.0.0.1 by default. */
  readonly host?: string;
  /** A directory that keeps everything; without it the emulator forgets at its end. */
  readonly dataDir?: string;
  /** 'documented' (default), 'off', or calls per minute for everything. */
  readonly limits?: LimitChoice;
  /** Calls allowed per month; 1,000,000 by default. */
  readonly month?: number;
  /** The control API; on by default. */
  readonly control?: boolean;
  /** How long lists lag behind creates and deletes, in milliseconds; 0 by default. */
  readonly staleListsMs?: number;
  /** Ids are drawn from it: the same seed and the same calls give the same ids. */
  readonly seed?: string;
  /** The key of the first user; `emulator-key` by default. */
  readonly apiKey?: string;
  /** Keys of the other user of the team, with rate windows of their own and the same month. */
  readonly otherApiKeys?: readonly string[];
  /** Sets all switches together; by default what POSTFORM_EMULATOR_PROFILE says, else `strict`. */
  readonly profile?: Profile;
  /** Laid over the profile. */
  readonly switches?: Partial<Switches>;
  readonly clock?: EmulatorClock;
}

export const defaults = {
  port: 0,
  host: '127.0.0.1',
  limits: 'documented',
  month: 1_000_000,
  staleListsMs: 0,
  seed: 'emulator',
  apiKey: 'emulator-key',
} as const;

/** Throws a RangeError in words when a number cannot be what it is for. */
export function checkOptions({ limits, month, staleListsMs }: EmulatorOptions): void {
  if (typeof limits === 'number' && !(limits >= 1)) throw new RangeError('limits: must be at least 1 call per minute');
  if (month !== undefined && !(month >= 0)) throw new RangeError('month: must be 0 calls or more');
  if (staleListsMs !== undefined && !(staleListsMs >= 0)) throw new RangeError('staleListsMs: must be 0 or more');
}
