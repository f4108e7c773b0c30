// Room: delete steps. They come last, each after whatever still used the object.
import type { Address } from './address.ts';
import { NO_CALLS } from './calls.ts';
import { groupsOf } from './graph.ts';
import type { Judged } from './judge.ts';
import type { Step } from './plan-types.ts';
import type { State } from './state.ts';

/** Deletes come after whatever still used the object: the deletes of its dependents, and the writes that let go of it. */
export function deletesOf(judged: readonly Judged[], writes: readonly Step[], state: State | undefined): Step[] {
  const gone = judged.filter((item) => item.action === 'delete');
  const dependents = new Map<Address, Address[]>();
  for (const [dependent, recorded] of Object.entries(state?.resources ?? {}))
    for (const address of recorded.dependsOn) dependents.set(address, [...(dependents.get(address) ?? []), dependent]);
  const written = new Map<Address, string[]>();
  for (const step of writes) written.set(step.address, [...(written.get(step.address) ?? []), step.id]);
  const deletedIds = new Map(gone.map((item) => [item.surveyed.address, `${item.surveyed.address}:delete`]));
  const waitsFor = deletionOrder(gone, dependents);
  const letGo = (address: Address): string[] =>
    (dependents.get(address) ?? []).flatMap((dependent) => [
      ...(deletedIds.has(dependent) && waitsFor(address, dependent) ? [deletedIds.get(dependent)!] : []),
      ...(written.get(dependent) ?? []),
    ]);
  const steps: Step[] = [];
  const drop = (item: Judged, id: string, after: readonly string[], deposed?: string): void => {
    const { address, kind } = item.surveyed;
    steps.push({
      id,
      address,
      kind: kind.name,
      op: 'delete',
      after: [...new Set(after)].sort(),
      readBack: false,
      price: NO_CALLS,
      ...(deposed ? { deposed } : {}),
    });
  };
  for (const item of gone) drop(item, `${item.surveyed.address}:delete`, letGo(item.surveyed.address));
  for (const item of judged) {
    const { address, recorded } = item.surveyed;
    const own = written.get(address) ?? [];
    if (item.action === 'replace' && recorded)
      drop(item, `${address}:delete-old`, [...own, ...letGo(address)], recorded.id);
    for (const old of recorded?.deposed ?? [])
      drop(item, `${address}:delete-${old.id}`, [...own, ...letGo(address)], old.id);
  }
  return steps;
}

/**
 * Whether an object is deleted after its dependent. Always, but within a cycle, where the kinds decide: mocks and monitors
 * go before the environments and collections that they cannot do without.
 */
function deletionOrder(
  gone: readonly Judged[],
  dependents: ReadonlyMap<Address, readonly Address[]>,
): (address: Address, dependent: Address) => boolean {
  const rank = new Map(gone.map((item, index) => [item.surveyed.address, index]));
  const edges = new Map([...rank.keys()].map((address) => [address, new Set(dependents.get(address) ?? [])]));
  const group = new Map(
    groupsOf([...rank.keys()], edges).flatMap((members, index) => members.map((address) => [address, index])),
  );
  return (address, dependent) =>
    group.get(address) !== group.get(dependent) || rank.get(dependent)! > rank.get(address)!;
}
