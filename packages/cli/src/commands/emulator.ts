// Room: `emulator`, a local Postman API that runs until it is interrupted.
import { resolve } from 'node:path';
import { type EmulatorOptions, startEmulator } from '@postform/emulator';
import { AppError, type ExitCode } from '@postform/engine';
import type { Input, Options } from '../options.ts';
import type { Terminal } from '../terminal.ts';

/** With --json stdout gets exactly one line once calls are answered: `{"url":…,"apiKey":…,"workspace":…}`. */
export async function run(terminal: Terminal, { options }: Input): Promise<ExitCode> {
  const dataDir = resolve(terminal.cwd, options.dir ?? '.', options.data ?? '.postform/emulator');
  const emulator = await start(options, options.ephemeral ? undefined : dataDir);
  const ended = new Promise<void>((resolveEnd) => {
    process.once('SIGINT', () => resolveEnd());
    process.once('SIGTERM', () => resolveEnd());
  });
  const { url, apiKey, workspace } = emulator;
  if (options.json) terminal.out(`${JSON.stringify({ url, apiKey, workspace })}\n`);
  else {
    terminal.out(`A local Postman API is listening on ${url}\n`);
    terminal.out(options.ephemeral ? 'It forgets everything at its end.\n' : `It keeps its data in ${dataDir}\n`);
    terminal.out(`Its workspace: ${workspace}\n\nIn another terminal:\n\n`);
    terminal.out(`  export POSTMAN_API_BASE_URL=${url}\n  export POSTMAN_API_KEY=${apiKey}\n\nCtrl-C ends it.\n`);
  }
  await ended;
  await emulator.close();
  return 0;
}

async function start(options: Options, dataDir: string | undefined) {
  const settings: EmulatorOptions = {
    port: options.port,
    limits: options.limits,
    control: options.control,
    staleListsMs: options.staleListsMs,
    ...(options.month === undefined ? {} : { month: options.month }),
    ...(dataDir === undefined ? {} : { dataDir }),
  };
  try {
    return await startEmulator(settings);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('E_CLI_EMULATOR', `The emulator could not start: ${reason.replace(/\.+$/, '')}.`, {
      hint: 'Another port: postform emulator --port 0. Another folder: --data DIR, or --ephemeral for none.',
      cause,
    });
  }
}
