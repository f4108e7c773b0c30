// Gives a test file one emulator, each test one project, and the commands that a person would type.
import { kindNameOf } from '@postform/engine';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import {
  copyExample,
  type EmulatorProcess,
  type Ended,
  environmentOf,
  type ProjectCopy,
  runCommand,
  startEmulatorProcess,
} from './command.ts';
import { runInside } from './in-process-cli.ts';

/** Stands for a secret's value: wherever it shows up, something leaked. */
export const canary = 'canary-3f9d1c77';

export interface CliHarness {
  readonly emulator: EmulatorProcess;
  readonly project: ProjectCopy;
  env(): Readonly<Record<string, string>>;
  /** Takes a copy of an example, or an empty folder, as the project of this test. */
  open(example?: string): void;
  /** Runs a command in the process of the test. */
  postform(...args: string[]): Promise<Ended>;
  /** Runs a command as people do: the built program, in a process of its own. */
  start(...args: string[]): Promise<Ended>;
  callsOf(work: () => Promise<unknown>): Promise<number>;
  /** Example 02, applied. */
  applyTeam(): Promise<void>;
  /** Edits an object as somebody else would, in the Postman app. */
  byHand(address: string, set: Readonly<Record<string, unknown>>): Promise<void>;
}

/** Call it once at the top of a test file. `emulatorArgs` are flags of `postform emulator`. */
export function useCliHarness(emulatorArgs?: readonly string[], testTimeout = 120_000): CliHarness {
  let emulator: EmulatorProcess;
  const projects: ProjectCopy[] = [];
  // Some commands are processes of their own, and the machine may be busy.
  vi.setConfig({ testTimeout, hookTimeout: 60_000 });
  beforeAll(async () => {
    emulator = await startEmulatorProcess(emulatorArgs);
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
  const cli: CliHarness = {
    get emulator() {
      return emulator;
    },
    get project() {
      return projects.at(-1)!;
    },
    env: () => ({ ...emulator.env, ORDERS_TOKEN: canary }),
    open: (example) => void projects.push(copyExample(example)),
    postform: (...args) => {
      const ran = { cwd: cli.project.dir, env: cli.env() };
      return runInside(args, { ...ran, env: environmentOf(ran) });
    },
    start: (...args) => runCommand(args, { cwd: cli.project.dir, env: cli.env() }),
    callsOf: async (work) => {
      const before = await emulator.count();
      await work();
      return (await emulator.count()) - before;
    },
    applyTeam: async () => {
      cli.open('02-service-team');
      expect(await cli.postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
    },
    byHand: async (address, set) => {
      const { out } = await cli.postform('output', `${address}.id`);
      const kind = kindNameOf(address);
      await emulator.control('POST', 'edit', { kind, id: out.trim(), set });
    },
  };
  return cli;
}

/** Records of `--json`, one a line. */
export function recordsOf(text: string): readonly (Record<string, unknown> & { readonly type: string })[] {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown> & { type: string });
}
