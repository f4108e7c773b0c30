// Puts the three sides of one address next to each other: what the files want, what we remember, what is there.

import { aligned } from '../compare/aligned.ts';
import { type DesiredLookup, type DesiredView, desiredSnapshot, viewDesired } from '../compare/desired-snapshot.ts';
import { type LiveView, viewFound } from '../compare/live-snapshot.ts';
import type { Orders } from '../compare/merge-orders.ts';
import { settle } from '../compare/reconcile.ts';
import { afterAgreement } from '../compare/record.ts';
import type { Snapshot } from '../compare/snapshot.ts';
import { unwrittenLeaves } from '../compare/unwritten.ts';
import { type Address, kindNameOf } from '../model/address.ts';
import type { Desired, DesiredResource, Secrets } from '../model/desired.ts';
import type { Digester } from '../model/digest.ts';
import { AppError } from '../model/errors.ts';
import { type Kind, type Kinds, kindNamed, type Listed } from '../model/kind.ts';
import type { Known } from '../model/known.ts';
import { type Live, namedAs, type Observation, observationOf, remoteOf } from '../model/observation.ts';
import type { PartMatch } from '../model/parts.ts';
import type { Pointer } from '../model/pointer.ts';
import type { CurrentObject, ResourceRecord, State } from '../model/state.ts';

export interface ViewInput {
  readonly kinds: Kinds;
  readonly desired: Desired;
  readonly state: State | undefined;
  readonly live: Live;
  readonly secrets: Secrets;
  readonly digester: Digester;
  /** What earlier runs made of the same bytes. */
  readonly known?: Known;
}

export interface ResourceView {
  readonly address: Address;
  readonly kind: Kind;
  readonly resource?: DesiredResource;
  /**
   * As remembered, under the pointers of `desired`, and brought up to date where a write had not been read back yet or the
   * digests have another tag.
   */
  readonly record?: ResourceRecord;
  /** The object that `record` says is there. */
  readonly current?: CurrentObject;
  /** True where `record` is newer than what the state holds. */
  readonly caughtUp: boolean;
  /** False where the record's digests were made with another fingerprint key, or by another version: nothing is compared with them. */
  readonly comparable: boolean;
  readonly observation: Observation;
  readonly desired?: Snapshot;
  /** The name that the files give it; empty where that is not known yet, or they do not declare it. */
  readonly name: string;
  /** Desired with what its refs stood for when they were last known; only where this plan makes one of them anew. */
  readonly before?: Snapshot;
  readonly live?: LiveView;
  /** How the parts that are remembered were found again in `desired`. Empty where the files say what they said. */
  readonly matches: readonly PartMatch[];
  /** What stood where when it was last sent; undefined where that is not known. */
  readonly orders: () => Orders | undefined;
  /** Leaves on which our last write had no effect; it is planned again. */
  readonly unwritten: readonly Pointer[];
  /** The unmanaged objects of the same kind and name. */
  readonly sameName: readonly Listed[];
}

/** The kind of an address. Throws E_STATE_KIND where this version does not know it: a newer one has written the state. */
export function kindOf(kinds: Kinds, address: Address): Kind {
  const kind = kindNamed(kinds, kindNameOf(address));
  if (kind !== undefined) return kind;
  throw new AppError(
    'E_STATE_KIND',
    `The state manages ${address}, but this version of Postform does not know the kind ${kindNameOf(address)}. Nothing was read or written.`,
    { hint: `Use the version that wrote the state, or stop managing the object: postform state rm ${address}` },
  );
}

/** Ids that state claims: of what it manages, and of what it has deleted while nobody has confirmed that. */
export function claimedIds(state: State | undefined): ReadonlySet<string> {
  return new Set([...managedIds(state), ...(state?.deleted ?? []).map(({ id }) => id)]);
}

/** Ids of the objects that state manages, deposed ones included. */
export function managedIds(state: State | undefined): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { current, deposed } of Object.values(state?.resources ?? {})) {
    if (current !== undefined) ids.add(current.id);
    for (const { id } of deposed) ids.add(id);
  }
  return ids;
}

/** Objects of a kind and name that state does not claim. Forks are never candidates. */
export function sameNameObjects(live: Live, kind: Kind, name: string, claimed: ReadonlySet<string>): readonly Listed[] {
  return namedAs(live, kind, name).filter((entry) => !claimed.has(entry.id) && entry.isFork !== true);
}

/** `unknown`: addresses whose attributes this plan's own steps will make. */
export function lookupFor(input: ViewInput, unknown: ReadonlySet<Address>): DesiredLookup {
  return {
    ...(input.known === undefined ? {} : { known: input.known }),
    secret: input.secrets,
    attribute: (address, name) => {
      if (unknown.has(address)) return undefined;
      const current = input.state?.resources[address]?.current;
      if (current !== undefined) return current.attributes[name];
      const observation = observationOf(input.live, address);
      return observation.status === 'found'
        ? kindOf(input.kinds, address).attributesOf(remoteOf(observation))[name]
        : undefined;
    },
  };
}

export function viewResource(
  input: ViewInput,
  address: Address,
  resource: DesiredResource | undefined,
  lookup: DesiredLookup,
  claimed: ReadonlySet<string>,
): ResourceView {
  const kind = kindOf(input.kinds, address);
  const observation = observationOf(input.live, address);
  const { snapshot: desired, name = '' }: Partial<DesiredView> = resource
    ? viewDesired(kind, resource, lookup, input.digester)
    : {};
  const before =
    resource && desired?.root === undefined
      ? desiredSnapshot(kind, resource, lookupFor(input, new Set()), input.digester)
      : undefined;
  const stored = input.state?.resources[address];
  const {
    record: remembered,
    live,
    matches,
    orders,
  } = aligned(
    kind,
    stored,
    desired,
    (current) =>
      observation.status === 'found' ? viewFound(observation, { address, kind, current, ...input }) : undefined,
    input.digester,
  );
  const baseline = remembered?.current?.baseline;
  const record =
    remembered && live ? upToDate(kind, remembered, { view: live, desired }, resource, input.digester) : remembered;
  const comparable = baseline === undefined || baseline.tag === input.digester.tag(kind);
  return {
    address,
    kind,
    ...(resource ? { resource } : {}),
    ...(record ? { record } : {}),
    ...(record?.current ? { current: record.current } : {}),
    caughtUp: record !== remembered,
    observation,
    name,
    ...(desired ? { desired } : {}),
    ...(before ? { before } : {}),
    comparable,
    ...(live ? { live } : {}),
    matches,
    orders,
    unwritten: baseline && live && comparable ? unwrittenLeaves(kind, baseline, live.snapshot) : [],
    sameName: baseline ? [] : sameNameObjects(input.live, kind, name, claimed),
  };
}

function upToDate(
  kind: Kind,
  record: ResourceRecord,
  { view, desired }: { readonly view: LiveView; readonly desired: Snapshot | undefined },
  resource: DesiredResource | undefined,
  digester: Digester,
): ResourceRecord {
  const baseline = record.current?.baseline;
  if (baseline === undefined) return record;
  if (baseline.tag !== digester.tag(kind)) return afterAgreement(kind, record, { view, desired }, resource, digester);
  return baseline.unsettled ? settle(kind, record, view, resource?.lifecycle.ignore ?? []) : record;
}
