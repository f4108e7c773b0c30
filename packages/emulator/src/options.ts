// Defines and checks the options of an emulator, and their defaults.

import type { Json } from './json/json.ts';
import type { LimitChoice } from './limits/rules.ts';
import { checkTable } from './limits/setting-check.ts';
import type { MockUrlStyle } from './mock-server/mock-address.ts';
import type { MonitorTargets } from './monitor-run/events.ts';
import type { EmulatorClock } from './seams/clock.ts';
import type { Profile } from './switches/row.ts';
import type { Switches } from './switches/switches.ts';
import { personNamed } from './world/team.ts';

export interface EmulatorOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** 127.0.0.1 by default. */
  readonly host?: string;
  /** A directory that keeps everything; without it the emulator forgets at its end. */
  readonly dataDir?: string;
  /** 'documented' (default), 'off', calls per minute for everything, or what is otherwise in some buckets. */
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
  /** Keys of further people by username: `third-member`, `team-guest`, `first-partner`, `second-partner`. */
  readonly keysOf?: Readonly<Record<string, string>>;
  /** Sets all switches together; by default what POSTFORM_EMULATOR_PROFILE says, else `strict`. */
  readonly profile?: Profile;
  /** Laid over the profile. */
  readonly switches?: Partial<Switches>;
  /** `real`, the default; `virtual` stands still until it is moved; or a clock of the caller's. */
  readonly clock?: EmulatorClock | 'real' | 'virtual';
  /** Emulator milliseconds per millisecond of the clock: 1, or 0 for a virtual one, by default. */
  readonly speed?: number;
  /** A clock that stands still jumps over every wait of the emulator itself; off by default. */
  readonly autoAdvance?: boolean;
  /** What goes wrong, as `POST /_emulator/faults` takes it: an array of `{name?, on?, do}`. */
  readonly faults?: Json;
  /** What the API shows as `mockUrl`: `local`, the default, an address of this emulator; `postman` what Postman shows. */
  readonly mockUrls?: MockUrlStyle;
  /** Where the requests of monitor runs may go; `loopback`, the default, also holds for redirects and names. */
  readonly monitorTargets?: MonitorTargets;
  /** The package (or file) that runs monitors; `postman-runtime` by default. Without it runs answer 501. */
  readonly monitorRuntime?: string;
}

export const defaults = {
  port: 0,
  host: '127.0.0.1',
  limits: 'documented',
  month: 1_000_000,
  staleListsMs: 0,
  seed: 'emulator',
  apiKey: 'emulator-key',
  faults: [],
  mockUrls: 'local',
  monitorTargets: 'loopback',
  monitorRuntime: 'postman-runtime',
} as const;

/** Throws a RangeError in words when a number cannot be what it is for. */
export function checkOptions({
  limits,
  month,
  staleListsMs,
  speed,
  apiKey,
  otherApiKeys = [],
  keysOf = {},
  monitorTargets,
}: EmulatorOptions): void {
  if (typeof limits === 'number' && !(limits >= 1)) throw new RangeError('limits: must be at least 1 call per minute');
  if (typeof limits === 'object') checkTable('limits', limits);
  if (month !== undefined && !(month >= 0)) throw new RangeError('month: must be 0 calls or more');
  if (staleListsMs !== undefined && !(staleListsMs >= 0)) throw new RangeError('staleListsMs: must be 0 or more');
  if (speed !== undefined && !(speed >= 0 && speed <= 1_000_000)) {
    throw new RangeError('speed: must be from 0 to 1,000,000');
  }
  if (monitorTargets !== undefined && !['loopback', 'anywhere'].includes(monitorTargets)) {
    throw new RangeError('monitorTargets: must be loopback or anywhere');
  }
  if ([apiKey, ...otherApiKeys, ...Object.values(keysOf)].includes('')) {
    throw new RangeError('apiKey: an empty key would let everybody in');
  }
  const stranger = Object.keys(keysOf).find((username) => personNamed(username) === undefined);
  if (stranger !== undefined) throw new RangeError(`keysOf: there is no user "${stranger}"`);
}
