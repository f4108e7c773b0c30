// Every record and every document of the JSON Schemas is printed by some command, and the schemas refuse what is none.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { documentRows } from '../../packages/cli/src/json/document-schema.ts';
import { recordRows } from '../../packages/cli/src/json/record-schema.ts';
import { type InProcessCli, makeInProcessCli } from '../harness/in-process-cli.ts';
import { checkJsonOutput } from '../harness/json-output.ts';
import { desired, environment, mock, monitor, project, team } from '../plans/projects.ts';

const APPLY = 'apply --auto-approve --overwrite-remote --allow-delete 9 --parallelism 1';
const edited = (host: string) => ({
  ...team,
  environments: { orders: environment({ host, retries: 3, token: { secret: 'token' } }) },
  monitors: { smoke: monitor({ name: host }) },
});

vi.setConfig({ testTimeout: 120_000 });

let cli: InProcessCli;
const seen = new Set<string>();

/** Runs a command with --json; `run` has checked each record and each document. */
async function json(line: string): Promise<string> {
  const argv = [...line.split(' '), '--json'];
  const { out } = await cli.run(argv);
  for (const name of checkJsonOutput(argv, out)) seen.add(name);
  return out;
}

const faults = (...list: readonly unknown[]) => cli.control('faults', { faults: list });
const fails = (method: string, when: 'before' | 'after', status = 403) => ({
  on: { method, path: '^/environments' },
  do: { kind: 'status', status, when },
});
const becomes = (value: string) => ({
  on: { method: 'PUT', path: '^/environments', times: 1 },
  do: { kind: 'edit', edit: { kind: 'environment', id: 'this', set: { '/values/0/value': value } }, when: 'after' },
});
const uses = { mocks: { orders: mock({ environment: 'environment.orders' }) } };

beforeAll(async () => {
  cli = await makeInProcessCli();
  cli.env['TOKEN'] = 'canary';
  cli.write(project({ ...edited('orders.example.com'), ...uses }, { secrets: { token: { env: 'TOKEN' } } }));
});
afterAll(() => cli.close());

describe('the JSON Schemas', () => {
  it('allow what a project goes through, and know no record and no document that nobody prints', async () => {
    await json('validate');
    await faults(fails('POST', 'before'));
    await json(`${APPLY} --settle-time 4s`);
    await faults();
    await json(`${APPLY} --settle-time 4s`);
    cli.write(desired({ ...edited('a.example.com'), ...uses }));
    await faults(becomes('made.something.else'));
    await json(`${APPLY} --settle-time 0s`);
    await faults();
    cli.write(desired(edited('b.example.com')));
    const { id } = JSON.parse(await json('state show environment.orders')) as { readonly id: string };
    await cli.control('edit', { kind: 'environment', id, set: { '/values/1/value': '99' } });
    await json('state show environment.none');
    await json('plan -o plan.json');
    await json('drift');
    await json('diff collection.orders --explain');
    await json('plan --max-calls 1');
    await json('pull');
    cli.write(desired({ ...edited('b.example.com'), monitors: {} }));
    await json('plan --no-delete');
    await json(`${APPLY} --settle-time 0s`);
    for (const line of ['show plan.json', 'show', 'state list', 'output', 'output mock.orders.mockUrl'])
      await json(line);
    for (const line of ['completion bash', 'lock show', 'budget', 'budget --refresh full', 'schema leaves'])
      await json(line);
    await cli.control('limits', { bucket: 'general', limit: 60, used: 60, resetInMs: 1500 });
    await json('plan --wait --refresh full');
    await json('budget --forget');
    const kept = (await json('restore')).split('\n').find((line) => line.includes('"backup"'))!;
    await json(`restore ${(JSON.parse(kept) as { path: string }).path} --auto-approve`);
    await json('state mv environment.orders environment.shop');
    await json(`import environment.shop ${id}`);
    await json(`import --workspace ${cli.emulator.workspace} --all --out taken`);
    expect([...Object.keys(recordRows), ...Object.keys(documentRows)].filter((name) => !seen.has(name))).toEqual([
      // Printed by each emulator process of the tests, which is checked in the same way.
      'emulator',
    ]);
  });

  it.each([
    ['a key too many', { more: 1 }],
    ['a key too few', { ui: undefined }],
    ['a key of another type', { ui: 2 }],
    ['a type that no record has', { type: 'another' }],
  ])('refuse a record with %s', async (_title, change) => {
    const [version] = (await json('validate')).split('\n');
    const odd = JSON.stringify({ ...(JSON.parse(version!) as object), ...change });
    expect(() => checkJsonOutput(['validate', '--json'], `${odd}\n`)).toThrow(odd);
  });

  it('refuse a document with a key too many', async () => {
    const document = JSON.parse(await json('lock show')) as object;
    const odd = JSON.stringify({ ...document, more: 1 });
    expect(() => checkJsonOutput(['lock', 'show', '--json'], odd)).toThrow('no document of lock show');
  });
});
