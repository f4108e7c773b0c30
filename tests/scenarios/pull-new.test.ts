// `pull --new` takes what no address manages into the files of a project; the plan after it is empty.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '@postform/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type InProcessCli, makeInProcessCli } from '../harness/in-process-cli.ts';

const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

let cli: InProcessCli;
beforeEach(async () => {
  cli = await makeInProcessCli({ mockUrls: 'postman' });
});
afterEach(async () => cli.close());

async function create(kind: string, body: JsonObject): Promise<{ readonly id: string; readonly uid: string }> {
  const { workspace } = cli.emulator;
  return (await cli.control('edit', { kind, create: body, workspace })) as { id: string; uid: string };
}

const collection = (name: string) =>
  create('collection', { info: { name, schema: SCHEMA }, item: [{ name: 'R', request: { method: 'GET' } }] });
const environment = (name: string, values: Readonly<Record<string, string>> = {}, type = 'default') =>
  create('environment', {
    name,
    values: Object.entries(values).map(([key, value]) => ({ key, value, type, enabled: true })),
  });

const read = (path: string) => readFileSync(join(cli.dir, path), 'utf8');

/** A project that manages one environment. */
async function project(desired = 'desired/*.yaml') {
  cli.write({
    'postform.yaml': `# Ours\npostform: 1\nworkspace: ${cli.emulator.workspace}\ndesired: [${desired}]\n`,
    'desired/environments.yaml': `# Who owns these: team A\nenvironments:\n  orders:   # the first\n    name: Orders\n    values: { a: "1" }\n`,
  });
  const applied = await cli.run(['apply', '--auto-approve']);
  expect(applied.exit, applied.err).toBe(0);
}

async function writes() {
  const { calls } = (await cli.control('journal', undefined, 'GET')) as { calls: readonly { method: string }[] };
  return calls.filter(({ method }) => method !== 'GET').length;
}

/** Runs it; a call other than GET fails the test. */
async function pullNew(exit: number, ...more: readonly string[]) {
  const before = await writes();
  const done = await cli.run(['pull', '--new', ...more]);
  expect(done.exit, done.out + done.err).toBe(exit);
  expect(await writes()).toBe(before);
  return { ...done, out: done.out.replace(/\s+/g, ' ') };
}

async function expectNothingToDo() {
  const plan = await cli.run(['plan', '--refresh', 'full', '--detailed-exitcode']);
  expect(plan.exit, plan.out + plan.err).toBe(0);
}

describe('pull --new', () => {
  it('lists what it would take over, and writes nothing', async () => {
    await project();
    await environment('Billing', { b: '2' });
    const before = cli.files(() => false).filter(({ path }) => !path.includes('evidence') && path.startsWith(cli.dir));
    const { out, err } = await pullNew(2);
    expect(out).toContain('+ environment.billing');
    expect(out).toContain('desired/environments.yaml changed');
    expect(out).toContain('To take over 1 object: postform pull --new --write');
    expect(err).toContain('Reading: 1 call');
    const after = cli.files(() => false).filter(({ path }) => !path.includes('evidence') && path.startsWith(cli.dir));
    expect(after).toEqual(before);
  });

  it('adds to the file of the kind, makes files for others, and leaves an empty plan', async () => {
    await project();
    const orders = (await cli.run(['output', 'environment.orders.uid'])).out.trim();
    const { uid } = await collection('Orders');
    await create('mock', { name: 'Orders mock', collection: uid, environment: orders, private: true });
    await environment('Orders', { again: '1' });
    await environment('Billing', { b: '2' });
    const { out } = await pullNew(0, '--write');
    expect(out).toContain('Taken over: 4 objects.');
    expect(read('desired/environments.yaml')).toBe(
      `# Who owns these: team A\nenvironments:\n  orders:   # the first\n    name: Orders\n    values: { a: "1" }\n  orders-2:\n    name: Orders\n    values: { again: "1" }\n  billing:\n    name: Billing\n    values: { b: "2" }\n`,
    );
    expect(read('desired/collections.yaml')).toContain('source: ../collections/orders.postman_collection.json');
    expect(read('desired/mocks.yaml')).toContain('environment: environment.orders\n');
    expect(read('desired/mocks.yaml')).toContain('collection: collection.orders\n');
    expect(read('desired/mocks.yaml')).not.toContain('import:');
    await expectNothingToDo();
    await pullNew(0);
  });

  it('writes uses of the URL of a mock server that is managed', async () => {
    await project();
    const { uid } = await collection('Orders');
    await create('mock', { name: 'Orders mock', collection: uid, private: true });
    await pullNew(0, '--write');
    const url = (await cli.run(['output', 'mock.orders-mock.mockUrl'])).out.trim();
    await environment('Later', { url: `${url}/v1` });
    await pullNew(0, '--write');
    expect(read('desired/environments.yaml')).toContain(`url: "\${mock.orders-mock.mockUrl}/v1"`);
    await expectNothingToDo();
  });

  it('takes names whose files and secrets are free', async () => {
    await project();
    cli.write({ 'collections/orders.postman_collection.json': '{"mine": true}' });
    await collection('Orders');
    await environment('Masked', { token: 'hidden-value' }, 'secret');
    const { out } = await pullNew(0, '--write');
    expect(out).toContain('MASKED_TOKEN has to hold the secret masked-token');
    expect(read('collections/orders.postman_collection.json')).toBe('{"mine": true}');
    expect(existsSync(join(cli.dir, 'collections/orders-2.postman_collection.json'))).toBe(true);
    expect(read('postform.yaml')).toMatch(/^# Ours\n[\s\S]*masked-token:\s+\{?\s*env: MASKED_TOKEN/);
    expect(read('desired/environments.yaml')).not.toContain('hidden-value');
    await expectNothingToDo();
  });

  it('names what it leaves out, and why', async () => {
    await project('desired/environments.yaml');
    await environment(' ');
    await collection('Homeless');
    cli.write({
      'desired/environments.yaml': `${read('desired/environments.yaml')}  mine: { name: Mine, values: {} }\n`,
    });
    await environment('Mine');
    const { out } = await pullNew(3, '--write');
    expect(out).toContain('has no name');
    expect(out).toContain('has no desired file: add desired/collections.yaml to "desired:"');
    expect(out).toContain(
      'has the name of environment.mine, which manages nothing yet: postform import environment.mine',
    );
    expect(existsSync(join(cli.dir, 'desired/collections.yaml'))).toBe(false);
  });

  it('is completed by the next run after a kill between the files and the state', async () => {
    await project();
    await collection('Orders');
    await environment('Billing', { b: '2' });
    const state = join(cli.dir, '.postform/default.state');
    const before = readFileSync(state);
    await pullNew(0, '--write');
    const files = read('desired/environments.yaml');
    const ids = Object.fromEntries(
      await Promise.all(
        ['collection.orders', 'environment.billing'].map(
          async (address) => [address, (await cli.run(['output', `${address}.id`])).out.trim()] as const,
        ),
      ),
    );
    // What the disk holds where the process was killed before the state was written.
    writeFileSync(state, before);
    rmSync(`${state}.journal`, { force: true });
    const withBlock = (text: string, line: string, id: string) =>
      text.replace(line, `${line}    import:\n      id: ${id}\n`);
    cli.write({
      'desired/environments.yaml': withBlock(files, '    name: Billing\n', ids['environment.billing']!),
      'desired/collections.yaml': withBlock(
        read('desired/collections.yaml'),
        '    source: ../collections/orders.postman_collection.json\n',
        ids['collection.orders']!,
      ),
    });
    expect((await pullNew(2)).out).toContain('+ environment.billing (its import: block names the object)');
    const { out } = await pullNew(0, '--write');
    expect(out).toContain('Taken over: 2 objects.');
    expect(read('desired/environments.yaml')).toBe(files);
    expect(read('desired/collections.yaml')).not.toContain('import:');
    await expectNothingToDo();
  });

  it('writes no file while somebody else holds the state', async () => {
    await project();
    await environment('Billing', { b: '2' });
    const before = read('desired/environments.yaml');
    const owner = { pid: process.ppid, host: hostname(), operation: 'apply', startedAtMs: Date.now() };
    cli.write({ '.postform/default.state.lock': JSON.stringify(owner) });
    const done = await cli.run(['pull', '--new', '--write']);
    expect(done.exit, done.out + done.err).toBe(6);
    expect(read('desired/environments.yaml')).toBe(before);
  });

  it('contradicts addresses and other modes', async () => {
    await project();
    await pullNew(64, 'environment.orders');
    await pullNew(64, '--gone');
  });

  it('with --json prints the document of pull', async () => {
    await project();
    await environment('Billing', { b: '2' });
    const { out } = await pullNew(2, '--json');
    expect(JSON.parse(out)).toMatchObject({
      written: false,
      objects: [{ address: 'environment.billing', what: 'new' }],
      files: [{ path: 'desired/environments.yaml', addresses: ['environment.billing'] }],
      left_out: [],
    });
  });
});
