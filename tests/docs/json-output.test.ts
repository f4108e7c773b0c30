// The page on JSON output names the keys, types and commands that there are. Its tables are generated.
import { expect, it } from 'vitest';
import { commands } from '../../packages/cli/src/command-table.ts';
import { documentSchema } from '../../packages/cli/src/json/document-schema.ts';
import { recordSchema } from '../../packages/cli/src/json/record-schema.ts';
import { DATA_KEYS } from '../../packages/cli/src/json/snake-case.ts';
import { proseOf } from './pages.ts';

const prose = proseOf('docs/json-output.md')
  .map(({ line }) => line)
  .filter((line) => !line.startsWith('|'))
  .join('\n');
const quotedIn = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, word]) => word!);

/** The keys of every object below a schema, the names of its definitions, and the words that a key may hold. */
function wordsOf(schema: unknown): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(wordsOf);
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => {
    const names = ['properties', 'definitions'].includes(key) ? Object.keys(value as object) : [];
    return [...names, ...(key === 'enum' ? (value as string[]) : []), ...wordsOf(value)];
  });
}

it('names no key, type or value that no schema has', () => {
  const known = new Set([...wordsOf(recordSchema()), ...wordsOf(documentSchema())]);
  const said = commands.map(({ name }) => name);
  const parts = quotedIn(prose).filter((text) => /^@?[a-z_]+(?:\.[a-z_]+)*$/.test(text) && !said.includes(text));
  expect(parts.length).toBeGreaterThan(30);
  expect(parts.flatMap((text) => text.split('.')).filter((word) => !known.has(word))).toEqual([]);
});

it('names the commands that write records, and the keys below which names stay as they are', () => {
  const [, records] = /stdout\. (`[^.]*)write\s+records\./.exec(prose)!;
  expect(quotedIn(records!).sort()).toEqual(commands.flatMap(({ name, streams }) => (streams ? [name] : [])).sort());
  const [, keys] = /Below (`[^:]*?), names of/s.exec(prose)!;
  expect(quotedIn(keys!)).toEqual([...DATA_KEYS]);
});
