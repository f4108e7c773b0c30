// Coverage: how much of what is managed a run has verified, and how old the evidence of the rest is.
import type { Address } from '../model/address.ts';
import type { Cycle, Evidence } from '../model/evidence.ts';
import { type Live, observationOf } from '../model/observation.ts';
import { currentObjects, type State } from '../model/state.ts';
import { isSuspicious, verifiedAt } from './evidence.ts';

/** How much of what is managed was verified by this run, and how old the oldest evidence of the rest is. */
export interface Coverage {
  readonly verified: number;
  readonly total: number;
  /** Epoch milliseconds; absent where something was never verified. */
  readonly oldestAtMs?: number;
  /** Objects verified since the cycle began, those of this run included; absent where everything was read. */
  readonly inCycle?: number;
  /** Not read now, and changed by hand when they last were; absent where there are none. */
  readonly changedBefore?: readonly Address[];
  /** Not read, and a list says that they were changed since they last were; absent where there are none. */
  readonly suspicious?: readonly Address[];
  /** The workspace's index was not read: nobody knows what it holds that is not managed. */
  readonly withoutIndex?: true;
}

export function coverageOf(
  state: State | undefined,
  live: Live,
  evidence: Readonly<Record<string, Evidence>>,
  cycle: Cycle | undefined,
  nowMs: number,
): Coverage {
  const objects = currentObjects(state);
  const addresses = objects.map(([address]) => address);
  const verified = new Map(objects.map(([address, { id }]) => [address, verifiedAt(evidence[address], id, nowMs)]));
  const unread = addresses.filter((address) => ['unread', 'disputed'].includes(observationOf(live, address).status));
  const dates = unread.map((address) => verified.get(address));
  const known = dates.filter((date) => date !== undefined);
  const coverage = {
    verified: addresses.length - unread.length,
    total: addresses.length,
    ...(live.index === undefined ? { withoutIndex: true as const } : {}),
  };
  if (unread.length === 0) return coverage;
  const suspicious = unread.filter((address) => isSuspicious(observationOf(live, address), evidence[address]));
  const changedBefore = unread.filter(
    (address) => verified.get(address) !== undefined && evidence[address]?.moved === true,
  );
  const inCycle = cycle && addresses.filter((address) => (verified.get(address) ?? -1) >= cycle.sinceMs).length;
  return {
    ...coverage,
    ...(known.length < dates.length ? {} : { oldestAtMs: Math.min(...known) }),
    ...(inCycle === undefined ? {} : { inCycle }),
    ...(changedBefore.length === 0 ? {} : { changedBefore }),
    ...(suspicious.length === 0 ? {} : { suspicious }),
  };
}

/** When an object was last verified that a run did not read; outside the plan, for a plan does not depend on the clock. */
export interface LastVerified {
  /** Epoch milliseconds. */
  readonly atMs: number;
  /** A list says that it was changed since. */
  readonly isSuspicious: boolean;
}

/** Of the managed objects that were not read; one that was never verified is not among them. */
export function lastVerifiedOf(
  state: State | undefined,
  live: Live,
  evidence: Readonly<Record<string, Evidence>>,
  nowMs: number,
): ReadonlyMap<Address, LastVerified> {
  return new Map(
    currentObjects(state).flatMap(([address, { id }]): [Address, LastVerified][] => {
      const atMs = verifiedAt(evidence[address], id, nowMs);
      const observation = observationOf(live, address);
      if (observation.status !== 'unread' || atMs === undefined) return [];
      return [[address, { atMs, isSuspicious: isSuspicious(observation, evidence[address]) }]];
    }),
  );
}
