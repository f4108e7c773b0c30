// Intents. A write is noted down when its call may leave, and closed when its outcome is known.
import type { Send } from '../model/call.ts';
import { CallError } from '../model/errors.ts';
import type { Step } from '../model/plan.ts';
import type { Intent } from '../model/state.ts';
import { isStoppedBeforeSending } from '../refresh/read.ts';
import type { ApplyContext } from './apply-context.ts';
import { refuseOld } from './fresh-observation.ts';

/**
 * Writes the intent down at the moment at which the call may leave: while it waits for a window nothing can have happened,
 * and what the server does is counted from then on. Whether the lock still is ours is asked in the same turn as the send: a
 * run that was suspended between the two asks again, and sends nothing where another run came meanwhile. An ending without
 * effect closes the intent again; after one that may have had an effect its time moves up to now, for so long the server
 * may have been at it.
 */
export async function withIntent<T>(
  context: ApplyContext,
  step: Step,
  intent: Intent,
  work: (send: Send) => Promise<T>,
): Promise<T> {
  const { lease, reservation, world } = context;
  let isOpen = false;
  const write = async (): Promise<void> => {
    if (!isOpen) refuseOld(context, step);
    await lease.append({ type: 'intent-opened', intent: { ...intent, at: world.clock.nowMs() } });
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
