// Words for actions, reasons, operations and counts, as people read them.
import type { Action, Change, Reason } from '@postform/engine';

/** The mark before an address in a plan. A plan in a log has no colours, so the mark alone tells the action. */
export const marks: Readonly<Record<Action, string>> = {
  create: '+',
  update: '~',
  replace: '-/+',
  delete: '-',
  adopt: '<-',
  forget: 'x',
  noop: ' ',
};

const futures: Readonly<Record<Action, string>> = {
  create: 'will be created',
  update: 'will be updated',
  replace: 'will be replaced',
  delete: 'will be deleted',
  adopt: 'will be adopted',
  forget: 'will be forgotten',
  noop: 'stays as it is',
};

/** Why a change is planned, as the end of a sentence. */
export const reasons: Readonly<Record<Reason, string>> = {
  new: 'it is new in the files',
  'exists-unmanaged': 'an unmanaged object has that name',
  ambiguous: 'several objects have that name',
  adopting: 'you chose this object for the address',
  vanished: 'the object no longer exists in the workspace',
  deactivated: 'Postman deactivated it',
  disputed: 'the API contradicts itself about it',
  unverified: 'it was not read',
  'in-sync': 'nothing changed',
  declared: 'the files changed',
  referred: 'something it refers to changes',
  asked: 'you asked for it',
  drifted: 'it was changed by hand',
  'both-changed': 'the files changed, and other parts were changed by hand',
  restored: 'a kept copy is put back',
  conflict: 'the same parts were changed in the files and by hand',
  converged: 'it already matches the files',
  unresolved: 'a previous run was interrupted while writing it',
  undeclared: 'it is no longer in the files',
  'already-gone': 'the object no longer exists, and the files do not declare it',
};

/** `will be updated: the files changed`. A blocked change is worded with `would`. */
export function sentenceOf(change: Change, destroys = false): string {
  const future =
    change.blocked === undefined ? futures[change.action] : futures[change.action].replace('will', 'would');
  const forced = change.forcedBy.length === 0 ? '' : ` (${change.forcedBy.join(', ')} cannot be updated)`;
  const isDestroyed = destroys && (change.reason === 'asked' || change.reason === 'undeclared');
  const reason = isDestroyed ? 'you asked to destroy everything' : reasons[change.reason];
  if (!wasAsked(change)) return `${future}: ${reason}${forced}`;
  const isOnly = change.reason === 'declared' && change.changed.config.length === 0;
  return `${future}: ${isOnly ? 'you asked for it' : `you asked for it, and ${reason}`}`;
}

/** True for a replace that only `--replace` caused. */
function wasAsked({ action, reason, forcedBy }: Change): boolean {
  return action === 'replace' && forcedBy.length === 0 && reason !== 'asked' && reason !== 'deactivated';
}

/** What happened outside Postform to an object, as a predicate: `was changed by hand`. */
export function handChangeText({ reason }: Pick<Change, 'reason'>): string {
  if (reason === 'vanished' || reason === 'already-gone') return 'was deleted';
  return reason === 'deactivated'
    ? 'was deactivated by Postman, which happens when an object it uses is deleted'
    : 'was changed by hand';
}

const gerunds: Readonly<Record<string, string>> = { create: 'creating', update: 'updating', delete: 'deleting' };
const pasts: Readonly<Record<string, string>> = { create: 'created', update: 'updated', delete: 'deleted' };

export const gerundOf = (op: string): string => gerunds[op] ?? op;
export const pastOf = (op: string): string => pasts[op] ?? op;

/** A name between quotes; what it holds is escaped already. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '\\"')}"`;
}

/** `1 call`, `2 calls`. */
export function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** Reads in addition to those that were announced. */
export function furtherText({ kind, calls }: { readonly kind: string; readonly calls: number }): string {
  return `Reading further: ${counted(calls, 'call')}, because the list of ${kind}s lacks ${counted(calls, `managed ${kind}`)}`;
}
