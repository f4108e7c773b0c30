// Runs collections in threads, a few at a time, and ends them with the emulator.

import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { type MovableClock, realClock } from '../seams/clock.ts';
import type { MonitorJob, MonitorTargets, RunEvent } from './events.ts';

/** What runs collections. It is Postman's own library, which is not installed with the emulator. */
export interface MonitorRuns {
  /** The package that runs collections. */
  readonly library: string;
  isInstalled(): boolean;
  /**
   * Resolves with all events of the run, at the latest at the job's limit, and with undefined when it was ended from
   * outside; never rejects.
   */
  run(job: MonitorJob, clock: MovableClock): Promise<readonly RunEvent[] | undefined>;
  /** Ends every run at once: the emulator closes, or starts anew. */
  end(): Promise<void>;
}

const mostAtOnce = 4;
const memoryMebibytes = 512;
const workerFile = new URL('./worker.mjs', import.meta.url);
const here = createRequire(import.meta.url);

/** `library` is a package name, resolved beside the emulator, or the path of its main file. */
export function makeMonitorRuns(targets: MonitorTargets, library: string): MonitorRuns {
  const workers = new Set<Worker>();
  const waiting: (() => void)[] = [];
  let running = 0;
  let generation = 0;
  const enter = (): Promise<void> => {
    running += 1;
    return running <= mostAtOnce ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve));
  };
  const leave = (): void => {
    running -= 1;
    waiting.shift()?.();
  };
  const find = (): string | undefined => {
    try {
      return here.resolve(library);
    } catch {
      return undefined;
    }
  };
  return {
    library,
    isInstalled: () => find() !== undefined,
    run: async (job, clock) => {
      const own = generation;
      await enter();
      const data = { ...job, targets, runtime: find() };
      const events = own === generation ? await inThread(data, clock, workers) : undefined;
      leave();
      return own === generation ? events : undefined;
    },
    end: async () => {
      generation += 1;
      await Promise.all([...workers].map((worker) => worker.terminate()));
    },
  };
}

type WorkerData = MonitorJob & { readonly targets: MonitorTargets; readonly runtime: string | undefined };

function inThread(workerData: WorkerData, clock: MovableClock, workers: Set<Worker>): Promise<readonly RunEvent[]> {
  return new Promise((resolve) => {
    const events: RunEvent[] = [];
    const resourceLimits = { maxOldGenerationSizeMb: memoryMebibytes };
    // No environment: scripts see nothing of this process, and no proxy is taken from it.
    const worker = new Worker(workerFile, { workerData, resourceLimits, env: {}, stdout: true, stderr: true });
    worker.stdout.resume();
    worker.stderr.resume();
    worker.unref();
    workers.add(worker);
    worker.on('message', (event: RunEvent) => {
      events.push(event);
      if (event.kind === 'done') void worker.terminate();
    });
    worker.on('error', ({ name, message }) => {
      events.push({ kind: 'exception', ref: '', error: { name, message } }, { kind: 'done' });
    });
    let living: Worker | undefined = worker;
    worker.on('exit', () => {
      living = undefined;
      workers.delete(worker);
      if (events.at(-1)?.kind !== 'done') events.push({ kind: 'aborted' });
      resolve(events);
    });
    void deadline(clock, workerData.options.limitMs).then(() => living?.terminate());
  });
}

/**
 * Resolves when the time of a run is over. A run is real work: a virtual clock that jumps whenever nothing else is to do
 * would jump over it at once, so that the machine's clock counts then. One that stands still waits to be moved.
 */
export function deadline(clock: MovableClock, ms: number): Promise<void> {
  const { speed, autoAdvance } = clock.pace();
  return speed === 0 && autoAdvance ? realClock.wait(ms) : clock.wait(ms);
}
