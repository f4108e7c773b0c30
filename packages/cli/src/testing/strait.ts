// Room: straits, an emulator process whose limits are real, and what was written there: each object once, or twins.
import { expect } from 'vitest';
import { type Ended, runCommand, startCommand } from './command.ts';
import { type Desk, useDesk } from './desk.ts';

export interface Strait extends Desk {
  /** As from another machine, which knows nothing of the limits yet; `aheadMs`: whose clock is that far ahead. */
  elsewhere(args: readonly string[], aheadMs?: number): Promise<Ended>;
  /** Starts a command, waits until it says something on stderr, interrupts it, and tells how long it took to end. */
  interrupt(args: readonly string[], said: string): Promise<Ended & { readonly ms: number }>;
  /** The window of general calls, or the month, is that far used from now on. */
  limit(setting: Readonly<Record<string, unknown>>): Promise<unknown>;
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
  const desk = useDesk(['--limits', 'documented'], 180_000);
  const strait: Strait = Object.assign(desk, {
    elsewhere: async (args: readonly string[], aheadMs?: number) => {
      const other = { POSTFORM_HOME: `${desk.project.dir}.home/elsewhere-${aheadMs ?? 0}` };
      const clock = aheadMs === undefined ? {} : aheadBy(aheadMs);
      return runCommand(args, { cwd: desk.project.dir, env: { ...desk.env(), ...other, ...clock } });
    },
    interrupt: (args: readonly string[], said: string) =>
      new Promise<Ended & { readonly ms: number }>((resolve) => {
        const child = startCommand(args, { cwd: desk.project.dir, env: desk.env() });
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
    limit: (setting: Readonly<Record<string, unknown>>) =>
      desk.emulator.control('POST', 'limits', { bucket: 'general', ...setting }),
    creates: async () => {
      const { calls } = await desk.emulator.control('GET', 'journal');
      const all = calls as readonly { readonly method: string; readonly status: number }[];
      return all.filter(({ method, status }) => method === 'POST' && status < 300).length;
    },
    expectTeamOnce: async () => {
      const counts = { collection: 2, environment: 2, mock: 1, monitor: 2 };
      for (const [kind, count] of Object.entries(counts)) {
        const { objects } = await desk.emulator.control('GET', `objects/${kind}`);
        expect({ kind, objects: (objects as readonly unknown[]).length }).toEqual({ kind, objects: count });
      }
      expect(await strait.creates()).toBe(7);
    },
  });
  return strait;
}
