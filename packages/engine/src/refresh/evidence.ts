// What was seen, remembered: evidence of this look, coverage, and how old the rest is.
import type { Address } from '../model/address.ts';
import type { Ports } from '../model/engine-ports.ts';
import type { Cycle, Evidence } from '../model/evidence.ts';
import type { JsonObject } from '../model/json.ts';
import type { Kind } from '../model/kind.ts';
import { type Live, type Observation, observationOf } from '../model/observation.ts';
import { currentAt, currentObjects, type State } from '../model/state.ts';
import { kindOf } from '../plan/resource-view.ts';

/** How much of what is managed was verified by this run, and how old the oldest evidence of the rest is. */
export interface Coverage {
  readonly verified: number;
  readonly total: number;
  /** Epoch milliseconds; absent where something was never verified. */
  readonly oldestAtMs?: number;
  /** Objects verified since the cycle began, those of this run included; absent where everything was looked at. */
  readonly inCycle?: number;
  /** Not looked at now, and changed by hand when they were; absent where there are none. */
  readonly movedBefore?: readonly Address[];
  /** Not looked at, and a list says that they were changed since they were; absent where there are none. */
  readonly suspicious?: readonly Address[];
  /** The workspace's index was not read: nobody knows what it holds that is not managed. */
  readonly withoutIndex?: true;
}

/** What a observation proves, and when. Nothing where nobody looked; of a list that lacks an object only that. */
export function evidenceOf(kind: Kind, observation: Observation, id: string, at: number): Evidence | undefined {
  if (observation.status === 'unread')
    return kind.readBy === 'list' && observation.listed === false ? { at, how: 'list', id } : undefined;
  if (observation.status === 'disputed') return undefined;
  return observation.status === 'found' ? bodyEvidence(kind, observation.remote, id, at) : { at, how: 'body', id };
}

export function bodyEvidence(kind: Kind, remote: JsonObject, id: string, at: number): Evidence {
  const stamp = kind.stampOf(remote);
  return { at, how: 'body', id, ...(stamp === undefined ? {} : { stamp }) };
}

export async function recordEvidence(
  world: Ports,
  state: State | undefined,
  live: Live,
  at: number,
  moved: ReadonlySet<string>,
  cycle: Cycle | undefined,
): Promise<Readonly<Record<string, Evidence>>> {
  const seen: Record<string, Evidence> = {};
  for (const [address, observation] of live.observations) {
    const id = 'identity' in observation ? observation.identity.id : currentAt(state, address)?.id;
    const evidence = id === undefined ? undefined : evidenceOf(kindOf(world.kinds, address), observation, id, at);
    if (evidence !== undefined) seen[address] = moved.has(address) ? { ...evidence, moved: true } : evidence;
  }
  if (cycle !== undefined || Object.keys(seen).length > 0) await world.evidence.merge(seen, cycle);
  return seen;
}

export function coverageOf(
  state: State | undefined,
  live: Live,
  evidence: Readonly<Record<string, Evidence>>,
  cycle: Cycle | undefined,
): Coverage {
  const addresses = currentObjects(state).map(([address]) => address);
  const verifiedAt = (address: string): number | undefined => {
    const known = evidence[address];
    return known?.how === 'body' && known.id === currentAt(state, address)?.id ? known.at : undefined;
  };
  const unread = addresses.filter((address) => ['unread', 'disputed'].includes(observationOf(live, address).status));
  const dates = unread.map(verifiedAt);
  const known = dates.filter((date) => date !== undefined);
  const coverage = {
    verified: addresses.length - unread.length,
    total: addresses.length,
    ...(live.index === undefined ? { withoutIndex: true as const } : {}),
  };
  if (unread.length === 0) return coverage;
  const suspicious = unread.filter((address) => isSuspicious(observationOf(live, address), evidence[address]));
  const movedBefore = unread.filter(
    (address) => verifiedAt(address) !== undefined && evidence[address]?.moved === true,
  );
  const inCycle = cycle && addresses.filter((address) => (verifiedAt(address) ?? -1) >= cycle.sinceMs).length;
  return {
    ...coverage,
    ...(known.length < dates.length ? {} : { oldestAtMs: Math.min(...known) }),
    ...(inCycle === undefined ? {} : { inCycle }),
    ...(movedBefore.length === 0 ? {} : { movedBefore }),
    ...(suspicious.length === 0 ? {} : { suspicious }),
  };
}

/** A list shows another stamp than when it was verified, or, where that had none, a later one. */
export function isSuspicious(observation: Observation, known: Evidence | undefined): boolean {
  const stamp = observation.status === 'unread' ? observation.stamp : undefined;
  if (stamp === undefined || known === undefined) return false;
  return known.stamp === undefined ? Date.parse(stamp) > known.at : Date.parse(stamp) !== Date.parse(known.stamp);
}

/** When an object was last verified that a run did not look at; outside the plan, for a plan does not depend on the clock. */
export interface LastVerified {
  /** Epoch milliseconds. */
  readonly atMs: number;
  /** A list says that it was changed since. */
  readonly isSuspicious: boolean;
}

/** Of the managed objects that nobody looked at; one that was never verified is not among them. */
export function lastVerifiedOf(
  state: State | undefined,
  live: Live,
  evidence: Readonly<Record<string, Evidence>>,
): ReadonlyMap<Address, LastVerified> {
  return new Map(
    currentObjects(state).flatMap(([address, { id }]): [Address, LastVerified][] => {
      const known = evidence[address];
      const observation = observationOf(live, address);
      if (observation.status !== 'unread' || known?.how !== 'body' || known.id !== id) return [];
      return [[address, { atMs: known.at, isSuspicious: isSuspicious(observation, known) }]];
    }),
  );
}
