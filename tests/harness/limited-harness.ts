// Runs commands against an emulator process with real limits, and tells what was written there.
import { expect } from 'vitest';
import { type CliHarness, useCliHarness } from './cli-harness.ts';
import { aheadBy, type Ended, runCommand, startCommand } from './command.ts';

export interface LimitedHarness extends CliHarness {
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

/** Call it once at the top of a test file. */
export function useLimitedHarness(): LimitedHarness {
  const cli = useCliHarness(['--limits', 'documented'], 180_000);
  const limited: LimitedHarness = Object.assign(cli, {
    elsewhere: async (args: readonly string[], aheadMs?: number) => {
      const other = { POSTFORM_HOME: `${cli.project.dir}.home/elsewhere-${aheadMs ?? 0}` };
      const clock = aheadMs === undefined ? {} : aheadBy(aheadMs);
      return runCommand(args, { cwd: cli.project.dir, env: { ...cli.env(), ...other, ...clock } });
    },
    interrupt: (args: readonly string[], said: string) =>
      new Promise<Ended & { readonly ms: number }>((resolve) => {
        const child = startCommand(args, { cwd: cli.project.dir, env: cli.env() });
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
      cli.emulator.control('POST', 'limits', { bucket: 'general', ...setting }),
    creates: async () => {
      const { calls } = await cli.emulator.control('GET', 'journal');
      const all = calls as readonly { readonly method: string; readonly status: number }[];
      return all.filter(({ method, status }) => method === 'POST' && status < 300).length;
    },
    expectTeamOnce: async () => {
      const counts = { collection: 2, environment: 2, mock: 1, monitor: 2 };
      for (const [kind, count] of Object.entries(counts)) {
        const { objects } = await cli.emulator.control('GET', `objects/${kind}`);
        expect({ kind, objects: (objects as readonly unknown[]).length }).toEqual({ kind, objects: count });
      }
      expect(await limited.creates()).toBe(7);
    },
  });
  return limited;
}
