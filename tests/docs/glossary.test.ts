// The glossary says what the code says: sorted, complete, and without the words that it has replaced.
import { describe, expect, it } from 'vitest';
import { wordBreaches, wordsOf } from '../../scripts/house/words.mjs';
import { filesBelow, pages, proseOf, textOf } from './pages.ts';

const rows = proseOf('docs/glossary.md').flatMap(({ line }) => {
  const cells = /^\| (?!word \|)([^|]+) \| ([^|]+) \|$/.exec(line);
  return cells ? [{ word: cells[1]!, meaning: cells[2]! }] : [];
});
const terms = rows.flatMap(({ word }) => word.split(', '));
const sources = [...filesBelow('packages', '.ts'), ...filesBelow('tests/harness', '.ts')].filter(
  (path) => !path.endsWith('.test.ts') && !path.includes('/testing/'),
);

/** The words of a term or an exported name, singular, joined: `LeafChanges` and "leaf changes" are one. */
function normal(term: string): string {
  return wordsOf(term.replaceAll('-', ' '))
    .map((word) => word.replace(/s$/, ''))
    .join('');
}

/** The nouns that the engine exports, and the word of the glossary for each. */
const NOUNS: Readonly<Record<string, string>> = {
  Address: 'address',
  Baseline: 'baseline',
  Client: 'client',
  Coverage: 'coverage',
  Desired: 'desired',
  Diagnostic: 'diagnostic',
  Evaluation: 'evaluation',
  Intent: 'intent',
  Kind: 'kind',
  Leaf: 'leaf',
  LeafChanges: 'leaf changes',
  Lease: 'lease',
  Live: 'live',
  Note: 'note',
  Observation: 'observation',
  Plan: 'plan',
  Refusal: 'refusal',
  Reservation: 'reservation',
  ResourceRecord: 'record',
  ResourceView: 'view',
  Snapshot: 'snapshot',
  State: 'state',
  Step: 'step',
};

describe('the glossary', () => {
  it('is sorted, has each word once, and a meaning for each', () => {
    const words = rows.map(({ word }) => word);
    expect(words.length).toBeGreaterThan(60);
    expect(words).toEqual([...new Set(words)].sort((a, b) => a.localeCompare(b, 'en')));
  });

  it('has a row for each main noun of the engine, which the engine declares', () => {
    const engine = sources
      .filter((path) => path.startsWith('packages/engine/'))
      .map(textOf)
      .join('\n');
    for (const [noun, word] of Object.entries(NOUNS)) {
      expect(terms).toContain(word);
      expect(engine, noun).toMatch(new RegExp(`export (?:interface|type) ${noun}\\b`));
    }
  });

  it('has only words that occur in the code', () => {
    const code = new Set<string>();
    for (const path of sources) {
      const words = wordsOf(textOf(path)).map((word) => word.replace(/s$/, ''));
      for (const [index, word] of words.entries()) {
        code.add(word);
        code.add(word + (words[index + 1] ?? ''));
        code.add(word + (words[index + 1] ?? '') + (words[index + 2] ?? ''));
      }
    }
    expect(terms.filter((term) => !code.has(normal(term)))).toEqual([]);
  });
});

/** These tell what a word was before, or which file somebody else named so. */
const MAY_NAME_OLD_WORDS = new Set(['CHANGELOG.md', 'docs/corpus.md', 'docs/errors.md']);

it.each(pages.filter((page) => !MAY_NAME_OLD_WORDS.has(page)))('%s holds no old word', (page) => {
  expect(wordBreaches({ file: page, text: textOf(page) })).toEqual([]);
});
