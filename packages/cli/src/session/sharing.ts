// Chooses where the runs of one user share limits and ledger: files on this machine, or Redis.
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { dirname, join } from 'node:path';
import type { SharingOptions } from '@postform/client';
import type { Project } from '@postform/config';
import type { Emit, Random } from '@postform/engine';
import { fileSharedStore, redisSharedStore, type WorkspaceLockPlace } from '@postform/state';
import { baseUrlOf } from '../options/base-url.ts';
import type { Terminal } from '../output/terminal.ts';

/** The folder of the user on this machine, for all projects: limits are per user, and the monthly quota is per team. */
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
  ports: { readonly random: Random; readonly emit: Emit },
): Promise<SharingOptions> {
  const { random, emit } = ports;
  const host = hostname();
  const dir = writableFolder(terminal.env) ?? ownFolder(terminal.env, project, emit);
  const files = fileSharedStore({ dir, random, hostname: host, pid: process.pid, emit });
  const fromEnv = terminal.env['POSTFORM_BUDGET_STORE'];
  const wanted = fromEnv || project.budget.store || 'files';
  if (!fromEnv && /:\/\/[^/]*@/.test(wanted)) {
    const text =
      'budget.store contains a password that everybody who reads the project can see. Put the URL into POSTFORM_BUDGET_STORE instead.';
    emit({ type: 'warning', text });
  }
  const who = { owner: `${host}:${process.pid}:${random.uuid().slice(0, 8)}`, host };
  if (wanted === 'files') return { store: files, ...who };
  const namedBy = fromEnv ? 'POSTFORM_BUDGET_STORE' : 'budget.store';
  return { store: await redisSharedStore({ url: wanted, namedBy, random }), fallback: files, ...who };
}

/** That folder, created where it is missing; undefined where it is not writable. */
export function writableFolder(env: Terminal['env']): string | undefined {
  const dir = sharedFolder(env, process.platform);
  try {
    makeFolder(dir);
    accessSync(dir, constants.W_OK);
    return dir;
  } catch {
    return undefined;
  }
}

function ownFolder(env: Terminal['env'], project: Project, emit: Emit): string {
  const own = join(project.root, '.postform', 'shared');
  const dir = sharedFolder(env, process.platform);
  const text = `${dir} is not writable, so only the runs of this project share limits and ledger (in ${own}), and runs of other projects can write to the workspace at the same time. Set POSTFORM_HOME to another folder.`;
  emit({ type: 'warning', text });
  return own;
}

/** The lock that all projects of this user share for a workspace; undefined where there is no folder for it. */
export function workspaceLockPlace(
  env: Terminal['env'],
  project: Pick<Project, 'workspace' | 'region'>,
): WorkspaceLockPlace | undefined {
  const home = writableFolder(env);
  if (home === undefined) return undefined;
  return {
    folder: join(home, 'locks'),
    baseUrl: canonicalBaseUrl(baseUrlOf(env, project)),
    workspace: project.workspace,
  };
}

/** Both host names of Postman's API count as one. The client refuses what is not a URL. */
function canonicalBaseUrl(name: string): string {
  if (!URL.canParse(name)) return name;
  const { protocol, host, pathname } = new URL(name);
  const known = host === 'api.postman.com' ? 'api.getpostman.com' : host.replace(/^localhost(?=:|$)/, '127.0.0.1');
  return `${protocol}//${known}${pathname.replace(/\/+$/, '')}`;
}

/** One folder after the other: `recursive` of Node 20 never returns where a folder exists but nothing can be created in it (/proc, autofs). */
function makeFolder(dir: string): void {
  if (existsSync(dir) || dirname(dir) === dir) return;
  makeFolder(dirname(dir));
  try {
    mkdirSync(dir, { mode: 0o700 });
  } catch (error) {
    if (!existsSync(dir)) throw error;
  }
}
