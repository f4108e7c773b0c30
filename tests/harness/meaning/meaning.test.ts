// Tests the comparison of law 2: what it tolerates and why, and that it sees whatever else differs.
import { describe, expect, it } from 'vitest';
import { type CorpusContent, corpusContents } from './contents.ts';
import { sameEnvironment, sameMeaning } from './meaning.ts';
import { chance, mutated, type Site, sitesIn } from './mutation.ts';

const sorts = { collection: 'collections', environment: 'environments' } as const;
const comparisons = { collection: sameMeaning, environment: sameEnvironment };

interface Mutation extends Site {
  readonly file: CorpusContent;
}

/** For each sort of node, key and operation, one site in a file of the corpus, small files before large ones. */
function mutations(sort: keyof typeof sorts, seed: number): readonly Mutation[] {
  const random = chance(seed);
  const classes = new Map<string, Mutation[]>();
  const files = corpusContents(sorts[sort]).map((file) => ({ file, size: JSON.stringify(file.content).length }));
  const seen = (file: CorpusContent, site: Site) => {
    const name = `${site.sort} ${site.key} ${site.operation}`;
    classes.set(name, [...(classes.get(name) ?? []), { ...site, file }]);
  };
  for (const { file, size } of files.sort((a, b) => a.size - b.size)) {
    const inFile = new Map<string, Site[]>();
    for (const site of sitesIn(sort, file.content)) {
      const name = `${site.sort} ${site.key} ${site.operation}`;
      if (size > 200_000 && (classes.get(name)?.length ?? 0) > 0) continue;
      const known = inFile.get(name);
      if (known) known.push(site);
      else inFile.set(name, [site]);
    }
    for (const found of inFile.values()) seen(file, found[Math.floor(random() * found.length)]!);
  }
  return [...classes.values()].map((found) => found[Math.floor(random() * found.length)]!);
}

describe.each(['collection', 'environment'] as const)('the comparison of a %s', { timeout: 60_000 }, (sort) => {
  const evaluate = comparisons[sort];

  it('finds each file of the corpus equal to itself', () => {
    for (const { name, content } of corpusContents(sorts[sort])) expect(evaluate(content, content), name).toEqual([]);
  });

  it.each([1, 2])('sees one thing changed, of every sort the corpus has, seed %i', (seed) => {
    const tried = mutations(sort, seed);
    const missed = tried.filter(({ file: { content }, ...site }) => {
      const other = mutated(content, site);
      // What a source leaves out the server may derive from the rest, so a removal counts one way only.
      const ways =
        site.operation === 'remove'
          ? [[content, other]]
          : [
              [content, other],
              [other, content],
            ];
      return ways.some(([source, fetched]) => evaluate(source, fetched).length === 0);
    });
    expect(missed.map(({ file, path, operation }) => `${operation} ${path.join('.')} in ${file.name}`)).toEqual([]);
    expect(tried.length).toBeGreaterThan(sort === 'collection' ? 200 : 10);
  });
});
