// What the witnesses of an address forbid: where they contradict each other, or where nobody could read, nothing is created or forgotten.

import type { Kind } from '../model/kind.ts';
import { type Live, namedIn } from '../model/observation.ts';
import type { Blocked } from '../model/plan.ts';
import type { Evaluation } from './evaluate.ts';
import { type Gap, gapsIn } from './witnesses.ts';

const UNTIL_THEN =
  'Nothing is created, replaced or forgotten on the strength of that. Wait a minute, then run it again: postform plan';

/** Kinds of which this plan would create or forget an object because it is in no list: the lists must show everything. */
export function kindsThatCount(evaluations: readonly Evaluation[]): ReadonlySet<Kind> {
  const counting = evaluations.filter(({ action }) => action === 'create' || action === 'forget');
  return new Set(counting.map(({ view }) => view.kind));
}

/** Kinds of which something would be created, and of which nobody has read what exists. */
export function kindsToList(evaluations: readonly Evaluation[], live: Live): ReadonlySet<Kind> {
  const creating = evaluations.filter(({ action }) => action === 'create' || action === 'replace');
  return new Set(
    creating
      .map(({ view }) => view.kind)
      .filter((kind) => kind.existence !== 'singleton' && namedIn(live, kind) === undefined),
  );
}

/** By kind: an object that was read, and that no list names. */
export function readGaps(evaluations: readonly Evaluation[], live: Live, state: Parameters<typeof gapsIn>[2]) {
  const gaps = gapsIn(kindsThatCount(evaluations), live, state).filter((gap) => gap.isRead);
  return new Map(gaps.map((gap) => [gap.kind, gap]));
}

/** E_READ_CONTRADICTION and E_READ_UNLISTED; undefined where the witnesses agree. */
export function witnessBlock(evaluations: Evaluation, live: Live, gaps: ReadonlyMap<Kind, Gap>): Blocked | undefined {
  const { view, action } = evaluations;
  const { address, kind, observation } = view;
  if (observation.seen === 'disputed') return contradiction(address, observation.by, observation.claims);
  const gap = action === 'create' || action === 'forget' ? gaps.get(kind) : undefined;
  if (gap !== undefined && gap.address !== address)
    return incomplete(
      gap,
      `${address} would be ${action === 'create' ? 'created' : 'forgotten'}, for no list names it. `,
    );
  const isNew = action === 'create' || action === 'replace';
  if (kind.existence === 'singleton') return isNew || action === 'delete' ? onlyOne(address, kind, live) : undefined;
  if (isNew && live.index !== undefined && namedIn(live, kind) === undefined)
    return {
      code: 'E_READ_UNLISTED',
      message: `${address} would be created, but nobody could read which ${kind.plural} exist: the workspace's list came without them.`,
      hint: `A ${kind.label} of that name may be there already. Run it again: postform plan --refresh full`,
    };
  return undefined;
}

/** What each workspace has exactly one of is taken in, and let go of; it is neither made nor deleted. */
function onlyOne(address: string, { label }: Kind, { index }: Live): Blocked {
  return {
    code: 'E_READ_UNLISTED',
    message: `${address} can be neither created nor deleted: each workspace has exactly one ${label}, and no list names it.`,
    hint: `Take it in: postform import ${address} ${index?.id ?? 'WORKSPACE'} — or stop managing it: postform state rm ${address}`,
  };
}

/** The lists of a kind do not show everything. */
export function incomplete({ kind, address, id }: Gap, before = ''): Blocked {
  return {
    code: 'E_READ_CONTRADICTION',
    message: `${before}The lists of ${kind.plural} do not show everything: GET finds ${address} (${id}), and the workspace's list does not name it.`,
    hint: `${UNTIL_THEN} — if ${address} was moved to another workspace, move it back, or let go of it: postform state rm ${address}`,
  };
}

/** `by`: what a read by id said of the object. */
export function contradiction(address: string, by: 'absent' | 'deactivated' | 'forbidden', claims: string): Blocked {
  const rest =
    by === 'forbidden'
      ? `Ask for access to it, then: postform plan — or stop managing it: postform state rm ${address}`
      : `${UNTIL_THEN} — if it stays so, look for the object in Postman; to stop managing it: postform state rm ${address}`;
  return { code: 'E_READ_CONTRADICTION', message: `${address}: ${claims}`, hint: rest };
}
