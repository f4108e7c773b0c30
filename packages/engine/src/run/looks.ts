// Room: which looks a plan needs: first everything that is managed, then adopted objects and whatever it would write blindly.
import type { Desired } from '../desired.ts';
import type { Identity } from '../kind.ts';
import type { Live } from '../live.ts';
import type { Planned } from '../planner.ts';
import type { PlanOptions, Refresh } from '../settings.ts';
import type { State } from '../state.ts';
import { kindOf } from '../survey.ts';
import type { World } from '../world.ts';
import { isBlind } from './deferred.ts';
import type { LookRequest, Wanted } from './look.ts';

/** Every managed object, by address. */
export function managed(world: Pick<World, 'kinds'>, state: State | undefined): readonly Wanted[] {
  return Object.entries(state?.resources ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([address, { id, uid }]) => ({ address, kind: kindOf(world.kinds, address), identity: { id, uid } }));
}

export function firstLook(
  world: Pick<World, 'kinds'>,
  desired: Desired,
  state: State | undefined,
  refresh: Refresh,
): LookRequest {
  const mode = refresh === 'auto' ? 'full' : refresh;
  return { workspace: desired.workspace, refresh: mode, wanted: managed(world, state), withIndex: mode !== 'none' };
}

/** Objects that `import:` blocks name, found in the workspace by id or uid and not claimed yet. */
export function adoptions(world: World, desired: Desired, state: State | undefined, live: Live): LookRequest {
  const claimed = new Set(Object.values(state?.resources ?? {}).map((recorded) => recorded.id));
  const wanted = desired.resources.flatMap((resource): Wanted[] => {
    if (
      resource.adopt === undefined ||
      state?.resources[resource.address] !== undefined ||
      live.sightings.has(resource.address)
    )
      return [];
    const kind = kindOf(world.kinds, resource.address);
    const found = live.index?.elements[kind.plural]?.find(
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

/** A write forces a look: whatever the plan would write, or would write if it knew, and that nobody has looked at. */
export function blindWrites(
  planned: Planned,
  live: Live,
  desired: Desired,
  state: State | undefined,
  options: Pick<PlanOptions, 'replace' | 'noDelete'>,
): LookRequest {
  const wanted = planned.judged
    .filter((item) => isBlind(item, live, options))
    .map(({ surveyed }) => ({
      address: surveyed.address,
      kind: surveyed.kind,
      identity: identityOf(surveyed.recorded!),
    }));
  const creates = desired.resources.some((resource) => state?.resources[resource.address] === undefined);
  return {
    workspace: desired.workspace,
    refresh: 'full',
    wanted,
    withIndex: live.index === undefined && (creates || wanted.length > 0),
  };
}
