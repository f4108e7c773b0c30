// `state accept --remote`: an edit that the files say nothing of stays, is shown no more, and survives what is written beside it.
import { describe, expect, it } from 'vitest';
import { useCliHarness } from '../../../../tests/harness/cli-harness.ts';

const cli = useCliHarness();
const PATH = 'collections/orders.postman_collection.json';
const added = { name: 'By hand', request: { method: 'GET', url: 'https://example.com/by-hand' } };
const source = () => JSON.parse(cli.project.read(PATH)) as { item: { name: string }[] };

async function nothingToDo(): Promise<void> {
  const plan = await cli.postform('plan', '--detailed-exitcode');
  expect(plan).toMatchObject({ exit: 0, out: expect.stringContaining('No changes.') });
  expect(plan.out).not.toContain('By hand');
  expect(await cli.postform('drift')).toMatchObject({ exit: 0 });
}

/** As the server has it, straight over HTTP. */
async function bodyOf(address: string, plural: string): Promise<string> {
  const id = (await cli.postform('output', `${address}.id`)).out.trim();
  const { POSTMAN_API_BASE_URL: url, POSTMAN_API_KEY: key = '' } = cli.env();
  return (await fetch(`${url}/${plural}/${id}`, { headers: { 'x-api-key': key } })).text();
}

describe('a request that somebody added', () => {
  it('is shown no more, nothing is written, and writes beside it keep it', async () => {
    await cli.applyTeam();
    const last = source().item.length;
    await cli.byHand('collection.orders', { [`/item/${last}`]: added });
    expect(await cli.postform('drift')).toMatchObject({ exit: 2 });
    const accept = await cli.postform('state', 'accept', 'collection.orders', '--remote');
    expect(accept).toMatchObject({ exit: 0, err: expect.stringContaining('/items/By hand/name') });
    expect(accept.err).toContain('Reading: 2 calls');
    await nothingToDo();

    const changed = source();
    changed.item[0]!.name = 'Renamed in the files';
    changed.item.unshift({ ...added, name: 'New in the files' });
    cli.project.write(PATH, JSON.stringify(changed));
    const apply = await cli.postform('apply', '--auto-approve');
    expect(apply).toMatchObject({ exit: 0 });
    expect(apply.out).not.toContain('By hand');
    const live = await bodyOf('collection.orders', 'collections');
    for (const name of ['By hand', 'New in the files', 'Renamed in the files']) expect(live).toContain(`"${name}"`);
    await nothingToDo();

    changed.item.pop();
    cli.project.write(PATH, JSON.stringify(changed));
    expect(await cli.postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
    expect(await bodyOf('collection.orders', 'collections')).toContain('"By hand"');
    await nothingToDo();
  });
});

describe('a variable that somebody added', () => {
  const add = async (value: string) =>
    cli.byHand('environment.orders', { '/values/3': { key: 'by.hand', value, type: 'default', enabled: true } });

  it('is accepted by its pointer; another edit of it is seen again and needs a review', async () => {
    cli.open('01-one-environment');
    await cli.postform('apply', '--auto-approve');
    await add('1');
    const accept = await cli.postform('state', 'accept', 'environment.orders/values/by.hand', '--remote', '--json');
    expect(accept.exit).toBe(0);
    expect(JSON.parse(accept.out)).toMatchObject({ operation: 'state accept', accepted: ['/values/by.hand'] });
    await nothingToDo();
    const text = cli.project.read('desired/orders.yaml');
    cli.project.write('desired/orders.yaml', text.replace('pageSize: 50', 'pageSize: 51'));
    expect(await cli.postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
    expect(await bodyOf('environment.orders', 'environments')).toContain('by.hand');
    await nothingToDo();
    await add('2');
    expect((await cli.postform('plan')).out).toContain('by.hand');
    expect(await cli.postform('drift')).toMatchObject({ exit: 2 });
    expect(await cli.postform('apply', '--auto-approve')).toMatchObject({ exit: 7 });
  });

  it('stays where the files and people agree on something else', async () => {
    cli.open('01-one-environment');
    await cli.postform('apply', '--auto-approve');
    await add('1');
    await cli.postform('state', 'accept', 'environment.orders', '--remote');
    const text = cli.project.read('desired/orders.yaml');
    cli.project.write('desired/orders.yaml', text.replace('name: Orders', 'name: Agreed'));
    await cli.byHand('environment.orders', { '/name': 'Agreed' });
    expect(await cli.postform('apply', '--auto-approve', '--overwrite-remote')).toMatchObject({ exit: 0 });
    await nothingToDo();
    cli.project.write('desired/orders.yaml', text.replace('pageSize: 50', 'pageSize: 52'));
    expect(await cli.postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
    expect(await bodyOf('environment.orders', 'environments')).toContain('by.hand');
  });
});

describe('an edit of what the files say', () => {
  it('is refused with the ways out, and nothing is accepted', async () => {
    cli.open('01-one-environment');
    await cli.postform('apply', '--auto-approve');
    await cli.byHand('environment.orders', { '/name': 'By hand' });
    const { exit, err } = await cli.postform('state', 'accept', 'environment.orders', '--remote');
    expect(exit).toBe(7);
    expect(err).toContain('E_STATE_ACCEPT');
    expect(err).toContain('lifecycle.ignore');
    expect((await cli.postform('drift')).exit).toBe(2);
    const other = await cli.postform('state', 'accept', 'environment.orders/values', '--remote');
    expect(other).toMatchObject({ exit: 0, err: expect.stringContaining('There was nothing to accept') });
    const none = await cli.postform('state', 'accept', 'environment.none/name', '--remote');
    expect(none).toMatchObject({ exit: 1, err: expect.stringContaining('E_STATE_ADDRESS') });
  });
});
