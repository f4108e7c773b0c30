// Room: the real files beside the repository, where they are there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Json } from './meaning-grammar.ts';

export interface RealFile {
  readonly name: string;
  readonly path: string;
  /** As JSON.parse gives it, without a byte order mark. */
  readonly content: Json;
}

const corpus = fileURLToPath(new URL('../../../../../shared/corpus', import.meta.url));

export const isCorpusMissing = !existsSync(corpus);

/** Sorted by name; none where the folder is missing. */
export function realFiles(folder: 'collections' | 'environments' | 'invalid'): readonly RealFile[] {
  if (isCorpusMissing) return [];
  return readdirSync(join(corpus, folder))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const path = join(corpus, folder, name);
      return { name, path, content: JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')) as Json };
    });
}
