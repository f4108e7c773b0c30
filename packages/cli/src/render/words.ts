// Room: words, what actions and reasons are called in front of people.
import type { Action, Change, Reason } from '@postform/engine';

/** What stands before an address in a plan; a plan in a log has no colours, so the mark must do. */
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

const reasons: Readonly<Record<Reason, string>> = {
  new: 'it is new in the files',
  'exists-unmanaged': 'an object of that name exists and is not managed',
  ambiguous: 'several objects of that name exist',
  adopting: 'you named this object for the address',
  vanished: 'the object is gone from the workspace',
  deactivated: 'Postman deactivated it',
  disputed: 'what the API says of it contradicts itself',
  unverified: 'nobody looked at it',
  'in-sync': 'nothing moved',
  declared: 'the files changed',
  referred: 'what it refers to changes',
  asked: 'you asked for it',
  drifted: 'somebody changed it by hand',
  'both-moved': 'the files changed, and somebody changed other parts by hand',
  conflict: 'the files and somebody changed the same parts',
  converged: 'it already is as the files say',
  unresolved: 'an earlier write of it has an unknown ending',
  undeclared: 'it is no longer in the files',
  'already-gone': 'the object is gone, and nothing asks for it',
};

/** `will be updated: the files changed`. A blocked change would be made, but cannot. */
export function sentenceOf(change: Change, destroys = false): string {
  const future =
    change.blocked === undefined ? futures[change.action] : futures[change.action].replace('will', 'would');
  const forced = change.forcedBy.length === 0 ? '' : ` (${change.forcedBy.join(', ')} cannot be changed)`;
  const isDestroyed = destroys && (change.reason === 'asked' || change.reason === 'undeclared');
  const reason = isDestroyed ? 'you asked to destroy everything' : reasons[change.reason];
  if (!wasAsked(change)) return `${future}: ${reason}${forced}`;
  const isOnly = change.reason === 'declared' && change.changed.config.length === 0;
  return `${future}: ${isOnly ? 'you asked for it' : `you asked for it, and ${reason}`}`;
}

/** A replace that nothing else forces. */
function wasAsked({ action, reason, forcedBy }: Change): boolean {
  return action === 'replace' && forcedBy.length === 0 && reason !== 'asked' && reason !== 'deactivated';
}

/** What happened outside Postform to an object, as a predicate: `was changed by hand`. */
export function movedText({ reason }: Pick<Change, 'reason'>): string {
  if (reason === 'vanished' || reason === 'already-gone') return 'was deleted';
  return reason === 'deactivated'
    ? 'was deactivated by Postman, as it does when what it uses is deleted'
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

/** Reads that come on top of what was announced. */
export function furtherText({ kind, calls }: { readonly kind: string; readonly calls: number }): string {
  return `Looking further: ${counted(calls, 'call')}, because the list of ${kind}s does not name ${counted(calls, `managed ${kind}`)}`;
}
