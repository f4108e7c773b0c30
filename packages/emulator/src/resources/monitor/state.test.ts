// Tests of monitors that are missing, or lost what they watch.
import { expect, test } from 'vitest';
import { at, make, open } from '../../testing/harness.ts';
import { openWithCollection, everyFiveMinutes as schedule } from '../../testing/watched.ts';

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
  expect(at(read, 'monitor.environmentUid')).toBe(isKept ? environment.uid : undefined);
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
