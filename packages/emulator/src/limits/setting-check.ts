// Checks the settings of buckets.
import { type BucketName, bucketNames, type LimitSetting } from './rules.ts';
import type { WindowKind } from './window.ts';

const kinds: readonly WindowKind[] = ['opening', 'aligned', 'sliding'];

/** The largest limit that may be set: a sliding window remembers that many calls. */
const largestLimit = 1_000_000;

/** Throws a RangeError that names the first wrong place of a setting; an unknown name is wrong too. */
export function checkSetting(place: string, setting: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(setting)) {
    const isRight = value === undefined || checks[name]?.isRight(value);
    if (isRight === undefined) throw new RangeError(`${place}: there is no setting "${name}"`);
    if (!isRight) throw new RangeError(`${place}.${name}: must be ${checks[name]?.wanted}`);
  }
  const isSaidTwice = setting['used'] !== undefined && setting['remaining'] !== undefined;
  if (isSaidTwice) throw new RangeError(`${place}: give used or remaining, not both`);
}

interface Check {
  readonly wanted: string;
  isRight(value: unknown): boolean;
}

/** Throws a RangeError unless every bucket named is one and every setting can be. */
export function checkTable(place: string, table: Readonly<Record<string, unknown>>): void {
  for (const [name, setting] of Object.entries(table)) {
    if (!bucketNames.includes(name as BucketName)) {
      throw new RangeError(`${place}: there is no bucket "${name}": it may be ${bucketNames.join(', ')}`);
    }
    checkSetting(`${place}.${name}`, Object(setting));
  }
}

const calls: Check = {
  wanted: 'a whole number of calls, not negative',
  isRight: (value) => Number.isInteger(value) && Number(value) >= 0,
};

const checks: Readonly<Record<keyof LimitSetting, Check>> & Readonly<Record<string, Check | undefined>> = {
  limit: {
    wanted: 'a whole number of calls from 1 to 1,000,000',
    isRight: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= largestLimit,
  },
  windowS: {
    wanted: 'a number of seconds above 0',
    isRight: (value) => Number.isFinite(value) && Number(value) > 0,
  },
  kind: { wanted: kinds.join(', '), isRight: (value) => kinds.some((kind) => kind === value) },
  used: calls,
  remaining: calls,
  resetInMs: {
    wanted: 'a number of milliseconds above 0',
    isRight: (value) => Number.isFinite(value) && Number(value) > 0,
  },
};
