// What a plan leaves out that must not delete: every delete, the replaces, and what would hang on them.
import type { Address } from '../model/address.ts';
import { refsOf } from '../model/desired.ts';
import type { Omitted } from '../model/plan.ts';
import type { PlanOptions } from '../model/settings.ts';
import type { State } from '../model/state.ts';
import { type Evaluation, nameForPeople } from './evaluate.ts';
import { moveRefusals, type Orphan } from './refusals.ts';

/** Why something stays as it is: by the address, what was meant to be done to it, and what that would have needed. */
export type LeavingOut = ReadonlyMap<Address, Pick<Omitted, 'action' | 'because'>>;

/**
 * `already` and what these evaluations add to it. A replace is a delete, too, and its old object stays in use. A create that
 * may be the move of an object about to be deleted waits for somebody to say; what refers to it waits with it.
 */
export function leftOutIn(
  evaluations: readonly Evaluation[],
  already: LeavingOut,
  about: { readonly state: State | undefined; readonly options: PlanOptions; readonly orphans: readonly Orphan[] },
): LeavingOut {
  const out = new Map(already);
  const records = about.state?.resources ?? {};
  const moved = moveRefusals(evaluations, about.options, about.orphans);
  for (const { action, reason, view } of evaluations) {
    const { address, resource, record } = view;
    const isUnread = resource === undefined && record !== undefined && reason === 'unverified';
    if (action === 'delete' || action === 'replace') out.set(address, { action });
    else if (isUnread) out.set(address, { action: 'delete' });
    else if (action === 'create' && moved.has(address)) out.set(address, { action });
  }
  for (let grows = true; grows; ) {
    grows = false;
    for (const { action, view } of evaluations) {
      const { address, resource } = view;
      if (out.has(address) || action === 'noop' || action === 'forget') continue;
      const missing = refsOf(resource).find(
        (ref) => out.has(ref.address) && records[ref.address]?.current === undefined,
      );
      if (missing === undefined) continue;
      out.set(address, { action, because: missing.address });
      grows = true;
    }
  }
  return out;
}

/** Nothing is done to it; its reason stays, for it is true still. */
export function leaveOut(evaluation: Evaluation): Evaluation {
  return { ...evaluation, action: 'noop', written: [], overwritten: [] };
}

/** In the order of the kinds, then by address; superseded objects that an earlier run left over stand behind their address. */
export function leftOutOf(evaluations: readonly Evaluation[], out: LeavingOut): readonly Omitted[] {
  return evaluations.flatMap(({ view }) => {
    const { address, kind, record, current } = view;
    const about = { address, kind: kind.name, name: nameForPeople(view) };
    const own = current === undefined && record !== undefined ? undefined : out.get(address);
    const deposed = (record?.deposed ?? []).map(({ id }) => ({ ...about, action: 'delete' as const, deposed: id }));
    return [...(own === undefined ? [] : [{ ...about, ...own }]), ...deposed];
  });
}
