// The decision. One table turns what is known of an address into an action and a reason.
import type { Action, Reason } from '../model/plan.ts';

/**
 * | desired | state | live                | config moved | remote moved    | action                      | reason             |
 * | ------- | ----- | ------------------- | ------------ | --------------- | --------------------------- | ------------------ |
 * | any     | any   | open intent         |              |                 | none until it is resolved   | unresolved         |
 * | yes     | no    | adopted by the user |              |                 | adopt                       | adopting           |
 * | yes     | no    | to adopt, not found |              |                 | none, blocked               | adopting           |
 * | yes     | no    | none of that name   |              |                 | create                      | new                |
 * | yes     | no    | one of that name    |              |                 | none, blocked               | exists-unmanaged   |
 * | yes     | no    | several             |              |                 | none, blocked               | ambiguous          |
 * | yes     | yes   | absent, confirmed   |              |                 | create                      | vanished           |
 * | yes     | yes   | deactivated         |              |                 | replace                     | deactivated        |
 * | any     | any   | witnesses disagree  |              |                 | none, blocked               | disputed           |
 * | yes     | yes   | not read            |              |                 | none (a write forces a read)| unverified         |
 * | yes     | yes   | found               | none         | none            | noop                        | in-sync            |
 * | yes     | yes   | found               | none         | none            | replace, where asked for    | asked              |
 * | yes     | yes   | found, as desired   | any          | any, not both 0 | noop, state catches up      | converged          |
 * | yes     | yes   | found               | some         | none            | update or replace           | declared           |
 * | yes     | yes   | found               | refs only    | none            | update or replace           | referred           |
 * | yes     | yes   | found               | none, refs   | some            | update, or noop where kept  | drifted            |
 * | yes     | yes   | found               | some         | other leaves    | update or replace           | both-changed       |
 * | yes     | yes   | found               | some         | the same leaves | update, blocked             | conflict           |
 * | no      | deposed objects only        |              |                 | delete                      | undeclared         |
 * | no      | yes   | found               |              |                 | delete                      | undeclared         |
 * | any     | yes   | found, destroying   |              |                 | delete                      | asked              |
 * | no      | yes   | not read            |              |                 | none (a write forces a read)| unverified         |
 * | no      | yes   | absent              |              |                 | forget                      | already-gone       |
 */
export interface Facts {
  readonly desired: boolean;
  /** State has a current object. */
  readonly state: boolean;
  readonly openIntent: boolean;
  /** Everything is to be deleted, whatever the files say. */
  readonly destroying?: boolean;
  /** The user named an object for this address. */
  readonly adopting: boolean;
  /** Unmanaged objects of that kind and name. */
  readonly sameName: number;
  readonly observation: 'found' | 'absent' | 'deactivated' | 'disputed' | 'unread';
  /** Leaves differ from what was last sent: the files changed them, or what they refer to is or will be another. */
  readonly configMoved: boolean;
  /** All of them move only because what they refer to gets a new identity: the files changed nothing. */
  readonly renewedOnly?: boolean;
  /** Each of the others is nothing but a ref: it may move with what it refers to, too. */
  readonly refsOnly?: boolean;
  readonly remoteMoved: boolean;
  /** A leaf moved on both sides, to different values. */
  readonly overlap: boolean;
  /** Live already is what desired says. */
  readonly equal: boolean;
  /** A leaf that would be written cannot be changed by the API, or the user asked for a replace. */
  readonly mustReplace: boolean;
  /** Every remote move is held by policy `keep`, or overlies a secret that is not available here. */
  readonly allHeld: boolean;
}

export interface Classification {
  readonly action: Action;
  readonly reason: Reason;
}

export function classify(facts: Facts): Classification {
  if (facts.openIntent) return { action: 'noop', reason: 'unresolved' };
  if (facts.observation === 'disputed') return { action: 'noop', reason: 'disputed' };
  if (!facts.desired && facts.observation === 'absent') return { action: 'forget', reason: 'already-gone' };
  if (!facts.desired && (!facts.state || facts.observation !== 'unread'))
    return { action: 'delete', reason: facts.destroying ? 'asked' : 'undeclared' };
  if (!facts.state && facts.desired) return classifyNew(facts);
  if (facts.observation === 'absent') return { action: 'create', reason: 'vanished' };
  if (facts.observation === 'deactivated') return { action: 'replace', reason: 'deactivated' };
  if (facts.observation === 'unread') return { action: 'noop', reason: 'unverified' };
  return classifyFound(facts);
}

function classifyNew(facts: Facts): Classification {
  if (facts.adopting) return { action: facts.observation === 'found' ? 'adopt' : 'noop', reason: 'adopting' };
  if (facts.sameName === 0) return { action: 'create', reason: 'new' };
  return { action: 'noop', reason: facts.sameName === 1 ? 'exists-unmanaged' : 'ambiguous' };
}

function classifyFound(facts: Facts): Classification {
  const change: Action = facts.mustReplace ? 'replace' : 'update';
  if (!facts.configMoved && !facts.remoteMoved)
    return facts.mustReplace ? { action: 'replace', reason: 'asked' } : { action: 'noop', reason: 'in-sync' };
  if (facts.equal && !facts.mustReplace) return { action: 'noop', reason: 'converged' };
  if (!facts.remoteMoved) return { action: change, reason: facts.refsOnly ? 'referred' : 'declared' };
  if (!facts.configMoved || facts.renewedOnly)
    return { action: facts.allHeld && !facts.mustReplace ? 'noop' : change, reason: 'drifted' };
  return { action: change, reason: facts.overlap ? 'conflict' : 'both-changed' };
}
