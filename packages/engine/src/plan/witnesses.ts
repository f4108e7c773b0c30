// Witnesses: a read by id, the workspace's index and a kind's own list tell of the same objects; where they contradict each other nothing is concluded. Pure.

import type { Address } from '../model/address.ts';
import type { Kind } from '../model/kind.ts';
import { type Live, namedIn, type Observation, observationOf } from '../model/observation.ts';
import type { Claim } from '../model/refusal.ts';
import { currentObjects, type State } from '../model/state.ts';
import { kindOf } from './resource-view.ts';

/** The same observations, `disputed` where a read by id says that an object is gone or dead and a list says otherwise. */
export function withDisputes(kinds: readonly Kind[], live: Live): Live {
  const observations = new Map<Address, Observation>();
  for (const [address, observation] of live.observations)
    observations.set(address, disputed(kindOf(kinds, address), live, observation) ?? observation);
  return { ...live, observations };
}

function disputed(kind: Kind, live: Live, observation: Observation): Observation | undefined {
  if (observation.status !== 'absent' && observation.status !== 'deactivated') return undefined;
  const { identity, status } = observation;
  const indexed = live.index?.elements[kind.plural]?.find(({ id }) => id === identity.id);
  const listed = live.lists?.get(kind.plural)?.some(({ id }) => id === identity.id) === true;
  const isActive = indexed !== undefined && !(status === 'deactivated' && indexed.deactivated === true);
  const namedBy = [...(isActive ? ['workspace' as const] : []), ...(listed ? ['list' as const] : [])];
  return namedBy.length === 0 ? undefined : { status: 'disputed', identity, claim: { by: status, namedBy } };
}

/** Why nothing is concluded of an object that the API refuses to show: a 403 may hide one that is gone. */
export function refusedClaim(kind: Kind, live: Live, id: string): Claim {
  return { by: 'forbidden', isNamed: namedIn(live, kind)?.has(id) ?? null };
}

/** A managed object that no list of its kind names, although all that is known says that it exists. */
export interface Gap {
  readonly kind: Kind;
  readonly address: Address;
  readonly id: string;
  /** False where only the record says so: nobody has read it. */
  readonly isRead: boolean;
}

/**
 * One gap for each of these kinds whose lists lack a managed object: what they name is not all there is, so that an
 * object is missing from them proves nothing. One that was read is preferred to one that only state knows.
 */
export function gapsIn(kinds: Iterable<Kind>, live: Live, state: State | undefined): readonly Gap[] {
  return [...new Set(kinds)].flatMap((kind): readonly Gap[] => {
    const named = namedIn(live, kind);
    if (named === undefined || kind.existence === 'singleton') return [];
    const gaps = currentObjects(state).flatMap(([address, { id }]): readonly Gap[] => {
      if (named.has(id) || !address.startsWith(`${kind.name}.`)) return [];
      const { status } = observationOf(live, address);
      return status === 'absent' || status === 'disputed' ? [] : [{ kind, address, id, isRead: status !== 'unread' }];
    });
    const first = gaps.find((gap) => gap.isRead) ?? gaps[0];
    return first === undefined ? [] : [first];
  });
}
