// What has to wait for a later run, because no call is left for the read that its write needs. Pure.
import type { Address } from '../model/address.ts';
import { refsOf } from '../model/desired.ts';
import type { Kind } from '../model/kind.ts';
import { type Live, observationOf } from '../model/observation.ts';
import type { PlanOptions } from '../model/settings.ts';
import type { State } from '../model/state.ts';
import type { Evaluation } from '../plan/evaluate.ts';
import { kindsThatCount, kindsToList } from '../plan/existence-refusals.ts';
import type { PlanInput } from '../plan/plan-input.ts';
import { buildPlan, type Planned } from '../plan/planner.ts';
import { gapsIn } from '../plan/witnesses.ts';

/** True for a managed object that would be written, or may have to be, and that was not read. */
export function isUnreadWrite(
  item: Evaluation,
  live: Live,
  options: Pick<PlanOptions, 'replace' | 'noDelete'>,
): boolean {
  const { address, current, resource } = item.view;
  if (current === undefined || observationOf(live, address).status !== 'unread') return false;
  if (resource === undefined) return !options.noDelete && item.reason !== 'unresolved';
  return item.leafChanges.config.length > 0 || options.replace.includes(address);
}

/** Without the index nobody knows what exists already: nothing is created, adopted, or forgotten because one read lacks it. */
function lacksIndex({ action, reason }: Evaluation, live: Live): boolean {
  if (live.index !== undefined) return false;
  return (
    action === 'create' ||
    action === 'replace' ||
    action === 'adopt' ||
    action === 'forget' ||
    reason === 'new' ||
    reason === 'adopting'
  );
}

/** Kinds of which nothing is created or forgotten yet: their lists were not read, or lack an object that has to be read first. */
function unsureKinds({ evaluations }: Planned, live: Live, state: State | undefined): ReadonlySet<Kind> {
  const gaps = gapsIn(kindsThatCount(evaluations), live, state).filter(({ isRead }) => !isRead);
  return new Set([...kindsToList(evaluations, live), ...gaps.map(({ kind }) => kind)]);
}

/**
 * Unread writes, creates without the index, and what hangs on them: a write waits for a ref that only a deferred create
 * can give, and an object is deleted or replaced only when everything that uses it could let go of it.
 */
export function deferredIn(
  planned: Planned,
  live: Live,
  state: State | undefined,
  options: Pick<PlanOptions, 'replace' | 'noDelete'>,
  already: ReadonlySet<Address>,
): ReadonlySet<Address> {
  const records = state?.resources ?? {};
  const deferred = new Set(already);
  const unsure = unsureKinds(planned, live, state);
  const isUnsure = ({ action, view: { kind } }: Evaluation): boolean =>
    (action === 'create' || action === 'replace' || action === 'forget') && unsure.has(kind);
  for (const item of planned.evaluations)
    if (isUnreadWrite(item, live, options) || lacksIndex(item, live) || isUnsure(item)) deferred.add(item.view.address);
  const mustWait = ({ view, action }: Evaluation): boolean => {
    const { address, resource } = view;
    if (action === 'delete' || action === 'replace')
      return Object.entries(records).some(([user, { dependsOn }]) => deferred.has(user) && dependsOn.includes(address));
    if (action !== 'create' && action !== 'update' && action !== 'adopt') return false;
    return refsOf(resource).some((ref) => deferred.has(ref.address) && records[ref.address] === undefined);
  };
  for (let grows = true; grows; ) {
    const more = planned.evaluations.filter((item) => !deferred.has(item.view.address) && mustWait(item));
    for (const { view } of more) deferred.add(view.address);
    grows = more.length > 0;
  }
  return deferred;
}

/** The plan without what has to wait. `unpaid`: addresses whose object to adopt could not be read. */
export function withDeferrals(input: PlanInput, first: Planned, unpaid: ReadonlySet<Address>): Planned {
  const { live, state, options } = input;
  let planned = first;
  for (let known = unpaid; ; ) {
    const deferred = deferredIn(planned, live, state, options, known);
    if (deferred.size === 0 || (planned !== first && deferred.size === known.size)) return planned;
    planned = buildPlan({ ...input, deferred });
    known = deferred;
  }
}
