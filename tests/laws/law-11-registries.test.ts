// Law 11, the half of registries: every folder of a kind is registered, here and in the emulator, and every code is on the error page.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientErrors } from '@postform/client';
import { startEmulator } from '@postform/emulator';
import { engineErrors } from '@postform/engine';
import { kinds, kindsErrors } from '@postform/kinds';
import { stateErrors } from '@postform/state';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliErrors } from '../../packages/cli/src/errors.ts';
import { exitCodes } from '../../packages/cli/src/session/exit.ts';
import { repo } from '../harness/command.ts';

const src = (name: string): string => join(repo, 'packages', name, 'src');
const folders = readdirSync(join(src('kinds')), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !['testing', 'kind-tools', '_template'].includes(entry.name))
  .map((entry) => entry.name);

describe('Law 11: every kind is registered in both registries', () => {
  let emulator: Awaited<ReturnType<typeof startEmulator>>;
  beforeAll(async () => {
    emulator = await startEmulator({ limits: 'off' });
  });
  afterAll(() => emulator.close());

  it('as many kinds as folders, by the same names', () => {
    expect(kinds.map((kind) => kind.name).sort()).toEqual(folders.sort());
    expect(folders.length).toBeGreaterThan(3);
  });

  it.each(folders)('%s: registered, and the emulator has a folder for it and knows it', async (name) => {
    expect(kinds.filter((kind) => kind.name === name)).toHaveLength(1);
    expect(readdirSync(join(src('emulator'), 'resources'))).toContain(name);
    expect((await fetch(`${emulator.url}/_emulator/objects/${name}`)).status).toBe(200);
  });

  it.each(folders)('%s: every route that it calls, the emulator serves', async (name) => {
    const { routes } = kinds.find((kind) => kind.name === name)!;
    for (const route of Object.values(routes)) {
      const path = route.path.replaceAll(/\{[^}]+\}/g, '00000000-0000-4000-8000-000000000000');
      const reply = await fetch(`${emulator.url}${path}`, {
        method: route.method,
        headers: { 'x-api-key': emulator.apiKey, 'content-type': 'application/json' },
        ...(route.method === 'GET' || route.method === 'DELETE' ? {} : { body: '{}' }),
      });
      const { calls } = (await (await fetch(`${emulator.url}/_emulator/journal`)).json()) as {
        calls: { operation: string }[];
      };
      expect({ path: route.path, operation: calls.at(-1)!.operation }).toEqual({
        path: route.path,
        operation: route.operation,
      });
      expect(reply.status).toBeLessThan(500);
    }
  });
});

describe('Law 11: every error code is on the page', () => {
  const page = readFileSync(join(repo, 'docs', 'errors.md'), 'utf8');
  const codes = Object.entries({ ...engineErrors, ...clientErrors, ...kindsErrors, ...stateErrors, ...cliErrors });
  it.each(codes)('%s', (code, { category, meaning, remedy }) => {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${code}\` |`));
    for (const part of [`| ${exitCodes[category]} |`, meaning, remedy])
      expect(row?.replaceAll('\\|', '|')).toContain(part);
  });
  it('and no code that is gone', () => {
    const known = new Set(codes.map(([code]) => code));
    const listed = [...page.matchAll(/^\| `(E_[A-Z_]+)` \|/gm)].map((match) => match[1]!);
    expect(listed.filter((code) => !known.has(code))).toEqual([]);
  });
});
