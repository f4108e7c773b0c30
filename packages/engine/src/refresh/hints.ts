// Hints: lists whose stamps tell which objects may have changed. Chooses those that are worth their calls, and reads them.
import type { Address } from '../model/address.ts';
import type { Reservation } from '../model/call.ts';
import type { Ports } from '../model/engine-ports.ts';
import { AppError } from '../model/errors.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Kinds } from '../model/kind.ts';
import type { Observation } from '../model/observation.ts';
import { callsOfReads, type ListRead, listRead, NOTHING_TO_READ, type ObjectRef } from '../model/read-set.ts';
import { limited } from './ask-again.ts';
import { isSuspicious } from './evidence.ts';
import { executeReads } from './execute.ts';

/** Lists that show stamps, of the kinds with the most objects that are outstanding first, as many as so many calls read. */
export function hintsWithin(
  calls: number,
  outstanding: readonly ObjectRef[],
  managed: readonly ObjectRef[],
  kinds: Kinds,
): readonly ListRead[] {
  const ofKind = (kind: Kinds[number], objects: readonly ObjectRef[]) => objects.filter((item) => item.kind === kind);
  let left = calls;
  return kinds
    .filter((kind) => kind.listShowsStamps === true && kind.readBy === 'id')
    .map((kind) => listRead(kind, ofKind(kind, outstanding), ofKind(kind, managed).length))
    .filter((list) => list.objects.length > 1)
    .sort((a, b) => b.objects.length - a.objects.length)
    .filter(({ pages }) => {
      const fits = pages <= left;
      if (fits) left -= pages;
      return fits;
    });
}

/** Hints are worth so many calls and no more: a list that fails or turns out longer is given up. */
export async function readHints(
  ports: Ports,
  workspace: string,
  lists: readonly ListRead[],
  reservation: Reservation,
): Promise<ReadonlyMap<Address, Observation>> {
  const observations = new Map<Address, Observation>();
  const set = { ...NOTHING_TO_READ, lists };
  await executeReads(ports, set, {
    workspace,
    reservation: limited(reservation, callsOfReads(set)),
    onObserved: ({ address }, observation) => void observations.set(address, observation),
    goesOn: true,
  }).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
  });
  return observations;
}

/** Objects whose stamps tell that they were changed since they were verified. */
export function suspiciousIn(
  hinted: ReadonlyMap<Address, Observation>,
  evidence: Readonly<Record<Address, Evidence>>,
): ReadonlySet<Address> {
  const found = [...hinted].filter(([address, observation]) => isSuspicious(observation, evidence[address]));
  return new Set(found.map(([address]) => address));
}
