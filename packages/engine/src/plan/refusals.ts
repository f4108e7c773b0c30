// What stands in a change's way, and the ways out. Each code here is in `engineErrors`.

import { type Address, kindNameOf } from '../model/address.ts';
import { canonicalJson } from '../model/canonical.ts';
import type { Desired } from '../model/desired.ts';
import type { Kind } from '../model/kind.ts';
import { setAt } from '../model/pointer.ts';
import type { Refusal } from '../model/refusal.ts';
import type { PlanOptions } from '../model/settings.ts';
import { currentObjects, type State } from '../model/state.ts';
import type { Evaluation } from './evaluate.ts';
import { nameForPeople } from './evaluate.ts';

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
  const deleted = evaluations.filter((item) => item.action === 'delete');
  for (const created of evaluations.filter((item) => item.reason === 'new')) {
    if (options.notMoved.includes(created.view.address)) continue;
    const twin = deleted.find((item) => item.view.kind === created.view.kind && mayBeMoved(item, created));
    const orphan = orphans.find((item) => item.kind === created.view.kind && item.name === nameForPeople(created.view));
    const from = twin?.view.address ?? orphan?.address;
    if (from === undefined) continue;
    const to = created.view.address;
    refusals.set(to, { code: 'E_PLAN_MOVED', from, to });
  }
  return refusals;
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

function mayBeMoved(deleted: Evaluation, created: Evaluation): boolean {
  if (nameForPeople(deleted.view) === nameForPeople(created.view)) return true;
  const { live } = deleted.view;
  const { desired } = created.view;
  if (live === undefined || desired === undefined || desired.leaves.size < 2) return false;
  return (
    canonicalJson(setAt(live.snapshot.spec, '/name', undefined)) ===
    canonicalJson(setAt(desired.spec, '/name', undefined))
  );
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
