// Which looks a plan needs: first everything that is managed, then adopted objects and whatever it would write blindly.
import type { Desired } from '../model/desired.ts';
import type { Ports } from '../model/engine-ports.ts';
import type { Identity } from '../model/kind.ts';
import { type Live, namedIn } from '../model/observation.ts';
import type { PlanOptions, Refresh } from '../model/settings.ts';
import { currentAt, currentObjects, type State } from '../model/state.ts';
import { kindsThatCount, kindsToList } from '../plan/existence-refusals.ts';
import type { Planned } from '../plan/planner.ts';
import { kindOf } from '../plan/resource-view.ts';
import { gapsIn } from '../plan/witnesses.ts';
import { isBlind } from './deferred.ts';
import type { LookRequest, ObjectRef } from './read.ts';

/** Every managed object, by address. */
export function managed(world: Pick<Ports, 'kinds'>, state: State | undefined): readonly ObjectRef[] {
  return currentObjects(state).map(([address, { id, uid }]) => ({
    address,
    kind: kindOf(world.kinds, address),
    identity: { id, uid },
  }));
}

export function firstLook(
  world: Pick<Ports, 'kinds'>,
  desired: Desired,
  state: State | undefined,
  refresh: Refresh,
): LookRequest {
  const mode = refresh === 'auto' ? 'full' : refresh;
  return { workspace: desired.workspace, refresh: mode, wanted: managed(world, state), withIndex: mode !== 'none' };
}

/** Objects that `import:` blocks name, found in the workspace by id or uid and not claimed yet. */
export function adoptions(world: Ports, desired: Desired, state: State | undefined, live: Live): LookRequest {
  const claimed = new Set(currentObjects(state).map(([, { id }]) => id));
  const wanted = desired.resources.flatMap((resource): ObjectRef[] => {
    if (
      resource.adopt === undefined ||
      currentAt(state, resource.address) !== undefined ||
      live.observations.has(resource.address)
    )
      return [];
    const kind = kindOf(world.kinds, resource.address);
    const only = kind.existence === 'singleton' ? [{ id: desired.workspace, uid: desired.workspace }] : [];
    const found = [...only, ...(namedIn(live, kind)?.values() ?? [])].find(
      (entry) => entry.id === resource.adopt || entry.uid === resource.adopt,
    );
    return found === undefined || claimed.has(found.id)
      ? []
      : [{ address: resource.address, kind, identity: identityOf(found) }];
  });
  return { workspace: desired.workspace, refresh: 'full', wanted, withIndex: false };
}

function identityOf({ id, uid }: Identity): Identity {
  return { id, uid };
}

/**
 * What must be read before the plan is believed. A write forces a look at its object, where nobody has looked. A create
 * needs to know what exists: the index, the kind's own list where the index came without its array, and one object that
 * state knows and no list names, for then the lists may not show everything.
 */
export function furtherReads(
  planned: Planned,
  live: Live,
  desired: Desired,
  state: State | undefined,
  options: Pick<PlanOptions, 'replace' | 'noDelete'>,
): LookRequest {
  const blind = planned.evaluations
    .filter((item) => isBlind(item, live, options))
    .map(({ view }) => ({
      address: view.address,
      kind: view.kind,
      identity: identityOf(view.current!),
    }));
  const creates = desired.resources.some((resource) => currentAt(state, resource.address) === undefined);
  const known = new Set(blind.map(({ address }) => address));
  const unsure = gapsIn(kindsThatCount(planned.evaluations), live, state)
    .filter(({ isRead, address }) => !isRead && !known.has(address))
    .map(({ address, kind }) => ({ address, kind, identity: identityOf(currentAt(state, address)!) }));
  const wanted = [...blind, ...unsure];
  const counts = kindsThatCount(planned.evaluations).size > 0;
  const withIndex = live.index === undefined && (creates || counts || wanted.length > 0);
  const enumerated = [...kindsToList(planned.evaluations, live)].filter(
    (kind) => kind.existence === 'own-list' || live.index !== undefined,
  );
  return { workspace: desired.workspace, refresh: 'full', wanted, withIndex, enumerated };
}
