// Puts a kept copy back: an apply whose only resource is the copy, and after which the object counts as edited by somebody.
import type { ApplyResult, Approval, RecordsOf } from '../apply/apply-input.ts';
import { applyLocked } from '../apply/run-apply.ts';
import { type PlanRun, refuseOtherWorkspace } from '../apply/run-plan.ts';
import { desiredSnapshot, lookupIn } from '../compare/desired-snapshot.ts';
import { fromFiles } from '../compare/record.ts';
import { afterRestoredCreate, afterRestoredUpdate, baselineOfFiles } from '../compare/restored.ts';
import type { Address } from '../model/address.ts';
import type { Desired, DesiredResource } from '../model/desired.ts';
import { type Digester, digesterFor } from '../model/digest.ts';
import type { Ports } from '../model/engine-ports.ts';
import { AppError } from '../model/errors.ts';
import type { Pointer } from '../model/pointer.ts';
import type { PlanOptions } from '../model/settings.ts';
import { firstState, type State } from '../model/state.ts';
import type { LockedRun } from '../recover/context.ts';
import { resolveIntents } from '../recover/recover.ts';
import { type Destination, destinationOf, refusedCopy } from './destination.ts';
import type { Kept } from './kept-spec.ts';

export interface RestoreInput {
  readonly desired: Desired;
  readonly kept: Kept;
  /** Of these only what concerns approval and money counts: what is read and written is the kept object alone. */
  readonly options: PlanOptions;
  /** Called once with the plan, before anything can refuse it. */
  show?(run: PlanRun, about: Restoring): void;
  /** Called where the plan could be applied. */
  approve(run: PlanRun): Promise<Approval>;
}

/** Where a copy goes, and what of it does not. */
export interface Restoring {
  readonly address: Address;
  /** `edit`: an object that is managed. `declared`: made anew under an address of the files. `unmanaged`: made anew. */
  readonly how: Destination['how'];
  /** Leaves that the copy does not hold, because they were hidden. */
  readonly hidden: readonly Pointer[];
}

export interface Restored extends Restoring {
  readonly result: ApplyResult;
}

/**
 * Throws before the first write as `runApply` does, and E_RESTORE_COPY, E_RESTORE_UNMANAGED and E_RESTORE_RECORD. A hidden
 * leaf keeps what live has. A run that is killed is resolved by the next one.
 */
export async function runRestore(ports: Ports, input: RestoreInput): Promise<Restored> {
  const { desired, kept } = input;
  const lease = await ports.store.lock({ operation: 'restore', initial: () => firstState(ports, desired) });
  try {
    refuseOtherWorkspace(desired, lease.state());
    const digester = digesterFor(lease.state(), ports.fingerprintKey);
    await resolveIntents({ ports, lease, desired, digester });
    const locked = { ports, lease, desired, digester };
    try {
      return await restoreTo(locked, input, destinationOf(ports, { desired, state: lease.state(), kept, digester }));
    } catch (error) {
      if (!(error instanceof Gone)) throw error;
      const about = { desired, state: lease.state(), kept, digester, isGone: true };
      return await restoreTo(locked, input, destinationOf(ports, about));
    }
  } finally {
    await lease.release();
  }
}

/** The object that the state has was there no more when it was read. */
class Gone extends Error {}

async function restoreTo(
  { ports, lease, desired, digester }: LockedRun,
  input: RestoreInput,
  destination: Destination,
): Promise<Restored> {
  const { address, how, hidden } = destination;
  const about: Restoring = { address, how, hidden };
  const result = await applyLocked(
    ports,
    {
      desired: { ...desired, resources: withResource(desired, destination.resource) },
      options: { ...input.options, refresh: 'none', targets: [address], excluded: [], replace: [] },
      recordsOf: recordsOf(ports, { desired, state: lease.state(), destination, digester }),
      show: (run) => {
        const { action } = run.plan.changes.find((change) => change.address === address) ?? {};
        if (how === 'edit' && action === 'create') throw new Gone();
        if (action === 'replace') throw refusedCopy('Postman would have to make the object anew to take it');
        input.show?.(run, about);
        refuseUnmanaged(run, input.kept);
      },
      approve: (run) => input.approve(run),
    },
    lease,
  );
  return { ...about, result };
}

function withResource({ resources }: Desired, resource: DesiredResource): readonly DesiredResource[] {
  const others = resources.filter(({ address }) => address !== resource.address);
  return [...others, resource].sort((a, b) => (a.address < b.address ? -1 : 1));
}

/** Of an unmanaged object nothing is recorded; of a managed one that it was edited. */
function recordsOf(
  ports: Ports,
  about: {
    readonly desired: Desired;
    readonly state: State;
    readonly destination: Destination;
    readonly digester: Digester;
  },
): RecordsOf {
  const { desired, state, destination, digester } = about;
  const { address, how } = destination;
  const before = state.resources[address];
  const files = desired.resources.find((resource) => resource.address === address);
  return (_, made) => {
    const { current } = made;
    if (how === 'unmanaged' || current === undefined) return {};
    if (how === 'edit' && before?.current !== undefined)
      return { [address]: afterRestoredUpdate({ ...before, current: before.current }, current.itemIds) };
    const { kind } = destination;
    const snapshot = desiredSnapshot(kind, files!, lookupIn(state, ports.secrets), digester);
    const baseline = baselineOfFiles(kind, snapshot, digester);
    return { [address]: afterRestoredCreate({ ...made, current }, { baseline, ...fromFiles(kind, files!) }) };
  };
}

/** The object is there, and nobody manages it: neither is it written over, nor is a second one made. */
function refuseUnmanaged({ plan }: PlanRun, { id, address }: Kept): void {
  if (!plan.unmanaged.some((object) => object.id === id)) return;
  throw new AppError(
    'E_RESTORE_UNMANAGED',
    `The object of this copy (${id}) is still in the workspace, and the state does not manage it. Nothing was written.`,
    {
      hint: `Take it over first, then restore: postform import ${address} ${id}`,
      category: 'refused',
    },
  );
}
