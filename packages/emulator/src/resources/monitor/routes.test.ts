// Tests of monitors over HTTP.
import { expect, test } from 'vitest';
import { at, make } from '../../testing/harness.ts';
import { openWithCollection, everyFiveMinutes as schedule } from '../../testing/watched.ts';

test('a read names the collection collectionUid, and with the nulls switched on what was never set is null, 0 or empty', async () => {
  const { harness, uid } = await openWithCollection({ monitorNullsOnRead: true });
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

test('unset things are absent, a run that never was included, and with six fields on cron has six', async () => {
  const { harness, uid } = await openWithCollection({ monitorSixFieldCron: true });
  const { id } = await make(harness, 'monitor', { monitor: { name: 'M', collection: uid, schedule } });
  const monitor = at((await harness.call('GET', `/monitors/${id}`)).body, 'monitor') as object;
  for (const name of ['options', 'retry', 'distribution', 'environmentUid', 'notificationLimit', 'lastRun']) {
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
  const zoneAlone = { monitor: { schedule: { timezone: 'Europe/Berlin' } } };
  const refused = await harness.call('PUT', `/monitors/${id}`, zoneAlone);
  expect([refused.status, at(refused.body, 'error.details.param')]).toEqual([400, ['cron']]);
  await harness.control('POST', 'switches', { monitorPutSubObjects: 'merge' });
  expect((await harness.call('PUT', `/monitors/${id}`, zoneAlone)).status).toBe(200);
  expect(at(await shown(), 'schedule')).toMatchObject({ cron: schedule.cron, timezone: 'Europe/Berlin' });
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
  expect(at(await list(unknown), 'error')).toEqual({ name: 'instanceNotFoundError', message: 'Workspace not found' });
  await harness.control('POST', 'switches', { monitorListUnknownWorkspace: 'empty' });
  expect(at(await list(unknown), 'monitors')).toEqual([]);
  for (const query of ['limit=26', 'active=maybe', 'owner=me', 'cursor=junk', 'workspace=short']) {
    expect(at(await list(query), 'error.name')).toBe('badRequest');
  }
});

test('active=false lists the paused ones, or all, by switch', async () => {
  const { harness, uid } = await openWithCollection();
  for (const active of [true, false]) {
    await make(harness, 'monitor', { monitor: { name: 'M', collection: uid, schedule, active } });
  }
  const counts = async () => {
    const found = [];
    for (const query of ['', '?active=true', '?active=false']) {
      found.push(at((await harness.call('GET', `/monitors${query}`)).body, 'monitors.length'));
    }
    return found;
  };
  expect(await counts()).toEqual([2, 1, 1]);
  await harness.control('POST', 'switches', { monitorActiveFilter: 'onlyTrue' });
  expect(await counts()).toEqual([2, 1, 2]);
});
