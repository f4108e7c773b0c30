// Taking in what an existing project does not manage yet: objects of its workspace as further resources of its files.
import { refuseBlocked } from '../apply/refuse.ts';
import { planInput, refuseOtherWorkspace } from '../apply/run-plan.ts';
import { type Address, addressOf, kindNameOf } from '../model/address.ts';
import type { Count } from '../model/call.ts';
import type { Desired, DesiredResource } from '../model/desired.ts';
import { digesterFor } from '../model/digest.ts';
import type { Ports } from '../model/engine-ports.ts';
import { type Kind, kindNamed, type Listed } from '../model/kind.ts';
import type { Live } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../model/settings.ts';
import { uniqueSlugs } from '../model/slugs.ts';
import { currentObjects, firstState, type State } from '../model/state.ts';
import { buildPlan } from '../plan/planner.ts';
import { claimedIds } from '../plan/resource-view.ts';
import { adoptPlanned, namingObjects } from './adopt-planned.ts';
import { importedOf, type Writable } from './imported.ts';
import { readObjects, reasonAgainst } from './read-objects.ts';
import { type Addressed, type FoundObject, type ImportedResource, writeObjects } from './write-objects.ts';

export interface NewInput {
  readonly desired: Desired;
  readonly keepSecrets?: boolean;
  /** Called once with the price of reading the objects, after the workspace's index was read. */
  announce(price: Count): void;
  /** False where the files or the secrets of a resource of this name are in use already: then it gets another name. */
  isFree(resource: ImportedResource): boolean;
}

export interface ImportedNew extends Writable {
  /** Addresses whose `import:` block names an object that is not managed yet: an earlier run was interrupted, or somebody wrote it. */
  readonly named: readonly Address[];
  /**
   * Adopts these and of `named` what is as the files say. The plan has an `adopt` for each that was taken over. `writeFiles`
   * is called under the lock of the state, after all that can be refused, and before anything is recorded.
   */
  commit(desired: Desired, writeFiles: () => void): Promise<Plan>;
}

/** Reads what no address manages. Throws what the limits are known not to hold. Sends only GETs. */
export async function runImportNew(ports: Ports, input: NewInput): Promise<ImportedNew> {
  const { desired, keepSecrets = false } = input;
  const state = await ports.store.load();
  if (state) refuseOtherWorkspace(desired, state);
  const claimed = claimedIds(state);
  const open = desired.resources.filter(({ address }) => state?.resources[address]?.current === undefined);
  const blocks = new Map(
    open.flatMap(({ adopt, address }) => (adopt === undefined ? [] : [[adopt, address] as const])),
  );
  const blockOf = (entry: Listed) => blocks.get(entry.id) ?? blocks.get(entry.uid);
  const read = await readObjects(ports, desired.workspace, {
    isPassed: ({ id }) => claimed.has(id),
    addressOf: blockOf,
    reasonAgainst: (entry, kind) =>
      reasonAgainst(entry) ??
      (entry.isFork === true ? 'is a fork' : blockOf(entry) === undefined ? declaredAs(open, kind, entry) : undefined),
    announce: input.announce,
  });
  const isNamed = ({ item }: FoundObject) => blocks.has(item.identity.id) || blocks.has(item.identity.uid);
  const named = read.found.filter(isNamed);
  const fresh = withFreeNames(
    ports,
    read.found.filter((one) => !isNamed(one)),
    {
      nameOf: read.nameOf,
      keepSecrets,
      isTaken: (address) =>
        state?.resources[address] !== undefined || desired.resources.some((resource) => resource.address === address),
      isFree: input.isFree,
    },
  );
  const { index } = read.live;
  const objects = [...named, ...fresh];
  const live: Live = {
    observations: new Map(objects.map(({ item, observation }) => [item.address, observation])),
    ...(index ? { index } : {}),
  };
  const managed = managedIn(ports, desired, state);
  const imported = importedOf(ports, { ...read, found: fresh }, { keepSecrets, managed });
  return {
    ...imported,
    named: named.map(({ item }) => item.address),
    commit: (files, writeFiles) => adoptNew(ports, files, live, { named, fresh, writeFiles }),
  };
}

/** An apply would create the resource of that name: which of the two is meant, only the user knows. */
function declaredAs(open: readonly DesiredResource[], kind: Kind, { name, id }: Listed): string | undefined {
  const same = open.find((resource) => resource.kind === kind.name && resource.spec['name'] === name);
  return same && `has the name of ${same.address}, which manages nothing yet: postform import ${same.address} ${id}`;
}

/** Objects that have an address in the files. */
function managedIn(ports: Ports, desired: Desired, state: State | undefined): readonly Addressed[] {
  const declared = new Set(desired.resources.map(({ address }) => address));
  return currentObjects(state).flatMap(([address, { uid, attributes }]) => {
    const kind = kindNamed(ports.kinds, kindNameOf(address));
    return kind === undefined || !declared.has(address) ? [] : [{ address, kind, uid, values: attributes }];
  });
}

function withFreeNames(
  ports: Ports,
  found: readonly FoundObject[],
  how: {
    nameOf(kind: string, uid: string): string | undefined;
    readonly keepSecrets: boolean;
    isTaken(address: Address): boolean;
    isFree(resource: ImportedResource): boolean;
  },
): readonly FoundObject[] {
  return ports.kinds.flatMap((kind) => {
    const mine = found.filter(({ item }) => item.kind === kind);
    const at = (index: number, slug: string): FoundObject => {
      const { item, observation } = mine[index]!;
      return { item: { ...item, address: addressOf(kind.name, slug) }, observation };
    };
    const names = mine.map(({ item }) => how.nameOf(kind.name, item.identity.uid) ?? '');
    const slugs = uniqueSlugs(names, kind.name, (slug, index) => {
      const one = at(index, slug);
      const [written] = writeObjects([one], { keepSecrets: how.keepSecrets, among: [] });
      return how.isTaken(one.item.address) || !how.isFree(written!);
    });
    return slugs.map((slug, index) => at(index, slug));
  });
}

/** A plan of the new addresses alone, from what was read already. */
async function adoptNew(
  ports: Ports,
  files: Desired,
  live: Live,
  {
    named,
    fresh,
    writeFiles,
  }: { readonly named: readonly FoundObject[]; readonly fresh: readonly FoundObject[]; writeFiles(): void },
): Promise<Plan> {
  const lease = await ports.store.lock({ operation: 'import', initial: () => firstState(ports, files) });
  try {
    const state = lease.state();
    refuseOtherWorkspace(files, state);
    const digester = digesterFor(state, ports.fingerprintKey);
    const planOf = (objects: readonly FoundObject[]) => {
      const ids = new Map(objects.map(({ item }) => [item.address, item.identity.id]));
      const targets = [...ids.keys()];
      const intents = state.intents.filter(({ address }) => !ids.has(address));
      const options: PlanOptions = { ...DEFAULT_PLAN_OPTIONS, command: 'import', refresh: 'none', targets };
      const desired = namingObjects(files, ids);
      return buildPlan({ ...planInput(ports, desired, { ...state, intents }, options, digester), live });
    };
    const differs = new Set(
      named.length === 0
        ? []
        : planOf(named).plan.changes.flatMap(({ address, lines }) => (lines.length > 0 ? [address] : [])),
    );
    const objects = [...named.filter(({ item }) => !differs.has(item.address)), ...fresh];
    const planned = planOf(objects);
    refuseBlocked(planned.plan);
    writeFiles();
    await adoptPlanned(lease, planned, digester, { asFound: true });
    return planned.plan;
  } finally {
    await lease.release();
  }
}
