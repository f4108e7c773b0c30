// Room: sharing, where the runs of one user keep what they share of the budget: files of this machine, or a Redis.
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { dirname, join } from 'node:path';
import type { SharingOptions } from '@postform/client';
import type { Project } from '@postform/config';
import type { Emit, Random } from '@postform/engine';
import { fileSharedStore, redisSharedStore } from '@postform/state';
import type { Terminal } from './terminal.ts';

/** The folder of this machine's user: of all projects, since limits are per user and the month is per team. */
export function sharedFolder(env: Terminal['env'], platform: NodeJS.Platform): string {
  const home = env['HOME'] || homedir();
  if (env['POSTFORM_HOME']) return env['POSTFORM_HOME'];
  if (platform === 'win32' && env['LOCALAPPDATA']) return join(env['LOCALAPPDATA'], 'postform');
  return join(env['XDG_STATE_HOME'] || join(home, '.local', 'state'), 'postform');
}

/** Throws E_STATE_REDIS_URL or E_STATE_REDIS_CLIENT. Sends nothing. */
export async function sharingOf(
  terminal: Terminal,
  project: Project,
  world: { readonly random: Random; readonly emit: Emit },
): Promise<SharingOptions> {
  const { random, emit } = world;
  const host = hostname();
  const dir = writable(sharedFolder(terminal.env, process.platform), project, emit);
  const files = fileSharedStore({ dir, random, hostname: host, pid: process.pid, emit });
  const fromEnv = terminal.env['POSTFORM_BUDGET_STORE'];
  const wanted = fromEnv || project.budget.store || 'files';
  if (!fromEnv && /:\/\/[^/]*@/.test(wanted)) {
    const text =
      'budget.store holds a password for everybody who reads the project; POSTFORM_BUDGET_STORE takes the URL.';
    emit({ type: 'warning', text });
  }
  const who = { owner: `${host}:${process.pid}:${random.uuid().slice(0, 8)}`, host };
  if (wanted === 'files') return { store: files, ...who };
  const namedBy = fromEnv ? 'POSTFORM_BUDGET_STORE' : 'budget.store';
  return { store: await redisSharedStore({ url: wanted, namedBy, random }), fallback: files, ...who };
}

/** That folder, or one in the project where it cannot be written. */
function writable(dir: string, project: Project, emit: Emit): string {
  try {
    makeFolder(dir);
    accessSync(dir, constants.W_OK);
    return dir;
  } catch {
    const own = join(project.root, '.postform', 'shared');
    const text = `${dir} cannot be written, so limits and month are shared by the runs of this project only, in ${own}. POSTFORM_HOME names another folder.`;
    emit({ type: 'warning', text });
    return own;
  }
}

/** One folder after the other: `recursive` of Node 20 never ends where a folder that exists takes no new one (ENOENT of /proc, autofs). */
function makeFolder(dir: string): void {
  if (existsSync(dir) || dirname(dir) === dir) return;
  makeFolder(dirname(dir));
  try {
    mkdirSync(dir, { mode: 0o700 });
  } catch (error) {
    if (!existsSync(dir)) throw error;
  }
}
