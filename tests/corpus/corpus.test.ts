// The corpus: the list of features says what it holds, and real files hold nothing that the list lacks.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CorpusFile, contentOf, OWN_CORPUS, ownFiles, realFiles } from '../harness/corpus.ts';
import { NEEDS_REAL_CORPUS, realCorpusFolder } from '../harness/needs.ts';
import { shapesOf } from '../harness/shapes.ts';

type Part = 'collections' | 'environments';
interface Item {
  readonly name?: string | null;
  readonly item?: readonly Item[];
}

const features = readFileSync(join(OWN_CORPUS, 'features.txt'), 'utf8');

function listed(part: Part): readonly string[] {
  const section = features.split(/^## /m).find((text) => text.startsWith(part)) ?? '';
  return section
    .split('\n')
    .slice(1)
    .filter((line) => line.includes(': '))
    .flatMap((line) => {
      const [place, types] = line.split(': ') as [string, string];
      return types.split(', ').map((type) => `${place} ${type}`);
    });
}

function held(files: readonly CorpusFile[]): readonly string[] {
  return [...new Set(files.flatMap((file) => [...shapesOf(contentOf(file))]))].sort();
}

/** The deepest folder counts from 1; 0 where no folder stands. */
function depthOf(items: readonly Item[] = []): number {
  return Math.max(0, ...items.map(({ item }) => (item === undefined ? 0 : 1 + depthOf(item))));
}

/** The names of each list of items, in one list a folder. */
function siblingsIn(items: readonly Item[] = []): readonly (readonly string[])[] {
  return [items.map(({ name }) => name ?? ''), ...items.flatMap(({ item }) => siblingsIn(item))];
}

describe.each(['collections', 'environments'] as const)('the %s of the corpus', (part) => {
  it('hold what features.txt lists, each at least once, and nothing else', () => {
    expect(held(ownFiles(part))).toEqual([...listed(part)].sort());
  });

  it.skipIf(realCorpusFolder === undefined)(`hold all that real ones hold ${NEEDS_REAL_CORPUS}`, () => {
    const real = held(realFiles(part));
    expect(real.length).toBeGreaterThan(15);
    const own = new Set(listed(part));
    expect(real.filter((shape) => !own.has(shape))).toEqual([]);
  });
});

describe('the collections of the corpus', () => {
  const all = ownFiles('collections').map((file) => ({
    text: readFileSync(file.path, 'utf8'),
    collection: contentOf(file) as { info: { schema: string }; item: readonly Item[]; collection?: unknown },
  }));
  const names = all.flatMap(({ collection }) => siblingsIn(collection.item));
  const some = (has: (one: (typeof all)[number]) => boolean) => all.some(has);

  it.each<[string, boolean]>([
    ['format 2.1', some(({ collection }) => collection.info?.schema.includes('v2.1.0'))],
    ['format 2.0', some(({ collection }) => collection.info?.schema.includes('v2.0.0'))],
    ['a format nobody knows', some(({ collection }) => collection.info?.schema.includes('v999'))],
    ['a wrapper', some(({ collection }) => collection.collection !== undefined)],
    ['a byte order mark', some(({ text }) => text.startsWith('\uFEFF'))],
    ['lines that end with CRLF', some(({ text }) => text.includes('}\r\n'))],
    ['no newline at the end', some(({ text }) => !text.endsWith('\n'))],
    ['folders seven deep', some(({ collection }) => depthOf(collection.item) >= 7)],
    ['siblings of one name', names.some((siblings) => new Set(siblings).size < siblings.length)],
    ['names with a slash', names.flat().some((name) => name.includes('/'))],
    ['names beyond ASCII', names.flat().some((name) => /[^ -~\n]/.test(name))],
    ['a name that JavaScript has on every object', names.flat().includes('__proto__')],
    ['a body with CRLF', some(({ text }) => text.includes('\\r\\n'))],
  ])('hold %s', (_, isThere) => {
    expect(isThere).toBe(true);
  });

  it('are about forty files with the environments and the invalid ones', () => {
    const count = (['collections', 'environments', 'invalid'] as const).map((part) => ownFiles(part).length);
    expect(count.reduce((sum, one) => sum + one)).toBeGreaterThanOrEqual(40);
  });
});
