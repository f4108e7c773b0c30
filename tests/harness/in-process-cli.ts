// The command line within this process: the whole program on a made-up terminal, against a real emulator and real files.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { type Emulator, type EmulatorOptions, startEmulator } from '@postform/emulator';
import { processTerminal } from '../../packages/cli/src/output/terminal.ts';
import { runProgram } from '../../packages/cli/src/program.ts';
import { endingOf } from '../../packages/cli/src/session/ending.ts';
import { checkJsonOutput } from './json-output.ts';
import { knownBytesOf } from './known-bytes.ts';

export interface Shown {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

export interface InProcessCli {
  readonly emulator: Emulator;
  /** The project's folder, empty at first. */
  readonly dir: string;
  /** Environment of the commands; a test may add to it. */
  readonly env: Record<string, string>;
  write(files: Readonly<Record<string, string>>): void;
  /** `isTty`: both streams are terminals, with colours. */
  run(argv: readonly string[], how?: { readonly isTty?: boolean }): Promise<Shown>;
  control(path: string, body?: unknown, method?: string): Promise<unknown>;
  /** Every file below the project's folder and the user's, but for those that `isInput` names by their path. */
  files(isInput: (path: string) => boolean): readonly { readonly path: string; readonly text: string }[];
  close(): Promise<void>;
}

interface Inside {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly isTty?: boolean;
  /** What a person types at each question, in order; without it nobody can be asked. */
  readonly answers?: readonly string[];
}

/** Runs one command line. `isTty`: both streams are terminals, with colours. */
export async function runInside(argv: readonly string[], { cwd, env, isTty = false, answers }: Inside): Promise<Shown> {
  const shown = { out: '', err: '' };
  const left = [...(answers ?? [])];
  const typed = new PassThrough();
  if (answers === undefined) typed.end();
  const stdin = Object.assign(typed, { isTTY: answers !== undefined }) as unknown as NodeJS.ReadStream;
  const stream = (name: 'out' | 'err') => ({
    isTTY: isTty,
    columns: 80,
    write: (text: string) => {
      shown[name] += text;
      if (text.endsWith('Answer: ')) typed.write(`${left.shift() ?? ''}\n`);
    },
  });
  const terminal = processTerminal({
    cwd: () => cwd,
    env: { ...knownBytesOf(cwd), ...env },
    stdout: stream('out'),
    stderr: stream('err'),
    stdin,
  });
  const report = endingOf(terminal, argv);
  const exit = await runProgram(argv, terminal, '0.0.0', report).catch((error: unknown) => report(error));
  checkJsonOutput(argv, shown.out);
  return { exit, ...shown };
}

export async function makeInProcessCli(options: EmulatorOptions = {}): Promise<InProcessCli> {
  const emulator = await startEmulator({ limits: 'off', ...options });
  const home = mkdtempSync(join(tmpdir(), 'postform-home-'));
  const dir = mkdtempSync(join(tmpdir(), 'postform-inside-'));
  let runs = 0;
  const env = {
    POSTMAN_API_BASE_URL: emulator.url,
    POSTMAN_API_KEY: emulator.apiKey,
    CI: '1',
  };
  return {
    emulator,
    dir,
    env,
    write: (files) => {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(dir, path)), { recursive: true });
        writeFileSync(join(dir, path), text);
      }
    },
    // Nothing is shared by the runs, or each would wait for the windows that those before it have used.
    run: (argv, { isTty = false } = {}) =>
      runInside(argv, { cwd: dir, env: { POSTFORM_HOME: join(home, String(runs++)), ...env }, isTty }),
    control: async (path, body, method = 'POST') => {
      const reply = await fetch(`${emulator.url}/_emulator/${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      if (!reply.ok) throw new Error(`control ${path}: ${reply.status} ${await reply.text()}`);
      return reply.json();
    },
    files: (isInput) =>
      [dir, home].flatMap((root) =>
        readdirSync(root, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .filter((path) => !isInput(path.slice(root.length + 1)))
          .map((path) => ({ path, text: readFileSync(path, 'utf8') })),
      ),
    close: async () => {
      await emulator.close();
      for (const folder of [dir, home]) rmSync(folder, { recursive: true, force: true });
    },
  };
}
