// Room: judging a lock that somebody else holds: wait, succeed, or give up, and how to say so.
import type { Clock, Emit, Random } from '@postform/engine';
import type { Disk } from '../disk.ts';
import { stateError } from '../errors.ts';
import type { LockInfo } from './lock-record.ts';

/** Calls `beat` about every `everyMs` of real time until the returned function is called. */
export type Heartbeat = (everyMs: number, beat: () => void) => () => void;

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
  /** What is locked where it is no state, e.g. `Workspace 1f0d…`; with the state file of whoever locks it. */
  readonly shared?: { readonly what: string; readonly place: string };
  /** How long a lock lives without a heartbeat. */
  readonly leaseMs: number;
  /** How long after its expiry another host's lock is left alone: clocks differ, and a last call may still be on its way. */
  readonly settleMs: number;
  readonly timeoutMs: number;
  /** Between two looks at a held lock. */
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
      hint: `Wait for it, or give --lock-timeout. If that run is certainly dead: postform lock release ${info.id}`,
    },
  );
}

export function unreadable(path: string) {
  return stateError('E_STATE_LOCK_UNREADABLE', `${path} is in the way of the lock, and holds none that can be read.`);
}
