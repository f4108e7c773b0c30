// Taking in one existing object for an address of the files.

import { adopted } from '../apply/catch-up.ts';
import { planWith } from '../apply/run-plan.ts';
import type { Address } from '../model/address.ts';
import type { Desired } from '../model/desired.ts';
import type { Ports } from '../model/engine-ports.ts';
import { AppError } from '../model/errors.ts';
import { DEFAULT_PLAN_OPTIONS } from '../model/settings.ts';
import { firstState } from '../model/state.ts';
import { contradiction } from '../plan/existence-refusals.ts';
import { refusedError } from '../plan/refused-error.ts';

/** Records an existing object under an address of the files. What differs becomes an update of the next plan. */
export async function runAdopt(world: Ports, desired: Desired, address: Address, idOrUid: string): Promise<void> {
  const lease = await world.store.lock({ operation: 'import', initial: () => firstState(world, desired) });
  try {
    if (Object.hasOwn(lease.state().resources, address))
      throw new AppError('E_IMPORT_TAKEN', `${address} manages an object already.`, {
        hint: `Let go of it first: postform state rm ${address}`,
      });
    if (!desired.resources.some((resource) => resource.address === address))
      throw new AppError('E_IMPORT_UNDECLARED', `The files do not declare ${address}.`, {
        hint: 'Write the resource first, then import the object into it. For a whole workspace: postform import --workspace ID --all --out DIR',
      });
    const open = lease.state().intents.find((intent) => intent.address === address);
    if (open) await lease.append({ type: 'intent-closed', address });
    const resources = desired.resources.map((resource) =>
      resource.address === address ? { ...resource, adopt: idOrUid } : resource,
    );
    const run = await planWith(world, { ...desired, resources }, lease.state(), {
      ...DEFAULT_PLAN_OPTIONS,
      refresh: 'none',
      targets: [address],
    });
    const item = run.planned.evaluations.find((evaluations) => evaluations.view.address === address);
    const observation = item?.view.observation;
    if (item && observation?.status === 'disputed')
      throw refusedError({ refusals: [contradiction(address, item.view.kind, observation)], wroteNothing: false });
    const record = item && adopted(item, run.digester);
    if (record === undefined)
      throw new AppError('E_PLAN_ADOPT_UNKNOWN', `The workspace has no unclaimed object ${idOrUid} for ${address}.`, {
        hint: 'Check the id; postform plan lists unmanaged objects.',
        category: 'refused',
      });
    await lease.append({ type: 'records', records: { [address]: record } });
  } finally {
    await lease.release();
  }
}
