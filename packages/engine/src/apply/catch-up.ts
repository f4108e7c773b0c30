// Records what was learned without a write: adoptions, objects that are gone, settled baselines, converged leaves.
import { adoptedBaseline } from '../compare/reconcile.ts';
import { afterAdoption, afterAgreement, fromFiles, withoutObject } from '../compare/record.ts';
import type { Address } from '../model/address.ts';
import type { Digester } from '../model/digest.ts';
import type { Records } from '../model/entry.ts';
import { type Live, observationOf } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import { DEFAULT_PLAN_OPTIONS } from '../model/settings.ts';
import type { ResourceRecord } from '../model/state.ts';
import type { Lease } from '../model/state-store.ts';
import { type Evaluation, evaluate } from '../plan/evaluate.ts';
import { claimedIds, lookupFor, type ViewInput, viewResource } from '../plan/resource-view.ts';
import type { LockedRun } from '../recover/context.ts';

/**
 * Appends one entry for all of them; none where there is nothing to say. Costs no call. `asFound`: the files were made from
 * the objects that are adopted, so both count as agreed.
 */
export async function catchUp(
  lease: Lease,
  evaluations: readonly Evaluation[],
  digester: Digester,
  { asFound = false }: { readonly asFound?: boolean } = {},
): Promise<void> {
  const records: Record<Address, ResourceRecord | null> = {};
  for (const item of evaluations) {
    const { address, caughtUp, record } = item.view;
    if (item.action === 'adopt')
      Object.assign(records, { [address]: asFound ? agreed(item, digester) : adopted(item, digester) });
    else if (item.action === 'forget') records[address] = withoutObject(record, record?.current?.id ?? '');
    else if (item.reason === 'converged') records[address] = converged(item, digester);
    else if (record && (caughtUp || record.protect !== protectOf(item)))
      records[address] = {
        ...(caughtUp ? record : lease.state().resources[address]!),
        protect: protectOf(item),
      };
  }
  if (Object.keys(records).length > 0) await lease.append({ type: 'records', records });
}

function protectOf(item: Evaluation): boolean {
  return item.view.resource?.lifecycle.protect ?? item.view.record?.protect ?? false;
}

/** The record of an object that the user named for this address. */
function adopted(item: Evaluation, digester: Digester): ResourceRecord | undefined {
  const { kind, observation, live, desired, resource, record } = item.view;
  if (observation.status !== 'found' || live === undefined || resource === undefined) return undefined;
  return afterAdoption(
    kind,
    record,
    { identity: observation.identity, view: live },
    {
      baseline: adoptedBaseline(kind, live.snapshot, desired, digester, false),
      replaces: false,
      ...fromFiles(kind, resource),
    },
  );
}

/** The record of an object that the files were made from: nothing to do, and what differs is an unexplained difference. */
function agreed(item: Evaluation, digester: Digester): ResourceRecord | undefined {
  const record = adopted(item, digester);
  const { kind, live, desired, resource } = item.view;
  if (record === undefined || live === undefined) return undefined;
  return afterAgreement(kind, record, { view: live, desired }, resource, digester);
}

/** Live is what desired says: both pasts are now. */
function converged(item: Evaluation, digester: Digester): ResourceRecord {
  const { kind, record, live, desired, resource } = item.view;
  if (live === undefined || desired === undefined || resource === undefined) return record!;
  return {
    ...afterAgreement(kind, record!, { view: live, desired }, resource, digester),
    ...fromFiles(kind, resource, record!.secrets),
  };
}

/** What a saved plan adopts and forgets, recorded once the plan has proved to be true still. */
export function recordsOfSaved({ ports, lease, desired, digester }: LockedRun, plan: Plan, live: Live): Records {
  const state = lease.state();
  const input: ViewInput = { kinds: ports.kinds, desired, state, live, secrets: ports.secrets, digester };
  const records: Record<Address, ResourceRecord | null> = {};
  const lookup = lookupFor(input, new Set());
  const claimed = claimedIds(state);
  const resources = new Map(desired.resources.map((item) => [item.address, item]));
  for (const { address, action } of plan.changes) {
    const record = state.resources[address];
    const observation = observationOf(live, address);
    if (action === 'forget' && observation.status === 'absent' && observation.identity.id === record?.current?.id)
      records[address] = withoutObject(record, observation.identity.id);
    if (action !== 'adopt' || record?.current !== undefined) continue;
    const view = viewResource(input, address, resources.get(address), lookup, claimed);
    const taken = adopted(evaluate(view, false, DEFAULT_PLAN_OPTIONS), digester);
    if (taken) records[address] = taken;
  }
  return records;
}
