// Reads the objects of a workspace that are to be taken over, each under an address made from its name.
import { type Address, addressOf } from '../model/address.ts';
import type { Count } from '../model/call.ts';
import type { Ports } from '../model/engine-ports.ts';
import type { Kind, Listed } from '../model/kind.ts';
import { type Live, mergeLive } from '../model/observation.ts';
import { NOTHING_TO_READ, type ObjectRef, readsOf } from '../model/read-set.ts';
import { uniqueSlugs } from '../model/slugs.ts';
import { priceOfReads, tariffOf, worstOfReads } from '../plan/price.ts';
import { withDisputes } from '../plan/witnesses.ts';
import { askAgain, doubtsIn } from '../refresh/ask-again.ts';
import { type ReadRun, readWhole } from '../refresh/execute.ts';
import { readPaid } from '../refresh/paid.ts';
import type { FoundObject } from './write-objects.ts';

/** An object that stays unmanaged, and why: `has no name`. */
export interface LeftOut {
  readonly kind: string;
  readonly name: string;
  readonly id: string;
  readonly why: string;
}

export interface ReadObjects {
  readonly found: readonly FoundObject[];
  readonly leftOut: readonly LeftOut[];
  /** What was read, the workspace's index included. */
  readonly live: Live;
  /** The name of an object, by kind and uid. */
  nameOf(kind: string, uid: string): string | undefined;
  readonly calls: number;
}

export interface Wanted {
  /** True for an object that is nobody's business here: it is neither read nor named. */
  isPassed?(entry: Listed): boolean;
  /** The address that an object has in the files already. */
  addressOf?(entry: Listed): Address | undefined;
  /** Why an object is not taken over; undefined where it is. */
  reasonAgainst(entry: Listed, kind: Kind): string | undefined;
  /** Called once with the price of what is read after the index. */
  announce?(price: Count): void;
}

/** What the limits are known not to hold is not begun, for it could not be resumed. */
export async function readObjects(ports: Ports, workspace: string, wanted: Wanted): Promise<ReadObjects> {
  const first = await readPaid(ports, workspace, { ...NOTHING_TO_READ, index: true });
  const { index } = first.live;
  const all = ports.kinds.flatMap((kind) =>
    (index?.elements[kind.plural] ?? [])
      .filter((entry) => wanted.isPassed?.(entry) !== true)
      .map((entry) => ({ kind, entry, why: wanted.reasonAgainst(entry, kind) })),
  );
  const leftOut: LeftOut[] = all.flatMap(({ kind, entry, why }) =>
    why === undefined ? [] : [{ kind: kind.name, name: entry.name, id: entry.id, why }],
  );
  const items = ports.kinds.flatMap((kind) =>
    itemsOf(
      kind,
      wanted,
      all.flatMap((one) => (one.kind === kind && one.why === undefined ? [one.entry] : [])),
    ),
  );
  const set = readsOf(items);
  const price = priceOfReads(set, tariffOf(ports));
  const refusal = ports.client.refusal(price);
  if (refusal !== undefined) throw refusal;
  if (price.calls > 0) wanted.announce?.(price);
  const reservation = await ports.client.reserve('read', worstOfReads(set, tariffOf(ports)));
  const run = { workspace, reservation, isAnnounced: true };
  const live = await readWhole(ports, set, run)
    .then((read) => withoutContradictions(ports, mergeLive(first.live, read), run))
    .finally(() => reservation.release());
  const found = items.flatMap((item): readonly FoundObject[] => {
    const observation = live.observations.get(item.address);
    if (observation?.status === 'found') return [{ item, observation }];
    const why = observation?.status === 'disputed' ? 'cannot be read' : 'is gone';
    leftOut.push({ kind: item.kind.name, name: item.address, id: item.identity.id, why });
    return [];
  });
  const names = new Map(all.map(({ kind, entry }) => [`${kind.name} ${entry.uid}`, entry.name]));
  return {
    found,
    leftOut,
    live,
    nameOf: (kind, uid) => names.get(`${kind} ${uid}`),
    calls: first.calls + reservation.spent(),
  };
}

/** The workspace's index names all of it: what a read does not find is read again, and left out only then. */
async function withoutContradictions(ports: Ports, read: Live, run: ReadRun): Promise<Live> {
  return withDisputes(ports.kinds, await askAgain(ports, read, (now) => doubtsIn(ports, now, undefined, []), run));
}

/** A resource needs a name; what is deactivated cannot be kept equal to anything. */
export function reasonAgainst(entry: Listed): string | undefined {
  if (entry.name.trim() === '') return 'has no name';
  return entry.deactivated === true ? 'is deactivated' : undefined;
}

function itemsOf(kind: Kind, wanted: Wanted, entries: readonly Listed[]): readonly ObjectRef[] {
  const known = new Set(entries.map((entry) => wanted.addressOf?.(entry)));
  const names = uniqueSlugs(
    entries.map((entry) => entry.name),
    kind.name,
    (slug) => known.has(addressOf(kind.name, slug)),
  );
  return entries.map((entry, index) => ({
    address: wanted.addressOf?.(entry) ?? addressOf(kind.name, names[index]!),
    kind,
    identity: { id: entry.id, uid: entry.uid },
  }));
}
