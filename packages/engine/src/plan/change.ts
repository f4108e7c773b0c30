// One change as people see it: lines, notes, and what stands in its way.
import type { Address } from '../model/address.ts';
import type { Count } from '../model/call.ts';
import { refsIn, secretsIn } from '../model/deferred-value.ts';
import type { Blocked, Change } from '../model/plan.ts';
import { isWithin, type Pointer } from '../model/pointer.ts';
import { type Evaluation, nameForPeople } from './evaluate.ts';
import type { PlanInput } from './plan-input.ts';
import { show } from './redacted-lines.ts';
import { lookupFor } from './resource-view.ts';

export function changeOf(
  item: Evaluation,
  input: PlanInput,
  unknown: ReadonlySet<Address>,
  blocked: Blocked | undefined,
  price: Count,
): Change {
  const { view } = item;
  const lookup = lookupFor(input, unknown);
  const writes = item.action !== 'noop' && item.action !== 'forget' && item.action !== 'delete';
  const written = writes ? item.written : [];
  const shown =
    view.resource && written.length + item.leafChanges.remote.length > 0
      ? show(view, written, item.leafChanges.remote, lookup.attribute, lookup.secret, input.digester)
      : { lines: [], remoteLines: [] };
  return {
    address: view.address,
    kind: view.kind.name,
    name: nameForPeople(view),
    action: item.action,
    reason: item.reason,
    lines: shown.lines,
    remoteLines: shown.remoteLines,
    forcedBy: item.forcedBy,
    moved: movedIn(item),
    held: item.held,
    overwritten: writes ? item.overwritten : [],
    residues: view.recorded?.residues ?? [],
    price,
    ...(blocked ? { blocked } : {}),
    ...(input.deferred?.has(view.address) ? { deferred: true as const } : {}),
    notes: notesOf(item, input),
  };
}

function movedIn({ leafChanges, renewed, view }: Evaluation): Change['moved'] {
  const config = view.comparable ? leafChanges.config.filter((pointer) => !renewed.includes(pointer)) : [];
  return { config, refs: renewed, remote: leafChanges.remote };
}

/** Names of the secrets of a resource that have no value here. */
export function missingSecrets(item: Evaluation, input: PlanInput): readonly string[] {
  return secretsIn(item.view.resource?.spec ?? null).filter((name) => input.secrets(name) === undefined);
}

/** The first three of them. */
export function few(pointers: readonly Pointer[]): string {
  const more = pointers.length > 3 ? ` and ${pointers.length - 3} more` : '';
  return `${pointers.slice(0, 3).join(', ')}${more}`;
}

function notesOf(item: Evaluation, input: PlanInput): readonly string[] {
  const { view, reason, action } = item;
  const notes: string[] = [];
  if (reason === 'vanished')
    notes.push(
      'It was deleted outside Postform, or is out of reach of this key. The Trash in Postman may still hold it.',
    );
  if (reason === 'deactivated' && view.kind.deactivation !== undefined) notes.push(view.kind.deactivation.why);
  if (!view.comparable)
    notes.push(
      view.live === undefined
        ? 'Its record was made with another fingerprint key or by another version of Postform: nothing can be compared before it is read.'
        : 'Its record was made with another fingerprint key or by another version of Postform: what is there now counts as agreed, whoever made it.',
    );
  if (input.deferred?.has(view.address))
    notes.push('Deferred: it would be written, and no call is left for the look that this needs.');
  if (reason === 'unresolved')
    notes.push('An earlier run was interrupted while writing it; apply finds out first what became of that.');
  if (view.recorded?.stayed === true) notes.push('Our delete of it was answered with success, and it is still there.');
  if (view.unwritten.length > 0)
    notes.push(
      `Our last write of it was answered with success and changed nothing at ${few(view.unwritten)}: Postman still holds what was there before.`,
    );
  const renewed = [...new Set(item.renewed.flatMap((pointer) => refersTo(item, pointer)))];
  if (renewed.length > 0) notes.push(`It refers to ${renewed.join(', ')}, which will be another object.`);
  if (action === 'delete' && item.leafChanges.remote.length > 0)
    notes.push('Somebody changed it by hand since we last saw it.');
  for (const old of view.recorded?.deposed ?? [])
    notes.push(`An object that was replaced earlier (${old.id}) still has to be deleted.`);
  if (action !== 'noop')
    for (const name of missingSecrets(item, input))
      notes.push(
        action === 'create' || action === 'replace'
          ? `Secret ${name} is not available here; apply needs it.`
          : `Secret ${name} is not available here; its value counts as unchanged, and apply needs it.`,
      );
  return notes;
}

/** Addresses that a leaf refers to. */
function refersTo({ view: { resource } }: Evaluation, pointer: Pointer): readonly Address[] {
  return refsIn(resource?.spec ?? null)
    .filter((ref) => isWithin(ref.pointer, pointer) || isWithin(pointer, ref.pointer))
    .map((ref) => ref.address);
}
