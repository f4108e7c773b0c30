// Tests of monitors over HTTP.
import { expect, test } from 'vitest';
import { at, collection, type Harness, make, open } from '../testing/harness.ts';

const schedule = { cron: '*/5 * * * *', timezone: 'America/Chicago' };

async function openWithCollection(switches = {}): Promise<{ harness: Harness; uid: string; id: string }> {
  const harness = await open({ profile: 'strict', switches });
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
    const { status, body } = await harness.call('POST', `/monitors?workspace=${harness.workspace}`, { monitor });
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

test('null is refused on a write, or unsets, by switch; name, active and schedule cannot be unset', async () => {
  const { harness, uid } = await openWithCollection({ monitorNullsOnRead: false });
  const settings = { notificationLimit: 2, retry: { attempts: 1 }, options: { strictSSL: true, requestDelay: 5 } };
  const { id } = await make(harness, 'monitor', { monitor: { name: 'M', collection: uid, schedule, ...settings } });
  const put = async (monitor: object) => (await harness.call('PUT', `/monitors/${id}`, { monitor })).status;
  const unset = { notificationLimit: null, retry: {}, options: { requestDelay: 0, strictSSL: null } };
  expect(await put(unset)).toBe(400);
  await harness.control('POST', 'switches', { monitorNullOnWrite: 'unset' });
  expect(await put(unset)).toBe(200);
  const monitor = at((await harness.call('GET', `/monitors/${id}`)).body, 'monitor') as object;
  expect(monitor).toMatchObject({ retry: { attempts: 1 }, options: {} });
  expect(Object.keys(monitor)).not.toContain('notificationLimit');
  expect([await put({ name: null }), await put({ active: null }), await put({ schedule: null })]).toEqual([
    400, 400, 400,
  ]);
  const created = await make(harness, 'monitor', {
    monitor: {
      name: 'N',
      collection: uid,
      schedule,
      distribution: null,
      options: { requestTimeout: null, requestDelay: 0 },
    },
  });
  const read = at((await harness.call('GET', `/monitors/${created.id}`)).body, 'monitor');
  expect([at(read, 'distribution'), at(read, 'options')]).toEqual([undefined, {}]);
});

test('a bare environment id is no valid id, or an invalid uid, by switch', async () => {
  const { harness, uid } = await openWithCollection();
  const environment = await make(harness, 'environment', { environment: { name: 'E' } });
  const body = { monitor: { name: 'M', collection: uid, schedule, environment: environment.id } };
  const error = async () =>
    at((await harness.call('POST', `/monitors?workspace=${harness.workspace}`, body)).body, 'error');
  expect(await error()).toMatchObject({ name: 'invalidParamsError', message: 'environment is not a valid ID' });
  await harness.control('POST', 'switches', { monitorBareEnvironment: 'invalidUid' });
  const details = { param: 'environment', uid: environment.id };
  expect(await error()).toEqual({ name: 'invalidUidError', message: 'The specified uid is invalid.', details });
});

test('a missing parameter is told in one envelope, or in two, by switch', async () => {
  const { harness } = await openWithCollection();
  const body = async () => (await harness.call('POST', '/monitors', { monitor: {} })).body;
  expect(at(await body(), 'error.details.param')).toEqual(['name']);
  await harness.control('POST', 'switches', { monitorErrorEnvelope: 'nested' });
  expect(at(await body(), 'error.error.details.param')).toEqual(['name']);
});

test('a workspace id of a wrong length is measured on a create too', async () => {
  const { harness } = await openWithCollection();
  const { status, body } = await harness.call('POST', `/monitors?workspace=${harness.workspace}x`, { monitor: {} });
  expect([status, at(body, 'error.message')]).toEqual([400, 'Workspace ID must be 36 characters (37).']);
});

test('on the free plan monitors run hourly at the most and choose no regions', async () => {
  const { harness, uid } = await openWithCollection({ plan: 'free' });
  const status = async (more: object) => {
    const monitor = { name: 'M', collection: uid, schedule: { cron: '0 * * * *' }, ...more };
    return (await harness.call('POST', `/monitors?workspace=${harness.workspace}`, { monitor })).status;
  };
  expect(await status({})).toBe(200);
  expect(await status({ schedule: { cron: '*/30 * * * *' } })).toBe(400);
  expect(await status({ distribution: [{ region: 'uk' }] })).toBe(400);
});

test('a paid plan runs every five minutes, or as often as the switch says', async () => {
  const { harness, uid } = await openWithCollection();
  const body = { monitor: { name: 'M', collection: uid, schedule: { cron: '*/2 * * * *' } } };
  expect((await harness.call('POST', `/monitors?workspace=${harness.workspace}`, body)).status).toBe(400);
  await harness.control('POST', 'switches', { monitorMinimumMinutes: 1 });
  expect((await harness.call('POST', `/monitors?workspace=${harness.workspace}`, body)).status).toBe(200);
});

test('a missing monitor is named or not, and a delete of one is a 404 or a 400, by switch', async () => {
  const { harness } = await openWithCollection({
    monitorMissingMessage: 'named',
    monitorMissingOnDelete: 'badRequest',
  });
  const read = await harness.call('GET', '/monitors/none');
  expect([read.status, at(read.body, 'error.message')]).toEqual([404, 'Monitor none does not exist.']);
  const erased = await harness.call('DELETE', '/monitors/none');
  expect([erased.status, at(erased.body, 'error.message')]).toEqual([400, 'JobTemplate none does not exist']);
});

test('a monitor that lost its collection is read, or listed and not found, by switch', async () => {
  const { harness, uid, id } = await openWithCollection();
  const monitor = await make(harness, 'monitor', { monitor: { name: 'M', collection: uid, schedule } });
  await harness.call('DELETE', `/collections/${id}`);
  const read = async () => (await harness.call('GET', `/monitors/${monitor.id}`)).status;
  expect(await read()).toBe(200);
  await harness.control('POST', 'switches', { monitorLostOnRead: 'missing' });
  expect(await read()).toBe(404);
  expect(at((await harness.call('GET', '/monitors')).body, 'monitors.0.id')).toBe(monitor.id);
  expect((await harness.call('DELETE', `/monitors/${monitor.id}`)).status).toBe(200);
});

test.each([
  ['keep', false, true],
  ['deactivate', true, true],
  ['unset', false, false],
] as const)('with monitorsOnEnvironmentDelete on %s deactivated is %s', async (choice, deactivated, isKept) => {
  const { harness, uid } = await openWithCollection({ monitorsOnEnvironmentDelete: choice });
  const environment = await make(harness, 'environment', { environment: { name: 'E' } });
  const body = { monitor: { name: 'M', collection: uid, environment: environment.uid, schedule } };
  const monitor = await make(harness, 'monitor', body);
  await harness.call('DELETE', `/environments/${environment.id}`);
  const workspace = (await harness.call('GET', `/workspaces/${harness.workspace}`)).body;
  expect(at(workspace, 'workspace.monitors.0.deactivated')).toBe(deactivated);
  const read = (await harness.call('GET', `/monitors/${monitor.id}`)).body;
  expect(at(read, 'monitor.environmentUid')).toBe(isKept ? environment.uid : null);
});

test('a missing monitor is a 404 everywhere', async () => {
  const { call } = await open({ profile: 'strict' });
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
