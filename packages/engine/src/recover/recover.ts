// Finds out what became of the writes that an earlier run noted down and did not record before it died.
import type { Address } from '../model/address.ts';
import { addCounts, type Count, countRoute, NO_CALLS } from '../model/call.ts';
import type { Ports } from '../model/engine-ports.ts';
import { listRead, NOTHING_TO_READ, type ObjectRef, type ReadSet } from '../model/read-set.ts';
import type { Intent } from '../model/state.ts';
import { priceOfReads, tariffOf, worstOf } from '../plan/price.ts';
import { UNKNOWN_IDENTITY } from '../plan/rechecks.ts';
import { kindOf } from '../plan/resource-view.ts';
import type { LockedRun, Resolved } from './context.ts';
import { resolveCreates } from './recover-creates.ts';
import { resolveKnown } from './recover-known.ts';
import { QUESTIONS } from './task.ts';

/**
 * Closes every open intent, under the lock, before anything else is planned.
 * Create: one unclaimed object of that name that was not there before is ours; none is believed only after the kind's
 * list and the workspace, both read later than the attempt plus the settle time; several are for a person to tell apart
 * (E_RESOLVE_AMBIGUOUS). Update: what is there now is our own write, not somebody's edit. Delete: not found is success.
 */
export async function resolveIntents(run: LockedRun): Promise<readonly Resolved[]> {
  const { ports, lease } = run;
  const { intents } = lease.state();
  if (intents.length === 0) return [];
  ports.emit({ type: 'resolve-start', addresses: intents.map((intent) => intent.address) });
  const reservation = await ports.client.reserve(
    'read',
    worstOf(priceOfResolving(ports, intents, Object.keys(lease.state().resources).length)),
  );
  const context = { ...run, reservation };
  const resolved: Resolved[] = [];
  try {
    for (const intent of intents) if (intent.op !== 'create') resolved.push(await resolveKnown(context, intent));
    const creates = intents.filter(({ op }) => op === 'create');
    resolved.push(...(await resolveCreates(context, creates)));
  } finally {
    reservation.release();
  }
  for (const item of resolved) ports.emit({ type: 'resolved', address: item.address, how: item.how });
  return resolved;
}

/**
 * A read for each intent, and the index where that says that the object is gone; all questions for a task, and the lists of
 * the kinds with open creates, twice, with one read of an object that they may lack.
 */
export function priceOfResolving(ports: Ports, intents: readonly Intent[], managed: number): Count {
  const tariff = tariffOf(ports);
  const refTo = (address: Address): ObjectRef => ({
    address,
    kind: kindOf(ports.kinds, address),
    identity: UNKNOWN_IDENTITY,
  });
  const tasks = intents.map(({ address, task }) => {
    const route = kindOf(ports.kinds, address).routes.task;
    return route === undefined || task === undefined ? NO_CALLS : countRoute(route, QUESTIONS, tariff.bucketsOf);
  });
  const open = intents.filter(({ op }) => op === 'create').map(({ address }) => refTo(address));
  const checked = [...new Map(open.map((item) => [item.kind, item])).values()];
  const lists = checked.map(({ kind }) => listRead(kind, [], managed + (kind.pageSize ?? 0)));
  const round: ReadSet = { ...NOTHING_TO_READ, index: lists.length > 0, lists };
  const perIntent = intents.map(
    ({ op, address }): ReadSet => ({ index: op !== 'create', lists: [], objects: [refTo(address)] }),
  );
  const sets = [...perIntent, round, round, { ...NOTHING_TO_READ, objects: checked }];
  return addCounts(...sets.map((set) => priceOfReads(set, tariff)), ...tasks);
}
