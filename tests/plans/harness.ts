// Runs the whole command line in this process with a fixed clock and seeded chance, and writes down what it prints.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type EmulatorOptions, startEmulator } from '@postform/emulator';
import { vi } from 'vitest';
import { processTerminal } from '../../packages/cli/src/output/terminal.ts';
import { runProgram } from '../../packages/cli/src/program.ts';
import { endingOf } from '../../packages/cli/src/session/ending.ts';
import { clock, random } from '../../packages/cli/src/session/wire.ts';
import { quietClock } from '../../packages/cli/src/testing/quiet-clock.ts';

/** The first command of each situation starts at this time; each later one starts an hour after the one before it. */
const START_MS = Date.UTC(2026, 0, 15, 9);
const HOUR_MS = 3_600_000;

const repo = fileURLToPath(new URL('../../', import.meta.url));
const keptDir = fileURLToPath(new URL('./kept/', import.meta.url));

export interface Situation {
  /** Environment of the commands. */
  readonly env: Record<string, string>;
  /** Copies an example into the project folder. */
  example(name: string): void;
  write(files: Readonly<Record<string, string>>): void;
  read(path: string): string;
  /** Replaces a text that must be there. */
  edit(path: string, from: string, to: string): void;
  /** Runs a command and keeps only its exit code. */
  run(line: string): Promise<string>;
  /** Runs a command and keeps what it prints. */
  keep(line: string): Promise<void>;
  /** Keeps a plan as text, as a plan file, and as records. `options` are those of `plan`. */
  plan(options?: string): Promise<void>;
  /** Keeps `drift` as text and as records. */
  drift(options?: string): Promise<void>;
  /** The id of the object that an address manages. */
  idOf(address: string): Promise<string>;
  /** Edits an object as somebody else would, in the Postman app. */
  byHand(address: string, set: Readonly<Record<string, unknown>>): Promise<void>;
  deleteByHand(address: string): Promise<void>;
  control(path: string, body?: unknown, method?: string): Promise<Record<string, unknown>>;
  faults(...faults: readonly unknown[]): Promise<void>;
  /** Writes through the API with the key, as another program would; returns the reply. */
  api(method: string, path: string, body?: unknown): Promise<Record<string, never>>;
  readonly workspace: string;
}

/** Everything the commands of a situation printed, in order. Stable over runs, machines, time zones and locales. */
export async function recordSituation(
  title: string,
  act: (situation: Situation) => Promise<void>,
  emulatorOptions: EmulatorOptions = {},
): Promise<string> {
  const quiet = quietClock(START_MS);
  const run = { commands: 0 };
  vi.spyOn(Date, 'now').mockImplementation(quiet.nowMs);
  vi.spyOn(clock, 'sleep').mockImplementation(quiet.sleep);
  seedChance();
  const emulator = await startEmulator({
    limits: 'off',
    profile: 'strict',
    mockUrls: 'postman',
    clock: quiet.shared,
    ...emulatorOptions,
  });
  const dir = mkdtempSync(join(tmpdir(), 'postform-plans-'));
  const home = mkdtempSync(join(tmpdir(), 'postform-plans-home-'));
  const parts: string[] = [`# ${title}\n`];
  const say = (text: string): void => void parts.push(stable(text, { dir, url: emulator.url }));
  const env: Record<string, string> = {
    POSTMAN_API_BASE_URL: emulator.url,
    POSTMAN_API_KEY: emulator.apiKey,
    CI: '1',
  };

  const command = async (line: string) => {
    quiet.advance(Math.max(0, START_MS + run.commands * HOUR_MS - quiet.nowMs()));
    run.commands += 1;
    const argv = line.split(' ').filter((word) => word !== '');
    const shown = { out: '', err: '' };
    const stream = (name: 'out' | 'err') => ({
      isTTY: false,
      columns: 80,
      write: (text: string) => {
        shown[name] += text;
      },
    });
    const terminal = processTerminal({
      cwd: () => dir,
      // The commands share no limiter windows: each would wait for those before it.
      env: { POSTFORM_HOME: join(home, String(run.commands)), ...env },
      stdout: stream('out'),
      stderr: stream('err'),
      stdin: new PassThrough().end() as unknown as NodeJS.ReadStream,
    });
    const report = endingOf(terminal, argv);
    const exit = await runProgram(argv, terminal, '0.0.0', report).catch((error: unknown) => report(error));
    return { exit, ...shown };
  };

  const read = (path: string): string => readFileSync(join(dir, path), 'utf8');
  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), text);
    }
  };
  const control: Situation['control'] = async (path, body, method = 'POST') => {
    const reply = await fetch(`${emulator.url}/_emulator/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!reply.ok) throw new Error(`control ${path}: ${reply.status} ${await reply.text()}`);
    return (await reply.json()) as Record<string, unknown>;
  };
  const keep = async (line: string): Promise<void> => {
    const { exit, out, err } = await command(line);
    say(`\n$ postform ${line}\n${out}${err === '' ? '' : `--- stderr\n${err}`}--- exit ${exit}\n`);
  };
  const idOf = async (address: string): Promise<string> => {
    run.commands -= 1;
    const { exit, out, err } = await command(`state show ${address} --json`);
    if (exit !== 0) throw new Error(`${address} has no record: ${err}`);
    return (JSON.parse(out) as { readonly id: string }).id;
  };
  const edit = async (address: string, more: Readonly<Record<string, unknown>>): Promise<void> => {
    const kind = address.slice(0, address.indexOf('.'));
    await control('edit', { kind, id: await idOf(address), ...more });
  };
  try {
    await act({
      env,
      workspace: emulator.workspace,
      example: (name) => cpSync(join(repo, 'examples', name), dir, { recursive: true }),
      write,
      read,
      edit: (path, from, to) => {
        const before = read(path);
        if (!before.includes(from)) throw new Error(`${path} does not hold ${from}`);
        write({ [path]: before.replace(from, to) });
      },
      run: async (line) => {
        const { exit, out, err } = await command(line);
        say(`\n$ postform ${line}\n--- exit ${exit}, output not kept\n`);
        return `${out}${err}`;
      },
      keep,
      plan: async (options = '') => {
        const line = `plan ${options}`.trim();
        rmSync(join(dir, 'plan.json'), { force: true });
        await keep(`${line} -o plan.json`);
        if (!existsSync(join(dir, 'plan.json'))) return;
        say(`--- plan.json\n${pretty(read('plan.json'))}`);
        await keep('show plan.json');
        await keep(`${line} --json`);
      },
      drift: async (options = '') => {
        await keep(`drift ${options}`.trim());
        await keep(`drift ${options}`.trim().concat(' --json'));
      },
      idOf,
      byHand: (address, set) => edit(address, { set }),
      deleteByHand: (address) => edit(address, { delete: true }),
      control,
      faults: async (...faults) => void (await control('faults', { faults })),
      api: async (method, path, body) => {
        const reply = await fetch(`${emulator.url}${path}`, {
          method,
          headers: { 'x-api-key': emulator.apiKey, 'content-type': 'application/json' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
        return (await reply.json()) as Record<string, never>;
      },
    });
  } finally {
    quiet.stop();
    await emulator.close();
    for (const folder of [dir, home]) rmSync(folder, { recursive: true, force: true });
    vi.restoreAllMocks();
  }
  return parts.join('');
}

/** Ids and keys of a run, drawn in order from one seed. */
function seedChance(): void {
  let drawn = 0;
  const bytes = (n: number): Uint8Array => {
    const blocks = Array.from({ length: Math.ceil(n / 32) }, () =>
      createHash('sha256').update(`chance ${drawn++}`).digest(),
    );
    return new Uint8Array(Buffer.concat(blocks).subarray(0, n));
  };
  vi.spyOn(random, 'bytes').mockImplementation(bytes);
  vi.spyOn(random, 'uuid').mockImplementation(() => {
    const hex = Buffer.from(bytes(16)).toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  });
}

/** The one place where what differs from run to run is replaced: the project folder and the emulator's address. */
function stable(text: string, { dir, url }: { readonly dir: string; readonly url: string }): string {
  return text.replaceAll(dir, 'DIR').replaceAll(url, 'http://EMULATOR').replaceAll(new URL(url).host, 'EMULATOR');
}

/** One line a value, so that a diff shows what changed; order and values are those of the bytes. */
function pretty(text: string): string {
  return `${JSON.stringify(JSON.parse(text), null, 1)}\n`;
}

/**
 * What was kept of a situation earlier. With `POSTFORM_UPDATE_PLANS=1` the new text is kept instead; undefined where
 * nothing is kept.
 */
export function keptText(name: string, text: string): string | undefined {
  const path = join(keptDir, `${name}.txt`);
  if (process.env['POSTFORM_UPDATE_PLANS'] === '1') {
    mkdirSync(keptDir, { recursive: true });
    writeFileSync(path, text);
  }
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
