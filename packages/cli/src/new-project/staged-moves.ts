// Moves staged files into an existing folder, so that a move that was killed half-way can be undone.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { AppError } from '@postform/engine';
import type { FileWork } from './file-work.ts';
import { ignoreFile } from './ignore-file.ts';

/** Part of the name of every staging folder, before its process id. */
export const MARK = '.postform-import-';
const PROJECT = 'postform.yaml';
const MOVES = 'moves.json';
/** Age of a staging folder, ms, from which on its process id is taken to belong to another process. */
const LONGEST_MS = 3_600_000;

/** Throws E_CLI_FILE_EXISTS where one of these paths exists in `root`. */
export function refuseExisting(root: string, paths: readonly string[]): void {
  const found = paths.filter((path) => existsSync(join(root, path)));
  if (found.length === 0) return;
  const more = found.length > 3 ? ` and ${found.length - 3} more` : '';
  throw new AppError('E_CLI_FILE_EXISTS', `${root} already contains ${found.slice(0, 3).join(', ')}${more}.`, {
    hint: 'Nothing was written. Choose another folder: --out DIR',
  });
}

/** Moves file by file and keeps a list of them: where it fails, the moved files are removed at once, or by the next import. */
export function moveEach(folder: string, out: string, work: FileWork): void {
  const paths = [...filesIn(folder)].sort((a, b) => Number(a === PROJECT) - Number(b === PROJECT));
  refuseExisting(out, paths);
  work.write(
    join(folder, MOVES),
    JSON.stringify(Object.fromEntries(paths.map((path) => [path, hashOf(join(folder, path))]))),
  );
  try {
    ignoreIn(out, folder, work);
    for (const path of paths) {
      work.makeFolder(dirname(join(out, path)));
      work.rename(join(folder, path), join(out, path));
    }
  } catch (error) {
    takeBack(folder, out, work);
    throw error;
  }
  work.remove(folder);
}

/** Replaces the ignore file as a whole, so that a full disk loses none of its lines. */
function ignoreIn(out: string, folder: string, work: FileWork): void {
  const path = join(out, '.gitignore');
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const after = ignoreFile(before);
  if (after === before) return;
  work.write(join(folder, '.gitignore'), after);
  work.rename(join(folder, '.gitignore'), path);
}

/** Removes the moved and unchanged files from `out`; nothing where the project file was moved, because then all were. */
function takeBack(folder: string, out: string, work: FileWork): void {
  const list = join(folder, MOVES);
  const leafChanges = existsSync(list)
    ? (JSON.parse(readFileSync(list, 'utf8')) as Readonly<Record<string, string>>)
    : {};
  const isMoved = (path: string) =>
    !existsSync(join(folder, path)) && existsSync(join(out, path)) && hashOf(join(out, path)) === leafChanges[path];
  if (isMoved(PROJECT)) return;
  const moved = Object.keys(leafChanges).filter(isMoved);
  for (const path of moved) work.remove(join(out, path));
  for (const path of moved)
    for (let up = dirname(join(out, path)); up.startsWith(out + sep); up = dirname(up))
      if (existsSync(up) && readdirSync(up).length === 0) work.remove(up);
}

/** Removes what ended imports into `out` left behind. */
export function clearRemains(out: string, work: FileWork): void {
  const beside = namesIn(dirname(out)).filter((name) => name.startsWith(basename(out) + MARK));
  for (const name of beside) if (isAbandoned(join(dirname(out), name))) work.remove(join(dirname(out), name));
  for (const name of namesIn(out).filter((one) => one.startsWith(MARK.slice(1)))) {
    const folder = join(out, name);
    if (!isAbandoned(folder)) continue;
    takeBack(folder, out, work);
    work.remove(folder);
  }
}

/** True where the process that made the folder has ended. */
function isAbandoned(folder: string): boolean {
  const pid = Number(/-(\d+)$/.exec(folder)?.[1] ?? Number.NaN);
  if (Number.isNaN(pid)) return false;
  if (pid === process.pid || Date.now() - statSync(folder).mtimeMs > LONGEST_MS) return true;
  try {
    process.kill(pid, 0);
    return isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** Linux keeps a killed process until its parent asks for its exit code, which may be never. */
function isZombie(pid: number): boolean {
  try {
    return /\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) && statSync(folder).isDirectory() ? readdirSync(folder) : [];
}

/** Paths with `/`, relative to `folder`. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, resolve(entry.parentPath, entry.name)).split(sep).join('/'));
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
