// Room: the queue in this process: so many calls at a time. The only file that knows Bottleneck.
import Bottleneck from 'bottleneck';

export interface Queue {
  /** Runs the task as soon as a slot is free. Each attempt is a task of its own; a rejection is passed on. */
  run<T>(task: () => Promise<T>): Promise<T>;
}

/**
 * Bottleneck 2.19.5 for the number of calls at a time only. Its reservoir lets twice the limit through at a window's
 * edge, its Redis mode hangs when Redis comes back empty, its `expiration` frees the slot of a task that still runs, and its
 * retries are not debited: none of these is used.
 */
export function createQueue(concurrency: number, onTrouble: (text: string) => void): Queue {
  const limiter = new Bottleneck({ maxConcurrent: concurrency });
  limiter.on('error', (error: unknown) => onTrouble(`the call queue reports: ${String(error)}`));
  return { run: (task) => limiter.schedule(task) };
}
