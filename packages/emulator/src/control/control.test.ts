// Tests of the control API: journal, clock, reset, edits, switches, stale lists.
import { expect, test } from 'vitest';
import { at, collection, make, open, request, text } from '../testing/harness.ts';

test('the journal counts every call under the API and none of its own', async () => {
  const harness = await open();
  await harness.call('GET', '/me');
  await harness.call('GET', '/me', undefined, { 'x-api-key': 'wrong' });
  await make(harness, 'collection', collection('One'));
  await harness.control('GET', 'switches');
  const journal = await harness.control('GET', 'journal?since=1');
  expect(at(journal, 'count')).toBe(3);
  expect(at(journal, 'calls')).toMatchObject([
    { n: 2, path: '/me', status: 401, effect: false, operation: 'getAuthenticatedUser' },
    { n: 3, method: 'POST', path: '/collections', query: { workspace: harness.workspace }, status: 200, effect: true },
  ]);
});

test('with control off its paths are unknown ones', async () => {
  const { call } = await open({ control: false });
  expect((await call('GET', '/_emulator/journal')).status).toBe(404);
});

test('the clock moves forward and never back', async () => {
  const harness = await open({ clock: { nowMs: () => 1_000 } });
  const moved = { nowMs: 1_500, offsetMs: 500, speed: 1, autoAdvance: false };
  expect(await harness.control('POST', 'clock', { advanceMs: 500 })).toEqual(moved);
  expect(await harness.control('GET', 'clock')).toEqual(moved);
  for (const body of [{ advanceMs: -1 }, {}, { speed: 'fast' }, { autoAdvance: 1 }, { backMs: 5 }]) {
    expect((await harness.call('POST', '/_emulator/clock', body)).status).toBe(400);
  }
});

test('a reset leaves the first workspace under its id, and the same calls give the same ids', async () => {
  const harness = await open();
  const first = await make(harness, 'collection', collection('One'));
  await harness.control('POST', 'switches', { schemaEcho: 'getpostman' });
  expect(await harness.control('POST', 'reset')).toEqual({ workspace: harness.workspace });
  expect(await harness.control('GET', 'journal')).toEqual({ count: 0, calls: [] });
  expect(at(await harness.control('GET', 'switches'), 'schemaEcho')).not.toBe('getpostman');
  expect(at((await harness.call('GET', `/workspaces/${harness.workspace}`)).body, 'workspace.collections')).toEqual([]);
  expect(await make(harness, 'collection', collection('One'))).toEqual(first);
});

test('another seed gives other ids', async () => {
  const ids = await Promise.all(
    ['a', 'b'].map(async (seed) => make(await open({ seed }), 'collection', collection('x'))),
  );
  expect(ids[0]?.id).not.toBe(ids[1]?.id);
});

test('an edit of a collection is by another actor, moves its times, and is not a call', async () => {
  const harness = await open({ profile: 'strict', clock: { nowMs: () => 1_000_000 } });
  const { id, uid } = await make(harness, 'collection', collection('One', [request('a'), request('b')]));
  const before = at((await harness.call('GET', `/collections/${id}`)).body, 'collection');
  await harness.control('POST', 'clock', { advanceMs: 5_000 });
  const set = { '/item/0/request/method': 'DELETE', '/item/-': request('new') };
  const edited = await harness.control('POST', 'edit', { kind: 'collection', id: uid, set, remove: ['/item/1'] });
  expect(edited).toEqual({ kind: 'collection', id, uid });
  const after = at((await harness.call('GET', `/collections/${id}`)).body, 'collection');
  expect(at(after, 'item.0')).toMatchObject({ id: at(before, 'item.0.id'), request: { method: 'DELETE' } });
  expect(at(after, 'item.0.updatedAt')).not.toBe(at(before, 'item.0.updatedAt'));
  expect(at(after, 'item.1')).toMatchObject({ name: 'new', id: expect.any(String), uid: expect.any(String) });
  expect(at(after, 'info.lastUpdatedBy')).not.toBe(at(before, 'info.lastUpdatedBy'));
  expect(at(after, 'info.updatedAt')).not.toBe(at(before, 'info.updatedAt'));
  expect(at(await harness.control('GET', 'journal'), 'count')).toBe(3);
});

test('with updatedAtMovesOnNestedEdits off, the list does not show an edit inside', async () => {
  const switches = { updatedAtMovesOnNestedEdits: false } as const;
  const harness = await open({ switches, clock: { nowMs: () => 1_000_000 } });
  const { id } = await make(harness, 'collection', collection('One', [request('a')]));
  const updatedAt = async () => at((await harness.call('GET', '/collections')).body, 'collections.0.updatedAt');
  const first = await updatedAt();
  await harness.control('POST', 'clock', { advanceMs: 5_000 });
  await harness.control('POST', 'edit', { kind: 'collection', id, set: { '/item/0/name': 'b' } });
  expect(await updatedAt()).toBe(first);
  await harness.control('POST', 'edit', { kind: 'collection', id, set: { '/info/name': 'Two' } });
  expect(await updatedAt()).not.toBe(first);
});

test('edits create, change and delete every kind', async () => {
  const harness = await open({ profile: 'strict' });
  const create = { info: { name: 'Theirs', schema: 's' }, item: [] };
  const theirs = await harness.control('POST', 'edit', { kind: 'collection', create, workspace: harness.workspace });
  expect((await harness.call('GET', `/collections/${text(theirs, 'uid')}`)).status).toBe(200);
  const schedule = { cron: '0 17 * * *', timezone: 'UTC' };
  const monitor = await make(harness, 'monitor', { monitor: { name: 'M', collection: text(theirs, 'uid'), schedule } });
  const edit = (kind: string, id: string, set: object) => harness.control('POST', 'edit', { kind, id, set });
  await edit('monitor', monitor.id, { '/schedule/cron': '0 18 * * *', '/active': false });
  const shown = at((await harness.call('GET', `/monitors/${monitor.id}`)).body, 'monitor');
  expect(shown).toMatchObject({ active: false, schedule: { cron: '0 18 * * *' } });
  expect(at(shown, 'schedule')).not.toHaveProperty('nextRun');
  const environment = await make(harness, 'environment', { environment: { name: 'E' } });
  await edit('environment', environment.id, { '/values/-': { key: 'a' } });
  const values = at((await harness.call('GET', `/environments/${environment.id}`)).body, 'environment.values');
  expect(values).toEqual([{ key: 'a', value: '', type: 'default', enabled: true }]);
  await edit('workspace', harness.workspace, { '/name': 'Renamed' });
  expect(at((await harness.call('GET', '/workspaces')).body, 'workspaces.0.name')).toBe('Renamed');
  await harness.control('POST', 'edit', { kind: 'monitor', id: monitor.id, delete: true });
  expect((await harness.call('GET', `/monitors/${monitor.id}`)).status).toBe(404);
});

test.each([
  [{ kind: 'teapot' }, 'there is no kind named "teapot"'],
  [{ kind: 'monitor', id: 'none' }, 'there is no monitor "none"'],
  [
    { kind: 'environment', create: {} },
    "Found 1 errors with the supplied environment. environment: must have required property 'name'",
  ],
  [{ kind: 'collection-access-key', create: { collection: 'x' } }, 'collection: must be the uid of a collection'],
])('the edit %j is refused in words', async (body, words) => {
  const { call } = await open();
  const answer = await call('POST', '/_emulator/edit', body);
  expect([answer.status, answer.body]).toEqual([400, { error: words }]);
});

test('an edit that does not hold changes nothing', async () => {
  const harness = await open({ profile: 'strict' });
  const { id } = await make(harness, 'environment', { environment: { name: 'E' } });
  for (const set of [{ '/values/3/key': 'x' }, { name: 'x' }, { '/values': [1] }]) {
    expect((await harness.call('POST', '/_emulator/edit', { kind: 'environment', id, set })).status).toBe(400);
  }
  expect(at((await harness.call('GET', `/environments/${id}`)).body, 'environment.values')).toEqual([]);
});

test('stale lists miss what was just made and show what was just deleted; reads do not', async () => {
  const harness = await open({ clock: { nowMs: () => 1_000_000 } });
  const old = await make(harness, 'environment', { environment: { name: 'Old' } });
  await harness.control('POST', 'stale', { ms: 2_000 });
  await harness.control('POST', 'clock', { advanceMs: 10_000 });
  const fresh = await make(harness, 'environment', { environment: { name: 'New' } });
  await harness.call('DELETE', `/environments/${old.id}`);
  const names = async () => {
    const list = at((await harness.call('GET', '/environments')).body, 'environments') as { name: string }[];
    const path = `/workspaces/${harness.workspace}`;
    const held = at((await harness.call('GET', path)).body, 'workspace.environments') as { name: string }[];
    expect(held.map((one) => one.name)).toEqual(list.map((one) => one.name));
    return list.map((one) => one.name);
  };
  expect(await names()).toEqual(['Old']);
  expect((await harness.call('GET', `/environments/${fresh.id}`)).status).toBe(200);
  expect((await harness.call('GET', `/environments/${old.id}`)).status).toBe(400);
  await harness.control('POST', 'clock', { advanceMs: 2_000 });
  expect(await names()).toEqual(['New']);
});

test('switches are shown and set, and a wrong one is refused in words', async () => {
  const harness = await open();
  const shown = await harness.control('POST', 'switches', { asyncUpdateMs: 5 });
  expect(shown).toMatchObject({ asyncUpdateMs: 5, schemaEcho: expect.any(String) });
  for (const [body, words] of [
    [{ colour: 1 }, 'there is no switch named "colour"'],
    [{ schemaEcho: 'loud' }, 'switch "schemaEcho" may be other, sent, postman, getpostman'],
    [{ asyncUpdateMs: -1 }, 'switch "asyncUpdateMs" may be milliseconds'],
  ] as const) {
    const answer = await harness.call('POST', '/_emulator/switches', body);
    expect([answer.status, at(answer.body, 'error')]).toEqual([400, words]);
  }
});

test('a body that is not JSON is refused in words too', async () => {
  const { call } = await open();
  const { status, body } = await call('POST', '/_emulator/limits', '{');
  expect([status, body]).toEqual([400, { error: expect.stringContaining('not valid JSON') }]);
  const other = await call('POST', '/_emulator/limits', 'x', { 'content-encoding': 'br' });
  expect([other.status, other.body]).toEqual([415, { error: 'Content-Encoding br is not supported' }]);
});

test('the clock stops at the year 9999', async () => {
  const { call, control } = await open();
  expect(await call('POST', '/_emulator/clock', { advanceMs: 1e18 })).toMatchObject({ status: 400 });
  await control('POST', 'clock', { advanceMs: 7_000 * 365 * 86_400_000 });
  expect((await call('GET', '/workspaces')).status).toBe(200);
});

test.each([
  [{ bucket: 'month', windowS: 5 }, 'limits.windowS: is no setting of the month; it has limit, used and remaining'],
  [{ bucket: 'month', user: 'other' }, 'limits.user: is no setting of the month; it has limit, used and remaining'],
  [{ bucket: 'general', used: 1, remaining: 2 }, 'limits: give used or remaining, not both'],
])('the limits %j are refused in words', async (body, error) => {
  const { call } = await open();
  expect(await call('POST', '/_emulator/limits', body)).toMatchObject({ status: 400, body: { error } });
});

test('an unknown control path is a 404', async () => {
  const { call } = await open();
  expect((await call('GET', '/_emulator/coffee')).status).toBe(404);
  expect((await call('GET', '/_emulator/objects/teapot')).status).toBe(400);
});
