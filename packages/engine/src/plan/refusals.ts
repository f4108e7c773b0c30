// Room: what stands in a change's way, and the ways out. Each code here is in `engineErrors`.
import type { Address } from '../model/address.ts';
import { canonicalJson } from '../model/canonical.ts';
import type { Desired } from '../model/desired.ts';
import type { Kind } from '../model/kind.ts';
import type { Blocked } from '../model/plan.ts';
import { setAt } from '../model/pointer.ts';
import type { PlanOptions } from '../model/settings.ts';
import type { State } from '../model/state.ts';
import type { Judged } from './evaluate.ts';
import { nameForPeople } from './evaluate.ts';

/** The first thing that forbids a change, or undefined. */
export function blockOf(judged: Judged, options: PlanOptions): Blocked | undefined {
  const { surveyed, reason, action } = judged;
  const { address, kind, namesakes } = surveyed;
  const name = nameForPeople(surveyed);
  if (surveyed.resource?.adopt !== undefined && surveyed.recorded === undefined && surveyed.sighting.seen !== 'found')
    return {
      code: 'E_PLAN_ADOPT_UNKNOWN',
      message: `${address} is to adopt ${kind.label} ${surveyed.resource.adopt}, but the workspace has no such unclaimed object.`,
      hint: 'Check the id under import: (the id or the uid of an object in this workspace), or remove the block to create a new object.',
    };
  if (reason === 'exists-unmanaged')
    return {
      code: 'E_PLAN_EXISTS',
      message: `${capital(kind.label)} "${name}" (${namesakes[0]!.id}) is in the workspace already, and no address manages it.`,
      hint: `Adopt it: postform import ${address} ${namesakes[0]!.id} — or give ${address} another name.`,
    };
  if (reason === 'ambiguous')
    return {
      code: 'E_PLAN_AMBIGUOUS',
      message: `${namesakes.length} unmanaged objects are named "${name}": ${namesakes.map((item) => item.id).join(', ')}.`,
      hint: `Say which one is ${address}: postform import ${address} <id> — or give ${address} another name.`,
    };
  if (reason === 'conflict' && !options.overwriteRemote)
    return {
      code: 'E_PLAN_CONFLICT',
      message: `${address}: the files and somebody else changed the same leaves: ${judged.conflicting.join(', ')}.`,
      hint: 'Take their change into the files, or write yours over it with --overwrite-remote.',
    };
  if (judged.stopping.length > 0)
    return {
      code: 'E_PLAN_DRIFT_STOP',
      message: `${address} was changed by hand where its lifecycle says stop: ${judged.stopping.join(', ')}.`,
      hint: 'Take the change into the files, undo it in Postman, or change lifecycle.drift.',
    };
  const isProtected =
    surveyed.resource?.lifecycle.protect === true ||
    (surveyed.resource === undefined && surveyed.recorded?.protect === true);
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
  judged: readonly Judged[],
  options: PlanOptions,
  orphans: readonly Orphan[] = [],
): ReadonlyMap<Address, Blocked> {
  const blocks = new Map<Address, Blocked>();
  const deleted = judged.filter((item) => item.action === 'delete');
  for (const created of judged.filter((item) => item.reason === 'new')) {
    if (options.notMoved.includes(created.surveyed.address)) continue;
    const twin = deleted.find((item) => item.surveyed.kind === created.surveyed.kind && looksMoved(item, created));
    const orphan = orphans.find(
      (item) => item.kind === created.surveyed.kind && item.name === nameForPeople(created.surveyed),
    );
    const from = twin?.surveyed.address ?? orphan?.address;
    if (from === undefined) continue;
    const to = created.surveyed.address;
    blocks.set(to, {
      code: 'E_PLAN_MOVED',
      message: `${to} would be created, and ${from}, which is no longer in the files, looks the same: was it renamed there?`,
      hint: `Renamed: postform state mv ${from} ${to} — a new object all the same: --not-moved ${to}`,
    });
  }
  return blocks;
}

/** One object cannot be managed under two addresses: the second that would adopt it is refused. */
export function adoptBlocks(judged: readonly Judged[]): ReadonlyMap<Address, Blocked> {
  const takers = new Map<string, Address>();
  const blocks = new Map<Address, Blocked>();
  for (const { action, surveyed } of judged) {
    if (action !== 'adopt' || surveyed.sighting.seen !== 'found') continue;
    const { address, kind } = surveyed;
    const { id } = surveyed.sighting.identity;
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

function looksMoved(deleted: Judged, created: Judged): boolean {
  if (nameForPeople(deleted.surveyed) === nameForPeople(created.surveyed)) return true;
  const { live } = deleted.surveyed;
  const { desired } = created.surveyed;
  if (live === undefined || desired === undefined || desired.leaves.size < 2) return false;
  return (
    canonicalJson(setAt(live.side.spec, '/name', undefined)) === canonicalJson(setAt(desired.spec, '/name', undefined))
  );
}

/** Many declared names exist, and the state knows nothing: the state is probably somewhere else. */
export function missingState(judged: readonly Judged[], desired: Desired, stateIsEmpty: boolean): Blocked | undefined {
  const known = judged.filter((item) => item.reason === 'exists-unmanaged' || item.reason === 'ambiguous').length;
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
