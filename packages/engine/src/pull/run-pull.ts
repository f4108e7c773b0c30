// Finds what people changed in the app, as what the files would have to say. Sends only GETs, and writes nothing but evidence.
import { type PlanRun, planWith } from '../apply/run-plan.ts';
import type { Address } from '../model/address.ts';
import type { Desired } from '../model/desired.ts';
import type { Ports } from '../model/engine-ports.ts';
import type { Kind } from '../model/kind.ts';
import type { Change } from '../model/plan.ts';
import type { PlanOptions } from '../model/settings.ts';
import { currentObjects } from '../model/state.ts';
import { type Side, type TakenEdits, takenEdits } from './taken.ts';

/** What becomes of one resource of the files. */
export type Pulled = {
  readonly address: Address;
  readonly kind: Kind;
  /** As `plan` shows it; `remoteLines` tell what people changed. */
  readonly change: Change;
} & (
  | ({ readonly what: 'edited' } & TakenEdits)
  /** People deleted the object, and a read by its id says so. */
  | { readonly what: 'gone' }
);

export interface PullRun extends PlanRun {
  /** In the order of the plan; only what people changed. */
  readonly pulled: readonly Pulled[];
  /** The address that manages an object, by kind and uid. */
  refName(kind: string, uid: string): Address | undefined;
}

/** `side`: whose change counts in a conflict; undefined: nobody's, and the conflict is told. */
export async function runPull(
  ports: Ports,
  desired: Desired,
  options: PlanOptions,
  side: Side | undefined,
): Promise<PullRun> {
  const run = await planWith(ports, desired, await ports.store.load(), options);
  const { plan, planned, state, readCalls, coverage, lastVerified, stopped, digester } = run;
  const changes = new Map(plan.changes.map((change) => [change.address, change]));
  const pulled = planned.evaluations.flatMap((evaluation): readonly Pulled[] => {
    const { address, kind, resource } = evaluation.view;
    const about = { address, kind, change: changes.get(address)! };
    if (evaluation.reason === 'vanished' && resource !== undefined) return [{ ...about, what: 'gone' }];
    const taken = takenEdits(evaluation, side, digester);
    return taken === undefined ? [] : [{ ...about, what: 'edited', ...taken }];
  });
  const byUid = new Map(currentObjects(state).map(([address, { uid }]) => [uid, address]));
  return {
    plan,
    state,
    readCalls,
    coverage,
    lastVerified,
    ...(stopped ? { stopped } : {}),
    pulled,
    refName: (kind, uid) => {
      const address = byUid.get(uid);
      return address?.startsWith(`${kind}.`) ? address : undefined;
    },
  };
}
