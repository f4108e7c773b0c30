// Lists the Markdown pages of the repository.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Folders that are made by tools, or whose files are copies of other people's. */
const PASSED_OVER = new Set([
  'node_modules',
  'dist',
  'dist-package',
  'dist-binary',
  '.git',
  '.postform',
  'corpus',
  'kept',
]);

/** Paths below a folder, relative to the repository, with `/` between names, in order. */
export function filesBelow(folder: string, ending: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return PASSED_OVER.has(entry.name) ? [] : filesBelow(path, ending);
      return entry.isFile() && entry.name.endsWith(ending) ? [path] : [];
    })
    .sort();
}

export const pages = filesBelow('', '.md');

export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Lines outside fenced code, with their numbers. */
export function proseOf(page: string): readonly { readonly line: string; readonly number: number }[] {
  const lines = textOf(page).split('\n');
  const fences = lines.map((line) => /^\s*```/.test(line));
  let isCode = false;
  return lines.flatMap((line, index) => {
    if (fences[index]) isCode = !isCode;
    return isCode || fences[index] ? [] : [{ line, number: index + 1 }];
  });
}
