// The survey. Puts the three worlds of one address side by side: what the files want, what we remember, what is there.

import type { Snapshot } from '../compare/baseline.ts';
import { desiredSnapshot } from '../compare/desired-snapshot.ts';
import { adoptedBaseline, type LiveView, settle, viewRemote } from '../compare/reconcile.ts';
import { unwrittenLeaves } from '../compare/unwritten.ts';
import type { Address } from '../model/address.ts';
import type { Lookup } from '../model/deferred-value.ts';
import type { Desired, DesiredResource, Secrets } from '../model/desired.ts';
import type { Digester } from '../model/digest.ts';
import type { JsonObject } from '../model/json.ts';
import { type Kind, type Kinds, kindNamed, type Listed } from '../model/kind.ts';
import { type Live, namedIn, type Observation, observationOf } from '../model/observation.ts';
import type { Pointer } from '../model/pointer.ts';
import type { Recorded, State } from '../model/state.ts';

export interface ViewInput {
  readonly kinds: Kinds;
  readonly desired: Desired;
  readonly state: State | undefined;
  readonly live: Live;
  readonly secrets: Secrets;
  readonly digester: Digester;
}

export interface ResourceView {
  readonly address: Address;
  readonly kind: Kind;
  readonly resource?: DesiredResource;
  /** As remembered, brought up to date where a write had not been looked at yet or the digests have another tag. */
  readonly recorded?: Recorded;
  /** True where `recorded` is newer than what the state holds. */
  readonly caughtUp: boolean;
  /** False where the record's digests were made with another fingerprint key, or by another version: nothing is compared with them. */
  readonly comparable: boolean;
  readonly observation: Observation;
  readonly desired?: Snapshot;
  /** Desired with what its refs stood for when they were last known; only where this plan makes one of them anew. */
  readonly before?: Snapshot;
  readonly live?: LiveView;
  /** Leaves on which our last write had no effect; it is planned again. */
  readonly unwritten: readonly Pointer[];
  /** The unmanaged objects of the same kind and name. */
  readonly sameName: readonly Listed[];
}

/** The kind of an address. Throws for a kind that this version does not know. */
export function kindOf(kinds: Kinds, address: Address): Kind {
  const kind = kindNamed(kinds, address.slice(0, address.indexOf('.')));
  if (kind === undefined) throw new Error(`no kind is registered for ${address}`);
  return kind;
}

/** Ids that state claims: of what it manages, and of what it has deleted while nobody has confirmed that. */
export function claimedIds(state: State | undefined): ReadonlySet<string> {
  return new Set([...managedIds(state), ...(state?.deleted ?? []).map(({ id }) => id)]);
}

/** Ids of the objects that state manages, deposed ones included. */
export function managedIds(state: State | undefined): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const recorded of Object.values(state?.resources ?? {})) {
    ids.add(recorded.id);
    for (const deposed of recorded.deposed ?? []) ids.add(deposed.id);
  }
  return ids;
}

/** Objects of a kind and name that state does not claim. Forks are never candidates. */
export function sameNameObjects(live: Live, kind: Kind, name: string, claimed: ReadonlySet<string>): readonly Listed[] {
  return [...(namedIn(live, kind)?.values() ?? [])].filter(
    (entry) => entry.name === name && !claimed.has(entry.id) && entry.isFork !== true,
  );
}

/** `unknown`: addresses whose attributes this plan's own steps will make. */
export function lookupFor(input: ViewInput, unknown: ReadonlySet<Address>): Lookup {
  return {
    secret: input.secrets,
    attribute: (address, name) => {
      if (unknown.has(address)) return undefined;
      const recorded = input.state?.resources[address];
      if (recorded !== undefined) return recorded.attributes[name];
      const observation = observationOf(input.live, address);
      return observation.seen === 'found'
        ? kindOf(input.kinds, address).attributesOf(observation.remote)[name]
        : undefined;
    },
  };
}

export function viewResource(
  input: ViewInput,
  address: Address,
  resource: DesiredResource | undefined,
  lookup: Lookup,
  claimed: ReadonlySet<string>,
): ResourceView {
  const kind = kindOf(input.kinds, address);
  const remembered = input.state?.resources[address];
  const observation = observationOf(input.live, address);
  const desired = resource && desiredSnapshot(kind, resource, lookup, input.digester);
  const before =
    resource && desired?.root === undefined
      ? desiredSnapshot(kind, resource, lookupFor(input, new Set()), input.digester)
      : undefined;
  const live =
    observation.seen === 'found'
      ? viewRemote(kind, observation.remote, remembered?.memo ?? {}, input.digester)
      : undefined;
  const recorded =
    remembered && live && observation.seen === 'found'
      ? upToDate(kind, remembered, live, observation.remote, desired, resource, input.digester)
      : remembered;
  const name = desired === undefined ? '' : nameOf(desired.spec);
  return {
    address,
    kind,
    ...(resource ? { resource } : {}),
    ...(recorded ? { recorded } : {}),
    caughtUp: recorded !== remembered,
    observation,
    ...(desired ? { desired } : {}),
    ...(before ? { before } : {}),
    comparable: remembered === undefined || remembered.base.tag === input.digester.tag(kind),
    ...(live ? { live } : {}),
    unwritten:
      remembered && live && remembered.base.tag === input.digester.tag(kind)
        ? unwrittenLeaves(kind, remembered.base, live.snapshot)
        : [],
    sameName: remembered ? [] : sameNameObjects(input.live, kind, name, claimed),
  };
}

function upToDate(
  kind: Kind,
  recorded: Recorded,
  live: LiveView,
  remote: JsonObject,
  desired: Snapshot | undefined,
  resource: DesiredResource | undefined,
  digester: Digester,
): Recorded {
  if (recorded.base.tag !== digester.tag(kind)) {
    const rebased = { ...recorded, base: adoptedBaseline(kind, live.snapshot, desired, digester, true) };
    return settle(kind, rebased, live, remote, resource?.lifecycle.ignore ?? []);
  }
  return recorded.base.unsettled ? settle(kind, recorded, live, remote, resource?.lifecycle.ignore ?? []) : recorded;
}

/** The object's name for people; empty where it is not known yet. */
export function nameOf(spec: JsonObject): string {
  return typeof spec['name'] === 'string' ? spec['name'] : '';
}
