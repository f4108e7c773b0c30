// Room: the heartbeat's pulse, and the clock that nobody sets. Real time on purpose: a lease must not age because a simulated clock jumps.
import { performance } from 'node:perf_hooks';
import type { Heartbeat } from './lock-judge.ts';

/** Does not keep the process alive. */
export const realHeartbeat: Heartbeat = (everyMs, beat) => {
  const timer = setInterval(beat, everyMs);
  timer.unref();
  return () => clearInterval(timer);
};

export const realMonotonicMs = (): number => performance.now();

/** Whether a process of this host is there; one that we may not signal is. */
export function processIsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
