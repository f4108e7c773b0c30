// The calls of environments, mocks, monitors and the workspace index, against the emulator over real HTTP.
import { type Emulator, startEmulator } from '@postform/emulator';
import { type JsonObject, type Kind, type KindApi, normalize } from '@postform/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environment } from './environment/index.ts';
import { mock } from './mock/index.ts';
import { monitor } from './monitor/index.ts';
import { type Recorder, sendTo } from './testing/send.ts';
import { leavesOf, parsed } from './testing/spec.ts';
import { workspaces } from './workspace.ts';

let emulator: Emulator;
let recorder: Recorder;
let collection: string;

beforeEach(async () => {
  // The server response that a mock names below is not there.
  emulator = await startEmulator({ limits: 'off', switches: { mockUnknownServerResponse: 'accept' } });
  recorder = sendTo(emulator.url, emulator.apiKey);
  const route = { operation: 'createCollection', method: 'POST', path: '/collections' } as const;
  const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
  const body = { collection: { info: { name: 'Orders', schema }, item: [] } };
  const reply = await recorder.send({ route, query: { workspace: emulator.workspace }, body });
  collection = (reply.body as { collection: { uid: string } }).collection.uid;
  recorder.calls.length = 0;
});
afterEach(() => emulator.close());

const apiOf = (kind: Kind): KindApi => kind.api(recorder.send);
const scope = () => ({ workspace: emulator.workspace });
const bodyOf = (kind: Kind, written: JsonObject, current?: JsonObject) =>
  kind.toRemote(normalize(kind, parsed(kind, written)), { itemIds: {}, ...(current === undefined ? {} : { current }) });

async function lifeOf(kind: Kind, first: JsonObject, second: JsonObject): Promise<void> {
  const api = apiOf(kind);
  const created = await api.create(bodyOf(kind, first), scope());
  expect(recorder.calls[0]?.query).toEqual({ workspace: emulator.workspace });
  expect(created.uid).toMatch(new RegExp(`^\\d+-${created.id}$`));
  const expected = (written: JsonObject) =>
    Object.fromEntries(
      Object.entries(leavesOf(kind, parsed(kind, written))).filter(([at]) => !kind.writeOnly.includes(at)),
    );
  const read = (await api.read(created))!;
  expect(leavesOf(kind, kind.fromRemote(read, {}).spec)).toMatchObject(expected(first));
  expect(kind.attributesOf(read)).toMatchObject({ id: created.id, uid: created.uid });
  expect(Object.keys(kind.attributesOf(read)).sort()).toEqual(Object.keys(kind.attributes).sort());
  const updated = await api.update(created, bodyOf(kind, second, read));
  expect(updated).toMatchObject({ id: created.id, uid: created.uid });
  const after = (await api.read(created))!;
  expect(leavesOf(kind, kind.fromRemote(after, {}).spec)).toMatchObject(expected(second));
  expect('remote' in created && 'remote' in updated).toBe(kind.replyIsWhole);
  expect(await api.list(scope())).toMatchObject([{ id: created.id, uid: created.uid, name: second['name'] }]);
  expect(recorder.calls).toHaveLength(5);
  expect(await api.remove(created)).toBe('deleted');
  expect(await api.remove(created)).toBe('gone');
  expect(await api.read(created)).toBeUndefined();
  expect(await api.list(scope())).toEqual([]);
}

describe('the life of an object, call by call', () => {
  it('of an environment', async () => {
    const values = {
      host: 'a',
      port: { value: '1', enabled: false, description: 'x' },
      token: { value: 't', type: 'secret' },
    };
    await lifeOf(environment, { name: 'One', values }, { name: 'Two', values: { host: 'b', 'x/y~z': '' } });
  });

  it('of a mock server', async () => {
    await lifeOf(
      mock,
      { name: 'One', collection, private: true },
      { name: 'Two', collection, private: false, description: 'x', config: { serverResponseId: 'r-1' } },
    );
  });

  it('of a monitor', async () => {
    const first = {
      name: 'One',
      collection,
      schedule: { cron: '*/30 * * * *', timezone: 'Europe/Berlin' },
      active: false,
    };
    const more = {
      options: { requestDelay: 5 },
      distribution: ['us-east', 'uk'],
      notifications: { onError: ['a@example.com'], onFailure: [] },
    };
    await lifeOf(monitor, first, { ...first, ...more, name: 'Two', retry: { attempts: 1 }, notificationLimit: 3 });
  });
});

describe('replies as the server gives them', () => {
  it('of a mock server are whole, in the list as well', async () => {
    const created = await apiOf(mock).create(bodyOf(mock, { name: 'One', collection, private: true }), scope());
    const [listed] = await apiOf(mock).list(scope());
    const leaves = leavesOf(mock, mock.fromRemote(created.remote!, {}).spec);
    expect(leavesOf(mock, mock.fromRemote(listed!.remote!, {}).spec)).toEqual(leaves);
    expect(mock.attributesOf(created.remote!)['mockUrl']).toMatch(`/_mock/${created.id}`);
    expect(listed!.stamp).toMatch(/Z$/);
  });

  it('of monitors come in pages of 25, and all of them are read', async () => {
    const body = bodyOf(monitor, { name: 'One', collection, schedule: { cron: '0 * * * *' } });
    for (let n = 0; n < 26; n++) await apiOf(monitor).create(body, scope());
    recorder.calls.length = 0;
    const listed = await apiOf(monitor).list(scope());
    expect(new Set(listed.map((entry) => entry.id)).size).toBe(26);
    expect(recorder.calls.map((call) => Object.keys(call.query ?? {}))).toEqual([
      ['workspace', 'limit'],
      ['workspace', 'limit', 'cursor'],
    ]);
    expect(monitor.pageSize).toBe(25);
  });

  it('that refuse are passed on', async () => {
    const refused = apiOf(environment).create({}, scope());
    await expect(refused).rejects.toMatchObject({ problem: 'rejected', status: 400 });
  });
});

describe('a server that behaves in the other documented way', () => {
  const control = (path: string, body: JsonObject) =>
    fetch(`${emulator.url}/_emulator/${path}`, { method: 'POST', body: JSON.stringify(body) });

  it('and refuses types of variables that old exports hold still takes what is sent', async () => {
    await control('switches', { environmentUnknownTypes: 'refuse' });
    const { spec } = environment.fromRemote({ name: 'Old', values: [{ key: 'a', value: 'x', type: 'text' }] }, {});
    const body = environment.toRemote(normalize(environment, spec), { itemIds: {} });
    expect(await apiOf(environment).create(body, scope())).toHaveProperty('id');
  });

  it('and shows six fields, no nulls, and replaces groups gives the same leaves', async () => {
    await control('switches', {
      monitorSixFieldCron: true,
      monitorNullsOnRead: false,
      monitorPutSubObjects: 'replace',
    });
    const options = { strictSSL: true, requestTimeout: 3000 };
    const first = { name: 'One', collection, schedule: { cron: '*/30 * * * *', timezone: 'UTC' }, options };
    const created = await apiOf(monitor).create(bodyOf(monitor, first), scope());
    const read = (await apiOf(monitor).read(created))!;
    const second = { ...first, options: { strictSSL: false }, schedule: { cron: '0 * * * *' } };
    await apiOf(monitor).update(created, bodyOf(monitor, second, read));
    const after = (await apiOf(monitor).read(created))!;
    expect(leavesOf(monitor, monitor.fromRemote(after, {}).spec)).toEqual({
      '/name': 'One',
      '/collection': collection,
      '/schedule/cron': '0 * * * *',
      '/schedule/timezone': 'UTC',
      '/active': true,
      '/notifications/onError': [],
      '/notifications/onFailure': [],
      '/options/strictSSL': false,
      '/options/requestTimeout': 3000,
    });
  });
});

describe('the workspace index over HTTP', () => {
  it('shows a mock server as deactivated once its collection is gone, while the list forgets it', async () => {
    const created = await apiOf(mock).create(bodyOf(mock, { name: 'One', collection, private: true }), scope());
    const route = { operation: 'deleteCollection', method: 'DELETE', path: '/collections/{id}' } as const;
    await recorder.send({ route, params: { id: collection } });
    const index = await workspaces.read(recorder.send, emulator.workspace);
    expect(index?.elements['mocks']).toEqual([{ id: created.id, uid: created.uid, name: 'One', deactivated: true }]);
    expect(await apiOf(mock).list(scope())).toEqual([]);
  });

  it('is absent for a workspace that does not exist', async () => {
    expect(await workspaces.read(recorder.send, '00000000-0000-4000-8000-000000000000')).toBeUndefined();
  });
});
