// Credentials in the files, through the real command line: told, refused where that is asked for, and never shown.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CREDENTIALS, made } from '../../packages/config/src/testing/credentials.ts';
import { type InProcessCli, makeInProcessCli, type Shown } from '../harness/in-process-cli.ts';

// The first command of the file loads the whole program.
vi.setConfig({ testTimeout: 120_000 });

let cli: InProcessCli;
beforeEach(async () => {
  cli = await makeInProcessCli();
});
afterEach(async () => cli.close());

const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
const project = (guard = '') =>
  `postform: 1\nworkspace: ${cli.emulator.workspace}\ndesired: [desired/*.yaml]\n${guard}`;

interface Texts {
  readonly header?: string;
  readonly body?: string;
  readonly script?: string;
  readonly description?: string;
  readonly url?: string;
  readonly variable?: string;
}

function collection({ header = '', body = '', script = '', description = '', url = '', variable = '' }: Texts): string {
  const request = {
    method: 'POST',
    url: `https://api.internal/orders${url}`,
    header: [{ key: 'X-Shop', value: header }],
    body: { mode: 'raw', raw: body },
    description,
  };
  return JSON.stringify(
    {
      info: { name: 'Orders', schema: SCHEMA },
      item: [{ name: 'Create', request }],
      event: [{ listen: 'test', script: { type: 'text/javascript', exec: ['pm.test("ok");', script] } }],
      variable: [{ key: 'shop', value: variable }],
    },
    null,
    2,
  );
}

function write(texts: Texts, { guard = '', fields = '', value = 'x' } = {}): void {
  cli.write({
    'postform.yaml': project(guard),
    'desired/orders.json': collection(texts),
    'desired/all.yaml': `collections:\n  orders: { source: orders.json${fields} }\nenvironments:\n  orders: { name: Orders, values: { plain: ${JSON.stringify(value)} } }\n`,
  });
}

const one = (rule: string): string =>
  CREDENTIALS[rule]![0]!.join('') + (rule === 'url-password' ? '@db.internal/x' : '');
const github = one('github-token');
const shownOf = ({ out, err }: Shown): string => out + err;
/** The value alone, in pieces that nobody could take for chance. */
const piecesOf = (value: string): readonly string[] =>
  value.split(/\s+/).flatMap((line) => (line.length < 12 ? [] : [line.slice(-12, -2), line.slice(4, 14)]));

describe('what seems to be a credential', () => {
  it('is told by validate and plan, with its place, and not shown', async () => {
    write({ header: github, script: `var t = "${one('slack-token')}";` }, { value: one('stripe-key') });
    const said = await cli.run(['validate']);
    expect(said.exit).toBe(0);
    expect(said.err).toContain(
      'Warning: collection.orders: /items/Create/request/header/X-Shop seems to be a GitHub token (github-token)\n  desired/orders.json:15:23\n',
    );
    expect(said.err).toContain('write secrets: { "/items/Create/request/header/X-Shop": { secret: NAME } }');
    expect(said.err).toContain('/scripts/test/exec/1 seems to be a Slack token (slack-token)\n  desired/orders.json:');
    expect(said.err).toContain(
      'environment.orders: /values/plain/value seems to be a live Stripe key (stripe-key)\n  desired/all.yaml:4:',
    );
    const planned = await cli.run(['plan']);
    expect(planned.err).toContain(said.err.trim());
    for (const value of [github, one('slack-token'), one('stripe-key')])
      for (const piece of piecesOf(value)) expect(shownOf(said) + shownOf(planned)).not.toContain(piece);
  });

  it('is told as records for programs, at its line', async () => {
    write({ header: github });
    const { out } = await cli.run(['validate', '--json']);
    const records = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { diagnostic?: object });
    expect(records.flatMap(({ diagnostic }) => diagnostic ?? [])).toEqual([
      expect.objectContaining({
        severity: 'warning',
        code: 'D_CREDENTIAL',
        range: { filename: 'desired/orders.json', start: { line: 15, column: 23 } },
      }),
    ]);
  });

  it('goes where the advice is followed: the secret is put back by its place', async () => {
    write(
      { header: '' },
      {
        fields: ', secrets: { "/items/Create/request/header/X-Shop": { secret: shop } }',
        guard: 'secrets: { shop: { env: SHOP } }\n',
      },
    );
    cli.env['SHOP'] = github;
    expect((await cli.run(['validate'])).err).toBe('');
    const applied = await cli.run(['apply', '--auto-approve']);
    expect(applied.exit).toBe(0);
    expect(shownOf(applied)).not.toContain(github.slice(8));
  });

  it('is no longer told where lifecycle.allowSecrets has its place', async () => {
    write({ header: github }, { fields: ', lifecycle: { allowSecrets: [/items/Create/request/header] }' });
    expect(await cli.run(['validate'])).toMatchObject({ exit: 0, err: '' });
  });
});

describe('guard.secrets: refuse', () => {
  it('refuses the plan and the apply (exit 7), before anything is written', async () => {
    write({ body: `{"token":"${github}"}` }, { guard: 'guard: { secrets: refuse }\n' });
    const planned = await cli.run(['plan', '-o', 'p.plan']);
    expect(planned.exit).toBe(7);
    expect(planned.out).toContain(
      'Refused: collection.orders holds what seems to be a credential at /items/Create/request/body/raw, and guard.secrets is refuse.',
    );
    const applied = await cli.run(['apply', '--auto-approve']);
    expect(applied).toMatchObject({ exit: 7, err: expect.stringContaining('[E_PLAN_CREDENTIALS]') });
    expect((await cli.run(['apply', 'p.plan'])).exit).toBe(7);
    const saved = JSON.parse((await cli.run(['show', 'p.plan', '--json'])).out) as { refused: object[] };
    expect(saved.refused).toEqual([
      expect.objectContaining({
        code: 'E_PLAN_CREDENTIALS',
        address: 'collection.orders',
        pointers: ['/items/Create/request/body/raw'],
        count: 1,
      }),
    ]);
    expect((await cli.run(['state', 'list'])).out).not.toContain('collection.orders');
  });

  it('applies the rest, and what is allowed', async () => {
    const guard = 'guard: { secrets: refuse }\n';
    write({ header: github }, { guard });
    expect((await cli.run(['apply', '--auto-approve', '--exclude', 'collection.orders'])).exit).toBe(0);
    write({ header: github }, { guard, fields: ', lifecycle: { allowSecrets: [/items/*/request] }' });
    expect((await cli.run(['apply', '--auto-approve'])).exit).toBe(0);
    write({ header: github }, { guard });
    expect((await cli.run(['plan'])).exit).toBe(7);
    expect((await cli.run(['drift'])).exit).toBe(0);
    expect((await cli.run(['destroy', '--auto-approve'])).exit).toBe(0);
  });

  it('says nothing where it is off', async () => {
    write({ header: github }, { guard: 'guard: { secrets: off }\n' });
    const planned = await cli.run(['plan']);
    expect(planned).toMatchObject({ exit: 0, err: expect.not.stringContaining('credential') });
    for (const piece of piecesOf(github)) expect(planned.out).not.toContain(piece);
  });
});

describe('import', () => {
  it('tells what is left in the files that it wrote', async () => {
    write({ script: `var t = "${github}";` }, { value: one('stripe-key') });
    expect((await cli.run(['apply', '--auto-approve'])).exit).toBe(0);
    const said = await cli.run(['import', '--workspace', cli.emulator.workspace, '--all', '--out', 'copy']);
    expect(said.exit).toBe(0);
    expect(said.err).toMatch(
      /collection\.orders: \/scripts\/test\/exec\/1 seems to be a GitHub token \(github-token\)\n {2}collections\//,
    );
    expect(said.err).toMatch(/environment\.orders: \/values\/plain\/value seems to be a live Stripe key/);
    expect(readFileSync(join(cli.dir, 'copy', 'desired', 'environments.yaml'), 'utf8')).toContain(one('stripe-key'));
    for (const piece of piecesOf(github)) expect(shownOf(said)).not.toContain(piece);
    const next = await cli.run(['-C', 'copy', 'plan']);
    expect(next.err).toContain('seems to be a GitHub token');
  });

  it('of one object tells what its files hold', async () => {
    write({ header: github });
    expect((await cli.run(['apply', '--auto-approve'])).exit).toBe(0);
    const id = (await cli.run(['output', 'collection.orders.id'])).out.trim();
    expect((await cli.run(['state', 'rm', 'collection.orders'])).exit).toBe(0);
    const said = await cli.run(['import', 'collection.orders', id]);
    expect(said).toMatchObject({ exit: 0, err: expect.stringContaining('seems to be a GitHub token') });
  });
});

describe('known bytes', () => {
  it('change nothing: off, on, and spoilt', async () => {
    write({ header: github, body: one('json-web-token'), script: one('bearer-token') }, { value: one('url-password') });
    expect((await cli.run(['apply', '--auto-approve'])).exit).toBe(0);
    const said = async (known: string) => {
      cli.env['POSTFORM_KNOWN'] = known;
      const { exit, out, err } = await cli.run(['validate']);
      const plan = await cli.run(['plan']);
      return {
        exit,
        out,
        err,
        plan: [plan.exit, plan.out.replace(/\d+ s ago/g, ''), plan.err.replace(/\d+(\.\d)? s\b/g, '')],
      };
    };
    const off = await said('off');
    expect(off.err.match(/Warning/g)).toHaveLength(4);
    await said('');
    expect(await said('')).toEqual(off);
    const file = join(cli.dir, '.postform', 'project.evidence.known');
    expect(readFileSync(file, 'utf8')).not.toContain(github.slice(8, 20));
    writeFileSync(file, readFileSync(file, 'utf8').replace(/rule|found|what/g, 'x'));
    expect(await said('')).toEqual(off);
  });
});

describe('no output holds any part of a credential', () => {
  const rules = Object.keys(CREDENTIALS);

  it('wherever it stands, whatever is done with it', async () => {
    const places = fc.constantFrom<keyof Texts>('header', 'body', 'script', 'description', 'variable');
    const around = fc.constantFrom<readonly [string, string]>(
      ['', ''],
      ['see ', ' there'],
      ['{"a":"', '"}'],
      [`${made(90)} `, ''],
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...rules),
        places,
        around,
        fc.boolean(),
        async (rule, place, [head, tail], json) => {
          const [, value] = CREDENTIALS[rule]![0]!;
          const text = `${head}${one(rule)}${tail}`;
          const flags = json ? ['--json'] : [];
          const outputs: string[] = [];
          const run = async (...args: string[]) => void outputs.push(shownOf(await cli.run([...args, ...flags])));
          write({ [place]: 'before' }, { value: 'before' });
          await cli.run(['apply', '--auto-approve']);
          write({ [place]: text }, { value: text });
          await run('validate');
          await run('plan');
          await run('apply', '--auto-approve');
          write({ [place]: 'after' }, { value: 'after' });
          await run('plan', '-o', 'p.plan');
          outputs.push(readFileSync(join(cli.dir, 'p.plan'), 'utf8'));
          await run('show', 'p.plan');
          for (const piece of piecesOf(value)) expect(outputs.filter((output) => output.includes(piece))).toEqual([]);
        },
      ),
      { numRuns: 30, seed: 7 },
    );
  }, 300_000);
});
