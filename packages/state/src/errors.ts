// Room: what may go wrong with remembering, and what to do about it.
import { AppError, type ErrorTable } from '@postform/engine';
import { diskCode } from './disk.ts';

/** Every code this package throws. */
export const stateErrors: ErrorTable = {
  E_STATE_LOCKED: {
    meaning: 'Another run holds the lock of this state.',
    remedy:
      'Wait for it, or give --lock-timeout. Where that run is certainly dead, `postform lock release ID` removes its lock.',
    category: 'locked',
  },
  E_STATE_WORKSPACE_LOCKED: {
    meaning: 'Another run of this user on this machine writes to the same workspace, with another state.',
    remedy:
      'Wait for it, or give --lock-timeout. Where that run is certainly dead, `postform lock release ID` removes its lock.',
    category: 'locked',
  },
  E_STATE_INTERRUPTED: {
    meaning: 'The run was interrupted while it waited for a lock. Nothing was written.',
    remedy: 'Run the same command again.',
    category: 'interrupted',
  },
  E_STATE_LOCK_ID: {
    meaning: 'The lock that was to be released is not the one that is held.',
    remedy: 'Run `postform lock show` and give the id it prints.',
    category: 'locked',
  },
  E_STATE_LOCK_UNREADABLE: {
    meaning: 'The lock file does not hold a lock that this version can read.',
    remedy: 'Make sure that no run is going on, then delete the file that the message names.',
    category: 'locked',
  },
  E_STATE_LEASE_LOST: {
    meaning: 'Another run took the lock over while this one was held up; this run stopped before writing.',
    remedy: 'Run the same command again once the other run is done; it resumes from what is recorded.',
    category: 'locked',
  },
  E_STATE_CORRUPT: {
    meaning: 'The state or its journal is damaged, was edited or merged by hand, or the two do not belong together.',
    remedy:
      'Restore the file that the message names, from Git or a backup. Nothing was changed. Where there is none, move it away, ' +
      'run `postform init`, and take the objects over with `postform import ADDRESS ID`.',
    category: 'error',
  },
  E_STATE_FOREIGN: {
    meaning: 'There is a file where the state should be, but Postform did not write it.',
    remedy: 'Move the file away, or name another path under `state:` in postform.yaml. It was not touched.',
    category: 'error',
  },
  E_STATE_NEWER: {
    meaning: 'The state was written by a newer Postform in a format that this one does not know.',
    remedy: 'Update Postform to at least the version that wrote it. The file was not touched.',
    category: 'error',
  },
  E_STATE_DISK: {
    meaning: 'The disk refused to read or write one of our files.',
    remedy: 'Free space or mend the permissions, then run the same command again; it resumes from what is recorded.',
    category: 'error',
  },
  E_STATE_REDIS_CLIENT: {
    meaning:
      'budget.store, or POSTFORM_BUDGET_STORE, names a Redis, and the package that speaks with it is not installed; it comes on demand.',
    remedy: 'Run: npm install ioredis@5. Or leave budget.store out: processes of one machine share through files.',
    category: 'error',
  },
  E_STATE_REDIS_URL: {
    meaning: 'budget.store, or POSTFORM_BUDGET_STORE, is not the URL of a Redis.',
    remedy: 'Write redis://HOST:PORT, or rediss:// for TLS; with a password set POSTFORM_BUDGET_STORE instead.',
    category: 'error',
  },
};

/** An error of this package. Category and default hint come from the table. */
export function stateError(
  code: string,
  message: string,
  options: { readonly hint?: string; readonly cause?: unknown } = {},
): AppError {
  const entry = stateErrors[code];
  return new AppError(code, message, {
    hint: options.hint ?? entry?.remedy ?? '',
    category: entry?.category ?? 'error',
    ...(options.cause === undefined ? {} : { cause: options.cause }),
  });
}

const IN_WORDS: Readonly<Record<string, string>> = {
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'the disk quota is used up',
  EIO: 'the disk reported an error',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the disk is read-only',
  EISDIR: 'there is a folder in the place of the file',
  ELOOP: 'there is a symbolic link in the place of the file',
  ENOTFILE: 'there is a pipe or a device in the place of the file',
  ENOTDIR: 'a part of the path is a file, not a folder',
};

/** Where neither space nor permissions are at fault. */
const REMEDIES: Readonly<Record<string, string>> = {
  ELOOP: 'Remove that link, then run the same command again.',
  ENOTFILE: 'Move that away, then run the same command again.',
  EISDIR: 'Move that folder away, then run the same command again.',
  ENOTDIR: 'Move away the file that stands where a folder belongs, then run the same command again.',
};

/**
 * Runs one piece of disk work; what fails in it becomes E_STATE_DISK that says what was being done, where, and what is safe.
 * AppErrors pass through.
 */
export async function onDisk<T>(
  work: { readonly doing: string; readonly path: string; readonly safe: string },
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = diskCode(error);
    const why = code === undefined ? String(error) : `${IN_WORDS[code] ?? 'the system refused'} (${code})`;
    throw stateError('E_STATE_DISK', `Could not ${work.doing} ${work.path}: ${why}. ${work.safe}`, {
      ...(REMEDIES[code ?? ''] === undefined ? {} : { hint: REMEDIES[code ?? ''] }),
      cause: error,
    });
  }
}
