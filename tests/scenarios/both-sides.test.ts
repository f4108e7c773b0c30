// Files and people change one workspace: what both did is there, and `pull` takes people's part into the files.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type InProcessCli, makeInProcessCli } from '../harness/in-process-cli.ts';

interface Item {
  id?: string;
  name: string;
  item?: Item[];
  request?: Record<string, unknown>;
}
interface Collection {
  info: Record<string, unknown>;
  item: Item[];
  variable?: Record<string, unknown>[];
}

let cli: InProcessCli;
beforeEach(async () => {
  cli = await makeInProcessCli();
});
afterEach(() => cli.close());

async function api(path: string, method = 'GET', body?: unknown): Promise<Record<string, unknown>> {
  const headers = { 'x-api-key': cli.emulator.apiKey, 'content-type': 'application/json' };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const reply = await fetch(cli.emulator.url + path, { method, headers, ...sent });
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
  return (await reply.json()) as Record<string, unknown>;
}

/** The object's id as it is recorded: lists of some servers name other uids. */
async function idOf(kind: 'collection' | 'environment'): Promise<string> {
  const { out } = await cli.run(['state', 'list', '--json']);
  const { resources } = JSON.parse(out) as { readonly resources: { readonly address: string; readonly id: string }[] };
  return resources.find(({ address }) => address.startsWith(`${kind}.`))!.id;
}

const collectionNow = async () => (await api(`/collections/${await idOf('collection')}`))['collection'] as Collection;

/** Somebody edits the collection in the app. */
async function inApp(edit: (collection: Collection) => void): Promise<void> {
  const collection = await collectionNow();
  edit(collection);
  await api(`/collections/${await idOf('collection')}`, 'PUT', { collection });
}

async function valuesInApp(edit: (values: { key: string; value: string }[]) => void): Promise<void> {
  const id = await idOf('environment');
  const { name, values } = (await api(`/environments/${id}`))['environment'] as {
    readonly name: string;
    readonly values: { key: string; value: string }[];
  };
  edit(values);
  await api(`/environments/${id}`, 'PUT', { environment: { name, values } });
}

const fileText = (path: string): string => readFileSync(join(cli.dir, path), 'utf8');

function rewriteFile(path: string, from: string, to: string): void {
  const text = fileText(path);
  if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
  cli.write({ [path]: text.replace(from, to) });
}

async function run(exit: number, ...argv: readonly string[]): Promise<string> {
  const shown = await cli.run(argv);
  expect(shown.exit, `${argv.join(' ')}\n${shown.out}\n${shown.err}`).toBe(exit);
  return shown.out;
}

/** Names by id, of all items. */
function namesById(items: readonly Item[]): Record<string, string> {
  return Object.fromEntries(
    items.flatMap((item) => [[item.id!, item.name], ...Object.entries(namesById(item.item ?? []))]),
  );
}

const call = (name: string, path: string) =>
  `{ "name": "${name}", "request": { "method": "GET", "url": "https://x.org/${path}" } }`;
const source = `{
\t"info": { "name": "Orders", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json" },
\t"item": [
\t\t{
\t\t\t"name": "Orders",
\t\t\t"item": [
\t\t\t\t${call('List', 'orders')},
\t\t\t\t${call('Create', 'new')},
\t\t\t\t${call('Delete', 'old')}
\t\t\t]
\t\t}
\t]
}
`;
const desired = `# What the team shares
collections:
  orders: { source: ../collections/orders.json }   # exported once

environments:
  orders:
    name: 'Orders'
    values:
      host: "\${var.host}"  # by stack
      limit: 10
`;

async function begin(lifecycle = ''): Promise<void> {
  cli.write({
    'postform.yaml': `postform: 1\nworkspace: ${cli.emulator.workspace}\ndesired: [desired/*.yaml]\nvars: { host: x.org }\n`,
    'desired/orders.yaml':
      lifecycle === '' ? desired : desired.replace('orders.json }', `orders.json, lifecycle: ${lifecycle} }`),
    'collections/orders.json': source,
  });
  await run(0, 'apply', '--auto-approve');
}

const orders = (collection: Collection): Item[] => collection.item[0]!.item!;

describe('a rename in a file, and in the app a new and a renamed request and a variable', () => {
  it('end with pull --write and apply: both are there, and no id is another', async () => {
    await begin();
    const before = namesById((await collectionNow()).item);
    rewriteFile('collections/orders.json', '"List"', '"List all"');
    await inApp((collection) => {
      orders(collection)[1]!.name = 'Create one';
      orders(collection).push({ name: 'Cancel', request: { method: 'DELETE', url: 'https://x.org/cancel' } });
    });
    await valuesInApp((values) => values.push({ key: 'added', value: 'by hand' }));

    const shown = await run(2, 'pull');
    expect(shown).toContain('collections/orders.json');
    expect(fileText('collections/orders.json')).not.toContain('Cancel');
    await run(0, 'pull', '--write');
    expect(
      fileText('collections/orders.json')
        .split('\n')
        .filter((line) => !source.includes(line)).length,
    ).toBeLessThan(12);
    expect(fileText('desired/orders.yaml')).toBe(`${desired}      added: by hand\n`);

    expect(await run(0, 'plan', '--target', 'environment.orders', '--detailed-exitcode')).toContain('No changes');
    await run(0, 'apply', '--auto-approve');
    const after = await collectionNow();
    expect(orders(after).map(({ name }) => name)).toEqual(['List all', 'Create one', 'Delete', 'Cancel']);
    const names = namesById(after.item);
    for (const id of Object.keys(before)) expect(names).toHaveProperty(id);
    await run(0, 'plan', '--detailed-exitcode');
    expect(await run(0, 'pull')).toContain('Nothing to pull');
  });
});

describe('people’s edits that a policy keeps', () => {
  it('stay beside the changes of the files, new requests and moves included', async () => {
    await begin('{ drift: keep }');
    rewriteFile('collections/orders.json', '"List"', '"List all"');
    await inApp((collection) => {
      const [list, create, remove] = orders(collection) as [Item, Item, Item];
      collection.item[0]!.item = [remove, list, { name: 'New', request: { method: 'GET', url: 'https://x.org/n' } }];
      collection.item.push({ name: 'Later', item: [{ ...create, name: 'Create later' }] });
    });
    const before = namesById((await collectionNow()).item);
    await run(0, 'apply', '--auto-approve');
    const after = await collectionNow();
    expect(after.item.map(({ name }) => name)).toEqual(['Orders', 'Later']);
    expect(orders(after).map(({ name }) => name)).toEqual(['Delete', 'List all', 'New']);
    expect(after.item[1]!.item!.map(({ name }) => name)).toEqual(['Create later']);
    expect(Object.keys(namesById(after.item)).sort()).toEqual(Object.keys(before).sort());
    expect(await run(0, 'plan', '--detailed-exitcode')).toContain('kept');
  });
});

describe('one value that both sides changed', () => {
  it('is a conflict that names the pull command, and that somebody must decide', async () => {
    await begin();
    rewriteFile('desired/orders.yaml', 'limit: 10', 'limit: 20');
    await valuesInApp((values) => {
      values.find(({ key }) => key === 'limit')!.value = '30';
    });
    const refused = await cli.run(['apply', '--auto-approve']);
    expect(refused.exit).toBe(7);
    expect(refused.out + refused.err).toContain('postform pull environment.orders --theirs --write');
    const undecided = await run(7, 'pull', '--write');
    expect(undecided).toContain('/values/limit');
    expect(fileText('desired/orders.yaml')).toContain('limit: 20');
    await run(0, 'pull', '--ours', '--write');
    expect(fileText('desired/orders.yaml')).toContain('limit: 20');
    await run(0, 'pull', '--theirs', '--write');
    expect(fileText('desired/orders.yaml')).toBe(desired.replace('limit: 10', 'limit: 30'));
    await run(0, 'plan', '--detailed-exitcode');
  });
});

describe('a value that comes from a variable', () => {
  it('is named and not replaced', async () => {
    await begin();
    await valuesInApp((values) => {
      values.find(({ key }) => key === 'host')!.value = 'y.org';
    });
    expect(await run(3, 'pull', '--write')).toContain('variable');
    expect(fileText('desired/orders.yaml')).toBe(desired);
  });
});

describe('an object that people deleted', () => {
  it('is named, and leaves the files with --gone', async () => {
    await begin();
    await api(`/environments/${await idOf('environment')}`, 'DELETE');
    expect(await run(0, 'pull')).toContain('--gone');
    expect(fileText('desired/orders.yaml')).toBe(desired);
    await run(0, 'pull', '--gone', '--write');
    expect(fileText('desired/orders.yaml')).not.toContain('limit');
    expect(fileText('desired/orders.yaml')).toContain('# exported once');
    await run(0, 'apply', '--auto-approve');
    await run(0, 'plan', '--detailed-exitcode');
  });
});
