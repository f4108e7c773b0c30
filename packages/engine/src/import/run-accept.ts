// Accepts remote edits of leaves that the files do not say: they stay, and plans show them no more. Writes nothing to Postman.
import { planWith, refuseOtherWorkspace } from '../apply/run-plan.ts';
import { recordOf } from '../compare/edit-state.ts';
import { knownDigest } from '../compare/snapshot.ts';
import type { Address } from '../model/address.ts';
import type { Desired } from '../model/desired.ts';
import type { Ports } from '../model/engine-ports.ts';
import { AppError } from '../model/errors.ts';
import { matchesPattern, type Pointer, type PointerPattern } from '../model/pointer.ts';
import type { PlanOptions } from '../model/settings.ts';
import { firstState } from '../model/state.ts';
import type { Evaluation } from '../plan/evaluate.ts';

export interface Accepted {
  readonly pointers: readonly Pointer[];
  readonly serial: number;
}

/** Reads the one object. Throws E_STATE_ADDRESS, and E_STATE_ACCEPT where the files say something else at one of the leaves. */
export async function runAccept(
  ports: Ports,
  about: {
    readonly desired: Desired;
    readonly address: Address;
    readonly at: PointerPattern;
    readonly options: PlanOptions;
  },
): Promise<Accepted> {
  const { desired, address, at, options } = about;
  const lease = await ports.store.lock({ operation: 'state accept', initial: () => firstState(ports, desired) });
  try {
    const state = lease.state();
    refuseOtherWorkspace(desired, state);
    const record = recordOf(state, address);
    if (state.intents.some((intent) => intent.address === address))
      throw refused(`A run was interrupted while writing ${address}.`, 'Run postform apply first: it finds out.');
    const { planned } = await planWith(ports, desired, state, options);
    const item = planned.evaluations.find(({ view }) => view.address === address)!;
    const { live, matches } = item.view;
    if (live === undefined || record.current === undefined)
      throw refused(`${address} was not found in the workspace.`, 'See what became of it: postform plan');
    if (matches.some(({ from, to }) => from !== to))
      throw refused(`The files rename parts of ${address}.`, 'Run postform apply first, then accept.');
    const pointers = acceptable(item, at);
    if (pointers.length === 0) return { pointers, serial: state.serial };
    const now = pointers.map((pointer) => [pointer, knownDigest(live.snapshot, pointer) ?? null] as const);
    const accepted = { ...record.current.accepted, ...Object.fromEntries(now) };
    const records = { [address]: { ...record, current: { ...record.current, accepted } } };
    await lease.append({ type: 'records', records });
    return { pointers, serial: lease.state().serial };
  } finally {
    await lease.release();
  }
}

/** The remote edits there. The order of a folder goes with the parts that people added to it. */
function acceptable({ view, leafChanges: { remote } }: Evaluation, at: PointerPattern): readonly Pointer[] {
  const { address, desired, kind } = view;
  const { parts } = kind;
  const isSaid = (pointer: Pointer): boolean => desired?.leaves.has(pointer) === true;
  const chosen = remote.filter((pointer) => matchesPattern(pointer, at));
  const added = chosen.filter((pointer) => !isSaid(pointer));
  const folders = new Set(
    added.flatMap((pointer) => {
      const part = parts?.ownerOf(pointer) ?? '';
      return part === '' ? [] : [parts!.ownerOf(part.slice(0, part.lastIndexOf('/')))];
    }),
  );
  const goesAlong = (pointer: Pointer): boolean =>
    parts?.isOrder(pointer) === true && folders.has(parts.ownerOf(pointer));
  const contradicted = chosen.filter((pointer) => isSaid(pointer) && !goesAlong(pointer));
  if (contradicted.length > 0)
    throw refused(
      `${address}: the files say something else at ${contradicted.join(', ')}. To accept that in the state alone would let the next write undo it.`,
      'Take the edit into the files, or name these leaves in lifecycle.ignore or lifecycle.drift. To undo it: postform apply',
    );
  return [...added, ...remote.filter((pointer) => isSaid(pointer) && goesAlong(pointer))];
}

function refused(why: string, hint: string): AppError {
  return new AppError('E_STATE_ACCEPT', `${why} Nothing was accepted.`, { hint, category: 'refused' });
}
