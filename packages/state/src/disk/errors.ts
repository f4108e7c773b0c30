// Lists the errors of this package, each with its meaning and its remedy.
import { AppError, type ErrorTable } from '@postform/engine';
import { diskCode } from './disk.ts';

/** Every code this package throws. */
export const stateErrors: ErrorTable = {
  E_STATE_LOCKED: {
    meaning: 'Another run holds the lock of this state.',
    remedy: 'Wait for that run, or pass --lock-timeout. If it is certainly dead, run `postform lock release ID`.',
    category: 'locked',
  },
  E_STATE_WORKSPACE_LOCKED: {
    meaning: 'Another run of this user on this machine writes to the same workspace, with another state.',
    remedy: 'Wait for that run, or pass --lock-timeout. If it is certainly dead, run `postform lock release ID`.',
    category: 'locked',
  },
  E_STATE_INTERRUPTED: {
    meaning: 'The run was interrupted while it waited for a lock. Nothing was written.',
    remedy: 'Run the same command again.',
    category: 'interrupted',
  },
  E_STATE_LOCK_ID: {
    meaning: 'The ID is not that of the lock that is held.',
    remedy: 'Run `postform lock show`, and use the ID that it prints.',
    category: 'locked',
  },
  E_STATE_NO_LOCK: {
    meaning: 'A lock was to be released, but nobody holds it.',
    remedy: 'Nothing has to be released: run the command that you meant to run.',
    category: 'error',
  },
  E_STATE_LOCK_UNREADABLE: {
    meaning: 'The lock file holds no lock that this version can read.',
    remedy: 'Make sure that no other run is active, then delete the file that the message names.',
    category: 'locked',
  },
  E_STATE_LEASE_LOST: {
    meaning: 'Another run took over the lock while this one was suspended. This run stopped before writing.',
    remedy: 'Run the same command again once the other run has ended. It resumes from what is recorded.',
    category: 'locked',
  },
  E_STATE_CORRUPT: {
    meaning: 'The state or its journal is damaged, or was edited or merged by hand, or the two do not belong together.',
    remedy:
      'Restore the file that the message names from Git or a backup. Nothing was changed. If there is no backup, move the file ' +
      'away, run `postform init`, and adopt the objects with `postform import ADDRESS ID`.',
    category: 'error',
  },
  E_STATE_FOREIGN: {
    meaning: 'The file at the path of the state was not written by Postform.',
    remedy: 'Move the file away, or set another path under `state:` in postform.yaml. The file was not changed.',
    category: 'error',
  },
  E_STATE_NEWER: {
    meaning: 'A newer Postform wrote the state, in a format that this version does not know.',
    remedy: 'Update Postform to at least the version that wrote the file. The file was not changed.',
    category: 'error',
  },
  E_STATE_DISK: {
    meaning: 'A file of Postform could not be read or written.',
    remedy:
      'Free disk space or fix the permissions, then run the same command again. It resumes from what is recorded.',
    category: 'error',
  },
  E_STATE_REDIS_CLIENT: {
    meaning:
      'budget.store or POSTFORM_BUDGET_STORE names a Redis server, but the optional package ioredis is not installed.',
    remedy: 'Run `npm install ioredis@5`. Or remove budget.store: processes on one machine then share through files.',
    category: 'error',
  },
  E_STATE_REDIS_URL: {
    meaning: 'budget.store or POSTFORM_BUDGET_STORE is not the URL of a Redis server.',
    remedy:
      'Write redis://HOST:PORT, or rediss:// for TLS. Keep a URL with a password out of files: set POSTFORM_BUDGET_STORE.',
    category: 'error',
  },
};

/** An error of this package; the category and the default hint come from the table. */
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
