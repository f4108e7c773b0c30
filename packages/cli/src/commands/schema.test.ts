// `schema` prints the schemas that the repository holds, and the leaves of kinds.
import { readFileSync } from 'node:fs';
import { kinds } from '@postform/kinds';
import { describe, expect, it } from 'vitest';
import { withDefaults } from '../options/options.ts';
import type { Terminal } from '../output/terminal.ts';
import { runSchemaCommand } from './schema.ts';

async function printed(args: readonly string[], json = false): Promise<string> {
  const texts: string[] = [];
  const terminal = {
    out: (text: string) => texts.push(text),
    json: (value: unknown) => texts.push(JSON.stringify(value)),
  } as unknown as Terminal;
  expect(await runSchemaCommand(terminal, { args, options: withDefaults({ json }) })).toBe(0);
  return texts.join('');
}

describe('schema leaves', () => {
  it.each(kinds.map((kind) => [kind.name, kind] as const))(
    'prints every path of %s with its sentence',
    async (name, kind) => {
      const lines = (await printed(['leaves', name])).split('\n');
      for (const { at, means } of kind.leafPaths)
        expect(lines.filter((line) => line.trim().startsWith(`${at} `) && line.endsWith(means))).toHaveLength(1);
    },
  );

  it('prints those of all kinds where none is named, and one document with --json', async () => {
    const text = await printed(['leaves']);
    for (const { label } of kinds) expect(text).toContain(`Kind ${label}:`);
    const parsed = JSON.parse(await printed(['leaves'], true)) as object;
    expect(Object.keys(parsed)).toEqual(kinds.map(({ name }) => name));
  });

  it.each(['constructor', '__proto__', 'environments'])('refuses a kind that there is not: %s', async (name) => {
    await expect(printed(['leaves', name])).rejects.toMatchObject({ code: 'E_CLI_NO_SCHEMA', category: 'usage' });
  });
});

it.each(['constructor', '__proto__', 'toString'])('there is no schema of %s', async (name) => {
  await expect(printed([name])).rejects.toMatchObject({ code: 'E_CLI_NO_SCHEMA', category: 'usage' });
});

it.each(['project', 'desired', 'records', 'documents'])('prints the schema of %s', async (name) => {
  const file = new URL(`../../../../schemas/postform.${name}.schema.json`, import.meta.url);
  expect(await printed([name])).toBe(readFileSync(file, 'utf8'));
});
