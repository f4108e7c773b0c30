// Room: a planning run: look as far as asked, plan, look again at what would be written, plan again. Only GETs, no lock.
import { addCounts, type Count } from '../calls.ts';
import type { Desired } from '../desired.ts';
import { type Digester, digesterFor } from '../digest.ts';
import { AppError } from '../errors.ts';
import type { Evidence } from '../evidence.ts';
import type { Identity } from '../kind.ts';
import { type Live, mergeLive, sightingOf } from '../live.ts';
import type { Plan } from '../plan-types.ts';
import { buildPlan, type Planned } from '../planner.ts';
import { worstOf } from '../price.ts';
import type { PlanOptions, Refresh } from '../settings.ts';
import type { State } from '../state.ts';
import { kindOf } from '../survey.ts';
import { isObject, type JsonObject } from '../tree.ts';
import type { World } from '../world.ts';
import { type LookRequest, look, priceOf, type Wanted } from './look.ts';

/** How much of what is managed was verified by this run, and how old the oldest evidence of the rest is. */
export interface Coverage {
  readonly verified: number;
  readonly total: number;
  /** Epoch milliseconds; absent where something was never verified. */
  readonly oldestAtMs?: number;
}

export interface PlanRun {
  readonly plan: Plan;
  readonly state: State | undefined;
  readonly lookCalls: number;
  readonly coverage: Coverage;
}

/** A plan run with what apply needs besides the plan. */
export interface PlanRunInside extends PlanRun {
  readonly planned: Planned;
  readonly live: Live;
  readonly digester: Digester;
  /** Epoch milliseconds at which the look began. */
  readonly lookedAt: number;
}

export async function runPlan(world: World, desired: Desired, options: PlanOptions): Promise<PlanRun> {
  const { plan, state, lookCalls, coverage } = await planWith(world, desired, await world.store.load(), options);
  return { plan, state, lookCalls, coverage };
}

/** What the first look of a plan costs, before looking. */
export function priceOfLook(
  world: Pick<World, 'kinds' | 'workspaces' | 'client'>,
  desired: Desired,
  state: State | undefined,
  refresh: Refresh,
): Count {
  return priceOf(world, firstLook(world, desired, state, refresh));
}

/** Throws E_PLAN_OTHER_WORKSPACE (exit 7) where the state belongs to another workspace. */
export async function planWith(
  world: World,
  desired: Desired,
  state: State | undefined,
  options: PlanOptions,
): Promise<PlanRunInside> {
  refuseOtherWorkspace(desired, state);
  const digester = digesterFor(state, world.fingerprintKey);
  const lookedAt = world.clock.nowMs();
  const first = firstLook(world, desired, state, options.refresh);
  const price = priceOf(world, first);
  const reservation = await world.client.reserve('look', worstOf(addCounts(price, everything(world, desired, state))));
  try {
    let live = await look(world, first, reservation);
    const input = {
      kinds: world.kinds,
      desired,
      state,
      secrets: world.secrets,
      digester,
      options,
      bucketsOf: world.client.bucketsOf,
      workspaceRoute: world.workspaces.route,
    };
    const evidence = await world.evidence.load();
    const evidenceAge = ageTexts(evidence, live, world.clock.nowMs());
    let planned: Planned;
    for (;;) {
      const named = adoptions(world, desired, state, live);
      if (named.wanted.length > 0) live = mergeLive(live, await look(world, named, reservation));
      planned = buildPlan({ ...input, live, evidenceAge });
      const blind = blindWrites(planned, live, desired, state);
      if (blind.wanted.length === 0 && !blind.withIndex) break;
      live = mergeLive(live, await look(world, blind, reservation));
    }
    const seen = await recordEvidence(world, live, lookedAt);
    const coverage = coverageOf(state, live, { ...evidence, ...seen });
    return { plan: planned.plan, planned, state, live, digester, lookedAt, lookCalls: reservation.spent(), coverage };
  } finally {
    reservation.release();
  }
}

/** A bound for second looks: everything once. */
function everything(world: World, desired: Desired, state: State | undefined): Count {
  return priceOf(world, firstLook(world, desired, state, 'full'));
}

function refuseOtherWorkspace(desired: Desired, state: State | undefined): void {
  if (state === undefined || state.workspace === desired.workspace) return;
  throw new AppError(
    'E_PLAN_OTHER_WORKSPACE',
    `The state of stack ${state.stack} belongs to workspace ${state.workspace}, the project names ${desired.workspace}.`,
    {
      hint: 'Put the old workspace id back, or use another stack name for the new workspace.',
      exit: 7,
    },
  );
}

function managed(world: Pick<World, 'kinds'>, state: State | undefined): readonly Wanted[] {
  return Object.entries(state?.resources ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([address, { id, uid }]) => ({ address, kind: kindOf(world.kinds, address), identity: { id, uid } }));
}

function firstLook(
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
function blindWrites(planned: Planned, live: Live, desired: Desired, state: State | undefined): LookRequest {
  const wanted = planned.judged
    .filter(({ surveyed, action, moves }) => {
      if (surveyed.recorded === undefined || sightingOf(live, surveyed.address).seen !== 'unseen') return false;
      return action === 'delete' || moves.config.length > 0;
    })
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

async function recordEvidence(world: World, live: Live, at: number): Promise<Readonly<Record<string, Evidence>>> {
  const seen: Record<string, Evidence> = {};
  for (const [address, sighting] of live.sightings) {
    if (sighting.seen !== 'found') continue;
    const stamp = stampOf(sighting.remote);
    seen[address] = { at, how: 'body', id: sighting.identity.id, ...(stamp === undefined ? {} : { stamp }) };
  }
  if (Object.keys(seen).length > 0) await world.evidence.merge(seen);
  return seen;
}

function coverageOf(state: State | undefined, live: Live, evidence: Readonly<Record<string, Evidence>>): Coverage {
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
function ageTexts(
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
