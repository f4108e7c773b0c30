// Adopts what a plan of an import names, after the same refusals as an apply.
import { catchUp } from '../apply/catch-up.ts';
import { refuseBlocked } from '../apply/refuse.ts';
import type { Address } from '../model/address.ts';
import type { Desired } from '../model/desired.ts';
import type { Digester } from '../model/digest.ts';
import type { Lease } from '../model/state-store.ts';
import type { Planned } from '../plan/planner.ts';

/** The files as if each of these addresses had an `import:` block. `objects`: id or uid by address. */
export function namingObjects(desired: Desired, objects: ReadonlyMap<Address, string>): Desired {
  const resources = desired.resources.map((resource) => {
    const adopt = objects.get(resource.address);
    if (adopt === undefined) return resource;
    const { address, kind, spec, lifecycle, place, summary } = resource;
    return { address, kind, spec, lifecycle, adopt, place, ...(summary === undefined ? {} : { summary }) };
  });
  return { ...desired, resources };
}

/**
 * Throws where the plan holds a refusal (exit 7); then nothing is recorded. An open intent of an address that adopts an
 * object is closed: the user has said which object it is. `asFound`: the files were made from the objects, so both count
 * as agreed.
 */
export async function adoptPlanned(
  lease: Lease,
  { plan, evaluations }: Planned,
  digester: Digester,
  { asFound = false }: { readonly asFound?: boolean } = {},
): Promise<void> {
  refuseBlocked(plan);
  const adopting = new Set(plan.changes.filter(({ action }) => action === 'adopt').map(({ address }) => address));
  for (const { address } of lease.state().intents)
    if (adopting.has(address)) await lease.append({ type: 'intent-closed', address });
  await catchUp(lease, evaluations, digester, { asFound });
}
