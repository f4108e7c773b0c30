// Room: wiring. Builds the world of a run from the project, the options and the environment; the one place with real time and chance.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import {
  type BudgetView,
  type ClientEvent,
  createClient,
  type MonthlyReserve,
  type PostmanClient,
} from '@postform/client';
import { type Project, secretsFrom } from '@postform/config';
import { AppError, type Clock, type Emit, type Random, type World } from '@postform/engine';
import { kinds, workspaces } from '@postform/kinds';
import { fileEvidenceStore, fileKeepsakes, fileLedger, fileStateStore, type LockedStateStore } from '@postform/state';
import type { Options } from './options.ts';
import type { Report } from './report.ts';
import type { Terminal } from './terminal.ts';

export const clock: Clock = {
  nowMs: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, ms);
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', stop, { once: true });
    }),
};

export const random: Random = { uuid: () => randomUUID(), bytes: (n) => randomBytes(n) };

/** Where everything of one stack is kept. `postform` holds what is about this machine and not worth committing. */
export function storePaths(project: Project) {
  const folder = join(project.root, '.postform');
  return {
    state:
      project.state.path === undefined
        ? join(folder, `${project.stack}.state`)
        : join(project.root, project.state.path),
    evidence: join(folder, `${project.stack}.evidence`),
    overwritten: join(folder, 'overwritten'),
    ledger: join(folder, 'ledger'),
  };
}

/** The state alone: no key needed, no call possible. */
export function openStore(project: Project, options: Options, emit: Emit): LockedStateStore {
  return fileStateStore({
    path: storePaths(project).state,
    clock,
    random,
    hostname: hostname(),
    pid: process.pid,
    user: userName(),
    lockTimeoutMs: options.lockTimeoutMs,
    settleMs: options.settleTimeMs ?? project.settle.timeMs,
    emit,
  });
}

export interface Wired {
  readonly world: World;
  readonly client: PostmanClient;
  readonly store: LockedStateStore;
  /** Mean time of the calls so far, ms; undefined before the first. */
  meanCallMs(): number | undefined;
  /** Whose purse the ledger counts. */
  readonly purse: string;
  /** Ends connections and writes the calls spent to the ledger. */
  close(command: string): Promise<void>;
}

export function wire(
  terminal: Terminal,
  project: Project,
  options: Options,
  run: { readonly report: Report; readonly signal: AbortSignal },
): Wired {
  const { env } = terminal;
  const paths = storePaths(project);
  const times: number[] = [];
  const apiKey = apiKeyOf(terminal, project);
  const client = createClient({
    apiKey,
    clock,
    random: () => Math.random(),
    concurrency: options.parallelism,
    userAgent: 'postform',
    monthlyReserve: reserveOf(project),
    ...(project.budget.maxCallsPerRun === undefined ? {} : { maxCallsPerRun: project.budget.maxCallsPerRun }),
    ...(env['POSTMAN_API_BASE_URL'] ? { baseUrl: env['POSTMAN_API_BASE_URL'] } : {}),
    proxy: proxyOf(env),
    onEvent: (event) => {
      if (event.type === 'call') times.push(event.ms);
      tell(event, run.report);
    },
  });
  const store = openStore(project, options, run.report.emit);
  const fingerprintKey = env['POSTFORM_FINGERPRINT_KEY'];
  const world: World = {
    kinds,
    workspaces,
    client,
    store,
    evidence: fileEvidenceStore({
      path: paths.evidence,
      clock,
      random,
      hostname: hostname(),
      pid: process.pid,
      emit: run.report.emit,
    }),
    keepsakes: fileKeepsakes({ dir: paths.overwritten, clock }),
    clock,
    random,
    emit: run.report.emit,
    secrets: secretsFrom(project, env),
    ...(fingerprintKey ? { fingerprintKey } : {}),
    settleMs: options.settleTimeMs ?? project.settle.timeMs,
    parallelism: options.parallelism,
    signal: run.signal,
  };
  return {
    world,
    client,
    store,
    purse: purseName(apiKey),
    meanCallMs: () => (times.length === 0 ? undefined : times.reduce((sum, ms) => sum + ms, 0) / times.length),
    close: async (command) => {
      const { spent } = client.budget();
      await client.close();
      await fileLedger({ path: paths.ledger, clock }).add({ key: purseName(apiKey), command, calls: spent });
    },
  };
}

function apiKeyOf(terminal: Terminal, project: Project): string {
  const variable = project.apiKey.env;
  const key = terminal.env[variable];
  if (key !== undefined && key !== '') return key;
  throw new AppError('E_CLI_NO_API_KEY', `There is no API key: the environment variable ${variable} is not set.`, {
    hint: `Make a key in Postman (Settings, API keys) and run: export ${variable}=…`,
    exit: 8,
  });
}

function reserveOf(project: Project): MonthlyReserve {
  const reserve = project.budget.monthlyReserve ?? { count: 0 };
  return 'count' in reserve ? reserve.count : `${reserve.percent}%`;
}

function proxyOf(env: Terminal['env']) {
  const pick = (name: string) => env[name] || env[name.toLowerCase()];
  const https = pick('HTTPS_PROXY');
  const http = pick('HTTP_PROXY');
  const none = pick('NO_PROXY');
  return { ...(https ? { https } : {}), ...(http ? { http } : {}), ...(none ? { no: none } : {}) };
}

function tell(event: ClientEvent, report: Report): void {
  if (event.type === 'warning') report.emit(event);
  else if (event.type !== 'call') report.say(sentence(event.text));
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Whose purse the ledger counts: until the server has said who we are, the key itself, unrecognisable. */
function purseName(apiKey: string): string {
  return `key-${createHash('sha256').update(apiKey).digest('hex').slice(0, 12)}`;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

/**
 * Time that so many calls take, ms: the longest wait for a bucket, 0 where its window holds them and else up to the last
 * window needed, plus the calls themselves at `meanCallMs`, `parallelism` at a time.
 */
export function timeOf(
  count: { readonly calls: number; readonly byBucket: Readonly<Record<string, number>> },
  budget: Pick<BudgetView, 'buckets'>,
  given: { readonly nowMs: number; readonly meanCallMs: number; readonly parallelism: number },
): number {
  const waits = budget.buckets.map((bucket) => {
    const calls = count.byBucket[bucket.name] ?? 0;
    const rest = bucket.available ?? bucket.limit;
    if (calls <= rest) return 0;
    const resetMs = bucket.resetAtMs === undefined ? bucket.windowMs : Math.max(0, bucket.resetAtMs - given.nowMs);
    return resetMs + (Math.ceil((calls - rest) / bucket.limit) - 1) * bucket.windowMs;
  });
  const sending = Math.ceil(count.calls / given.parallelism) * given.meanCallMs;
  return Math.max(0, ...waits) + sending;
}
