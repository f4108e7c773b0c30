// The program that is measured, and a workspace of its own on a local Postman API without limits.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmulator } from '../../scripts/package/emulator.mjs';
import { run, runWithPeak } from './run.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const BUNDLE = join(root, 'dist-package/bin/postform.js');
const BUILT = join(root, 'packages/cli/bin/postform.js');

/** The bundle where it has been made, because that is what people install; else what `tsc` has built. */
export const isBundle = existsSync(BUNDLE);
export const program = isBundle ? BUNDLE : BUILT;
export const programName = relative(root, program);

/** One run of a command of Postform. `isPeak` also measures its peak memory. */
export function postform(args, { cwd, env, isPeak = false, expected = 0 } = {}) {
  const command = { file: process.execPath, args: [program, ...args], cwd, env, expected };
  return isPeak ? runWithPeak(command) : run(command);
}

/** Node itself doing nothing: what every ratio is to. */
export function bareNode() {
  return run({ file: process.execPath, args: ['-e', '0'] });
}

/**
 * Gives `work` a folder and an emulator in a process of its own, and removes both afterwards. `work` gets
 * { dir, workspace, callCount(), postform(args, options) }; what it returns is returned.
 */
export async function inWorkspace(work) {
  const dir = mkdtempSync(join(tmpdir(), 'postform-bench-'));
  const emulator = await startEmulator([process.execPath, program]);
  const env = {
    ...process.env,
    POSTFORM_HOME: join(dir, '.home'),
    POSTMAN_API_BASE_URL: emulator.url,
    POSTMAN_API_KEY: emulator.apiKey,
    BENCH_TOKEN: 'made-up-for-the-bench',
    ORDERS_TOKEN: 'made-up-for-the-bench',
    NO_COLOR: '1',
  };
  try {
    return await work({
      dir,
      workspace: emulator.workspace,
      callCount: () => callCount(emulator.url),
      postform: (args, options) => postform(args, { cwd: dir, env, ...options }),
    });
  } finally {
    await emulator.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Removes all that a run has kept to be faster the next time. The state stays. */
export function forgetAll(dir) {
  const folder = join(dir, '.postform');
  for (const name of readdirSync(folder))
    if (!name.endsWith('.state')) rmSync(join(folder, name), { recursive: true, force: true });
  rmSync(join(dir, '.home'), { recursive: true, force: true });
}

/** Calls that the server has received so far. */
async function callCount(url) {
  return (await (await fetch(`${url}/_emulator/journal?since=999999999`)).json()).count;
}
