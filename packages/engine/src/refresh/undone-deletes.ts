// Finds deletes that were answered with success and had no effect: the object is managed again, and deleted again.
import { afterUndoneDelete } from '../compare/record.ts';
import type { Address } from '../model/address.ts';
import type { Desired } from '../model/desired.ts';
import type { Digester } from '../model/digest.ts';
import type { Ports } from '../model/engine-ports.ts';
import { type Live, namedIn } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import { NOTHING_TO_READ } from '../model/read-set.ts';
import type { Deleted, ResourceRecord, State } from '../model/state.ts';
import type { Lease } from '../model/state-store.ts';
import { recordDigest } from '../plan/preconditions.ts';
import { tariffOf, worstOfReads } from '../plan/price.ts';
import { kindOf, managedIds } from '../plan/resource-view.ts';
import { readWhole } from './execute.ts';
import { unlessUnpaid } from './paid.ts';
import { identityOf } from './select.ts';

/** The index may name an object a moment after its delete, for lists lag: so long beyond the settle time it is not asked about, ms. */
const IN_FLIGHT_MS = 2_000;

/** What a refresh shows of the deletes that nobody has confirmed. */
export interface UndoneDeletes {
  /** Objects that a read finds. */
  readonly found: readonly Deleted[];
  /** Ids that the index does not name any more. */
  readonly gone: readonly string[];
  readonly calls: number;
}

/**
 * An address that the files declare and that has no object gets a new one first; what is left of it is superseded then. Costs
 * a read for each deleted object that the index still names after the settle time; nothing where it names none.
 */
export async function findUndoneDeletes(
  ports: Ports,
  desired: Desired,
  state: State | undefined,
  live: Live,
): Promise<UndoneDeletes> {
  const deleted = state?.deleted ?? [];
  const managed = managedIds(state);
  const isNamed = ({ address, id }: Deleted): boolean | undefined =>
    namedIn(live, kindOf(ports.kinds, address))?.has(id);
  const declared = new Set(desired.resources.map(({ address }) => address));
  const isFree = ({ address }: Deleted): boolean => !declared.has(address) || state?.resources[address] !== undefined;
  const gone = deleted.filter((item) => isNamed(item) === false).map(({ id }) => id);
  const before = ports.clock.nowMs() - ports.settleMs - Math.min(ports.settleMs, IN_FLIGHT_MS);
  const suspects = deleted.filter(
    (item) => isNamed(item) === true && item.at < before && !managed.has(item.id) && isFree(item),
  );
  if (suspects.length === 0) return { found: [], gone, calls: 0 };
  const objects = suspects.map((item) => ({
    address: item.id,
    kind: kindOf(ports.kinds, item.address),
    identity: identityOf(item),
  }));
  const set = { ...NOTHING_TO_READ, objects };
  const worst = worstOfReads(set, tariffOf(ports));
  const reservation = await ports.client.reserve('read', worst).catch(unlessUnpaid);
  if (reservation === undefined) return { found: [], gone, calls: 0 };
  try {
    const { observations } = await readWhole(ports, set, { workspace: desired.workspace, reservation });
    const found = suspects.filter(({ id }) => observations.get(id)?.status !== 'absent');
    return { found, gone, calls: reservation.spent() };
  } finally {
    reservation.release();
  }
}

/** Records under which these objects are managed again: of their own, or as superseded ones of an address that has a new object. */
function recordsOf(
  state: State,
  found: readonly Deleted[],
  tagOf: (address: Address) => string,
): Readonly<Record<Address, ResourceRecord>> {
  const records: Record<Address, ResourceRecord> = {};
  for (const item of found) {
    const { address } = item;
    records[address] = afterUndoneDelete(records[address] ?? state.resources[address], item, tagOf(address));
  }
  return records;
}

/** An entry that takes objects back, and confirms deletes. */
export interface Learned {
  readonly type: 'records';
  readonly records: Readonly<Record<Address, ResourceRecord>>;
  readonly confirmed: readonly string[];
}

/** What the state has to learn of it; undefined where that is nothing. */
export function entryOfUndoneDeletes(
  { kinds }: Pick<Ports, 'kinds'>,
  state: State,
  { found, gone }: Pick<UndoneDeletes, 'found' | 'gone'>,
  digester: Digester,
): Learned | undefined {
  if (found.length + gone.length === 0) return undefined;
  const records = recordsOf(state, found, (address) => digester.tag(kindOf(kinds, address)));
  return { type: 'records', records, confirmed: [...found.map(({ id }) => id), ...gone] };
}

/** A saved plan that deletes such objects again relies on their records: they are taken back as they were when it was made. */
export async function takeBackUndoneDeletes(ports: Ports, lease: Lease, plan: Plan, digester: Digester): Promise<void> {
  const state = lease.state();
  const relied = new Map(plan.preconditions.map(({ address, record }) => [address, record]));
  for (const address of new Set((state.deleted ?? []).map((item) => item.address))) {
    const meant = survivorsIn(state, address, plan)
      .map((found) => entryOfUndoneDeletes(ports, state, { found, gone: [] }, digester))
      .find((entry) => entry && recordDigest(entry.records[address], digester) === relied.get(address));
    if (meant !== undefined) await lease.append(meant);
  }
}

/** What the plan may have found of the deletes of an address: all, or the superseded ones that it names and at most one more. */
function survivorsIn({ deleted = [] }: State, address: Address, { steps }: Plan): readonly (readonly Deleted[])[] {
  const all = deleted.filter((item) => item.address === address);
  const superseded = new Set(steps.map((step) => step.deposed));
  return [all, ...all.map((one) => all.filter((item) => item === one || superseded.has(item.id)))];
}
