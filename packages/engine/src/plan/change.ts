// One change as people see it: lines, notes, and what stands in its way.

import type { Address } from '../model/address.ts';
import type { Count } from '../model/call.ts';
import { refsOf, secretNamesOf } from '../model/desired.ts';
import type { Note } from '../model/note.ts';
import type { Change } from '../model/plan.ts';
import { isWithin, type Pointer } from '../model/pointer.ts';
import type { Refusal } from '../model/refusal.ts';
import { type Evaluation, nameForPeople } from './evaluate.ts';
import { patchOf } from './patch.ts';
import type { PlanInput } from './plan-input.ts';
import { linesOf, type ShownLines } from './redacted-lines.ts';
import { redactedTrees } from './redacted-trees.ts';
import { lookupFor } from './resource-view.ts';

const NO_LINES: ShownLines = { lines: [], remoteLines: [] };

export function changeOf(
  item: Evaluation,
  input: PlanInput,
  unknown: ReadonlySet<Address>,
  blocked: Refusal | undefined,
  price: Count,
): Change {
  const { view } = item;
  const lookup = lookupFor(input, unknown);
  const writes = item.action !== 'noop' && item.action !== 'forget' && item.action !== 'delete';
  const written = writes ? item.written : [];
  const isShown = view.resource !== undefined && written.length + item.leafChanges.remote.length > 0;
  const isPatched = input.options.patches && (item.action !== 'noop' || item.leafChanges.remote.length > 0);
  const trees = isShown || isPatched ? redactedTrees(view, { ...lookup, digester: input.digester }) : undefined;
  const detail = input.options.command === 'diff' ? 'full' : 'short';
  const shown = trees && isShown ? linesOf(view.kind, trees, written, item.leafChanges.remote, detail) : NO_LINES;
  return {
    address: view.address,
    kind: view.kind.name,
    name: nameForPeople(view),
    action: item.action,
    reason: item.reason,
    lines: shown.lines,
    remoteLines: shown.remoteLines,
    forcedBy: item.forcedBy,
    changed: changedIn(item),
    kept: item.quiet.length === 0 ? item.kept : without(item.kept, item.quiet),
    overwritten: writes ? item.overwritten : [],
    differences: view.current?.differences ?? [],
    price,
    ...(blocked ? { blocked } : {}),
    ...(input.deferred?.has(view.address) ? { deferred: true as const } : {}),
    notes: notesOf(item, input),
    ...(trees && isPatched ? { patch: patchOf(item, trees, input.digester) } : {}),
  };
}

function changedIn({ leafChanges, renewed, view }: Evaluation): Change['changed'] {
  const config = view.comparable ? without(leafChanges.config, renewed) : [];
  return { config, refs: renewed, remote: leafChanges.remote };
}

function without(pointers: readonly Pointer[], some: readonly Pointer[]): readonly Pointer[] {
  const excluded = new Set(some);
  return pointers.filter((pointer) => !excluded.has(pointer));
}

/** Names of the secrets of a resource that have no value here. */
export function missingSecrets(item: Evaluation, input: PlanInput): readonly string[] {
  return secretNamesOf(item.view.resource).filter((name) => input.secrets(name) === undefined);
}

function notesOf(item: Evaluation, input: PlanInput): readonly Note[] {
  const { view, reason, action } = item;
  const { address, record, unwritten } = view;
  const addresses = [...new Set(item.renewed.flatMap((pointer) => refersTo(item, pointer)))];
  const isNew = action === 'create' || action === 'replace';
  const secrets = action === 'noop' ? [] : missingSecrets(item, input);
  const notes: readonly (Note | false)[] = [
    reason === 'vanished' && { note: 'vanished' },
    reason === 'deactivated' && { note: 'deactivated' },
    !view.comparable && { note: 'incomparable', isRead: view.live !== undefined },
    input.deferred?.has(address) === true && { note: 'deferred' },
    action === 'adopt' && input.options.command === 'import' && item.written.length > 0 && { note: 'adopted-as-it-is' },
    reason === 'unresolved' && { note: 'unresolved' },
    record?.current?.survivedDelete === true && { note: 'delete-without-effect' },
    unwritten.length > 0 && { note: 'write-without-effect', pointers: unwritten },
    addresses.length > 0 && { note: 'refers-to-new', addresses },
    action === 'delete' && item.leafChanges.remote.length > 0 && { note: 'changed-by-hand' },
    ...(record?.deposed ?? []).map(({ id }) => ({ note: 'deposed' as const, id })),
    ...secrets.map((name) => ({ note: 'secret-missing' as const, name, isNew })),
  ];
  return notes.filter((note) => note !== false);
}

/** Addresses that a leaf refers to. */
function refersTo({ view: { resource } }: Evaluation, pointer: Pointer): readonly Address[] {
  return refsOf(resource)
    .filter((ref) => isWithin(ref.pointer, pointer) || isWithin(pointer, ref.pointer))
    .map((ref) => ref.address);
}
