// Notes a write down when its call may leave, closes the note when its outcome is known, and takes the id of a new object.
import type { Send } from '../model/call.ts';
import { CallError } from '../model/errors.ts';
import type { Identity, Kind } from '../model/kind.ts';
import { namedIn } from '../model/observation.ts';
import type { Step } from '../model/plan.ts';
import type { Intent } from '../model/state.ts';
import { isStoppedBeforeSending } from '../refresh/fatal.ts';
import { refuseOld } from './fresh-observation.ts';
import type { StepContext } from './step-context.ts';

/**
 * Writes the intent down at the moment at which the call may leave: while it waits for a window nothing can have happened,
 * and what the server does is counted from then on. Whether the lock still is ours is asked in the same turn as the send: a
 * run that was suspended between the two asks again, and sends nothing where another run came meanwhile. An ending without
 * effect closes the intent again; after one that may have had an effect its time moves up to now, for so long the server
 * may have been at it.
 */
export async function withIntent<T>(
  context: StepContext,
  step: Step,
  intent: Intent,
  work: (send: Send) => Promise<T>,
): Promise<T> {
  const { lease, reservation, ports } = context;
  let isOpen = false;
  const write = async (): Promise<void> => {
    if (!isOpen) refuseOld(context, step);
    await lease.append({ type: 'intent-opened', intent: { ...intent, at: ports.clock.nowMs() } });
    isOpen = true;
  };
  try {
    return await work((call) => reservation.send(call, { prepare: write, isReady: () => lease.holds() }));
  } catch (error) {
    if (isOpen && isStoppedBeforeSending(error)) await lease.append({ type: 'intent-closed', address: intent.address });
    else if (error instanceof CallError && isOpen) {
      if (error.effect === 'none') await lease.append({ type: 'intent-closed', address: intent.address });
      else await write();
    }
    throw error;
  }
}

/**
 * Takes the id as made by this run. Throws E_APPLY_DOUBT, with effect `unknown`, so that the intent stays open: where the state
 * claims it, where the workspace named it before the create, and where another create of this run has it.
 */
export function takeNewId(context: StepContext, kind: Kind, name: string, { id }: Identity): void {
  const { made, taken } = context;
  const isOurs = taken.has(id) && [...made.values()].some((ids) => ids.includes(id));
  const whose = isOurs
    ? 'another create of this run was answered with it'
    : taken.has(id)
      ? 'the state manages it already'
      : namedIn(context.live, kind)?.has(id)
        ? 'it existed before'
        : undefined;
  if (whose !== undefined)
    throw new CallError('unreadable', `The create of "${name}" was answered with the id ${id}, but ${whose}.`, {
      code: 'E_APPLY_DOUBT',
      hint: 'Run the same command again: before anything else it reads what became of the write.',
      effect: 'unknown',
    });
  const key = `${kind.name} ${name}`;
  made.set(key, [...(made.get(key) ?? []), id]);
  taken.add(id);
}
