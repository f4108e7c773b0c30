// Delete steps. They come last, each after whatever still used the object.
import { type Address, replacedStepId, type StepId, stepId } from '../model/address.ts';
import { NO_CALLS } from '../model/call.ts';
import type { Identity } from '../model/kind.ts';
import type { Step } from '../model/plan.ts';
import type { State } from '../model/state.ts';
import type { Evaluation } from './evaluate.ts';
import { type Edges, groupsOf } from './graph.ts';

/** Deletes come after whatever still used the object: the deletes of its dependents, and the writes that let go of it. */
export function deletesOf(
  evaluations: readonly Evaluation[],
  writes: readonly Step[],
  state: State | undefined,
): Step[] {
  const gone = evaluations.filter((item) => item.action === 'delete');
  const dependents = new Map<Address, Address[]>();
  for (const [dependent, record] of Object.entries(state?.resources ?? {}))
    for (const address of record.dependsOn) dependents.set(address, [...(dependents.get(address) ?? []), dependent]);
  const written = new Map<Address, string[]>();
  for (const step of writes) written.set(step.address, [...(written.get(step.address) ?? []), step.id]);
  const deletedIds = new Map(
    gone
      .filter((item) => item.view.current !== undefined)
      .map((item) => [item.view.address, stepId(item.view.address, 'delete')]),
  );
  const waitsFor = deletionOrder(gone, dependents);
  const supersededFirst = supersededUsersOf(evaluations, gone, dependents);
  const letGo = (address: Address): string[] =>
    (dependents.get(address) ?? []).flatMap((dependent) => [
      ...(deletedIds.has(dependent) && waitsFor(address, dependent) ? [deletedIds.get(dependent)!] : []),
      ...(written.get(dependent) ?? []),
    ]);
  const steps: Step[] = [];
  const drop = (item: Evaluation, id: string, after: readonly string[], deposed?: string): void => {
    const { address, kind } = item.view;
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
  for (const item of gone) {
    const { address, current } = item.view;
    if (current !== undefined) drop(item, stepId(address, 'delete'), [...letGo(address), ...supersededFirst(address)]);
  }
  for (const item of evaluations) {
    const { address, record, current } = item.view;
    const own = written.get(address) ?? [];
    if (item.action === 'replace' && current)
      drop(item, replacedStepId(address), [...own, ...letGo(address)], current.id);
    for (const old of record?.deposed ?? []) drop(item, deposedId(address, old), [...own, ...letGo(address)], old.id);
  }
  return steps;
}

const deposedId = (address: Address, old: Identity): StepId => stepId(address, 'delete', old.id);

/**
 * The deletes of superseded objects that used an object which goes. What one used is recorded until its replace; of one
 * that an earlier run left over only its kind says what it may have used.
 */
function supersededUsersOf(
  evaluations: readonly Evaluation[],
  gone: readonly Evaluation[],
  dependents: ReadonlyMap<Address, readonly Address[]>,
): (address: Address) => readonly string[] {
  const users = new Map(gone.map((item) => [item.view.address, new Map<string, Address>()]));
  for (const { action, view } of evaluations) {
    const { address, kind, record } = view;
    if (record === undefined) continue;
    if (action === 'replace')
      for (const used of record.dependsOn) users.get(used)?.set(replacedStepId(address), address);
    const mayUse = gone.filter((item) => kind.refs.some((ref) => ref.kind === item.view.kind.name));
    for (const old of record.deposed)
      for (const item of mayUse) users.get(item.view.address)?.set(deposedId(address, old), address);
  }
  const addresses = evaluations.map((item) => item.view.address);
  const edges = addresses.map((address): [Address, Set<Address>] => [
    address,
    new Set([...(dependents.get(address) ?? []), ...(users.get(address)?.values() ?? [])]),
  ]);
  const group = groupIndex(addresses, new Map(edges));
  return (address) =>
    [...(users.get(address) ?? [])].filter(([, user]) => group.get(user) !== group.get(address)).map(([id]) => id);
}

/** Which cycle an address belongs to; equal numbers for its members only. */
function groupIndex(addresses: readonly Address[], edges: Edges): ReadonlyMap<Address, number> {
  return new Map(groupsOf(addresses, edges).flatMap((members, index) => members.map((address) => [address, index])));
}

/**
 * Whether an object is deleted after its dependent. Always, but within a cycle, where the order of the kinds
 * decides: what cannot do without another goes before it.
 */
function deletionOrder(
  gone: readonly Evaluation[],
  dependents: ReadonlyMap<Address, readonly Address[]>,
): (address: Address, dependent: Address) => boolean {
  const rank = new Map(gone.map((item, index) => [item.view.address, index]));
  const edges = new Map([...rank.keys()].map((address) => [address, new Set(dependents.get(address) ?? [])]));
  const group = groupIndex([...rank.keys()], edges);
  return (address, dependent) =>
    group.get(address) !== group.get(dependent) || rank.get(dependent)! > rank.get(address)!;
}
