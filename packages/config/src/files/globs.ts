// Finds the files that a glob names. The one file that imports picomatch; the walk goes through the disk port.
import { join } from 'node:path';
import picomatch from 'picomatch';
import type { SourceDisk } from './source-disk.ts';

const SKIPPED = new Set(['node_modules', '.git', '.postform']);
const MAX_FOLDER_DEPTH = 32;

/** The pattern relative to the root, where it is written as an absolute one that lies below it. */
export function belowRoot(root: string, pattern: string): string {
  const [not, bare] = pattern.startsWith('!') ? ['!', pattern.slice(1)] : ['', pattern];
  const home = root.endsWith('/') ? root : `${root}/`;
  return bare.startsWith(home) ? not + bare.slice(home.length) : pattern;
}

/** A pattern that cannot be meant: absolute, or leading out of the project. */
export function leavesProject(pattern: string): boolean {
  const bare = pattern.replace(/^!/, '');
  return bare.startsWith('/') || /^[A-Za-z]:/.test(bare) || bare.split(/[/\\]/).includes('..');
}

/** The folders before the first name that is a pattern; of a literal path, the path. */
export function fixedPart(pattern: string): string {
  return picomatch.scan(pattern.replace(/^\.\//, '')).base;
}

export function isLiteral(pattern: string): boolean {
  return !picomatch.scan(pattern).isGlob && !pattern.startsWith('!');
}

/**
 * For each pattern the files it names: paths relative to the root, with `/`, sorted. `!pattern` takes files away from
 * the others. Links to folders are not followed; `node_modules`, `.git` and `.postform` are passed over.
 * A folder that is there and cannot be listed goes to `unreadable`.
 */
export function expandGlobs(
  disk: SourceDisk,
  root: string,
  patterns: readonly string[],
  unreadable: (folder: string) => void,
): ReadonlyMap<string, readonly string[]> {
  const bare = (pattern: string) => belowRoot(root, pattern).replace(/^\.\//, '');
  const without = patterns
    .filter((pattern) => pattern.startsWith('!'))
    .map((pattern) => picomatch(bare(pattern.slice(1))));
  const found = new Map<string, readonly string[]>();
  for (const pattern of patterns) {
    if (pattern.startsWith('!')) continue;
    const matches = picomatch(bare(pattern));
    const base = picomatch.scan(bare(pattern)).base;
    const start = isLiteral(bare(pattern)) ? base.split('/').slice(0, -1).join('/') : base;
    const files = walk(disk, root, start, 0, unreadable).filter(
      (file) => matches(file) && !without.some((excluded) => excluded(file)),
    );
    found.set(pattern, files.sort());
  }
  return found;
}

function walk(
  disk: SourceDisk,
  root: string,
  folder: string,
  depth: number,
  unreadable: (folder: string) => void,
): string[] {
  const files: string[] = [];
  const entries = disk.list(join(root, folder));
  if (entries === undefined && (depth > 0 || disk.realPath(join(root, folder)) !== undefined)) unreadable(folder);
  for (const entry of entries ?? []) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.type === 'file') files.push(path);
    else if (!entry.isLink && !SKIPPED.has(entry.name) && depth < MAX_FOLDER_DEPTH)
      files.push(...walk(disk, root, path, depth + 1, unreadable));
  }
  return files;
}
