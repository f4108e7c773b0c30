// Law 11, the half of errors: no code without a meaning, a remedy and a test, and no code that no table knows.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientErrors } from '@postform/client';
import { type ErrorTable, engineErrors } from '@postform/engine';
import { kindsErrors } from '@postform/kinds';
import { stateErrors } from '@postform/state';
import { describe, expect, it } from 'vitest';
import { cliErrors } from '../../packages/cli/src/errors.ts';
import { exitCodes } from '../../packages/cli/src/session/exit.ts';
import { repo } from '../harness/command.ts';

const tables: Readonly<Record<string, ErrorTable>> = {
  engine: engineErrors,
  client: clientErrors,
  kinds: kindsErrors,
  state: stateErrors,
  cli: cliErrors,
};

function sources(...folder: readonly string[]): readonly { readonly path: string; readonly text: string }[] {
  const root = join(repo, ...folder);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

const packages = Object.keys(tables).map((name) => ({ name, files: sources('packages', name, 'src') }));
const isTest = (path: string) => path.endsWith('.test.ts') || path.includes('testing');
const tests = [...packages.flatMap(({ files }) => files), ...sources('packages', 'config', 'src'), ...sources('tests')]
  .filter(({ path }) => isTest(path) && !path.endsWith('law-11-errors.test.ts'))
  .map(({ text }) => text)
  .join('\n');

describe('Law 11: every error code has a meaning, a remedy and a test', () => {
  const rows = Object.entries(tables).flatMap(([owner, table]) =>
    Object.entries(table).map(([code, entry]) => ({ owner, code, entry })),
  );

  it.each(rows)('$code', ({ code, entry }) => {
    expect(code).toMatch(/^E_[A-Z]+_[A-Z_]+$/);
    expect(entry.meaning).toMatch(/\.$/);
    expect(entry.remedy.length).toBeGreaterThan(5);
    expect(exitCodes[entry.category]).not.toBe(0);
    expect(tests.includes(code), `no test mentions ${code}`).toBe(true);
  });

  // The command line words the codes of all packages; the others know their own.
  const known = new Set(rows.map(({ code }) => code));
  it.each(packages)('$name names no code that its table does not have', ({ name, files }) => {
    const used = files
      .filter(({ path }) => !isTest(path))
      .flatMap(({ text }) => [...text.matchAll(/'(E_[A-Z]+_[A-Z_]+)'/g)].map((match) => match[1]!));
    const unknown = [...new Set(used)].filter(
      (code) => !(name === 'cli' ? known.has(code) : Object.hasOwn(tables[name]!, code)),
    );
    expect(unknown).toEqual([]);
  });

  it('has no code in two tables', () => {
    const codes = rows.map(({ code }) => code);
    expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([]);
  });
});
