// Every collection of the corpus goes through: file, apply, edits in the app, pull, file; and the next plan is empty each time.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type InProcessCli, makeInProcessCli } from '../harness/in-process-cli.ts';
import { subjects } from '../harness/meaning/acts.ts';
import { sameMeaning } from '../harness/meaning/meaning.ts';
import { type Chance, chanceOf } from '../harness/schedules/seeded.ts';
import { appEdits, textOnly } from './app-edits.ts';

const APPLY = ['apply', '--auto-approve', '--settle-time', '0s'];

/** Edits of each collection; what they do is up to its number. */
const EDITS = 3;

describe.each([
  ['strict', 1],
  ['lenient', 3],
  ['hostile', 3],
] as const)('files that people edit in the app of a %s server', { timeout: 240_000 }, (profile, nth) => {
  const all = subjects(nth, 1).filter(({ kind }) => kind === 'collection');
  let cli: InProcessCli;
  beforeAll(async () => {
    cli = await makeInProcessCli({ profile });
    const names = all.map(({ address }) => address.split('.')[1]!);
    cli.write({
      'postform.yaml': `postform: 1\nworkspace: ${cli.emulator.workspace}\ndesired: [desired.yaml]\n`,
      'desired.yaml': `collections:\n${names.map((name) => `  ${name}: { source: ${name}.json }\n`).join('')}`,
      ...Object.fromEntries(all.map(({ content }, n) => [`${names[n]}.json`, `${JSON.stringify(content, null, 2)}\n`])),
    });
  });
  afterAll(() => cli.close());

  const run = async (exit: number, ...argv: readonly string[]): Promise<string> => {
    const shown = await cli.run(argv);
    expect(shown.exit, `${argv.join(' ')}\n${shown.out.slice(0, 4000)}\n${shown.err.slice(-2000)}`).toBe(exit);
    return shown.out;
  };
  const call = async (path: string, init?: RequestInit): Promise<{ readonly collection: Record<string, unknown> }> => {
    const headers = { 'x-api-key': cli.emulator.apiKey, 'content-type': 'application/json' };
    const reply = await fetch(cli.emulator.url + path, { headers, ...init });
    expect(reply.status, await reply.clone().text()).toBe(200);
    return (await reply.json()) as { readonly collection: Record<string, unknown> };
  };
  const idsOf = async (): Promise<ReadonlyMap<string, string>> => {
    const { resources } = JSON.parse(await run(0, 'state', 'list', '--json')) as {
      readonly resources: readonly { readonly address: string; readonly uid: string }[];
    };
    return new Map(resources.map(({ address, uid }) => [address, uid]));
  };

  it('hold all of it after a pull, and need no write', async () => {
    await run(0, ...APPLY);
    const uids = await idsOf();
    for (const [n, { address }] of all.entries()) {
      const { collection } = await call(`/collections/${uids.get(address)}`);
      const chance: Chance = chanceOf(n * 10 + nth);
      for (let edit = 0; edit < EDITS; edit += 1) chance.pick(appEdits)(collection, chance);
      textOnly(collection);
      await call(`/collections/${uids.get(address)}`, { method: 'PUT', body: JSON.stringify({ collection }) });
    }
    const shown = await run(0, 'pull', '--write');
    expect(shown).not.toContain('stays as it is');
    await run(0, 'plan', '--detailed-exitcode');
    const differences: Record<string, readonly string[]> = {};
    for (const { address, name } of all) {
      const file = JSON.parse(readFileSync(join(cli.dir, `${address.split('.')[1]}.json`), 'utf8'));
      const found = sameMeaning(file, await call(`/collections/${uids.get(address)}`));
      if (found.length > 0) differences[name] = found.slice(0, 5);
    }
    expect(differences).toEqual({});
    await run(0, ...APPLY);
    expect(await run(0, 'pull')).toContain('Nothing to pull');
  });
});
