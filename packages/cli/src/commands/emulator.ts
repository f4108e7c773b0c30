// `emulator` runs a local Postman API until it is interrupted.
import { resolve } from 'node:path';
import { parseJson } from '@postform/config';
import { type EmulatorOptions, startEmulator, switchesFromTexts } from '@postform/emulator';
import { AppError } from '@postform/engine';
import { readGiven } from '../files/bounded-read.ts';
import { snakeCased } from '../json/snake-case.ts';
import type { Input, Options } from '../options/options.ts';
import type { Terminal } from '../output/terminal.ts';
import type { ExitCode } from '../session/exit.ts';

/** With --json it prints exactly one line once it accepts calls: `{"url":…,"api_key":…,"workspace":…}`. */
export async function runEmulatorCommand(terminal: Terminal, { options }: Input): Promise<ExitCode> {
  const dataDir = resolve(terminal.cwd, options.dir ?? '.', options.data ?? '.postform/emulator');
  const emulator = await start(terminal, options, options.ephemeral ? undefined : dataDir);
  const ended = new Promise<void>((resolveEnd) => {
    process.once('SIGINT', () => resolveEnd());
    process.once('SIGTERM', () => resolveEnd());
    process.once('SIGHUP', () => resolveEnd());
  });
  const { url, apiKey, workspace } = emulator;
  terminal.redactor.reveal(apiKey);
  if (options.json) terminal.json(snakeCased({ url, apiKey, workspace }));
  else {
    terminal.out(`A local Postman API is listening on ${url}\n`);
    terminal.out(
      options.ephemeral
        ? 'It keeps its data in memory and loses it when it ends.\n'
        : `It keeps its data in ${terminal.clean(dataDir)}\n`,
    );
    terminal.out(`Workspace: ${workspace}\n\nIn another terminal, run:\n\n`);
    terminal.out(
      `  export POSTMAN_API_BASE_URL=${url}\n  export POSTMAN_API_KEY=${apiKey}\n\nPress Ctrl-C to end it.\n`,
    );
  }
  await ended;
  await emulator.close();
  return 0;
}

async function start(terminal: Terminal, options: Options, dataDir: string | undefined) {
  try {
    return await startEmulator(settingsOf(terminal, options, dataDir));
  } catch (cause) {
    const reason = (cause instanceof Error ? cause.message : String(cause)).replace(/\.+$/, '');
    if (cause instanceof RangeError) {
      throw new AppError('E_CLI_EMULATOR_OPTION', `Invalid option of the emulator: ${reason}.`, {
        hint: 'See postform emulator --help and docs/emulator.md.',
        category: 'usage',
        cause,
      });
    }
    throw new AppError('E_CLI_EMULATOR', `The emulator could not start: ${reason}.`, {
      hint: 'Choose another port (--port 0 takes a free one) or another folder (--data DIR, or --ephemeral for none).',
      cause,
    });
  }
}

/** Only the given options, so that the emulator's defaults apply. Throws a RangeError for an invalid file of faults. */
function settingsOf(terminal: Terminal, options: Options, dataDir: string | undefined): EmulatorOptions {
  const { port, limits, control, staleListsMs, autoAdvance, key, faults } = options;
  return {
    port,
    limits,
    control,
    staleListsMs,
    autoAdvance,
    switches: switchesFromTexts(options.switch) as NonNullable<EmulatorOptions['switches']>,
    ...given(options, ['host', 'month', 'profile', 'seed', 'clock', 'speed', 'mockUrls', 'monitorTargets']),
    ...(key === undefined ? {} : { apiKey: key }),
    ...(faults === undefined ? {} : { faults: readFaults(resolve(terminal.cwd, options.dir ?? '.', faults)) }),
    ...(dataDir === undefined ? {} : { dataDir }),
  };
}

function given<Name extends keyof Options>(options: Options, names: readonly Name[]) {
  const said = names.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]);
  return Object.fromEntries(said) as { [Key in Name]?: NonNullable<Options[Key]> };
}

function readFaults(path: string): NonNullable<EmulatorOptions['faults']> {
  let text: string;
  try {
    text = readGiven(path);
  } catch (cause) {
    throw new RangeError(`--faults: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  const read = parseJson(text.replace(/^\uFEFF/, ''), path);
  if (read.ok) return read.value as unknown as NonNullable<EmulatorOptions['faults']>;
  const { message, place } = read.problem;
  throw new RangeError(`--faults: ${path}:${place?.line}:${place?.column} ${message}`);
}
