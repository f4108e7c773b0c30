// Taking in what exists: one object for one address, or a whole workspace as files and state.

import { adopted } from '../apply/catch-up.ts';
import { afterAgreement } from '../compare/record.ts';
import { type Address, addressOf } from '../model/address.ts';
import type { Desired } from '../model/desired.ts';
import { type Digester, digesterFor } from '../model/digest.ts';
import type { Ports } from '../model/engine-ports.ts';
import { AppError } from '../model/errors.ts';
import type { JsonObject } from '../model/json.ts';
import { type Kind, type Listed, normalize } from '../model/kind.ts';
import { type Live, mergeLive, type Observation } from '../model/observation.ts';
import { NOTHING_TO_READ, type ObjectRef, readsOf } from '../model/read-set.ts';
import { DEFAULT_PLAN_OPTIONS } from '../model/settings.ts';
import { uniqueSlugs } from '../model/slugs.ts';
import { firstState, type ResourceRecord } from '../model/state.ts';
import { type Evaluation, evaluate } from '../plan/evaluate.ts';
import { priceOfReads, tariffOf, worstOfReads } from '../plan/price.ts';
import { claimedIds, lookupFor, type ViewInput, viewResource } from '../plan/resource-view.ts';
import { withDisputes } from '../plan/witnesses.ts';
import { askAgain, doubtsIn } from '../refresh/ask-again.ts';
import { type ReadRun, readWhole } from '../refresh/execute.ts';
import { readPaid } from '../refresh/paid.ts';

export interface ImportedResource {
  readonly address: Address;
  readonly kind: string;
  /** For the address; unique within its kind. */
  readonly name: string;
  /** What goes under `<plural>.<name>` in a desired file. */
  readonly written: JsonObject;
  /** Files beside it, by path relative to the desired file. */
  readonly files: Readonly<Record<string, string>>;
  /** Places at which the files hold in clear what a plan would hide. */
  readonly clear: readonly string[];
}

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
  /** Writes the state for the files as they were then loaded: the next plan is empty. Sends no call. */
  commit(desired: Desired): Promise<void>;
}

/**
 * Reads everything in the workspace. Throws E_IMPORT_STATE where the stack has a state with resources. What the limits are
 * known not to hold is not begun, for it could not be resumed.
 */
export async function runImportAll(
  world: Ports,
  target: { readonly stack: string; readonly workspace: string; readonly keepSecrets?: boolean },
): Promise<Imported> {
  const before = await world.store.load();
  if (Object.keys(before?.resources ?? {}).length > 0)
    throw new AppError(
      'E_IMPORT_STATE',
      `Stack ${target.stack} manages ${Object.keys(before!.resources).length} objects already.`,
      { hint: 'Import into an empty folder, or adopt single objects: postform import ADDR ID' },
    );
  const { workspace } = target;
  const first = await readPaid(world, workspace, { ...NOTHING_TO_READ, index: true });
  const { index } = first.live;
  const all = world.kinds.flatMap((kind) => (index?.elements[kind.plural] ?? []).map((entry) => ({ kind, entry })));
  const leftOut: LeftOut[] = [];
  for (const { kind, entry } of all) {
    const why = reasonAgainst(entry);
    if (why) leftOut.push({ kind: kind.name, name: entry.name, id: entry.id, why });
  }
  const wanted = world.kinds.flatMap((kind) =>
    wantedOf(
      kind,
      all.flatMap((item) => (item.kind === kind && !reasonAgainst(item.entry) ? [item.entry] : [])),
    ),
  );
  const set = readsOf(wanted);
  const refusal = world.client.refusal(priceOfReads(set, tariffOf(world)));
  if (refusal !== undefined) throw refusal;
  const reservation = await world.client.reserve('read', worstOfReads(set, tariffOf(world)));
  const run = { workspace, reservation, isAnnounced: true };
  const live = await readWhole(world, set, run)
    .then((read) => withoutContradictions(world, mergeLive(first.live, read), run))
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
    const addresses = new Map(taken.map(({ item }) => [`${item.kind.name} ${item.identity.uid}`, item.address]));
    const kept = found.flatMap(({ item: { kind, address, identity } }): readonly LeftOut[] => {
      const why = refused.get(address);
      const name = namesOf.get(`${kind.name} ${identity.uid}`) ?? address;
      return why === undefined ? [] : [{ kind: kind.name, name, id: identity.id, why }];
    });
    return {
      resources: taken.map(({ item, observation }) => writeOne(item, observation, addresses, keepSecrets)),
      leftOut: [...leftOut, ...kept],
    };
  };
  return {
    ...without(new Map()),
    without,
    alone: (address) => {
      const { item, observation } = found.find((one) => one.item.address === address)!;
      return writeOne(item, observation, new Map(), keepSecrets);
    },
    calls: first.calls + reservation.spent(),
    commit: (desired) => commitImport(world, desired, { observations: live.observations, ...(index ? { index } : {}) }),
  };
}

/** The workspace's index names all of it: what a read does not find is read again, and left out only then. */
async function withoutContradictions(world: Ports, read: Live, run: ReadRun): Promise<Live> {
  return withDisputes(world.kinds, await askAgain(world, read, (now) => doubtsIn(world, now, undefined, []), run));
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

function writeOne(
  item: ObjectRef,
  observation: Observation & { readonly status: 'found' },
  addresses: ReadonlyMap<string, Address>,
  keepSecrets: boolean,
): ImportedResource {
  const { kind, address } = item;
  const spec = normalize(kind, kind.fromRemote(observation.remote, {}).spec);
  const name = address.slice(kind.name.length + 1);
  const refName = (other: string, uid: string) => addresses.get(`${other} ${uid}`);
  const { written, files, clear = [] } = kind.write(spec, { name, refName, keepSecrets });
  return { address, kind: kind.name, name, written, files, clear };
}

async function commitImport(world: Ports, desired: Desired, live: Live): Promise<void> {
  const lease = await world.store.lock({ operation: 'import', initial: () => firstState(world, desired) });
  try {
    const digester = digesterFor(lease.state(), world.fingerprintKey);
    const records: Record<Address, ResourceRecord> = {};
    for (const kind of world.kinds) {
      for (const resource of desired.resources.filter((candidate) => candidate.kind === kind.name)) {
        const input: ViewInput = {
          kinds: world.kinds,
          desired,
          state: undefined,
          live,
          secrets: world.secrets,
          digester,
        };
        const view = viewResource(
          input,
          resource.address,
          resource,
          lookupFor(input, new Set()),
          claimedIds(undefined),
        );
        const record = taken(evaluate(view, false, DEFAULT_PLAN_OPTIONS), kind, digester);
        if (record) records[resource.address] = record;
      }
    }
    await lease.append({ type: 'records', records });
  } finally {
    await lease.release();
  }
}

/** What the files say counts as sent, what is there as settled: nothing to do, and what differs is an unexplained difference. */
function taken(item: Evaluation, kind: Kind, digester: Digester): ResourceRecord | undefined {
  const record = adopted(item, digester);
  const { live, desired, resource } = item.view;
  if (record === undefined || live === undefined || desired === undefined) return undefined;
  return afterAgreement(kind, record, { view: live, desired }, resource, digester);
}
