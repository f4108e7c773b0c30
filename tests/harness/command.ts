// Runs the built command line as child processes, against an emulator in a process of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkJsonOutput } from './json-output.ts';
import { knownBytesOf } from './known-bytes.ts';

export const repo = fileURLToPath(new URL('../../', import.meta.url));
export const bin = fileURLToPath(new URL('../../packages/cli/bin/postform.js', import.meta.url));

export interface Ended {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Ran {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Which emulator the suite runs against; of the machine's own settings nothing else reaches the command. */
const profile = process.env['POSTFORM_EMULATOR_PROFILE'];

/** What the runs in one folder share, they share with no other test, and not with the person who runs the tests. */
const homeOf = (cwd: string | undefined) => (cwd === undefined ? join(tmpdir(), 'postform-home') : `${cwd}.home`);

/** The whole environment of a command. */
export function environmentOf({ cwd, env = {} }: Ran): Readonly<Record<string, string>> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    POSTFORM_HOME: homeOf(cwd),
    ...(profile === undefined ? {} : { POSTFORM_EMULATOR_PROFILE: profile }),
    ...env,
  };
}

export function startCommand(args: readonly string[], ran: Ran = {}): ChildProcess {
  return spawn(process.execPath, [bin, ...args], {
    ...(ran.cwd === undefined ? {} : { cwd: ran.cwd }),
    env: { ...knownBytesOf(ran.cwd), ...environmentOf(ran) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** The environment of a command whose clock is that far ahead. */
export function aheadBy(ms: number): Readonly<Record<string, string>> {
  const script = `const now = Date.now; Date.now = () => now() + ${ms};`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` };
}

/** Rejects where a command has printed JSON that its schema does not allow. */
export async function ended(child: ChildProcess): Promise<Ended> {
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const exit = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (exit !== null) checkJsonOutput(child.spawnargs, out);
  return { exit, out, err };
}

export function runCommand(args: readonly string[], ran: Ran = {}): Promise<Ended> {
  return ended(startCommand(args, ran));
}

export interface EmulatorProcess {
  readonly url: string;
  readonly workspace: string;
  /** Points a command at this emulator. */
  readonly env: Readonly<Record<string, string>>;
  /** Calls received so far. */
  count(): Promise<number>;
  /** Sends to the control API; returns its reply. */
  control(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Record<string, unknown>>;
  stop(): Promise<Ended>;
}

export async function startEmulatorProcess(flags: readonly string[] = ['--limits', 'off']): Promise<EmulatorProcess> {
  const child = startCommand(['emulator', '--port', '0', '--json', '--ephemeral', ...flags]);
  const end = ended(child);
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString()));
    void end.then(({ err }) => reject(new Error(`the emulator ended: ${err}`)));
  });
  checkJsonOutput(['emulator', '--json'], line);
  const { url, api_key: apiKey, workspace } = JSON.parse(line) as { url: string; api_key: string; workspace: string };
  const control: EmulatorProcess['control'] = async (method, path, body) => {
    const reply = await fetch(`${url}/_emulator/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const answer = (await reply.json()) as Record<string, unknown>;
    if (!reply.ok) throw new Error(`the emulator refused ${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  };
  return {
    url,
    workspace,
    env: { POSTMAN_API_BASE_URL: url, POSTMAN_API_KEY: apiKey },
    count: async () => Number((await control('GET', 'journal'))['count']),
    control,
    stop: () => {
      child.kill('SIGTERM');
      return end;
    },
  };
}

export interface ProjectCopy {
  readonly dir: string;
  read(path: string): string;
  write(path: string, text: string): void;
  /** Replaces a text that must be there. */
  edit(path: string, from: string, to: string): void;
  remove(): void;
}

/** A copy of an example that a test may change; an empty folder without a name. */
export function copyExample(name?: string): ProjectCopy {
  const dir = mkdtempSync(join(tmpdir(), 'postform-'));
  if (name !== undefined) cpSync(join(repo, 'examples', name), dir, { recursive: true });
  const read = (path: string) => readFileSync(join(dir, path), 'utf8');
  const write = (path: string, text: string) => writeFileSync(join(dir, path), text);
  return {
    dir,
    read,
    write,
    edit: (path, from, to) => {
      const before = read(path);
      if (!before.includes(from)) throw new Error(`${path} does not hold ${from}`);
      write(path, before.replace(from, to));
    },
    remove: () => {
      for (const path of [dir, homeOf(dir)]) rmSync(path, { recursive: true, force: true });
    },
  };
}
