// What stands in a change's way, and the ways out. Each code here is in `engineErrors`.
import type { Address } from '../model/address.ts';
import { canonicalJson } from '../model/canonical.ts';
import type { Desired } from '../model/desired.ts';
import type { Kind } from '../model/kind.ts';
import type { Blocked } from '../model/plan.ts';
import { setAt } from '../model/pointer.ts';
import type { PlanOptions } from '../model/settings.ts';
import type { State } from '../model/state.ts';
import type { Evaluation } from './evaluate.ts';
import { nameForPeople } from './evaluate.ts';

/** The first thing that forbids a change, or undefined. */
export function blockOf(evaluations: Evaluation, options: PlanOptions): Blocked | undefined {
  const { view, reason, action } = evaluations;
  const { address, kind, sameName } = view;
  const name = nameForPeople(view);
  if (view.resource?.adopt !== undefined && view.recorded === undefined && view.observation.seen !== 'found')
    return {
      code: 'E_PLAN_ADOPT_UNKNOWN',
      message: `${address} is to adopt ${kind.label} ${view.resource.adopt}, but the workspace has no such unclaimed object.`,
      hint: 'Check the id under import: (the id or the uid of an object in this workspace), or remove the block to create a new object.',
    };
  if (reason === 'exists-unmanaged')
    return {
      code: 'E_PLAN_EXISTS',
      message: `${capital(kind.label)} "${name}" (${sameName[0]!.id}) is in the workspace already, and no address manages it.`,
      hint: `Adopt it: postform import ${address} ${sameName[0]!.id} — or give ${address} another name.`,
    };
  if (reason === 'ambiguous')
    return {
      code: 'E_PLAN_AMBIGUOUS',
      message: `${sameName.length} unmanaged objects are named "${name}": ${sameName.map((item) => item.id).join(', ')}.`,
      hint: `Say which one is ${address}: postform import ${address} <id> — or give ${address} another name.`,
    };
  if (reason === 'conflict' && !options.overwriteRemote)
    return {
      code: 'E_PLAN_CONFLICT',
      message: `${address}: the files and somebody else changed the same leaves: ${evaluations.conflicting.join(', ')}.`,
      hint: 'Take their change into the files, or write yours over it with --overwrite-remote.',
    };
  if (evaluations.stopping.length > 0)
    return {
      code: 'E_PLAN_DRIFT_STOP',
      message: `${address} was changed by hand where its lifecycle says stop: ${evaluations.stopping.join(', ')}.`,
      hint: 'Take the change into the files, undo it in Postman, or change lifecycle.drift.',
    };
  const isProtected =
    view.resource?.lifecycle.protect === true || (view.resource === undefined && view.recorded?.protect === true);
  if (isProtected && (action === 'delete' || action === 'replace'))
    return {
      code: 'E_PLAN_PROTECTED',
      message: `${address} is protected, and this plan would ${action} it.`,
      hint: `Set lifecycle.protect to false and apply that first, or stop managing it: postform state rm ${address}. To do the rest and leave it: --no-delete`,
    };
  return undefined;
}

/** A managed object whose address left the files, by the name that the workspace has for it; also where it is not a target. */
export interface Orphan {
  readonly address: Address;
  readonly kind: Kind;
  readonly name: string;
}

/** A create and a delete of one kind with the same name or content may be a move: somebody has to say. */
export function moveBlocks(
  evaluations: readonly Evaluation[],
  options: PlanOptions,
  orphans: readonly Orphan[] = [],
): ReadonlyMap<Address, Blocked> {
  const blocks = new Map<Address, Blocked>();
  const deleted = evaluations.filter((item) => item.action === 'delete');
  for (const created of evaluations.filter((item) => item.reason === 'new')) {
    if (options.notMoved.includes(created.view.address)) continue;
    const twin = deleted.find((item) => item.view.kind === created.view.kind && looksMoved(item, created));
    const orphan = orphans.find((item) => item.kind === created.view.kind && item.name === nameForPeople(created.view));
    const from = twin?.view.address ?? orphan?.address;
    if (from === undefined) continue;
    const to = created.view.address;
    blocks.set(to, {
      code: 'E_PLAN_MOVED',
      message: `${to} would be created, and ${from}, which is no longer in the files, looks the same: was it renamed there?`,
      hint: `Renamed: postform state mv ${from} ${to} — a new object all the same: --not-moved ${to}`,
    });
  }
  return blocks;
}

/** One object cannot be managed under two addresses: the second that would adopt it is refused. */
export function adoptBlocks(evaluations: readonly Evaluation[]): ReadonlyMap<Address, Blocked> {
  const takers = new Map<string, Address>();
  const blocks = new Map<Address, Blocked>();
  for (const { action, view } of evaluations) {
    if (action !== 'adopt' || view.observation.seen !== 'found') continue;
    const { address, kind } = view;
    const { id } = view.observation.identity;
    const first = takers.get(`${kind.name} ${id}`);
    if (first === undefined) takers.set(`${kind.name} ${id}`, address);
    else
      blocks.set(address, {
        code: 'E_PLAN_ADOPT_UNKNOWN',
        message: `${address} is to adopt ${kind.label} ${id}, but so is ${first}.`,
        hint: 'Take one of the two import: blocks out; an object has one address.',
      });
  }
  return blocks;
}

function looksMoved(deleted: Evaluation, created: Evaluation): boolean {
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
): Blocked | undefined {
  const known = evaluations.filter((item) => item.reason === 'exists-unmanaged' || item.reason === 'ambiguous').length;
  if (!stateIsEmpty || known < 3 || known * 2 < desired.resources.length) return undefined;
  return {
    code: 'E_PLAN_STATE_MISSING',
    message: `The state of stack ${desired.stack} is empty, but ${known} of ${desired.resources.length} declared objects exist in workspace ${desired.workspace} already. Is the state missing?`,
    hint: 'Bring the state file back (it belongs in Git or on a shared backend). If these objects were never managed: postform import --workspace ID --all --out DIR',
  };
}

/** Files that declare nothing would delete everything: more likely the files were not found. */
export function nothingDeclared(input: {
  readonly desired: Desired;
  readonly state: State | undefined;
  readonly options: PlanOptions;
}): readonly Blocked[] {
  const managed = Object.keys(input.state?.resources ?? {}).length;
  const { destroy, allowDelete, noDelete } = input.options;
  if (input.desired.resources.length > 0 || managed < 3 || destroy || noDelete || allowDelete >= managed) return [];
  return [
    {
      code: 'E_PLAN_NOTHING_DECLARED',
      message: `The files declare nothing, and the state of stack ${input.desired.stack} has ${managed} ${managed === 1 ? 'object' : 'objects'}: all would be deleted.`,
      hint: `Check desired: in postform.yaml. To delete everything: postform destroy — or --allow-delete ${managed}`,
    },
  ];
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
