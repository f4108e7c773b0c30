// Room: the queue in this process: so many calls at a time. The only file that knows p-limit.
import pLimit from 'p-limit';

export interface Queue {
  /** Runs the task as soon as a slot is free. Each attempt is a task of its own; a rejection is passed on. */
  run<T>(task: () => Promise<T>): Promise<T>;
}

/** First come, first served. */
export function createQueue(concurrency: number): Queue {
  const limit = pLimit(concurrency);
  return { run: (task) => limit(task) };
}
