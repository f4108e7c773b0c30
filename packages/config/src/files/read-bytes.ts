// Reads the bytes of a file, or says why there are none and which file may be meant.
import { basename, dirname } from 'node:path';
import { type FileResult, nearest } from '@postform/engine';
import { problem, shownPath } from './paths.ts';
import type { SourceDisk } from './source-disk.ts';

/** `path` is absolute, and checked already; places and names in messages are relative to the root. */
export function readBytes(
  disk: SourceDisk,
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
  if (result.why === 'not-a-file') return notAFile(disk, file, path);
  if (disk.realPath(path) === undefined && isLink(disk, path))
    return problem('D_FILE_UNREADABLE', `${file} is a broken link`, 'restore its target, or remove the link');
  if (result.why === 'denied')
    return problem('D_FILE_UNREADABLE', `${file} cannot be read`, 'check the permissions of the file');
  return problem('D_FILE_UNREADABLE', `${file} does not exist`, nearHint(disk, root, path));
}

function notAFile(disk: SourceDisk, file: string, path: string) {
  const entries = disk.list(path);
  if (entries === undefined) return problem('D_FILE_UNREADABLE', `${file} is not a file`, 'name a file');
  const inside = entries.filter(({ name, type }) => type === 'file' && !name.startsWith('.')).map(({ name }) => name);
  const some = inside.sort().slice(0, 3).join(', ');
  return problem(
    'D_FILE_UNREADABLE',
    `${file} is a folder, not a file`,
    some === '' ? 'name a file' : `name a file in it: ${some}${inside.length > 3 ? ', …' : ''}`,
  );
}

function isLink(disk: SourceDisk, path: string): boolean {
  const name = basename(path);
  return disk.list(dirname(path))?.some((entry) => entry.name === name && entry.isLink) ?? false;
}

/** What the first name of an absolute path that is not there may stand for, quoted. */
export function meantBy(disk: SourceDisk, path: string): string | undefined {
  return likeliest(disk, firstMissing(disk, path));
}

function firstMissing(disk: SourceDisk, path: string): string {
  let gone = path;
  while (disk.list(dirname(gone)) === undefined && dirname(gone) !== dirname(dirname(gone))) gone = dirname(gone);
  return gone;
}

/** About the first name of the path that is not there. */
function nearHint(disk: SourceDisk, root: string, path: string): string {
  const gone = firstMissing(disk, path);
  if (gone !== path) {
    const near = likeliest(disk, gone);
    return `there is no folder ${shownPath(root, gone)}${near === undefined ? '' : `; did you mean ${near}?`}`;
  }
  const near = likeliest(disk, path);
  return near === undefined ? 'paths are relative to the file that names them' : `did you mean ${near}?`;
}

function likeliest(disk: SourceDisk, path: string): string | undefined {
  const name = path.slice(dirname(path).length).replace(/^[/\\]/, '');
  const entries = disk.list(dirname(path))?.map((entry) => entry.name) ?? [];
  const decoded = unescaped(name);
  if (decoded !== name && entries.includes(decoded)) return `"${decoded}" (%-escapes are for URLs, not for paths)`;
  const alike = entries.find((one) => one.normalize('NFC').trim() === name.normalize('NFC').trim());
  const near = alike ?? nearest(name, entries);
  return near === undefined ? undefined : `"${near}"`;
}

function unescaped(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
