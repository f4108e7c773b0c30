// Resolves the paths that a user writes: never out of the repository, and with the reason where a file cannot be read.
import { dirname, isAbsolute, join, normalize, relative, sep } from 'node:path';
import type { FileResult, Place, Problem } from '@postform/engine';
import { type FileBounds, isBelow, namesBelow, trespass } from './bounds.ts';
import { formMistake } from './path-forms.ts';
import type { SourceDisk } from './source-disk.ts';
import { quoteValue } from './wording.ts';

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

/** The absolute path that `path` means in `fromFile`, which is relative to the root. */
export function absolutePath(root: string, fromFile: string, path: string): string {
  return isAbsolute(path) ? normalize(path) : join(root, dirname(fromFile), path);
}

/** `embed`: the text goes into what is sent (`${file.PATH}`); `parse`: a kind reads a format that it knows. */
export type ReadPurpose = 'embed' | 'parse';

/**
 * The absolute path of a file named in `fromFile`, or a problem: it leads out of the repository, also by a link; it is
 * hidden; it is no path, or one that only some systems read.
 */
export function resolveInside(
  disk: SourceDisk,
  bounds: FileBounds,
  fromFile: string,
  path: string,
  purpose: ReadPurpose,
): FileResult<{ readonly path: string }> {
  const full = absolutePath(bounds.root, fromFile, path);
  const exists = disk.realPath(full) !== undefined;
  const form = formMistake(path, exists);
  if (form !== undefined) return problem('D_FILE_FORM', form.message, form.hint);
  const way = trespass(disk, bounds, full);
  if (way === 'outside')
    return problem(
      'D_FILE_OUTSIDE',
      `${quoteValue(path)} lies outside the ${bounds.name}`,
      `name a file inside the ${bounds.name}, relative to this file`,
    );
  if (way === 'link')
    return problem(
      'D_FILE_OUTSIDE',
      `${quoteValue(path)} is a link that points outside the ${bounds.name}`,
      `copy the file into the ${bounds.name}`,
    );
  if (isHidden(namesBelow(disk, bounds, full), purpose))
    return problem(
      'D_FILE_HIDDEN',
      `${quoteValue(path)} is a hidden file or lies in a hidden folder, so it is not read`,
      'hidden files may hold credentials: copy what you need to a file whose name does not start with a dot',
    );
  const right = exists ? otherCase(disk, bounds, full) : undefined;
  if (right !== undefined)
    return problem(
      'D_FILE_CASE',
      `${quoteValue(path)} differs from the name of the file in capital letters`,
      `write ${shownPath(dirname(join(bounds.root, fromFile)), right)}; other systems distinguish capital letters`,
    );
  return { ok: true, path: full };
}

/** Formats that a kind knows may lie in the hidden folders of tools (`.github/`), but never in Git's or in our own. */
function isHidden(names: readonly string[], purpose: ReadPurpose): boolean {
  const hidden = (name: string) => name.startsWith('.') && name !== '.' && name !== '..';
  if (purpose === 'embed') return names.some(hidden);
  return hidden(names.at(-1) ?? '') || names.some((name) => name === '.git' || name === '.postform');
}

/** The path as the disk spells it, where the file system does not distinguish capitals and the spelling differs. */
function otherCase(disk: SourceDisk, { root, repository }: FileBounds, path: string): string | undefined {
  const base = isBelow(root, path) ? root : repository;
  if (!isBelow(base, path)) return undefined;
  const inner = relative(base, path);
  const swapped = inner.toLowerCase() === inner ? inner.toUpperCase() : inner.toLowerCase();
  if (swapped === inner || disk.realPath(join(base, swapped)) === undefined) return undefined;
  let folder = base;
  for (const name of inner.split(sep)) {
    const entries = disk.list(folder)?.map((entry) => entry.name);
    const alike = entries?.find((one) => one.toLowerCase() === name.toLowerCase());
    folder = join(folder, entries?.includes(name) === true ? name : (alike ?? name));
  }
  return folder === path ? undefined : folder;
}
