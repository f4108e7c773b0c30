// Evaluates a lock that somebody else holds: is its holder gone, is it stale, and what a message says of it.
import type { Clock, Emit, Random } from '@postform/engine';
import type { Disk } from '../disk/disk.ts';
import { stateError } from '../disk/errors.ts';
import type { Heartbeat } from '../disk/process.ts';
import type { LockInfo } from './lock-record.ts';

export interface LockContext {
  readonly disk: Disk;
  readonly clock: Clock;
  /** Milliseconds since some moment; never goes back, and may stand still while the machine sleeps. */
  readonly monotonicMs: () => number;
  readonly random: Random;
  readonly hostname: string;
  readonly pid: number;
  /** `user@host`, for people. */
  readonly owner: string;
  /** Whether a process of this host is there. */
  readonly isAlive: (pid: number) => boolean;
  readonly heartbeat: Heartbeat;
  readonly emit: Emit;
  /** Ends a wait for a lock that another run holds. */
  readonly signal?: AbortSignal;
}

export interface LockTerms {
  /** The lock file. */
  readonly root: string;
  /** What is locked, if it is not a state, e.g. `Workspace 1f0d…`; `place`: the state file of the run that locks it. */
  readonly shared?: { readonly what: string; readonly place: string };
  /** How long a lock lives without a heartbeat. */
  readonly leaseMs: number;
  /** How long after its expiry another host's lock is left alone: clocks differ, and a last call may still be on its way. */
  readonly settleMs: number;
  readonly timeoutMs: number;
  /** Between two reads of a held lock. */
  readonly pollMs: number;
}

/** Ids held by this process: in a container that restarts, a dead lock often carries our own host and process id. */
export const heldHere = new Set<string>();

export function isGone(context: LockContext, info: LockInfo): boolean {
  if (info.host !== context.hostname) return false;
  return info.pid === context.pid ? !heldHere.has(info.id) : !context.isAlive(info.pid);
}

export function isStale(context: LockContext, terms: LockTerms, info: LockInfo, nowMs: number): boolean {
  return isGone(context, info) || nowMs >= info.expiresAtMs + terms.settleMs;
}

export function tookOver(context: LockContext, info: LockInfo): string {
  const why = isGone(context, info)
    ? `its process ${info.pid} is gone`
    : `its lease ended at ${new Date(info.expiresAtMs).toISOString()}`;
  return `Took over the lock of ${info.owner} (${info.operation}, since ${new Date(info.at).toISOString()}): ${why}.`;
}

export function locked(terms: LockTerms, info: LockInfo, nowMs: number) {
  const seconds = Math.round((nowMs - info.at) / 1000);
  const free = new Date(info.expiresAtMs).toISOString();
  const what = terms.shared === undefined ? 'Locked' : `${terms.shared.what} is locked`;
  const where = info.place === undefined ? '' : `, working on ${info.place},`;
  return stateError(
    terms.shared === undefined ? 'E_STATE_LOCKED' : 'E_STATE_WORKSPACE_LOCKED',
    `${what} by ${info.owner} (process ${info.pid})${where} since ${new Date(info.at).toISOString()}, ${seconds} s ago, for ${info.operation}. ` +
      `Its lease runs to ${free} and is renewed while it lives. Lock file: ${terms.root}`,
    {
      hint: `Wait for that run, or pass --lock-timeout. If it is certainly dead, run: postform lock release ${info.id}`,
    },
  );
}

export function unreadable(path: string) {
  return stateError(
    'E_STATE_LOCK_UNREADABLE',
    `${path} stands where the lock file belongs, and it holds no lock that this version can read.`,
  );
}
