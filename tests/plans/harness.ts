// Runs the whole command line in this process with a fixed clock and seeded chance, and writes down what it prints.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type EmulatorOptions, startEmulator } from '@postform/emulator';
import { vi } from 'vitest';
import { clock, random } from '../../packages/cli/src/session/wire.ts';
import { runInside } from '../harness/in-process-cli.ts';

/** Time of the first command of each situation. Each later one runs an hour after the one before it, and takes no time. */
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
  /** Keeps a plan as text and as a plan file, plan.json. `options` are those of `plan`. */
  plan(options?: string): Promise<void>;
  /** Keeps a plan as records. */
  records(options?: string): Promise<void>;
  /** Keeps `drift` as text. */
  drift(options?: string): Promise<void>;
  /** Keeps `drift` as records. */
  driftRecords(options?: string): Promise<void>;
  /** The id of the object that an address manages. */
  idOf(address: string): Promise<string>;
  /** Edits an object as somebody else would, in the Postman app. `object`: an address, or `kind:id`. */
  byHand(object: string, set: Readonly<Record<string, unknown>>, options?: string): Promise<void>;
  deleteByHand(object: string): Promise<void>;
  control(path: string, body?: unknown, method?: string): Promise<Record<string, unknown>>;
  faults(...faults: readonly unknown[]): Promise<void>;
  readonly workspace: string;
}

/** Everything the commands of a situation printed, in order. Stable over runs, machines, time zones and locales. */
export async function recordSituation(
  title: string,
  act: (situation: Situation) => Promise<void>,
  emulatorOptions: EmulatorOptions = {},
): Promise<string> {
  const run = { commands: 0, nowMs: START_MS };
  vi.spyOn(Date, 'now').mockImplementation(() => run.nowMs);
  vi.spyOn(clock, 'sleep').mockImplementation(sleepStill);
  seedChance();
  const emulator = await startEmulator({
    limits: 'off',
    profile: 'strict',
    mockUrls: 'postman',
    // Which of several parallel replies is the last to tell of the month is chance.
    switches: { monthHeaders: 'none' },
    clock: { nowMs: () => run.nowMs, wait: async () => undefined },
    ...emulatorOptions,
  });
  const dir = mkdtempSync(join(tmpdir(), 'postform-plans-'));
  const home = mkdtempSync(join(tmpdir(), 'postform-plans-home-'));
  const parts: string[] = [`# ${title}\n`];
  const clean = (text: string): string => stable(text, { dir, url: emulator.url });
  const say = (text: string): void => void parts.push(clean(text));
  const env: Record<string, string> = {
    POSTMAN_API_BASE_URL: emulator.url,
    POSTMAN_API_KEY: emulator.apiKey,
    CI: '1',
  };

  const command = async (line: string) => {
    run.nowMs = START_MS + run.commands * HOUR_MS;
    run.commands += 1;
    const argv = line.split(' ').filter((word) => word !== '');
    // The commands share no limiter windows: each would wait for those before it.
    const ownHome = join(home, String(run.commands));
    // What a command has read it recognises by the key of the one before.
    mkdirSync(ownHome, { recursive: true });
    writeFileSync(join(ownHome, 'known.key'), 'a key of the tests');
    return runInside(argv, { cwd: dir, env: { POSTFORM_HOME: ownHome, ...env } });
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
  const idOf = async (address: string, options = ''): Promise<string> => {
    run.commands -= 1;
    const { exit, out, err } = await command(`state show ${address} --json ${options}`);
    if (exit !== 0) throw new Error(`${address} has no record: ${err}`);
    return (JSON.parse(out) as { readonly id: string }).id;
  };
  const edit = async (object: string, more: Readonly<Record<string, unknown>>, options?: string): Promise<void> => {
    const [, kind, id = await idOf(object, options)] = /^([a-z]+)(?::(.*)|\..*)$/.exec(object)!;
    await control('edit', { kind, id, ...more });
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
        say(`--- plan.json\n${pretty(clean(read('plan.json')))}`);
      },
      records: (options = '') => keep(`plan ${options}`.trim().concat(' --json')),
      drift: (options = '') => keep(`drift ${options}`.trim()),
      driftRecords: (options = '') => keep(`drift ${options}`.trim().concat(' --json')),
      idOf,
      byHand: (object, set, options) => edit(object, { set }, options),
      deleteByHand: (object) => edit(object, { delete: true }),
      control,
      faults: async (...faults) => void (await control('faults', { faults })),
    });
  } finally {
    await emulator.close();
    for (const folder of [dir, home]) rmSync(folder, { recursive: true, force: true });
    vi.restoreAllMocks();
  }
  return parts.join('');
}

/**
 * Sleeps while the clock stands still. Short ones only let work gather, and end at once. Long ones are heartbeats: no command
 * here lasts until the first, and they end when they are cancelled.
 */
function sleepStill(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const timer = ms < 1000 ? setTimeout(resolve, 1) : undefined;
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

/**
 * Keys and ids from a seed. Only the keys decide bytes of a plan: how many ids a command draws, for files and locks among
 * others, depends on how fast the machine is.
 */
function seedChance(): void {
  const drawn = { keys: 0, ids: 0 };
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  vi.spyOn(random, 'bytes').mockImplementation((n) => {
    if (n > 32) throw new Error(`${n} bytes of chance are wanted, and a draw has 32`);
    return new Uint8Array(hash(`key ${drawn.keys++}`).subarray(0, n));
  });
  vi.spyOn(random, 'uuid').mockImplementation(() => {
    const hex = hash(`id ${drawn.ids++}`).toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  });
}

/**
 * The one place where what differs from run to run is replaced: the project folder, the emulator's address, the lineage of
 * the state, and the checksum of a plan file, which covers the lineage.
 */
function stable(text: string, { dir, url }: { readonly dir: string; readonly url: string }): string {
  return text
    .replaceAll(dir, 'DIR')
    .replaceAll(url, 'http://EMULATOR')
    .replaceAll(new URL(url).host, 'EMULATOR')
    .replace(/"lineage": ?"[0-9a-f-]{36}"/g, '"lineage": "LINEAGE"')
    .replace(/"check": ?"[\w-]{22}"/g, '"check": "CHECK"');
}

/** What fits stands on one line, so that a diff shows what changed; order and values are those of the bytes. */
function pretty(text: string): string {
  return `${broken(JSON.parse(text), '')}\n`;
}

const WIDTH = 320;

function broken(value: unknown, indent: string): string {
  const whole = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || indent.length + whole.length <= WIDTH) return whole;
  const inner = `${indent} `;
  const rows = Array.isArray(value)
    ? value.map((item) => `${inner}${broken(item, inner)}`)
    : Object.entries(value).map(([key, item]) => `${inner}${JSON.stringify(key)}: ${broken(item, inner)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${rows.join(',\n')}\n${indent}${close}`;
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
