// Decides where files that desired files name may lie: the Git repository around the project, else the project's own folder.
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { SourceDisk } from './source-disk.ts';

export interface FileBounds {
  /** Absolute path of the folder that holds the project file. */
  readonly root: string;
  /** Absolute path of the nearest folder, from the root upward, that holds `.git`; the root where there is none. */
  readonly repository: string;
  /** What the bounds are, for people. */
  readonly name: 'Git repository' | 'project';
}

/** `.git` is a folder, or a file in worktrees and submodules. */
export function boundsOf(disk: SourceDisk, root: string): FileBounds {
  for (let folder = root; ; folder = dirname(folder)) {
    if (disk.realPath(join(folder, '.git')) !== undefined) return { root, repository: folder, name: 'Git repository' };
    if (folder === dirname(folder)) return { root, repository: root, name: 'project' };
  }
}

/** What stands in the way of a path: it lies outside, leads outside by a link, or is nothing of these. */
export function trespass(disk: SourceDisk, { repository }: FileBounds, path: string): 'outside' | 'link' | undefined {
  const real = disk.realPath(path);
  const home = disk.realPath(repository) ?? repository;
  const isIn = real !== undefined && isBelow(home, real);
  if (!isBelow(repository, path) && !isIn) return 'outside';
  return real === undefined || isIn ? undefined : 'link';
}

/** Names below the project, or below the repository where the path lies beside the project. Links are followed. */
export function namesBelow(disk: SourceDisk, { root, repository }: FileBounds, path: string): readonly string[] {
  const at = (one: string) => disk.realPath(one) ?? one;
  const real = at(path);
  const base = isBelow(at(root), real) ? at(root) : at(repository);
  return relative(base, real).split(sep);
}

export function isBelow(folder: string, path: string): boolean {
  const inner = relative(folder, path);
  return inner !== '..' && !inner.startsWith(`..${sep}`) && !isAbsolute(inner);
}
