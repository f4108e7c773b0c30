// Room: paths of the user's: never out of the project, and a clear word where a file cannot be read.
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { FileResult, Place, Problem } from '@postform/engine';
import type { Disk } from './disk.ts';
import { nearest } from './nearest.ts';
import { shown } from './wording.ts';

export const problem = (
  code: string,
  message: string,
  hint: string,
  place?: Place,
): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { code, message, hint, ...(place === undefined ? {} : { place }) },
});

/** A path as users read it: relative to the project root, with `/`. */
export function shownPath(root: string, path: string): string {
  return relative(root, path).split(sep).join('/') || '.';
}

/** The absolute path of a file named in `fromFile`, or a problem where it leads out of the project, also by a link. */
export function resolveInside(
  disk: Disk,
  root: string,
  fromFile: string,
  path: string,
): FileResult<{ readonly path: string }> {
  const full = join(root, dirname(fromFile), path);
  const outside = (inner: string) => inner === '..' || inner.startsWith(`..${sep}`) || isAbsolute(inner);
  if (isAbsolute(path) || outside(relative(root, full)))
    return problem(
      'D_FILE_OUTSIDE',
      `${shown(path)} lies outside the project`,
      'name a file inside the project, relative to this file',
    );
  const real = disk.realPath(full);
  if (real !== undefined && outside(relative(disk.realPath(root) ?? root, real)))
    return problem(
      'D_FILE_OUTSIDE',
      `${shown(path)} is a link that leads out of the project`,
      'copy the file into the project',
    );
  return { ok: true, path: full };
}

export function readBytes(
  disk: Disk,
  root: string,
  path: string,
  maxBytes: number,
): FileResult<{ readonly bytes: Uint8Array }> {
  const result = disk.read(path, maxBytes);
  if (result.ok) return result;
  const file = shownPath(root, path);
  const mib = (bytes: number) => `${Math.round((bytes / 1024 / 1024) * 10) / 10} MiB`;
  if (result.why === 'too-large')
    return problem(
      'D_FILE_TOO_LARGE',
      `${file} has ${mib(result.sizeBytes)}, more than ${mib(maxBytes)}`,
      'split the file',
    );
  if (result.why === 'not-a-file') return problem('D_FILE_UNREADABLE', `${file} is not a file`, 'name a file');
  if (disk.realPath(path) === undefined && isLink(disk, path))
    return problem(
      'D_FILE_UNREADABLE',
      `${file} is a link that leads nowhere`,
      'restore what it points at, or remove the link',
    );
  if (result.why === 'denied')
    return problem('D_FILE_UNREADABLE', `${file} cannot be read`, 'check the permissions of the file');
  return problem('D_FILE_UNREADABLE', `${file} does not exist`, nearHint(disk, root, path));
}

function isLink(disk: Disk, path: string): boolean {
  const name = basename(path);
  return disk.list(dirname(path))?.some((entry) => entry.name === name && entry.isLink) ?? false;
}

function nearHint(disk: Disk, root: string, path: string): string {
  const entries = disk.list(dirname(path));
  if (entries === undefined) return `there is no folder ${shownPath(root, dirname(path))}`;
  const name = path.slice(dirname(path).length + 1);
  const near = nearest(
    name,
    entries.map((entry) => entry.name),
  );
  return near === undefined ? 'paths are relative to the file that names them' : `did you mean "${near}"?`;
}
