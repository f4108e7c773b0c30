// Finds the files of the corpus: the project's own always, real Postman files where POSTFORM_CORPUS names their folder.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { realCorpusFolder } from './needs.ts';

export type CorpusPart = 'collections' | 'environments' | 'invalid';

export interface CorpusFile {
  readonly name: string;
  readonly path: string;
}

export const OWN_CORPUS = fileURLToPath(new URL('../corpus', import.meta.url));

/** Files that the published schema rejects although Postman writes such files itself: Postform accepts them. */
const WIDER = /^wider-|PyPNM-CMTS|validateMetadataCollection/;

export function isWider({ name }: CorpusFile): boolean {
  return WIDER.test(name);
}

/** The project's own files, sorted by name. */
export function ownFiles(part: CorpusPart): readonly CorpusFile[] {
  return filesIn(OWN_CORPUS, part);
}

/** The real files, sorted by name; none without POSTFORM_CORPUS. */
export function realFiles(part: CorpusPart): readonly CorpusFile[] {
  return realCorpusFolder === undefined ? [] : filesIn(realCorpusFolder, part);
}

/** The project's own files, then the real ones. Throws where two have one name. */
export function corpusFiles(part: CorpusPart): readonly CorpusFile[] {
  const files = [...ownFiles(part), ...realFiles(part)];
  const names = files.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`two files of the corpus have the name ${part}/${twice}`);
  return files;
}

/** The file as JSON, without a byte order mark. */
export function contentOf({ path }: CorpusFile): unknown {
  return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
}

function filesIn(folder: string, part: CorpusPart): readonly CorpusFile[] {
  const cli = join(folder, part);
  if (!existsSync(cli)) return [];
  return readdirSync(cli)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => ({ name, path: join(cli, name) }));
}
