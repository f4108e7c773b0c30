// Locks a workspace: of all runs of one user on one machine, in whatever folder, only one at a time writes to it.
//
//   <folder>/<hash>.lock         a lock like that of a state; its record says on which state its holder works
//   <folder>/<hash>.lock.last    who created objects there last, and when: lists may not show them yet
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { AppError, type Entry, isObject, type Lease } from '@postform/engine';
import { replaceFile } from '../disk/replace.ts';
import { confirmLock, type Lock } from './held-lock.ts';
import { acquireLock, breakLock, pause, type ShownLock, showLock } from './lock.ts';
import type { LockContext, LockTerms } from './lock-terms.ts';

export interface WorkspaceLockPlace {
  /** The folder of such locks: of this user, on this machine. */
  readonly folder: string;
  /** Of the API; the same id may be a workspace of an emulator. */
  readonly baseUrl: string;
  readonly workspace: string;
}

export interface WorkspaceLock {
  /**
   * The lease, under this lock too. Throws E_STATE_WORKSPACE_LOCKED. Where the folder cannot be written, a warning is all
   * there is, and the lease as it was.
   */
  over(lease: Lease, operation: string): Promise<Lease>;
  show(): Promise<ShownLock | undefined>;
  release(id: string): Promise<void>;
}

/** `isOpen`: its run has not said that it ended. */
interface LastWriter {
  readonly place: string;
  readonly atMs: number;
  readonly isOpen: boolean;
}

/** `place`: our state file. `settleMs`: how long lists may lag behind the creates of another run. */
export function workspaceLock(
  context: LockContext,
  options: WorkspaceLockPlace & Omit<LockTerms, 'root' | 'shared'> & { readonly place: string },
): WorkspaceLock {
  const { folder, baseUrl, workspace, place, ...times } = options;
  const key = createHash('sha256').update(`${baseUrl}\n${workspace}`).digest('hex').slice(0, 32);
  const root = join(folder, `${key}.lock`);
  const terms: LockTerms = { ...times, root, shared: { what: `Workspace ${workspace}`, place } };
  const { disk, clock, emit } = context;
  const mark = `${root}.last`;

  const lastWriter = async (): Promise<LastWriter | undefined> => decodeMark(await disk.read(mark));
  const remember = async (isOpen: boolean): Promise<void> => {
    const bytes = new TextEncoder().encode(`${JSON.stringify({ place, atMs: clock.nowMs(), isOpen })}\n`);
    await replaceFile(disk, mark, bytes, context.random.uuid());
  };
  /** What another state's run has just created must show in the lists before we read what exists. */
  const settle = async (): Promise<void> => {
    const last = await lastWriter();
    if (last === undefined || last.place === place) return;
    const nowMs = clock.nowMs();
    const waitMs = Math.min(times.settleMs, (last.isOpen ? nowMs : last.atMs) + times.settleMs - nowMs);
    if (waitMs > 0) {
      const why = `a run on ${last.place} has just written to this workspace, and the workspace's lists may lag behind`;
      emit({ type: 'resolve-wait', untilMs: nowMs + waitMs, why });
      await pause(context, waitMs);
    }
    if (last.isOpen) await remember(false);
  };

  return {
    over: async (lease, operation) => {
      let lock: Lock;
      try {
        lock = await acquireLock(context, terms, operation);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'E_STATE_DISK') throw error;
        emit({
          type: 'warning',
          text: `Runs in other folders may write to this workspace at the same time. ${error.message}`,
        });
        return lease;
      }
      try {
        await settle();
      } catch (error) {
        await lock.release();
        throw error;
      }
      return underBoth(lease, lock, { root, emit, remember });
    },
    show: () => showLock(context, terms),
    release: (id) => breakLock(context, terms, id),
  };
}

/** The mark is written before the first create is: a run that is killed then has said that it may have created something. */
function underBoth(
  lease: Lease,
  lock: Lock,
  { root, emit, remember }: { root: string; emit: LockContext['emit']; remember: (isOpen: boolean) => Promise<void> },
): Lease {
  let creates = false;
  const isCreate = (entry: Entry): boolean => entry.type === 'intent-opened' && entry.intent.op === 'create';
  return {
    state: lease.state,
    holds: () => lock.holds() && lease.holds(),
    append: async (entry) => {
      await confirmLock(lock, root);
      if (isCreate(entry) && !creates) {
        creates = true;
        await remember(true);
      }
      await lease.append(entry);
    },
    release: async () => {
      if (creates && (await lock.stillOurs().catch(() => false))) await remember(false).catch(() => undefined);
      await lease.release();
      await lock.release().catch((error: Error) => {
        emit({ type: 'warning', text: `The lock ${root} could not be removed and will expire: ${error.message}` });
      });
    },
  };
}

function decodeMark(bytes: Uint8Array | undefined): LastWriter | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (!isObject(value)) return undefined;
    const { place, atMs, isOpen } = value;
    return typeof place === 'string' && typeof atMs === 'number' ? { place, atMs, isOpen: isOpen === true } : undefined;
  } catch {
    return undefined;
  }
}
