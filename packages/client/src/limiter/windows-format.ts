// Reads and writes the shared windows as stores keep them: format 2, which processes of other versions read too.
import { isObject } from '@postform/engine';
import type { BucketState } from './bucket-state.ts';
import type { SharedWindows } from './shared-windows.ts';

/** As stored. The names of the keys are part of the format. */
interface StoredWindows {
  readonly format: 2;
  readonly savedAtMs: number;
  readonly serial: number;
  readonly gates: Readonly<Record<string, StoredBucket>>;
  readonly owners: Readonly<Record<string, StoredOwner>>;
}

type StoredBucket = Omit<BucketState, 'reported' | 'isConfirmed' | 'inFlight'> & {
  readonly seen?: BucketState['reported'];
  readonly isHeard?: BucketState['isConfirmed'];
  readonly underWay: BucketState['inFlight'];
};

interface StoredOwner {
  readonly host: string;
  readonly beatAtMs: number;
  readonly claims: Record<string, number>;
}

/** Windows that no process has touched for this long are not used: servers change their limits. */
const MAX_AGE_MS = 3_600_000;
/** Clocks of one store differ by less than this. A later time was written by a clock that was wrong. */
export const CLOCK_TOLERANCE_MS = 5_000;

/** Undefined where the data is damaged, of another format, too old, or from the future. */
export function readWindows(stored: unknown, nowMs: number): SharedWindows | undefined {
  if (!isWhole(stored) || nowMs - stored.savedAtMs > MAX_AGE_MS || isFromFuture(stored, nowMs)) return undefined;
  const { savedAtMs, serial, gates, owners } = stored;
  return {
    savedAtMs,
    serial,
    buckets: mapValues(gates, ({ seen, isHeard, underWay, ...rest }) => ({
      ...(isHeard === undefined ? {} : { isConfirmed: isHeard }),
      ...(seen === undefined ? {} : { reported: seen }),
      ...rest,
      inFlight: underWay,
    })),
    owners: mapValues(owners, ({ host, beatAtMs, claims }) => ({ host, heartbeatAtMs: beatAtMs, demands: claims })),
  };
}

/** The inverse of `readWindows`. */
export function writeWindows({ savedAtMs, serial, buckets, owners }: SharedWindows): StoredWindows {
  return {
    format: 2,
    savedAtMs,
    serial,
    gates: mapValues(buckets, ({ reported, isConfirmed, inFlight, ...rest }) => ({
      ...(isConfirmed === undefined ? {} : { isHeard: isConfirmed }),
      ...(reported === undefined ? {} : { seen: reported }),
      ...rest,
      underWay: inFlight,
    })),
    owners: mapValues(owners, ({ host, heartbeatAtMs, demands }) => ({
      host,
      beatAtMs: heartbeatAtMs,
      claims: demands,
    })),
  };
}

/** True where the windows were saved by a clock that was ahead and has been set back since. */
export function isFromFuture({ savedAtMs }: Pick<SharedWindows, 'savedAtMs'>, nowMs: number): boolean {
  return savedAtMs - nowMs > CLOCK_TOLERANCE_MS;
}

function isWhole(stored: unknown): stored is StoredWindows {
  if (!isObject(stored) || stored['format'] !== 2 || !Number.isSafeInteger(stored['serial'])) return false;
  const { savedAtMs, gates, owners } = stored;
  if (typeof savedAtMs !== 'number' || !isObject(gates) || !isObject(owners)) return false;
  const areBuckets = Object.values(gates).every((bucket) => {
    return (
      isObject(bucket) &&
      isObject(bucket['underWay']) &&
      Array.isArray(bucket['ended']) &&
      bucket['ended'].every(isEnded)
    );
  });
  const areOwners = Object.values(owners).every((owner) => {
    return isObject(owner) && typeof owner['beatAtMs'] === 'number' && isObject(owner['claims']);
  });
  return areBuckets && areOwners;
}

const isEnded = (entry: unknown): boolean =>
  isObject(entry) && typeof entry['atMs'] === 'number' && isObject(entry['by']);

function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
