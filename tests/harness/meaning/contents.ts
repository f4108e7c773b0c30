// The files of the corpus with their contents, as law 2 applies them.
import { type CorpusPart, contentOf, corpusFiles } from '../corpus.ts';
import type { Json } from './grammar.ts';

export interface CorpusContent {
  readonly name: string;
  readonly path: string;
  /** As JSON.parse gives it, without a byte order mark. */
  readonly content: Json;
}

/** The project's own files, then the real ones, each sorted by name. */
export function corpusContents(part: CorpusPart): readonly CorpusContent[] {
  return corpusFiles(part).map((file) => ({ ...file, content: contentOf(file) as Json }));
}
