// Tests of what may be written to a monitor.
import { expect, test } from 'vitest';
import { at, make } from '../../testing/harness.ts';
import { openWithCollection, everyFiveMinutes as schedule } from '../../testing/watched.ts';

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
