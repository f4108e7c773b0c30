// Reads as far as asked, plans, reads what would be written, and plans again, until nothing more has to be read.
import type { Ports } from '../model/engine-ports.ts';
import { type Live, mergeLive, observationOf } from '../model/observation.ts';
import { callsOfReads, objectsIn, type ReadSet, readsOf } from '../model/read-set.ts';
import type { State } from '../model/state.ts';
import { kindsThatCount } from '../plan/existence-refusals.ts';
import { buildPlan, type Planned } from '../plan/planner.ts';
import { withDisputes } from '../plan/witnesses.ts';
import { type Doubts, doubtsIn, isCertain } from './ask-again.ts';
import { type Refreshed, refreshAuto } from './auto-refresh.ts';
import { withDeferrals } from './deferred.ts';
import { knownReplies } from './known-replies.ts';
import type { RefreshInput } from './needs.ts';
import type { ReadPorts } from './observe.ts';
import { askAgainPaid, type PaidRead, readPaid, readWithin } from './paid.ts';
import { firstReads, furtherReads, objectsToAdopt } from './select.ts';
import { entryOfUndoneDeletes, findUndoneDeletes, type Learned } from './undone-deletes.ts';

/** A plan, and what was read for it. */
export interface RefreshedPlan extends PaidRead {
  readonly planned: Planned;
  /** With the records that undone deletes have brought back. */
  readonly state: State | undefined;
  /** What the state has to learn of earlier deletes. */
  readonly learned?: Learned;
  /** The reads before the first plan. */
  readonly first: Refreshed;
}

/** Only GETs, no lock. */
export async function refreshAndPlan(given: Ports, input: RefreshInput): Promise<RefreshedPlan> {
  const ports: ReadPorts = { ...given, replies: knownReplies(input.plan) };
  const { desired, state: stored, options, digester } = input.plan;
  const { workspace } = desired;
  const isAuto = options.refresh === 'auto';
  const first = isAuto
    ? await refreshAuto(ports, input)
    : { ...(await readPaid(ports, workspace, firstReads(ports, stored, options))), isWhole: true };
  const undone = await findUndoneDeletes(ports, desired, stored, first.live);
  const learned = stored && entryOfUndoneDeletes(ports, stored, undone, digester);
  const state = stored && learned ? { ...stored, resources: { ...stored.resources, ...learned.records } } : stored;
  const run: { live: Live; calls: number; stopped?: Error } = { ...first, calls: first.calls + undone.calls };
  const read = async (set: ReadSet): Promise<boolean> => {
    if (callsOfReads(set) === 0) return false;
    const more = isAuto ? await readWithin(ports, workspace, set, first.keep) : await readPaid(ports, workspace, set);
    const before = run.live;
    run.live = mergeLive(before, more.live);
    run.calls += more.calls;
    if (run.stopped === undefined && more.stopped !== undefined) run.stopped = more.stopped;
    return showsMore(set, before, run.live);
  };
  // A drift that may not read everything spends nothing on writes that it will not do.
  const readsForWrites = options.command !== 'drift' || !isAuto || first.isWhole;
  const plan = async (): Promise<Planned> => {
    for (;;) {
      if (readsForWrites) await read(readsOf(objectsToAdopt(ports, desired, state, run.live)));
      const planned = buildPlan({ ...input.plan, state, live: withDisputes(ports.kinds, run.live) });
      if (!readsForWrites || !(await read(furtherReads(planned, run.live, desired, state, options)))) return planned;
    }
  };
  let planned = await plan();
  const counting = kindsThatCount(planned.evaluations);
  const doubtsOf = (now: Live): Doubts => doubtsIn(ports, now, state, counting);
  if (!isCertain(doubtsOf(run.live))) {
    const again = await askAgainPaid(ports, workspace, run.live, doubtsOf);
    run.live = again.live;
    run.calls += again.calls;
    planned = await plan();
  }
  const live = withDisputes(ports.kinds, run.live);
  if (isAuto && readsForWrites) {
    const unpaid = objectsToAdopt(ports, desired, state, live).map(({ address }) => address);
    planned = withDeferrals({ ...input.plan, state, live }, planned, new Set(unpaid));
  }
  const { calls, stopped } = run;
  const more = { ...(stopped === undefined ? {} : { stopped }), ...(learned === undefined ? {} : { learned }) };
  return { planned, state, live, calls, first, ...more };
}

/** True where the read has shown something of what was asked for. */
function showsMore(set: ReadSet, before: Live, after: Live): boolean {
  const isNew = objectsIn(set).some(
    ({ address }) =>
      observationOf(before, address).status === 'unread' && observationOf(after, address).status !== 'unread',
  );
  const isListed = set.lists.some(
    ({ kind: { plural }, objects }) =>
      objects.length === 0 && !before.lists?.has(plural) && after.lists?.has(plural) === true,
  );
  return isNew || isListed || (set.index && before.index === undefined && after.index !== undefined);
}
