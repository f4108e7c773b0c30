// Gives real time and the life of processes to locks: a lease must not age because a simulated clock jumps.
import { performance } from 'node:perf_hooks';

/** Calls `beat` about every `everyMs` of real time until the returned function is called. */
export type Heartbeat = (everyMs: number, beat: () => void) => () => void;

/** Does not keep the process alive. */
export const realHeartbeat: Heartbeat = (everyMs, beat) => {
  const timer = setInterval(beat, everyMs);
  timer.unref();
  return () => clearInterval(timer);
};

/** Milliseconds since some moment; no change of the system time moves it. */
export const realMonotonicMs = (): number => performance.now();

/** Whether a process of this host runs; one that we may not signal does. */
export function processIsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
