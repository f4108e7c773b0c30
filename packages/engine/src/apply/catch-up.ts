// Room: catching up. What a look taught us without any write goes into the state: adoptions, settled bases, converged leaves.

import { adoptedBase, settle } from '../compare/reconcile.ts';
import type { Address } from '../model/address.ts';
import { refsIn } from '../model/deferred-value.ts';
import { withoutObject } from '../model/deposed.ts';
import type { Digester } from '../model/digest.ts';
import { rememberSecrets, secretLeaves } from '../model/secret-leaves.ts';
import type { Entry, Lease, Recorded } from '../model/state.ts';
import type { Judged } from '../plan/evaluate.ts';

/** Appends one entry for all of them; none where there is nothing to say. Costs no call. */
export async function catchUp(lease: Lease, judged: readonly Judged[], digester: Digester): Promise<void> {
  const records: Record<Address, Recorded | null> = {};
  for (const item of judged) {
    const { address, caughtUp, recorded } = item.surveyed;
    if (item.action === 'adopt') Object.assign(records, { [address]: adopted(item, digester) });
    else if (item.action === 'forget') records[address] = withoutObject(recorded, recorded?.id ?? '');
    else if (item.reason === 'converged') records[address] = converged(item, digester);
    else if (recorded && (caughtUp || recorded.protect !== protectOf(item)))
      records[address] = { ...recorded, protect: protectOf(item) };
  }
  if (Object.keys(records).length > 0) await lease.append({ records } satisfies Entry);
}

function protectOf(item: Judged): boolean {
  return item.surveyed.resource?.lifecycle.protect ?? item.surveyed.recorded?.protect ?? false;
}

/** The record of an object that the user named for this address. */
export function adopted(item: Judged, digester: Digester): Recorded | undefined {
  const { kind, sighting, live, desired, resource } = item.surveyed;
  if (sighting.seen !== 'found' || live === undefined) return undefined;
  return {
    ...sighting.identity,
    attributes: kind.attributesOf({ ...sighting.remote, ...sighting.identity }),
    base: adoptedBase(kind, live.side, desired, digester, false),
    residues: [],
    memo: live.memo,
    dependsOn: [...new Set(refsIn(resource?.spec ?? null).map((ref) => ref.address))].sort(),
    protect: protectOf(item),
    ...rememberSecrets(secretLeaves(kind, resource?.spec ?? {})),
  };
}

/** Live is what desired says: both pasts are now. */
function converged(item: Judged, digester: Digester): Recorded {
  const { kind, recorded, live, desired, sighting, resource } = item.surveyed;
  if (recorded === undefined || live === undefined || desired === undefined || sighting.seen !== 'found')
    return recorded!;
  const blessed = { ...recorded, base: adoptedBase(kind, live.side, desired, digester, true) };
  return {
    ...settle(kind, blessed, live, sighting.remote, resource?.lifecycle.ignore ?? []),
    ...rememberSecrets([...secretLeaves(kind, resource?.spec ?? {}), ...(recorded.secrets ?? [])]),
    dependsOn: [...new Set(refsIn(resource?.spec ?? null).map((ref) => ref.address))].sort(),
    protect: protectOf(item),
  };
}
