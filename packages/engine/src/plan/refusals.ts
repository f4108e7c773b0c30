// What stands in a change's way, and the ways out. Each code here is in `engineErrors`.

import { type Address, kindNameOf } from '../model/address.ts';
import { canonicalJson } from '../model/canonical.ts';
import type { Desired } from '../model/desired.ts';
import type { JsonObject } from '../model/json.ts';
import type { Kind } from '../model/kind.ts';
import { setAt } from '../model/pointer.ts';
import type { Refusal } from '../model/refusal.ts';
import type { PlanOptions } from '../model/settings.ts';
import { currentObjects, type State } from '../model/state.ts';
import type { Evaluation } from './evaluate.ts';
import { nameForPeople } from './evaluate.ts';
import type { ResourceView } from './resource-view.ts';

/** The first thing that forbids a change, or undefined. */
export function refusalOf(evaluation: Evaluation, options: PlanOptions, state: State | undefined): Refusal | undefined {
  const { view, reason, action, conflicting, stopping } = evaluation;
  const { address, resource, record, sameName } = view;
  const kind = view.kind.name;
  const name = nameForPeople(view);
  const ids = sameName.map(({ id }) => id);
  if (resource?.adopt !== undefined && view.current === undefined && view.observation.status !== 'found')
    return { code: 'E_PLAN_ADOPT_UNKNOWN', address, kind, id: resource.adopt, ...ownerOf(state, kind, resource.adopt) };
  if (reason === 'exists-unmanaged') return { code: 'E_PLAN_EXISTS', address, kind, name, id: ids[0]! };
  if (reason === 'ambiguous') return { code: 'E_PLAN_AMBIGUOUS', address, kind, name, ids };
  if (reason === 'conflict' && !options.overwriteRemote)
    return { code: 'E_PLAN_CONFLICT', address, pointers: conflicting };
  if (stopping.length > 0) return { code: 'E_PLAN_DRIFT_STOP', address, pointers: stopping };
  const isProtected = resource === undefined ? record?.protect === true : resource.lifecycle.protect;
  return isProtected && (action === 'delete' || action === 'replace')
    ? { code: 'E_PLAN_PROTECTED', address, action }
    : undefined;
}

/** Whose object it is already, by its id or uid. */
function ownerOf(state: State | undefined, kind: string, object: string): { readonly managedBy?: Address } {
  const owner = currentObjects(state).find(
    ([address, { id, uid }]) => kindNameOf(address) === kind && (id === object || uid === object),
  );
  return owner === undefined ? {} : { managedBy: owner[0] };
}

/** A managed object whose address left the files, by the name that the workspace has for it; also where it is not a target. */
export interface Orphan {
  readonly address: Address;
  readonly kind: Kind;
  readonly name: string;
}

/** A create and a delete of one kind with the same name or content may be a move: somebody has to say. */
export function moveRefusals(
  evaluations: readonly Evaluation[],
  options: PlanOptions,
  orphans: readonly Orphan[] = [],
): ReadonlyMap<Address, Refusal> {
  const refusals = new Map<Address, Refusal>();
  const twinOf = twins(evaluations.filter((item) => item.action === 'delete'));
  const orphanOf = new Map(orphans.toReversed().map(({ kind, name, address }) => [`${kind.name} ${name}`, address]));
  const notMoved = new Set(options.notMoved);
  for (const created of evaluations.filter((item) => item.reason === 'new')) {
    const { address: to, kind } = created.view;
    const from = twinOf(created) ?? orphanOf.get(`${kind.name} ${nameForPeople(created.view)}`);
    if (from === undefined || notMoved.has(to)) continue;
    refusals.set(to, { code: 'E_PLAN_MOVED', from, to });
  }
  return refusals;
}

/** Finds the first of these that has the kind and the name of a new resource, or all of its content but the name. */
function twins(deleted: readonly Evaluation[]): (created: Evaluation) => Address | undefined {
  if (deleted.length === 0) return () => undefined;
  const places = new Map<string, number>();
  for (const [at, { view }] of [...deleted.entries()].reverse()) {
    places.set(nameKey(view), at);
    if (view.live !== undefined) places.set(contentKey(view.kind, view.live.snapshot.spec), at);
  }
  return ({ view }) => {
    const { kind, desired } = view;
    const named = places.get(nameKey(view));
    const same = desired && desired.leaves.size > 1 ? places.get(contentKey(kind, desired.spec)) : undefined;
    const first = Math.min(named ?? Number.POSITIVE_INFINITY, same ?? Number.POSITIVE_INFINITY);
    return deleted[first]?.view.address;
  };
}

function nameKey(view: ResourceView): string {
  return `${view.kind.name} ${nameForPeople(view)}`;
}

/** No name begins like it, for a kind's name has no brace. */
function contentKey(kind: Kind, spec: JsonObject): string {
  return `{${kind.name} ${canonicalJson(setAt(spec, '/name', undefined))}`;
}

/** One object cannot be managed under two addresses: the second that would adopt it is refused. */
export function adoptRefusals(evaluations: readonly Evaluation[]): ReadonlyMap<Address, Refusal> {
  const takers = new Map<string, Address>();
  const refusals = new Map<Address, Refusal>();
  for (const { action, view } of evaluations) {
    if (action !== 'adopt' || view.observation.status !== 'found') continue;
    const { address, kind } = view;
    const { id } = view.observation.identity;
    const first = takers.get(`${kind.name} ${id}`);
    if (first === undefined) takers.set(`${kind.name} ${id}`, address);
    else refusals.set(address, { code: 'E_PLAN_ADOPT_UNKNOWN', address, kind: kind.name, id, takenBy: first });
  }
  return refusals;
}

/** Many declared names exist, and the state knows nothing: the state is probably somewhere else. */
export function missingState(
  evaluations: readonly Evaluation[],
  desired: Desired,
  stateIsEmpty: boolean,
): Refusal | undefined {
  const known = evaluations.filter((item) => item.reason === 'exists-unmanaged' || item.reason === 'ambiguous').length;
  if (!stateIsEmpty || known < 3 || known * 2 < desired.resources.length) return undefined;
  const { stack, workspace, resources } = desired;
  return { code: 'E_PLAN_STATE_MISSING', stack, workspace, found: known, declared: resources.length };
}

/** Files that declare nothing would delete everything: more likely the files were not found. */
export function nothingDeclared(input: {
  readonly desired: Desired;
  readonly state: State | undefined;
  readonly options: PlanOptions;
}): readonly Refusal[] {
  const managed = Object.keys(input.state?.resources ?? {}).length;
  const { destroy, allowDelete, noDelete } = input.options;
  if (input.desired.resources.length > 0 || managed < 3 || destroy || noDelete || allowDelete >= managed) return [];
  return [{ code: 'E_PLAN_NOTHING_DECLARED', stack: input.desired.stack, managed }];
}
