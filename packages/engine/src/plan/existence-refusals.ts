// What the witnesses of an address forbid: where they contradict each other, or where nobody could read, nothing is created or forgotten.

import type { Address } from '../model/address.ts';
import type { Kind } from '../model/kind.ts';
import { type Disputed, type Live, namedIn } from '../model/observation.ts';
import type { ListsIncomplete, Refusal } from '../model/refusal.ts';
import type { Evaluation } from './evaluate.ts';
import { type Gap, gapsIn } from './witnesses.ts';

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
export function existenceRefusal(
  { view, action }: Evaluation,
  live: Live,
  gaps: ReadonlyMap<Kind, Gap>,
): Refusal | undefined {
  const { address, kind, observation } = view;
  if (observation.status === 'disputed') return contradiction(address, kind, observation);
  const gap = action === 'create' || action === 'forget' ? gaps.get(kind) : undefined;
  if (gap !== undefined && gap.address !== address && (action === 'create' || action === 'forget'))
    return { ...incomplete(gap), blocks: { address, action } };
  const isNew = action === 'create' || action === 'replace';
  const isSingleton = kind.existence === 'singleton';
  const isUnlisted = isSingleton
    ? isNew || action === 'delete'
    : isNew && live.index !== undefined && namedIn(live, kind) === undefined;
  if (!isUnlisted) return undefined;
  const workspace = isSingleton && live.index !== undefined ? { workspace: live.index.id } : {};
  return { code: 'E_READ_UNLISTED', address, kind: kind.name, isSingleton, ...workspace };
}

/** The lists of a kind do not show everything. */
export function incomplete({ kind, address, id }: Gap): ListsIncomplete {
  return { code: 'E_READ_CONTRADICTION', kind: kind.name, address, id };
}

/** What a read by id said of an object, and a list contradicts. */
export function contradiction(
  address: Address,
  { name }: Kind,
  { identity: { id }, claim }: Pick<Disputed, 'claim' | 'identity'>,
): Refusal {
  return { code: 'E_READ_CONTRADICTION', address, kind: name, id, claim };
}
