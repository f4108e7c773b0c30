// Room: straits, an emulator process whose limits are real, and what was written there: each object once, or twins.
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import {
  copyExample,
  type EmulatorProcess,
  type Ended,
  type ProjectCopy,
  runCommand,
  startCommand,
  startEmulatorProcess,
} from './command.ts';

export interface Strait {
  readonly emulator: EmulatorProcess;
  readonly project: ProjectCopy;
  open(example?: string): void;
  postform(...args: string[]): Promise<Ended>;
  /** As from another machine, which knows nothing of the limits yet; `aheadMs`: whose clock is that far ahead. */
  elsewhere(args: readonly string[], aheadMs?: number): Promise<Ended>;
  /** Starts a command, waits until it says something on stderr, interrupts it, and tells how long it took to end. */
  interrupt(args: readonly string[], said: string): Promise<Ended & { readonly ms: number }>;
  /** The window of general calls, or the month, is that far used from now on. */
  limit(setting: Readonly<Record<string, unknown>>): Promise<unknown>;
  callsOf(work: () => Promise<unknown>): Promise<number>;
  /** Creates that were carried out. */
  creates(): Promise<number>;
  /** All of the example's seven objects are there, each once. */
  expectTeamOnce(): Promise<void>;
}

const aheadBy = (ms: number) => {
  const script = `const now = Date.now; Date.now = () => now() + ${ms};`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` };
};

/** Call it once at the top of a test file. */
export function useStrait(): Strait {
  let emulator: EmulatorProcess;
  const projects: ProjectCopy[] = [];
  vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });
  beforeAll(async () => {
    emulator = await startEmulatorProcess(['--limits', 'documented']);
  });
  beforeEach(async () => {
    await emulator.control('POST', 'reset');
  });
  afterEach(() => {
    for (const project of projects.splice(0)) project.remove();
  });
  afterAll(async () => {
    expect(await emulator.stop()).toMatchObject({ exit: 0 });
  });
  const strait: Strait = {
    get emulator() {
      return emulator;
    },
    get project() {
      return projects.at(-1)!;
    },
    open: (example) => void projects.push(copyExample(example)),
    postform: (...args) => runCommand(args, { cwd: strait.project.dir, env: env() }),
    elsewhere: async (args, aheadMs) => {
      const other = { POSTFORM_HOME: `${strait.project.dir}.home/elsewhere-${aheadMs ?? 0}` };
      const clock = aheadMs === undefined ? {} : aheadBy(aheadMs);
      return runCommand(args, { cwd: strait.project.dir, env: { ...env(), ...other, ...clock } });
    },
    interrupt: (args, said) =>
      new Promise((resolve) => {
        const child = startCommand(args, { cwd: strait.project.dir, env: env() });
        let [out, err, sentMs] = ['', '', Number.NaN];
        child.stdout?.on('data', (chunk: Buffer) => {
          out += chunk.toString();
        });
        child.stderr?.on('data', (chunk: Buffer) => {
          err += chunk.toString();
          if (!Number.isNaN(sentMs) || !err.includes(said)) return;
          sentMs = performance.now();
          child.kill('SIGINT');
        });
        child.on('close', (exit) => resolve({ exit, out, err, ms: performance.now() - sentMs }));
      }),
    limit: (setting) => emulator.control('POST', 'limits', { bucket: 'general', ...setting }),
    callsOf: async (work) => {
      const before = await emulator.count();
      await work();
      return (await emulator.count()) - before;
    },
    creates: async () => {
      const { calls } = await emulator.control('GET', 'journal');
      const all = calls as readonly { readonly method: string; readonly status: number }[];
      return all.filter(({ method, status }) => method === 'POST' && status < 300).length;
    },
    expectTeamOnce: async () => {
      const counts = { collection: 2, environment: 2, mock: 1, monitor: 2 };
      for (const [kind, count] of Object.entries(counts)) {
        const { objects } = await emulator.control('GET', `objects/${kind}`);
        expect({ kind, objects: (objects as readonly unknown[]).length }).toEqual({ kind, objects: count });
      }
      expect(await strait.creates()).toBe(7);
    },
  };
  const env = () => ({ ...emulator.env, ORDERS_TOKEN: 'made-up' });
  return strait;
}
