// Taking in what exists: one object for one address, or a whole workspace as files and state.

import { planInput } from '../apply/run-plan.ts';
import { type Address, addressOf } from '../model/address.ts';
import type { Desired } from '../model/desired.ts';
import { digesterFor } from '../model/digest.ts';
import type { Ports } from '../model/engine-ports.ts';
import { AppError } from '../model/errors.ts';
import type { Kind, Listed } from '../model/kind.ts';
import { type Live, mergeLive } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import { NOTHING_TO_READ, type ObjectRef, readsOf } from '../model/read-set.ts';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../model/settings.ts';
import { uniqueSlugs } from '../model/slugs.ts';
import { firstState } from '../model/state.ts';
import { buildPlan } from '../plan/planner.ts';
import { priceOfReads, tariffOf, worstOfReads } from '../plan/price.ts';
import { withDisputes } from '../plan/witnesses.ts';
import { askAgain, doubtsIn } from '../refresh/ask-again.ts';
import { type ReadRun, readWhole } from '../refresh/execute.ts';
import { readPaid } from '../refresh/paid.ts';
import { adoptPlanned, namingObjects } from './adopt-planned.ts';
import { meansTheSame } from './same-meaning.ts';
import { attributesOf, type ImportedResource, writeObjects } from './write-objects.ts';

/** An object that stays unmanaged, and why: `has no name`. */
export interface LeftOut {
  readonly kind: string;
  readonly name: string;
  readonly id: string;
  readonly why: string;
}

export interface Taken {
  readonly resources: readonly ImportedResource[];
  readonly leftOut: readonly LeftOut[];
}

export interface Imported extends Taken {
  /** One resource as it is where no other is managed: others stand in it by their uids. */
  alone(address: Address): ImportedResource;
  /** The resources without those that cannot be taken over, each with the reason; uids stand where they are referred to. */
  without(refused: ReadonlyMap<Address, string>): Taken;
  readonly calls: number;
  /** True where files with uses mean what they mean with literal values in these resources, and can be applied in some order. */
  isSame(literal: Desired, used: Desired, changed: ReadonlySet<Address>): boolean;
  /** Adopts every object that the files, as they were then loaded, declare: the next plan is empty. Sends no call. */
  commit(desired: Desired): Promise<Plan>;
}

/**
 * Reads everything in the workspace. Throws E_IMPORT_STATE where the stack has a state with resources. What the limits are
 * known not to hold is not begun, for it could not be resumed.
 */
export async function runImportAll(
  ports: Ports,
  target: { readonly stack: string; readonly workspace: string; readonly keepSecrets?: boolean },
): Promise<Imported> {
  const before = await ports.store.load();
  if (Object.keys(before?.resources ?? {}).length > 0)
    throw new AppError(
      'E_IMPORT_STATE',
      `Stack ${target.stack} manages ${Object.keys(before!.resources).length} objects already.`,
      { hint: 'Import into an empty folder, or adopt single objects: postform import ADDR ID' },
    );
  const { workspace } = target;
  const first = await readPaid(ports, workspace, { ...NOTHING_TO_READ, index: true });
  const { index } = first.live;
  const all = ports.kinds.flatMap((kind) => (index?.elements[kind.plural] ?? []).map((entry) => ({ kind, entry })));
  const leftOut: LeftOut[] = [];
  for (const { kind, entry } of all) {
    const why = reasonAgainst(entry);
    if (why) leftOut.push({ kind: kind.name, name: entry.name, id: entry.id, why });
  }
  const wanted = ports.kinds.flatMap((kind) =>
    wantedOf(
      kind,
      all.flatMap((item) => (item.kind === kind && !reasonAgainst(item.entry) ? [item.entry] : [])),
    ),
  );
  const set = readsOf(wanted);
  const refusal = ports.client.refusal(priceOfReads(set, tariffOf(ports)));
  if (refusal !== undefined) throw refusal;
  const reservation = await ports.client.reserve('read', worstOfReads(set, tariffOf(ports)));
  const run = { workspace, reservation, isAnnounced: true };
  const live = await readWhole(ports, set, run)
    .then((read) => withoutContradictions(ports, mergeLive(first.live, read), run))
    .finally(() => reservation.release());
  const found = wanted.flatMap((item) => {
    const observation = live.observations.get(item.address);
    if (observation?.status === 'found') return [{ item, observation }];
    const why = observation?.status === 'disputed' ? 'cannot be read' : 'is gone';
    leftOut.push({ kind: item.kind.name, name: item.address, id: item.identity.id, why });
    return [];
  });
  const { keepSecrets = false } = target;
  const namesOf = new Map(all.map(({ kind, entry }) => [`${kind.name} ${entry.uid}`, entry.name]));
  const without: Imported['without'] = (refused) => {
    const taken = found.filter(({ item }) => !refused.has(item.address));
    const kept = found.flatMap(({ item: { kind, address, identity } }): readonly LeftOut[] => {
      const why = refused.get(address);
      const name = namesOf.get(`${kind.name} ${identity.uid}`) ?? address;
      return why === undefined ? [] : [{ kind: kind.name, name, id: identity.id, why }];
    });
    return { resources: writeObjects(taken, { keepSecrets, among: taken }), leftOut: [...leftOut, ...kept] };
  };
  const attributes = new Map(found.map((one) => [one.item.address, attributesOf(one)]));
  return {
    ...without(new Map()),
    without,
    alone: (address) => {
      const one = found.find(({ item }) => item.address === address)!;
      return writeObjects([one], { keepSecrets, among: [] })[0]!;
    },
    isSame: (literal, used, changed) =>
      meansTheSame(ports.kinds, { literal, used }, changed, (address, name) => attributes.get(address)?.[name]),
    calls: first.calls + reservation.spent(),
    commit: (desired) =>
      adoptFound(ports, desired, { observations: live.observations, ...(index ? { index } : {}) }, wanted),
  };
}

/** The workspace's index names all of it: what a read does not find is read again, and left out only then. */
async function withoutContradictions(ports: Ports, read: Live, run: ReadRun): Promise<Live> {
  return withDisputes(ports.kinds, await askAgain(ports, read, (now) => doubtsIn(ports, now, undefined, []), run));
}

/** A resource needs a name; what is deactivated cannot be kept equal to anything. */
function reasonAgainst(entry: Listed): LeftOut['why'] | undefined {
  if (entry.name.trim() === '') return 'has no name';
  return entry.deactivated === true ? 'is deactivated' : undefined;
}

function wantedOf(kind: Kind, entries: readonly Listed[]): readonly ObjectRef[] {
  const names = uniqueSlugs(
    entries.map((entry) => entry.name),
    kind.name,
  );
  return entries.map((entry, index) => ({
    address: addressOf(kind.name, names[index]!),
    kind,
    identity: { id: entry.id, uid: entry.uid },
  }));
}

/** A plan that adopts each object for the address of its file, from what was read already. */
async function adoptFound(ports: Ports, files: Desired, live: Live, found: readonly ObjectRef[]): Promise<Plan> {
  const desired = namingObjects(files, new Map(found.map(({ address, identity }) => [address, identity.id])));
  const lease = await ports.store.lock({ operation: 'import', initial: () => firstState(ports, desired) });
  try {
    const state = lease.state();
    const digester = digesterFor(state, ports.fingerprintKey);
    const options: PlanOptions = { ...DEFAULT_PLAN_OPTIONS, command: 'import' };
    const planned = buildPlan({ ...planInput(ports, desired, state, options, digester), live });
    await adoptPlanned(lease, planned, digester, { asFound: true });
    return planned.plan;
  } finally {
    await lease.release();
  }
}
