// Deletes that were answered with success and had no effect: the object is still there, so it is managed again and deleted again.
import { afterUndoneDelete } from '../compare/record.ts';
import type { Address } from '../model/address.ts';
import { addCounts, countRoute } from '../model/call.ts';
import type { Desired } from '../model/desired.ts';
import type { Digester } from '../model/digest.ts';
import type { Ports } from '../model/engine-ports.ts';
import { AppError } from '../model/errors.ts';
import { type Live, namedIn } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import type { Deleted, Lease, ResourceRecord, State } from '../model/state.ts';
import { recordDigest } from '../plan/preconditions.ts';
import { worstOf } from '../plan/price.ts';
import { kindOf, managedIds } from '../plan/resource-view.ts';

/** The index may name an object a moment after its delete, for lists lag: so long beyond the settle time it is not asked about, ms. */
const IN_FLIGHT_MS = 2_000;

/** What a look shows of the deletes that nobody has confirmed. */
export interface UndoneDelete {
  /** Objects that a read finds. */
  readonly found: readonly Deleted[];
  /** Ids that the index does not name any more. */
  readonly gone: readonly string[];
  readonly calls: number;
}

/**
 * An address that the files declare and that has no object gets a new one first; what stayed of it is superseded then. Costs a
 * read for each deleted object that the index still names after the settle time; nothing where it names none.
 */
export async function findUndoneDeletes(
  world: Ports,
  desired: Desired,
  state: State | undefined,
  live: Live,
): Promise<UndoneDelete> {
  const deleted = state?.deleted ?? [];
  const managed = managedIds(state);
  const named = ({ address, id }: Deleted): boolean | undefined => namedIn(live, kindOf(world.kinds, address))?.has(id);
  const declared = new Set(desired.resources.map(({ address }) => address));
  const isFree = ({ address }: Deleted): boolean => !declared.has(address) || state?.resources[address] !== undefined;
  const gone = deleted.filter((item) => named(item) === false).map(({ id }) => id);
  const before = world.clock.nowMs() - world.settleMs - Math.min(world.settleMs, IN_FLIGHT_MS);
  const suspects = deleted.filter(
    (item) => named(item) === true && item.at < before && !managed.has(item.id) && isFree(item),
  );
  if (suspects.length === 0) return { found: [], gone, calls: 0 };
  const reads = suspects.map(({ address }) =>
    countRoute(kindOf(world.kinds, address).routes.read, 1, world.client.bucketsOf),
  );
  const reservation = await world.client.reserve('read', worstOf(addCounts(...reads))).catch(unlessUnpaid);
  if (reservation === undefined) return { found: [], gone, calls: 0 };
  try {
    const found: Deleted[] = [];
    for (const item of suspects)
      if ((await kindOf(world.kinds, item.address).api(reservation.send).read(item)) !== undefined) found.push(item);
    return { found, gone, calls: reservation.spent() };
  } finally {
    reservation.release();
  }
}

function unlessUnpaid(error: unknown): undefined {
  if (!(error instanceof AppError) || error.category !== 'deferred') throw error;
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
export function entryOfUndoneDelete(
  world: Pick<Ports, 'kinds'>,
  state: State,
  { found, gone }: Pick<UndoneDelete, 'found' | 'gone'>,
  digester: Digester,
): Learned | undefined {
  if (found.length + gone.length === 0) return undefined;
  const records = recordsOf(state, found, (address) => digester.tag(kindOf(world.kinds, address)));
  return { type: 'records', records, confirmed: [...found.map(({ id }) => id), ...gone] };
}

/** A saved plan that deletes such objects again relies on their records: they are taken back as they were when it was made. */
export async function takeBackUndoneDelete(world: Ports, lease: Lease, plan: Plan, digester: Digester): Promise<void> {
  const state = lease.state();
  const relied = new Map(plan.preconditions.map(({ address, record }) => [address, record]));
  const entries = [...new Set((state.deleted ?? []).map(({ address }) => address))].map((address) => {
    const found = (state.deleted ?? []).filter((item) => item.address === address);
    const entry = entryOfUndoneDelete(world, state, { found, gone: [] }, digester)!;
    return { entry, isMeant: recordDigest(entry.records[address], digester) === relied.get(address) };
  });
  for (const { entry, isMeant } of entries) if (isMeant) await lease.append(entry);
}
