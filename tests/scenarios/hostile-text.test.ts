// Text that wants to be obeyed, in every field that people or servers fill: no command of the table lets it through.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodePlan, encodePlan, type Plan, recordOf } from '@postform/engine';
import { fileStateStore } from '@postform/state';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clock, random } from '../../packages/cli/src/session/wire.ts';
import { everyCommand, linesOf } from '../harness/every-command.ts';
import { type InProcessCli, makeInProcessCli } from '../harness/in-process-cli.ts';

const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
const evil =
  'evil\u001b[31m\u001b]0;t\u0007\u009b2J\u202e\u2066\r\nNo changes. FORGED\n  ::add-mask::x\n::set-output name=a::b ##[error]c ##vso[d]\u2028e\u0085\u200b\u200e\tf\u007f\u0000';
const inName = 'odd\u001b[31m\u202e\n::add-mask::x ##[error]';

/** What a terminal, a log or a build server would obey; our own styles are taken out before. */
const OBEYED = new RegExp(
  [
    String.raw`[\u0000-\u0009\u000b-\u001f\u007f-\u009f]`,
    String.raw`[\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b-\u200f\u061c\ufeff]`,
    String.raw`##\w*\[`,
  ].join('|'),
);
const FORGED = /^\s*(?:::|No changes\. FORGED)/m;
const OWN = new RegExp(
  `${String.fromCharCode(27)}\\[(?:1|2|22|31|32|33|36|39)m|\\r${String.fromCharCode(27)}\\[2K`,
  'g',
);

let cli: InProcessCli;
const source = () => ({
  info: { name: evil, schema: SCHEMA, description: evil },
  variable: [{ key: evil, value: evil }],
  item: [
    {
      name: evil,
      event: [{ listen: 'test', script: { exec: ['a', evil, '::add-mask::y', 'b'] } }],
      request: {
        method: 'GET',
        url: `https://example.com/${encodeURIComponent('a')}?q=${evil}`,
        header: [{ key: evil, value: evil }],
        body: { mode: 'raw', raw: `one\n${evil}\n::add-mask::z\n##[error]z\nlast` },
      },
    },
  ],
});
const desired = (more = '') =>
  JSON.stringify({
    collections: { c: { source: '../c.json', description: evil } },
    environments: { e: { name: evil, values: { [evil]: { value: evil, description: evil }, more } } },
    mocks: { m: { name: evil, collection: 'collection.c', private: true } },
  });

async function open(): Promise<void> {
  cli = await makeInProcessCli();
  cli.write({
    'postform.yaml': `postform: 1\nworkspace: ${cli.emulator.workspace}\ndesired: [desired/**/*.yaml]\n`,
    [`desired/${inName}.yaml`]: desired(),
    'c.json': JSON.stringify(source()),
  });
  await cli.control('edit', { kind: 'environment', create: { name: `${evil} unmanaged`, values: [] } });
  expect(await cli.run(['apply', '--auto-approve'])).toMatchObject({ exit: 0 });
  const changed = { ...source(), item: [{ ...source().item[0], name: `${evil}2` }] };
  cli.write({ [`desired/${inName}.yaml`]: desired(evil), 'c.json': JSON.stringify(changed) });
  const id = (await cli.run(['output', 'environment.e.id'])).out.trim();
  await cli.control('edit', { kind: 'environment', id, set: { '/name': `${evil} by hand` } });
  await cli.run(['plan', '-o', 'plan.json']);
  const plan = decodePlan(readFileSync(join(cli.dir, 'plan.json'), 'utf8'));
  cli.write({ 'made.json': encodePlan(made(plan)) });
  await rememberEvil();
}

/** A plan as somebody else may send it: every text for people in it is theirs. */
function made(plan: Plan): Plan {
  const refusal = { code: 'E_PLAN_AMBIGUOUS', address: evil, kind: evil, name: evil, ids: [evil] } as const;
  return {
    ...plan,
    basis: { ...plan.basis, stack: evil, workspace: evil },
    changes: plan.changes.map((change) => ({
      ...change,
      address: evil,
      name: evil,
      notes: [
        { note: 'deposed', id: evil },
        { note: 'secret-missing', name: evil, isNew: true },
      ],
      kept: [evil],
      differences: [evil],
    })),
    refused: [refusal],
    missingSecrets: [evil],
    unmanaged: [{ kind: evil, name: evil, id: evil }],
  };
}

/** A state as somebody else may commit it. */
async function rememberEvil(): Promise<void> {
  const lease = await storeOf('harness', 'me').lock({ operation: 'test', initial: neverMade });
  const record = recordOf(lease.state(), 'mock.m');
  const evilRecord = {
    ...record,
    current: {
      ...record.current!,
      attributes: { ...record.current!.attributes, [evil]: evil },
      differences: [`/${evil}`],
    },
    dependsOn: [evil],
  };
  await lease.append({ type: 'records', records: { 'mock.m': evilRecord } });
  await lease.release();
}

function storeOf(host: string, user: string) {
  const path = join(cli.dir, '.postform/default.state');
  return fileStateStore({ clock, random, hostname: host, pid: process.pid, user, path, emit: () => undefined });
}

function neverMade(): never {
  throw new Error('there is a state');
}

const worlds: Readonly<Record<string, () => Promise<unknown>>> = {
  'names and values': async () => undefined,
  'the server’s messages': () => {
    const body = { error: { name: evil, message: evil, details: [evil] } };
    return cli.control('faults', { faults: [{ on: {}, do: { kind: 'status', status: 400, body } }] });
  },
  'broken files': async () => {
    cli.write({
      [`desired/${inName}.yaml`]: `monitors: { m: { name: 1, "${inName.replace('\n', '')}": 2 } }\n${evil}: [`,
      'c.json': `{"info": ${evil}`,
    });
  },
  'who holds the lock': async () => {
    await storeOf(evil, evil).lock({ operation: evil, initial: neverMade });
  },
};

describe.each(Object.entries(worlds))('in %s', (_what, make) => {
  beforeAll(async () => {
    await open();
    await make();
  });
  afterAll(async () => cli.close());

  it.each(everyCommand.map((row) => [row.name, row] as const))('%s', async (_name, row) => {
    const reads = /\[(?:WHAT|PLANFILE)/.test(row.args ?? '') ? [[row.name, 'made.json']] : [];
    for (const line of [...linesOf(row, evil), ...reads]) {
      for (const isTty of [false, true]) {
        const { out, err } = await cli.run([...line, '--stack', 'default'], { isTty });
        const shown = isTty ? (out + err).replace(OWN, '') : out + err;
        expect([line, OBEYED.exec(shown)?.[0], FORGED.exec(shown)?.[0]]).toEqual([line, undefined, undefined]);
        expect(out + err).not.toContain('evil\u001b');
      }
      const json = await cli.run([...line, '--json']);
      expect(OBEYED.exec(json.out + json.err)?.[0]).toBeUndefined();
      expect(FORGED.exec(json.out + json.err)?.[0]).toBeUndefined();
    }
  });
});

it('JSON says the real text', async () => {
  await open();
  const { out } = await cli.run(['plan', '--json']);
  const texts: string[] = [];
  for (const line of out.trim().split('\n')) {
    JSON.parse(line, (_key, value: unknown) => {
      if (typeof value === 'string') texts.push(value);
      return value;
    });
  }
  expect(texts.some((text) => text.includes('evil\u001b[31m'))).toBe(true);
  await cli.close();
});
