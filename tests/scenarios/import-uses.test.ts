// An import of a whole workspace writes a use where a text holds the URL of a mock server, and nothing else changes by it.
import { readFileSync } from 'node:fs';
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

interface Made {
  readonly id: string;
  readonly uid: string;
  readonly mockUrl: string;
}

async function create(kind: string, body: JsonObject): Promise<Made> {
  const { workspace } = cli.emulator;
  const made = (await cli.control('edit', { kind, create: body, workspace })) as Pick<Made, 'id' | 'uid'>;
  const reply = await fetch(`${cli.emulator.url}/${kind}s/${made.id}`, {
    headers: { 'x-api-key': cli.emulator.apiKey },
  });
  return { ...((await reply.json()) as Record<string, Made>)[kind]!, ...made };
}

const collection = (name: string, url = 'https://example.com') =>
  create('collection', {
    info: { name, schema: SCHEMA },
    item: [{ name: 'R', request: { method: 'GET', url: { raw: url } } }],
  });
const environment = (name: string, values: Readonly<Record<string, string | JsonObject>> = {}) =>
  create('environment', {
    name,
    values: Object.entries(values).map(([key, value]) =>
      typeof value === 'string' ? { key, value, enabled: true } : { key, ...value },
    ),
  });
const edit = (kind: string, { id }: Made, set: JsonObject) => cli.control('edit', { kind, id, set });

const read = (path: string) => readFileSync(join(cli.dir, 'out', path), 'utf8');
const postform = (...argv: readonly string[]) => cli.run(['-C', join(cli.dir, 'out'), ...argv]);

async function importAll(exit = 0) {
  const done = await cli.run(['import', '--workspace', cli.emulator.workspace, '--all', '--out', 'out']);
  expect(done.exit, done.err).toBe(exit);
  return done;
}

async function expectNothingToDo() {
  const plan = await postform('plan', '--refresh', 'full', '--detailed-exitcode');
  expect(plan.exit, plan.out + plan.err).toBe(0);
}

async function mockOf(name: string, used?: Made) {
  const { uid } = await collection(`${name} API`);
  return create('mock', { name, collection: uid, private: true, ...(used ? { environment: used.uid } : {}) });
}

describe('the URL of an imported mock server', () => {
  it('becomes a use in values of environments: alone, at the beginning, inside, and on a cycle', async () => {
    const used = await environment('Orders', { host: 'x' });
    const { mockUrl, id } = await mockOf('Orders mock', used);
    const values = {
      mockUrl,
      v1: `${mockUrl}/v1?a=\${b}`,
      list: `["${mockUrl}","${mockUrl}/b"]`,
      longer: `${mockUrl}.example.com`,
      port: `${mockUrl}:8080`,
      word: `x${mockUrl}`,
      dollar: `$${mockUrl}`,
      id,
    };
    await edit('environment', used, {
      '/values': Object.entries(values).map(([key, value]) => ({ key, value, enabled: true })),
    });
    await importAll();
    expect(read('desired/environments.yaml')).toBe(`environments:
  orders:
    name: Orders
    values:
      mockUrl: \${mock.orders-mock.mockUrl}
      v1: \${mock.orders-mock.mockUrl}/v1?a=$\${b}
      list: '["\${mock.orders-mock.mockUrl}","\${mock.orders-mock.mockUrl}/b"]'
      longer: ${mockUrl}.example.com
      port: ${mockUrl}:8080
      word: x${mockUrl}
      dollar: $${mockUrl}
      id: ${id}
`);
    expect(read('desired/mocks.yaml')).toContain('environment: environment.orders');
    await expectNothingToDo();
  });

  it('follows a replacement of the mock server', async () => {
    const { mockUrl, id } = await mockOf('Mock');
    await environment('Orders', { mockUrl, v1: `${mockUrl}/v1` });
    await importAll();
    await cli.control('edit', { kind: 'mock', id, delete: true });
    const applied = await postform('apply', '--auto-approve', '--refresh', 'full');
    expect(applied.exit, applied.out + applied.err).toBe(0);
    const made = await postform('output', 'mock.mock.mockUrl');
    expect(made.out.trim()).not.toBe(mockUrl);
    await expectNothingToDo();
  });

  it('stays in masked values, which become secrets, and in keys', async () => {
    const { mockUrl } = await mockOf('Mock');
    await environment('Orders', { token: { value: mockUrl, type: 'secret' }, [mockUrl]: 'key' });
    await importAll();
    expect(read('desired/environments.yaml')).toContain('secret: orders-token');
    expect(read('desired/environments.yaml')).toContain(`${mockUrl}: key`);
    expect(read('desired/environments.yaml')).not.toContain('mock.mock.mockUrl');
  });

  it('stays in source files, and a note names it', async () => {
    const { mockUrl } = await mockOf('Mock');
    await collection('Caller', `${mockUrl}/orders`);
    const { err, out } = await importAll();
    expect(read('collections/caller.postman_collection.json')).toContain(`${mockUrl}/orders`);
    expect((err + out).replace(/\s+/g, ' ')).toContain(
      'collection.caller: collections/caller.postman_collection.json holds a value of mock.mock (mockUrl).',
    );
    await expectNothingToDo();
  });

  it('stays where the mock server is left out', async () => {
    const mock = await mockOf('Mock');
    const { mockUrl } = mock;
    await environment('Orders', { mockUrl });
    await edit('mock', mock, { '/name': ' ' });
    const { err } = await importAll(3);
    expect(err).toContain('Left out: mock " "');
    expect(read('desired/environments.yaml')).toContain(`mockUrl: ${mockUrl}\n`);
    await expectNothingToDo();
  });

  it('stays where a use would close a cycle that cannot be cut, and only there', async () => {
    const used = await environment('Orders', { host: 'x' });
    const { mockUrl } = await mockOf('Mock', used);
    await edit('environment', used, { '/name': mockUrl });
    await environment('Other', { mockUrl });
    await environment('Third', { mockUrl });
    await importAll();
    const text = read('desired/environments.yaml');
    expect(text).toContain(`name: ${mockUrl}\n`);
    expect(text.match(/mockUrl: \$\{mock\.mock\.mockUrl\}/g)).toHaveLength(2);
    await expectNothingToDo();
  });

  it('of several mock servers names the right one', async () => {
    const one = await mockOf('One');
    const two = await mockOf('Two');
    await environment('Orders', { one: one.mockUrl, two: `${two.mockUrl}/x ${one.mockUrl}` });
    await importAll();
    const text = read('desired/environments.yaml');
    expect(text).toContain(`one: \${mock.one.mockUrl}\n`);
    expect(text).toContain(`two: \${mock.two.mockUrl}/x \${mock.one.mockUrl}\n`);
    await expectNothingToDo();
  });
});
