// Follows symbolic links that stay inside the project, and refuses those that lead out of it.
import { lstatSync, readlinkSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { AppError } from '@postform/engine';

/** More links in one path than any system follows. */
const MOST_LINKS = 40;

/** The path without links. Parts that do not exist yet, also behind a link, are kept as given. */
export function realPathOf(path: string, links = 0): string {
  const folder = dirname(path);
  if (folder === path) return path;
  const real = join(realPathOf(folder, links), basename(path));
  const isLink = lstatSync(real, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  if (!isLink) return real;
  if (links >= MOST_LINKS) throw leadsOut(path, 'leads in a circle');
  return realPathOf(resolve(dirname(real), readlinkSync(real)), links + 1);
}

/**
 * The real path to write to for `path`, which lies in the project. Throws E_CLI_LINK_OUT where a link leads out of the
 * project.
 */
export function throughLinks(root: string, path: string): string {
  const real = realPathOf(path);
  if (!isInside(realPathOf(root), real)) throw leadsOut(path, `leads to ${real}, out of the project`);
  return real;
}

export function isInside(folder: string, path: string): boolean {
  const inner = relative(folder, path);
  return inner !== '..' && !inner.startsWith(`..${sep}`) && !isAbsolute(inner);
}

function leadsOut(path: string, where: string): AppError {
  return new AppError(
    'E_CLI_LINK_OUT',
    `The path ${path} contains a symbolic link that ${where}. Nothing was written.`,
    {
      hint: 'Replace the link by a file or folder, let it point inside the project, or choose another project folder: -C DIR',
    },
  );
}
