// Symbolic links in a project: one that stays inside is followed, so that it stays a link; one that leads out is refused.
import { lstatSync, readlinkSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { AppError } from '@postform/engine';

/** More links in one path than any system follows. */
const MOST_LINKS = 40;

/** The path without links; what does not exist yet, also behind a link, is kept as it would be made. */
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
 * Where to write what belongs to `path`, which lies in the project: beside the file itself, not beside a link to it. Throws
 * E_CLI_LINK_OUT where a link leads out of the project.
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
    `${path} is, or lies behind, a symbolic link that ${where}. Nothing was written.`,
    {
      hint: 'Put a file or folder of the project in its place, or let the link stay inside. Another folder for the project: -C DIR',
    },
  );
}
