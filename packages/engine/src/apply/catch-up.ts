// Catching up. What a look taught us without any write goes into the state: adoptions, settled bases, converged leaves.

import { adoptedBaseline, settle } from '../compare/reconcile.ts';
import type { Address } from '../model/address.ts';
import { refsIn } from '../model/deferred-value.ts';
import { withoutObject } from '../model/deposed.ts';
import type { Digester } from '../model/digest.ts';
import { rememberSecrets, secretLeaves } from '../model/secret-leaves.ts';
import type { Entry, Lease, Recorded } from '../model/state.ts';
import type { Evaluation } from '../plan/evaluate.ts';

/** Appends one entry for all of them; none where there is nothing to say. Costs no call. */
export async function catchUp(lease: Lease, evaluations: readonly Evaluation[], digester: Digester): Promise<void> {
  const records: Record<Address, Recorded | null> = {};
  for (const item of evaluations) {
    const { address, caughtUp, recorded } = item.view;
    if (item.action === 'adopt') Object.assign(records, { [address]: adopted(item, digester) });
    else if (item.action === 'forget') records[address] = withoutObject(recorded, recorded?.id ?? '');
    else if (item.reason === 'converged') records[address] = converged(item, digester);
    else if (recorded && (caughtUp || recorded.protect !== protectOf(item)))
      records[address] = { ...recorded, protect: protectOf(item) };
  }
  if (Object.keys(records).length > 0) await lease.append({ records } satisfies Entry);
}

function protectOf(item: Evaluation): boolean {
  return item.view.resource?.lifecycle.protect ?? item.view.recorded?.protect ?? false;
}

/** The record of an object that the user named for this address. */
export function adopted(item: Evaluation, digester: Digester): Recorded | undefined {
  const { kind, observation, live, desired, resource } = item.view;
  if (observation.seen !== 'found' || live === undefined) return undefined;
  return {
    ...observation.identity,
    attributes: kind.attributesOf({ ...observation.remote, ...observation.identity }),
    base: adoptedBaseline(kind, live.snapshot, desired, digester, false),
    residues: [],
    memo: live.itemIds,
    dependsOn: [...new Set(refsIn(resource?.spec ?? null).map((ref) => ref.address))].sort(),
    protect: protectOf(item),
    ...rememberSecrets(secretLeaves(kind, resource?.spec ?? {})),
  };
}

/** Live is what desired says: both pasts are now. */
function converged(item: Evaluation, digester: Digester): Recorded {
  const { kind, recorded, live, desired, observation, resource } = item.view;
  if (recorded === undefined || live === undefined || desired === undefined || observation.seen !== 'found')
    return recorded!;
  const blessed = { ...recorded, base: adoptedBaseline(kind, live.snapshot, desired, digester, true) };
  return {
    ...settle(kind, blessed, live, observation.remote, resource?.lifecycle.ignore ?? []),
    ...rememberSecrets([...secretLeaves(kind, resource?.spec ?? {}), ...(recorded.secrets ?? [])]),
    dependsOn: [...new Set(refsIn(resource?.spec ?? null).map((ref) => ref.address))].sort(),
    protect: protectOf(item),
  };
}
