// Habits nobody documented: keys in another order, defaults written out, empties left out; never another meaning.
import { describe, expect, it } from 'vitest';
import { at, collection, make, open, request, text } from '../testing/harness.ts';

const exact = { reorderKeys: false, fillDefaults: false, dropEmpties: false };
const only = (name: keyof typeof exact) => ({ switches: { ...exact, [name]: true } });

const blank = {
  description: '',
  event: [],
  request: {
    url: { raw: 'https://example.test/a?b=', query: [{ key: 'b', value: '' }], variable: [] },
    method: 'GET',
    header: [{ key: 'X', value: '' }],
    body: { mode: 'raw', raw: '' },
  },
};
const whole = collection('Orders', [request('Get', blank), { name: 'Empty', item: [] }], { variable: [] });

async function readBack(options: Parameters<typeof open>[0]) {
  const harness = await open(options);
  const { uid } = await make(harness, 'collection', whole);
  return (await harness.call('GET', `/collections/${uid}`)).body;
}

describe('the keys of what is read', () => {
  it('stand in the order of the alphabet with reorderKeys', async () => {
    const read = await readBack(only('reorderKeys'));
    const keys = Object.keys(at(read, 'collection.item.0.request') as object);
    expect(keys).toEqual(['body', 'header', 'method', 'url']);
  });
  it('stand as they were sent without it', async () => {
    const read = await readBack({ switches: exact });
    const keys = Object.keys(at(read, 'collection.item.0.request') as object);
    expect(keys).toEqual(['url', 'method', 'header', 'body']);
  });
});

describe('what is empty', () => {
  it('is not read with dropEmpties, but where its presence means something', async () => {
    const read = await readBack(only('dropEmpties'));
    expect(at(read, 'collection')).not.toHaveProperty('variable');
    expect(at(read, 'collection.item.0')).not.toHaveProperty('description');
    expect(at(read, 'collection.item.0')).not.toHaveProperty('event');
    expect(at(read, 'collection.item.0.request')).toEqual({
      url: { raw: 'https://example.test/a?b=', query: [{ key: 'b', value: '' }] },
      method: 'GET',
      header: [{ key: 'X', value: '' }],
      body: { mode: 'raw' },
    });
    expect(at(read, 'collection.item.1.item')).toEqual([]);
  });
  it('is read as it was sent without it', async () => {
    const read = await readBack({ switches: exact });
    expect(at(read, 'collection.item.0')).toMatchObject(blank);
    expect(at(read, 'collection.variable')).toEqual([]);
  });
  it('stays empty where a list has nothing to show', async () => {
    const { call } = await open(only('dropEmpties'));
    expect((await call('GET', '/collections')).body).toEqual({ collections: [] });
  });
});

describe('what was not sent', () => {
  it('is read with its default with fillDefaults', async () => {
    const read = await readBack(only('fillDefaults'));
    expect(at(read, 'collection')).toMatchObject({ auth: null, event: [], info: { description: '' } });
    expect(at(read, 'collection.item.0')).toMatchObject({ variable: [], response: [] });
    expect(at(read, 'collection.item.0.request')).toMatchObject({ description: '', auth: null });
    const header = { key: 'X', value: '', description: '', disabled: false, type: 'text' };
    expect(at(read, 'collection.item.0.request.header')).toEqual([header]);
  });
  it('is not read without it', async () => {
    const read = await readBack({ switches: exact });
    expect(at(read, 'collection')).not.toHaveProperty('auth');
    expect(at(read, 'collection.item.0.request.header')).toEqual([{ key: 'X', value: '' }]);
  });
  it('is filled in for environments, mocks and monitors too', async () => {
    const harness = await open(only('fillDefaults'));
    const { uid } = await make(harness, 'collection', whole);
    const schedule = { cron: '0 6 * * *', timezone: 'UTC' };
    const monitor = await make(harness, 'monitor', { monitor: { name: 'M', collection: uid, schedule } });
    const mock = await make(harness, 'mock', { mock: { name: 'M', collection: uid } });
    const values = [{ key: 'host', value: 'x' }];
    const environment = await make(harness, 'environment', { environment: { name: 'E', values } });
    const read = async (path: string) => (await harness.call('GET', path)).body;
    expect(at(await read(`/monitors/${monitor.id}`), 'monitor.options')).toBeDefined();
    expect(text(await read(`/mocks/${mock.id}`), 'mock.environment')).toBe('');
    const shown = await read(`/environments/${environment.id}`);
    expect(at(shown, 'environment.values.0')).toMatchObject({ description: '', secret: false });
  });
  it('is not filled in where a list or an answer shows less on purpose', async () => {
    const harness = await open(only('fillDefaults'));
    const answer = await harness.call('POST', `/collections?workspace=${harness.workspace}`, whole);
    expect(Object.keys(at(answer.body, 'collection') as object)).toEqual(['id', 'name', 'uid']);
  });
});

it('refusals are told as documented, whatever the habits', async () => {
  const { call } = await open({ profile: 'hostile' });
  const answer = await call('POST', '/environments', { environment: {} });
  expect(answer.status).toBe(400);
  expect(Object.keys(at(answer.body, 'error') as object)).toEqual(['name', 'message', 'details']);
});
