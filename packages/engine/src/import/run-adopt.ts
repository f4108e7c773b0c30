// Adopts one existing object under an address of the files: a plan whose only action is `adopt`.

import { type PlanRun, planWith, refuseOtherWorkspace } from '../apply/run-plan.ts';
import type { Address } from '../model/address.ts';
import type { Desired } from '../model/desired.ts';
import type { Ports } from '../model/engine-ports.ts';
import { AppError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import { DEFAULT_PLAN_OPTIONS } from '../model/settings.ts';
import { currentAt, firstState, type State } from '../model/state.ts';
import { adoptPlanned, namingObjects } from './adopt-planned.ts';

export interface AdoptInput {
  readonly desired: Desired;
  readonly address: Address;
  /** Id or uid of the object. */
  readonly object: string;
  /** The change carries its patch. */
  readonly patches?: boolean;
  /** Called once with the plan, before anything can refuse it. Its coverage is of this address alone. */
  show?(run: PlanRun): void;
}

/**
 * Records an existing object under an address of the files. What differs becomes an update of the next plan. Throws
 * E_IMPORT_TAKEN, E_IMPORT_UNDECLARED, and what refuses the plan; then nothing is recorded. Sends only GETs. Undefined where
 * the address manages this very object already; then no call is sent.
 */
export async function runAdopt(ports: Ports, input: AdoptInput): Promise<Plan | undefined> {
  const { desired, address, object, patches = false } = input;
  const lease = await ports.store.lock({ operation: 'import', initial: () => firstState(ports, desired) });
  try {
    const state = lease.state();
    refuseOtherWorkspace(desired, state);
    refuseUndeclared(desired, address);
    const current = currentAt(state, address);
    if (current?.id === object || current?.uid === object) return undefined;
    refuseTaken(state, address);
    const intents = state.intents.filter((intent) => intent.address !== address);
    const run = await planWith(
      ports,
      namingObjects(desired, new Map([[address, object]])),
      { ...state, intents },
      { ...DEFAULT_PLAN_OPTIONS, command: 'import', refresh: 'none', targets: [address], patches },
    );
    const verified = run.plan.changes.filter(({ action }) => action === 'adopt').length;
    input.show?.({ ...run, coverage: { verified, total: 1 } });
    if (run.learned) await lease.append(run.learned);
    await adoptPlanned(lease, run.planned, run.digester);
    return run.plan;
  } finally {
    await lease.release();
  }
}

function refuseTaken(state: State, address: Address): void {
  if (!Object.hasOwn(state.resources, address)) return;
  const managed = currentAt(state, address)?.id ?? 'that a replace has superseded';
  throw new AppError('E_IMPORT_TAKEN', `${address} manages another object already (${managed}).`, {
    hint: `To manage the other one instead, forget this one first: postform state rm ${address}. It stays in the workspace.`,
  });
}

function refuseUndeclared({ resources }: Desired, address: Address): void {
  if (resources.some((resource) => resource.address === address)) return;
  throw new AppError('E_IMPORT_UNDECLARED', `The files do not declare ${address}.`, {
    hint: 'Write the resource first, then import the object into it. For a whole workspace: postform import --workspace ID --all --out DIR',
  });
}
