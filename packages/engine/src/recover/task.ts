// Tasks. An update that the server does later: it is asked how the update stands, until that has ended.
import type { Reservation } from '../model/call.ts';
import type { Ports } from '../model/engine-ports.ts';
import { AppError, assert, CallError } from '../model/errors.ts';
import type { Kind, TaskStatus } from '../model/kind.ts';
import type { Step } from '../model/plan.ts';

/** How long the server is left alone before each question, ms: two minutes in all. The price of a step counts the first. */
const PAUSES_MS = [2_000, 8_000, 20_000, 30_000, 60_000];
export const QUESTIONS = PAUSES_MS.length;

/** `forgotten`: the server does not know the task (a 404 is not documented). */
type TaskEnd = TaskStatus | 'forgotten';

/** How the task stands when it has ended, or when it has been asked for often enough. */
export async function statusOfTask(
  { clock }: Ports,
  kind: Kind,
  task: string,
  reservation: Reservation,
): Promise<TaskEnd> {
  const api = kind.api(reservation.send);
  assert(api.task, `${kind.name} has tasks`);
  for (const pauseMs of PAUSES_MS) {
    await clock.sleep(pauseMs);
    const status = await api.task(task).catch(unlessForgotten);
    if (status !== 'in-progress') return status;
  }
  return 'in-progress';
}

function unlessForgotten(error: unknown): 'forgotten' {
  if (error instanceof CallError && (error.problem === 'not-found' || error.problem === 'rejected')) return 'forgotten';
  throw error;
}

/**
 * Resolves once the task of a step has succeeded. Whatever else happens, the intent of the write stays open, for the server
 * may have done it. Throws E_APPLY_TASK_FAILED, E_APPLY_TASK_SLOW, and what a question ends in.
 */
export async function endOfTask(
  ports: Ports,
  step: Step,
  kind: Kind,
  task: string,
  reservation: Reservation,
): Promise<void> {
  const status = await statusOfTask(ports, kind, task, reservation);
  if (status === 'successful') return;
  const took = `${step.address}: Postman took the update, and its task ${task}`;
  if (status !== 'in-progress')
    throw new AppError(
      'E_APPLY_TASK_FAILED',
      `${took} ${status === 'failed' ? 'failed' : 'is gone'}. It gives no reason.`,
      {
        hint: 'Run the same command again: it reads the object first. With settle: { asyncFrom: never } the update is one call, whose reply says what is wrong.',
      },
    );
  throw new AppError('E_APPLY_TASK_SLOW', `${took} has not ended after two minutes.`, {
    hint: 'Run the same command again in a few minutes: it asks for the task and reads the object first.',
  });
}
