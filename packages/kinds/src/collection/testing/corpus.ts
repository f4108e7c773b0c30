// The collections of the corpus, by name, as the tests of the kind read them.
import { readFileSync } from 'node:fs';
import type { Files } from '@postform/engine';
import { type CorpusPart, corpusFiles } from '../../../../../tests/harness/corpus.ts';
import { filesFrom } from '../../testing/files.ts';

const read =
  (part: CorpusPart): ((name: string) => string | undefined) =>
  (name) => {
    const path = corpusFiles(part).find((file) => file.name === name)?.path;
    return path === undefined ? undefined : readFileSync(path, 'utf8');
  };

export const collections = corpusFiles('collections');
export const collectionNames = collections.map(({ name }) => name);
/** Reads the collections by name. */
export const collectionFiles: Files = filesFrom(read('collections'));

export const invalid = corpusFiles('invalid');
/** Reads the invalid files by name. */
export const invalidFiles: Files = filesFrom(read('invalid'));
