// Tests of monitors over HTTP.
import { expect, test } from 'vitest';
import { at, collection, type Harness, make, open } from '../testing/harness.ts';

const schedule = { cron: '*/5 * * * *', timezone: 'America/Chicago' };

async function openWithCollection(switches = {}): Promise<{ harness: Harness; uid: string; id: string }> {
  const harness = await open({ switches });
  return { harness, ...(await make(harness, 'collection', collection('Watched'))) };
}

test('a read names the collection collectionUid, and what was never set is null, 0 or empty', async () => {
  const { harness, uid } = await openWithCollection();
  const made = await make(harness, 'monitor', { monitor: { name: 'M', collection: uid, schedule } });
  const monitor = at((await harness.call('GET', `/monitors/${made.uid}`)).body, 'monitor');
  expect(monitor).toMatchObject({
    id: made.id,
    uid: made.uid,
    name: 'M',
    active: true,
    owner: Number(made.uid.split('-')[0]),
    collectionUid: uid,
    environmentUid: null,
    notificationLimit: null,
    distribution: null,
    retry: {},
    options: { requestTimeout: null, requestDelay: 0 },
    schedule,
    lastRun: null,
    jobId: expect.any(String),
  });
  expect(at(monitor, 'schedule.nextRun')).toMatch(/Z$/);
  expect(at(monitor, 'collection')).toBeUndefined();
});

test('with the nulls switched off and six fields on, unset things are absent and cron has six fields', async () => {
  const { harness, uid } = await openWithCollection({ monitorNullsOnRead: false, monitorSixFieldCron: true });
  const { id } = await make(harness, 'monitor', { monitor: { name: 'M', collection: uid, schedule } });
  const monitor = at((await harness.call('GET', `/monitors/${id}`)).body, 'monitor') as object;
  for (const name of ['options', 'retry', 'distribution', 'environmentUid', 'notificationLimit']) {
    expect(Object.keys(monitor)).not.toContain(name);
  }
  expect(at(monitor, 'schedule.cron')).toBe('0 */5 * * * *');
});

test('a create and an update answer id, name, active and uid', async () => {
  const { harness, uid } = await openWithCollection();
  const body = { monitor: { name: 'M', collection: uid, schedule, active: false } };
  const created = await harness.call('POST', `/monitors?workspace=${harness.workspace}`, body);
  expect(created.status).toBe(200);
  const monitor = at(created.body, 'monitor') as { id: string };
  expect(monitor).toEqual({ id: expect.any(String), name: 'M', active: false, uid: expect.any(String) });
  const put = await harness.call('PUT', `/monitors/${monitor.id}`, { monitor: { active: true } });
  expect(put.body).toEqual({ monitor: { ...monitor, active: true } });
});

test('an update is partial; sub-objects merge or are replaced, by switch', async () => {
  const { harness, uid } = await openWithCollection({ monitorNullsOnRead: false });
  const options = { strictSSL: true, requestDelay: 5 };
  const { id } = await make(harness, 'monitor', { monitor: { name: 'M', collection: uid, schedule, options } });
  const shown = async () => at((await harness.call('GET', `/monitors/${id}`)).body, 'monitor');
  await harness.call('PUT', `/monitors/${id}`, { monitor: { options: { strictSSL: false } } });
  expect(at(await shown(), 'options')).toEqual({ strictSSL: false, requestDelay: 5 });
  await harness.control('POST', 'switches', { monitorPutSubObjects: 'replace' });
  await harness.call('PUT', `/monitors/${id}`, { monitor: { options: { strictSSL: true } } });
  expect(at(await shown(), 'options')).toEqual({ strictSSL: true });
  expect(at(await shown(), 'name')).toBe('M');
});

test('collection and environment cannot be updated', async () => {
  const { harness, uid } = await openWithCollection();
  const { id } = await make(harness, 'monitor', { monitor: { name: 'M', collection: uid, schedule } });
  const put = await harness.call('PUT', `/monitors/${id}`, { monitor: { collection: uid, environment: 'x' } });
  expect([put.status, put.body]).toEqual([
    400,
    {
      error: {
        name: 'parameterNotAllowedError',
        message: 'The specified parameter cannot be updated.',
        details: { param: ['collection', 'environment'] },
      },
    },
  ]);
});

test('a create names what is missing or wrong', async () => {
  const { harness, uid, id } = await openWithCollection();
  const good = { name: 'M', collection: uid, schedule };
  const { name: _name, ...nameless } = good;
  const at400 = async (monitor: object) => {
    const { status, body } = await harness.call('POST', '/monitors', { monitor });
    return [status, at(body, 'error.name'), at(body, 'error.details.param')];
  };
  expect(await at400(nameless)).toEqual([400, 'paramMissingError', ['name']]);
  expect(await at400({ ...good, schedule: {} })).toEqual([400, 'paramMissingError', ['cron']]);
  expect(await at400({ ...good, collection: id })).toEqual([403, 'forbiddenError', undefined]);
  const missing = '1-00000000-0000-4000-8000-000000000000';
  expect(await at400({ ...good, collection: missing })).toEqual([403, 'forbiddenError', undefined]);
  expect(await at400({ ...good, environment: 'x' })).toEqual([400, 'invalidParamsError', 'environment']);
  const zone = { cron: '0 17 * * *', timezone: 'Mars/Base' };
  expect(await at400({ ...good, schedule: zone })).toEqual([400, 'invalidParamsError', 'schedule.timezone']);
  for (const cron of ['* * * * *', '0 0 * * * *', 'soon', '61 * * * *']) {
    expect(await at400({ ...good, schedule: { cron } })).toEqual([400, 'cronPatternNotAllowedError', undefined]);
  }
  expect(await at400({ ...good, active: 'yes' })).toEqual([400, 'badRequest', undefined]);
  expect(await at400({ ...good, options: { requestDelay: 0 } })).toEqual([
    400,
    'invalidParamsError',
    'options.requestDelay',
  ]);
  expect(await at400({ ...good, notificationLimit: null })).toEqual([400, 'invalidParamsError', 'notificationLimit']);
  expect(await at400({ ...good, retry: { attempts: 3 } })).toEqual([400, 'invalidParamsError', 'retry.attempts']);
  expect(await at400({ ...good, distribution: [{ region: 'moon' }] })).toEqual([
    400,
    'invalidParamsError',
    'distribution',
  ]);
});

test('a list has pages of at most 25, filters, and an empty cursor at its end', async () => {
  const { harness, uid } = await openWithCollection();
  for (let n = 0; n < 27; n += 1) {
    await make(harness, 'monitor', { monitor: { name: `M${n}`, collection: uid, schedule, active: n !== 3 } });
  }
  const list = async (query: string) => (await harness.call('GET', `/monitors?${query}`)).body;
  const first = await list(`workspace=${harness.workspace}`);
  expect([at(first, 'monitors.length'), at(first, 'meta.limit')]).toEqual([25, 25]);
  const rest = await list(`cursor=${at(first, 'meta.nextCursor')}`);
  expect([at(rest, 'monitors.length'), at(rest, 'meta.nextCursor')]).toEqual([2, '']);
  expect(Object.keys(at(first, 'monitors.0') as object)).toEqual([
    'id',
    'name',
    'active',
    'uid',
    'owner',
    'collectionUid',
  ]);
  expect(at(await list('active=false'), 'monitors.length')).toBe(1);
  expect(at(await list(`collectionUid=${uid}&limit=1`), 'monitors.length')).toBe(1);
  expect(at(await list('environmentUid=none'), 'monitors.length')).toBe(0);
  const unknown = 'workspace=00000000-0000-4000-8000-000000000000';
  expect(at(await list(unknown), 'monitors')).toEqual([]);
  for (const query of ['limit=26', 'active=maybe', 'owner=me', 'cursor=junk', 'workspace=short']) {
    expect(at(await list(query), 'error.name')).toBe('badRequest');
  }
});

test('a missing monitor is a 404 everywhere', async () => {
  const { call } = await open();
  for (const [method, body] of [['GET'], ['PUT', { monitor: {} }], ['DELETE']] as const) {
    const answer = await call(method, '/monitors/none', body);
    expect([answer.status, at(answer.body, 'error.name')]).toEqual([404, 'instanceNotFoundError']);
  }
});

test.each([
  ['deactivate', true],
  ['keep', false],
  ['delete', undefined],
] as const)('with monitorsOnCollectionDelete on %s the workspace shows deactivated %s', async (choice, deactivated) => {
  const { harness, uid, id } = await openWithCollection({ monitorsOnCollectionDelete: choice });
  const monitor = await make(harness, 'monitor', { monitor: { name: 'M', collection: uid, schedule } });
  await harness.call('DELETE', `/collections/${id}`);
  const workspace = (await harness.call('GET', `/workspaces/${harness.workspace}`)).body;
  expect(at(workspace, 'workspace.monitors.0.deactivated')).toBe(deactivated);
  const read = await harness.call('GET', `/monitors/${monitor.id}`);
  expect(read.status).toBe(deactivated === undefined ? 404 : 200);
});
