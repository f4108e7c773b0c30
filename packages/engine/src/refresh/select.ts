// Selects what a plan needs to read: first everything that is managed, then what to adopt, and whatever it would write unread.
import type { Desired } from '../model/desired.ts';
import type { Ports } from '../model/engine-ports.ts';
import type { Identity, Kinds } from '../model/kind.ts';
import { type Live, namedIn } from '../model/observation.ts';
import { listRead, NOTHING_TO_READ, type ObjectRef, type ReadSet, readsOf } from '../model/read-set.ts';
import type { PlanOptions, Refresh } from '../model/settings.ts';
import { currentAt, currentObjects, type State } from '../model/state.ts';
import { kindsThatCount, kindsToList } from '../plan/existence-refusals.ts';
import type { Planned } from '../plan/planner.ts';
import { kindOf } from '../plan/resource-view.ts';
import { gapsIn } from '../plan/witnesses.ts';
import { isUnreadWrite } from './deferred.ts';

/** Every managed object, by address. */
export function managedObjects(kinds: Kinds, state: State | undefined): readonly ObjectRef[] {
  return currentObjects(state).map(([address, current]) => ({
    address,
    kind: kindOf(kinds, address),
    identity: identityOf(current),
  }));
}

/**
 * What a refresh reads first. `full`: the index, the list of each kind that is read by list, and each other object by its id:
 * N + M + K + 2 calls. `list`: the index and each kind's list. `auto` reads at most what `full` reads.
 */
export function refreshReads({ kinds }: Pick<Ports, 'kinds'>, state: State | undefined, mode: Refresh): ReadSet {
  if (mode === 'none') return NOTHING_TO_READ;
  const managed = managedObjects(kinds, state);
  const lists = kinds
    .filter((kind) => mode === 'list' || kind.readBy === 'list')
    .map((kind) =>
      listRead(
        kind,
        managed.filter((item) => item.kind === kind),
      ),
    );
  return { index: true, lists, objects: mode === 'list' ? [] : readsOf(managed).objects };
}

/** What a run reads first: as its refresh says; for a diff, its targets alone. */
export function firstReads(
  ports: Pick<Ports, 'kinds'>,
  state: State | undefined,
  { command, refresh, targets }: Pick<PlanOptions, 'command' | 'refresh' | 'targets'>,
): ReadSet {
  if (command !== 'diff') return refreshReads(ports, state, refresh);
  return readsOf(managedObjects(ports.kinds, state).filter(({ address }) => targets.includes(address)));
}

/** Objects that `import:` blocks name, found in the workspace by id or uid and neither claimed nor read yet. */
export function objectsToAdopt(
  { kinds }: Pick<Ports, 'kinds'>,
  desired: Desired,
  state: State | undefined,
  live: Live,
): readonly ObjectRef[] {
  const claimed = new Set(currentObjects(state).map(([, { id }]) => id));
  return desired.resources.flatMap(({ address, adopt }): ObjectRef[] => {
    if (adopt === undefined || currentAt(state, address) !== undefined || live.observations.has(address)) return [];
    const kind = kindOf(kinds, address);
    const only = kind.existence === 'singleton' ? [{ id: desired.workspace, uid: desired.workspace }] : [];
    const found = [...only, ...(namedIn(live, kind)?.values() ?? [])].find(
      (entry) => entry.id === adopt || entry.uid === adopt,
    );
    return found === undefined || claimed.has(found.id) ? [] : [{ address, kind, identity: identityOf(found) }];
  });
}

/**
 * What must be read before the plan is believed. A write needs its object to be read. A create needs to know what exists: the
 * index, the kind's own list where the index came without its array, and one object that state knows and no list names, for
 * then the lists may not show everything.
 */
export function furtherReads(
  planned: Planned,
  live: Live,
  desired: Desired,
  state: State | undefined,
  options: Pick<PlanOptions, 'replace' | 'noDelete'>,
): ReadSet {
  const unread = planned.evaluations
    .filter((item) => isUnreadWrite(item, live, options))
    .map(({ view: { address, kind, current } }) => ({ address, kind, identity: identityOf(current!) }));
  const known = new Set(unread.map(({ address }) => address));
  const counting = kindsThatCount(planned.evaluations);
  const unsure = gapsIn(counting, live, state)
    .filter(({ isRead, address }) => !isRead && !known.has(address))
    .map(({ address, kind }) => ({ address, kind, identity: identityOf(currentAt(state, address)!) }));
  const creates = desired.resources.some((resource) => currentAt(state, resource.address) === undefined);
  const reads = readsOf([...unread, ...unsure]);
  const needsIndex = creates || counting.size > 0 || unread.length + unsure.length > 0;
  const enumerated = [...kindsToList(planned.evaluations, live)]
    .filter((kind) => kind.existence === 'own-list' || live.index !== undefined)
    .map((kind) => listRead(kind, []));
  return { ...reads, index: live.index === undefined && needsIndex, lists: [...enumerated, ...reads.lists] };
}

/** The names of an object alone. */
export function identityOf({ id, uid }: Identity): Identity {
  return { id, uid };
}
