// Each old word is found where it stands, and good English is left alone.
import { describe, expect, it } from 'vitest';
import { OLD_PHRASES, OLD_WORDS, wordBreaches } from './words.mjs';

const file = 'packages/engine/src/plan/example.ts';
const found = (text: string, at = file): readonly string[] => wordBreaches({ file: at, text: `// First.\n${text}\n` });

/** The forms that a rule of `OLD_WORDS` stands for: `looks?|looked` gives look, looks and looked. */
const formsOf = (words: string): readonly string[] =>
  words.split('|').flatMap((form) => (form.endsWith('s?') ? [form.slice(0, -2), form.slice(0, -1)] : [form]));

describe.each(OLD_WORDS.map(([words, now]) => ({ words: words!, now: now! })))('$words', ({ words, now }) => {
  it.each(formsOf(words))('%s is found in a comment, a name and a text', (form) => {
    const wanted = `${file}:2: "${form}" is an old word; say ${now}`;
    const capital = form[0]!.toUpperCase() + form.slice(1);
    for (const text of [`// The ${form} of it.`, `const next${capital} = 1;`, `'${form}_of'`])
      expect(found(text)).toEqual([wanted]);
    expect(wordBreaches({ file: `tests/${form}-of.ts`, text: '' })).toHaveLength(1);
  });
});

it.each([
  ["{ $late: 'ref' }", '$late'],
  ['function run(world: Ports) {', 'world'],
  ["world: Pick<Ports, 'client'>,", 'world'],
  ['run.world.kinds', 'world'],
])('%s holds an old phrase', (text, old) => {
  const now = OLD_PHRASES.find(([, name]) => name === old)?.[2];
  expect(found(text)).toEqual([`${file}:2: "${old}" is an old word; say ${String(now)}`]);
});

it.each([
  'a late heartbeat',
  'the world said no',
  'import { x } from "../world/refs.ts"',
  'bookshelf',
  '{ ...world.general }',
])('%s is good English', (text) => {
  expect(found(text)).toEqual([]);
});

it('a key that installations have stored may stand in the file that reads it, and nowhere else', () => {
  const text = 'export interface OldRecord { residues: string[] }';
  expect(found(text, 'packages/state/src/file/old-formats.ts')).toEqual([]);
  expect(found(text)).toHaveLength(1);
});
