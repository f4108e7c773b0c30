// Room: what was seen, remembered: evidence of this look, coverage, and how old the rest is.
import type { Evidence } from '../evidence.ts';
import { type Live, sightingOf } from '../live.ts';
import type { State } from '../state.ts';
import { isObject, type JsonObject } from '../tree.ts';
import type { World } from '../world.ts';

/** How much of what is managed was verified by this run, and how old the oldest evidence of the rest is. */
export interface Coverage {
  readonly verified: number;
  readonly total: number;
  /** Epoch milliseconds; absent where something was never verified. */
  readonly oldestAtMs?: number;
}

export async function recordEvidence(
  world: World,
  live: Live,
  at: number,
): Promise<Readonly<Record<string, Evidence>>> {
  const seen: Record<string, Evidence> = {};
  for (const [address, sighting] of live.sightings) {
    if (sighting.seen !== 'found') continue;
    const stamp = stampOf(sighting.remote);
    seen[address] = { at, how: 'body', id: sighting.identity.id, ...(stamp === undefined ? {} : { stamp }) };
  }
  if (Object.keys(seen).length > 0) await world.evidence.merge(seen);
  return seen;
}

export function coverageOf(
  state: State | undefined,
  live: Live,
  evidence: Readonly<Record<string, Evidence>>,
): Coverage {
  const addresses = Object.keys(state?.resources ?? {});
  const unseen = addresses.filter((address) => sightingOf(live, address).seen === 'unseen');
  const dates = unseen.map((address) => (evidence[address]?.how === 'body' ? evidence[address].at : undefined));
  const oldest = dates.some((date) => date === undefined) ? undefined : Math.min(...(dates as number[]));
  return {
    verified: addresses.length - unseen.length,
    total: addresses.length,
    ...(oldest === undefined || unseen.length === 0 ? {} : { oldestAtMs: oldest }),
  };
}

/** `updatedAt` of the object, or of its `info` (collections). */
function stampOf(remote: JsonObject): string | undefined {
  const info = remote['info'];
  const stamp = remote['updatedAt'] ?? (isObject(info) ? info['updatedAt'] : undefined);
  return typeof stamp === 'string' ? stamp : undefined;
}

/** For people: how old the evidence of an object is, and whether a list hints that it has changed since. */
export function ageTexts(
  evidence: Readonly<Record<string, Evidence>>,
  live: Live,
  nowMs: number,
): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(evidence).map(([address, { at, stamp }]) => {
      const sighting = sightingOf(live, address);
      const listed = sighting.seen === 'unseen' ? sighting.stamp : undefined;
      const moved = listed !== undefined && stamp !== undefined && listed !== stamp;
      const minutes = Math.max(0, Math.round((nowMs - at) / 60_000));
      return [
        address,
        `last verified ${minutes} minutes ago${moved ? ', and the list says that it was changed since' : ''}`,
      ];
    }),
  );
}
