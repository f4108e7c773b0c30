// Builds the ports of a run from the project, the options and the environment; the only place with real time and chance.
import { randomBytes, randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { type ClientEvent, createClient, type PostmanClient } from '@postform/client';
import { type Project, secretsFrom } from '@postform/config';
import type { BackupStore, Clock, Emit, Known, Ports, Random } from '@postform/engine';
import { workspaces } from '@postform/kinds';
import {
  type FileStateStoreOptions,
  fileBackupStore,
  fileEvidenceStore,
  fileStateStore,
  type LockedStateStore,
} from '@postform/state';
import { storePaths } from '../files/store-paths.ts';
import { warnOfOtherRegion } from '../options/base-url.ts';
import { clientSettings } from '../options/client-settings.ts';
import type { Options } from '../options/options.ts';
import { mapTexts } from '../output/clean.ts';
import { learningKindsFor } from '../output/learning.ts';
import type { Redactor } from '../output/redactor.ts';
import type { Terminal } from '../output/terminal.ts';
import { warnOfEmptySettings } from './empty-settings.ts';
import { type Log, logOf } from './log.ts';
import type { Report } from './report.ts';
import { sharingOf, workspaceLockPlace } from './sharing.ts';

export const clock: Clock = {
  nowMs: () => Date.now(),
  sleep: async (ms, signal) => {
    for (let leftMs = ms; ; leftMs -= LONGEST_TIMER_MS) {
      await sleepOnce(Math.min(leftMs, LONGEST_TIMER_MS), signal);
      if (leftMs <= LONGEST_TIMER_MS) return;
    }
  },
};

/** A longer timer fires at once (Node 20, setTimeout). */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

function sleepOnce(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
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
  });
}

export const random: Random = { uuid: () => randomUUID(), bytes: (n) => randomBytes(n) };

/**
 * Opens the state alone: needs no key and sends no call. `workspaceLock`: for commands that write to the workspace or show who
 * does. `signal` ends a wait for a lock.
 */
export function openStore(
  project: Project,
  options: Options,
  emit: Emit,
  more: Pick<FileStateStoreOptions, 'workspaceLock' | 'signal'> = {},
): LockedStateStore {
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
    ...more,
  });
}

export interface Wired {
  readonly ports: Ports;
  readonly client: PostmanClient;
  readonly store: LockedStateStore;
  /** Where POSTFORM_LOG asks for one. */
  readonly log?: Log;
  /** Mean time of the calls so far, ms; undefined before the first. */
  meanCallMs(): number | undefined;
  /** Closes connections. What was spent is in the ledger already. */
  close(): Promise<void>;
}

/** `command`: what the ledger records the calls under. `forgetful`: the quota that earlier runs stored is ignored. */
export async function wire(
  terminal: Terminal,
  project: Project,
  options: Options,
  run: {
    readonly report: Report;
    readonly signal: AbortSignal;
    readonly command: string;
    readonly forgetful?: boolean;
    readonly known?: Known | undefined;
  },
): Promise<Wired> {
  const { env } = terminal;
  warnOfEmptySettings(env, project, run.report.emit);
  warnOfOtherRegion(env, project, run.report.emit);
  const log = logOf(terminal, run.report.emit);
  const emit: Emit = (event) => {
    const { type, ...facts } = event;
    log?.write(type === 'refresh-progress' ? 'trace' : 'debug', type.replaceAll('-', '_'), facts);
    run.report.emit(event);
  };
  const paths = storePaths(project);
  const times: number[] = [];
  const settings = clientSettings(terminal, project, options);
  const sharing = await sharingOf(terminal, project, { random, emit: run.report.emit });
  const client = createClient({
    ...settings,
    clock,
    random: () => Math.random(),
    concurrency: options.parallelism,
    signal: run.signal,
    sharing,
    command: run.command,
    takesTargets: !['import', 'init'].includes(run.command),
    redact: terminal.redactor.redact,
    ignoreStoredQuota: run.forgetful ?? false,
    onEvent: (event) => {
      if (event.type === 'call') times.push(event.ms);
      log?.client(event);
      tell(event, run.report);
    },
  });
  await client.sync();
  const workspaceLock = workspaceLockPlace(env, project);
  const opened = openStore(project, options, run.report.emit, {
    signal: run.signal,
    ...(workspaceLock === undefined ? {} : { workspaceLock }),
  });
  const store = log?.store(opened) ?? opened;
  const fingerprintKey = env['POSTFORM_FINGERPRINT_KEY'];
  const ports: Ports = {
    kinds: learningKindsFor(terminal.redactor),
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
    backups: redactedBackups(fileBackupStore({ dir: paths.overwritten, clock }), terminal.redactor),
    ...(run.known === undefined ? {} : { known: run.known }),
    clock,
    random,
    emit,
    secrets: secretsFrom(project, env),
    ...(fingerprintKey ? { fingerprintKey } : {}),
    settleMs: options.settleTimeMs ?? project.settle.timeMs,
    parallelism: options.parallelism,
    signal: run.signal,
  };
  return {
    ports,
    client,
    store,
    ...(log === undefined ? {} : { log }),
    meanCallMs: () => (times.length === 0 ? undefined : times.reduce((sum, ms) => sum + ms, 0) / times.length),
    close: () => client.close(),
  };
}

/** Backups are for people: known secrets are redacted in them. */
function redactedBackups({ keep }: BackupStore, { redact }: Redactor): BackupStore {
  return {
    keep: (address, id, body, about) => {
      const clean = mapTexts(body, redact);
      const isSame = about === undefined || JSON.stringify(clean) === JSON.stringify(body);
      return keep(address, id, clean, isSame ? about : { ...about, redacted: true });
    },
  };
}

function tell(event: ClientEvent, report: Report): void {
  if (event.type === 'warning') report.emit(event);
  else if (event.type === 'wait') report.wait(event);
  else if (event.type !== 'call') report.say(event.text);
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
