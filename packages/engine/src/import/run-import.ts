// Taking in what exists: a whole workspace as files and state.
import { planInput } from '../apply/run-plan.ts';
import type { Desired } from '../model/desired.ts';
import { digesterFor } from '../model/digest.ts';
import type { Ports } from '../model/engine-ports.ts';
import { AppError } from '../model/errors.ts';
import type { Live } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import type { ObjectRef } from '../model/read-set.ts';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../model/settings.ts';
import { firstState } from '../model/state.ts';
import { buildPlan } from '../plan/planner.ts';
import { adoptPlanned, namingObjects } from './adopt-planned.ts';
import { importedOf, type Writable } from './imported.ts';
import { readObjects, reasonAgainst } from './read-objects.ts';

export interface Imported extends Writable {
  /** Adopts every object that the files, as they were then loaded, declare: the next plan is empty. Sends no call. */
  commit(desired: Desired): Promise<Plan>;
}

/**
 * Reads everything in the workspace. Throws E_IMPORT_STATE where the stack has a state with resources. What the limits are
 * known not to hold is not begun, for it could not be resumed.
 */
export async function runImportAll(
  ports: Ports,
  target: { readonly stack: string; readonly workspace: string; readonly keepSecrets?: boolean },
): Promise<Imported> {
  const before = await ports.store.load();
  if (Object.keys(before?.resources ?? {}).length > 0)
    throw new AppError(
      'E_IMPORT_STATE',
      `Stack ${target.stack} manages ${Object.keys(before!.resources).length} objects already.`,
      { hint: 'Import into an empty folder, or adopt single objects: postform import ADDR ID' },
    );
  const { keepSecrets = false, workspace } = target;
  const read = await readObjects(ports, workspace, { reasonAgainst });
  const live: Live = { observations: read.live.observations, ...(read.live.index ? { index: read.live.index } : {}) };
  const objects = read.found.map(({ item }) => item);
  return {
    ...importedOf(ports, read, { keepSecrets, managed: [] }),
    commit: (desired) => adoptFound(ports, desired, live, objects),
  };
}

/** A plan that adopts each object for the address of its file, from what was read already. */
async function adoptFound(ports: Ports, files: Desired, live: Live, found: readonly ObjectRef[]): Promise<Plan> {
  const desired = namingObjects(files, new Map(found.map(({ address, identity }) => [address, identity.id])));
  const lease = await ports.store.lock({ operation: 'import', initial: () => firstState(ports, desired) });
  try {
    const state = lease.state();
    const digester = digesterFor(state, ports.fingerprintKey);
    const options: PlanOptions = { ...DEFAULT_PLAN_OPTIONS, command: 'import' };
    const planned = buildPlan({ ...planInput(ports, desired, state, options, digester), live });
    await adoptPlanned(lease, planned, digester, { asFound: true });
    return planned.plan;
  } finally {
    await lease.release();
  }
}
