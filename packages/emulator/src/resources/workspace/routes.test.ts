// Tests of workspaces over HTTP.
import { expect, test } from 'vitest';
import { at, collection, make, open, text } from '../../testing/harness.ts';

test('the first workspace is there, of type and visibility team', async () => {
  const { call, workspace } = await open();
  const { body } = await call('GET', '/workspaces');
  expect(at(body, 'workspaces')).toEqual([
    expect.objectContaining({ id: workspace, name: 'Emulator workspace', type: 'team', visibility: 'team' }),
  ]);
  expect(at(body, 'meta')).toBeUndefined();
});

test('visibility carries what type loses, and a PUT is partial', async () => {
  const { call } = await open();
  const made = await call('POST', '/workspaces', { workspace: { name: 'Quiet', type: 'private', about: 'a' } });
  const id = text(made.body, 'workspace.id');
  expect([made.status, made.body]).toEqual([200, { workspace: { id, name: 'Quiet' } }]);
  await call('PUT', `/workspaces/${id}`, { workspace: { name: 'Calm' } });
  const { body } = await call('GET', `/workspaces/${id}`);
  expect(at(body, 'workspace')).toMatchObject({
    name: 'Calm',
    type: 'team',
    visibility: 'private',
    about: 'a',
    collections: [],
    environments: [],
    mocks: [],
    monitors: [],
  });
});

test('a missing workspace is a 404 on read and update, and a 400 on delete', async () => {
  const { call } = await open({ switches: { workspaceDeleteMissing: '400' } });
  const read = await call('GET', '/workspaces/none');
  expect([read.status, at(read.body, 'error.name'), at(read.body, 'error.statusCode')]).toEqual([
    404,
    'workspaceNotFoundError',
    404,
  ]);
  const put = await call('PUT', '/workspaces/none', { workspace: { name: 'x' } });
  expect([put.status, at(put.body, 'error.name')]).toEqual([404, 'instanceNotFoundError']);
  const gone = await call('DELETE', '/workspaces/none');
  expect([gone.status, at(gone.body, 'error.name')]).toEqual([400, 'instanceNotFoundError']);
  const create = await call('POST', '/collections?workspace=none', collection('x'));
  expect(create.status).toBe(404);
});

test('with workspaceDeleteMissing on 404 the delete of a missing workspace is one', async () => {
  const { call } = await open({ switches: { workspaceDeleteMissing: '404' } });
  expect((await call('DELETE', '/workspaces/none')).status).toBe(404);
});

test.each([
  ['delete', 400],
  ['keep', 200],
] as const)('with workspaceDeleteContents on %s what the workspace held answers %i', async (contents, status) => {
  const harness = await open({ switches: { workspaceDeleteContents: contents } });
  const { id } = await make(harness, 'collection', collection('Held'));
  const gone = await harness.call('DELETE', `/workspaces/${harness.workspace}`);
  expect(gone.body).toEqual({ workspace: { id: harness.workspace } });
  expect((await harness.call('GET', `/collections/${id}`)).status).toBe(status);
});

test.each([
  ['team', ['4242', undefined]],
  ['teamId', [undefined, '4242']],
] as const)(
  'with workspaceTeamField on %s the team stands there; a personal one has none, or null by switch workspaceNoTeam',
  async (workspaceTeamField, expected) => {
    const { call, control, workspace } = await open({ switches: { workspaceTeamField, workspaceNoTeam: 'absent' } });
    const { body } = await call('GET', `/workspaces/${workspace}?include=team`);
    expect([at(body, 'workspace.team'), at(body, 'workspace.teamId')]).toEqual(expected);
    expect(at((await call('GET', `/workspaces/${workspace}`)).body, 'workspace.team')).toBeUndefined();
    const made = await call('POST', '/workspaces', { workspace: { name: 'Mine', type: 'personal' } });
    const own = await call('GET', `/workspaces/${text(made.body, 'workspace.id')}?include=team`);
    expect(at(own.body, `workspace.${workspaceTeamField}`)).toBeUndefined();
    await control('POST', 'switches', { workspaceNoTeam: 'null' });
    const nulled = await call('GET', `/workspaces/${text(made.body, 'workspace.id')}?include=team`);
    expect(at(nulled.body, `workspace.${workspaceTeamField}`)).toBeNull();
  },
);

test('with workspaceTeamField on unwrapped a read with team is not wrapped', async () => {
  const { call, workspace } = await open({ switches: { workspaceTeamField: 'unwrapped' } });
  const { body } = await call('GET', `/workspaces/${workspace}?include=team`);
  expect([at(body, 'id'), at(body, 'teamId')]).toEqual([workspace, '4242']);
  expect(at((await call('GET', `/workspaces/${workspace}`)).body, 'workspace.id')).toBe(workspace);
});

test.each([
  [false, false],
  [true, true],
])('with workspaceUpdatedAtMovesWithElements %s an element moves its updatedAt: %s', async (moves, expected) => {
  const harness = await open({ switches: { workspaceUpdatedAtMovesWithElements: moves } });
  const updatedAt = async () => at((await harness.call('GET', '/workspaces')).body, 'workspaces.0.updatedAt');
  const { id } = await make(harness, 'collection', collection('Held'));
  const moved = await make(harness, 'collection', collection('Moved'));
  const made = await harness.call('POST', '/workspaces', { workspace: { name: 'Target', type: 'team' } });
  const transfer = { id: moved.id, type: 'collection', to: text(made.body, 'workspace.id') };
  for (const [method, path, body] of [
    ['PATCH', `/collections/${id}`, { collection: { info: { description: 'x' } } }],
    ['DELETE', `/collections/${id}`, undefined],
    ['POST', `/workspaces/${harness.workspace}/element-transfers`, transfer],
  ] as const) {
    const before = await updatedAt();
    await harness.control('POST', 'clock', { advanceMs: 1000 });
    expect((await harness.call(method, path, body)).status).toBe(200);
    expect((await updatedAt()) !== before).toBe(expected);
  }
});

test('a create that names no workspace goes to the oldest personal one of the caller', async () => {
  const { call, workspace } = await open({ switches: { workspaceQuery: 'optional' } });
  const where = async () => {
    const { body } = await call('POST', '/collections', collection('E'));
    const { body: home } = await call('GET', `/workspaces/${workspace}`);
    const held = at(home, 'workspace.collections') as { id: string }[];
    return held.some((one) => one.id === text(body, 'collection.id'));
  };
  expect(await where()).toBe(true);
  await call('POST', '/workspaces', { workspace: { name: 'Mine', type: 'personal' } });
  expect(await where()).toBe(false);
});

test('with workspaceQuery on required a create that names none is refused, and an edit by another actor is not', async () => {
  const { call, control } = await open({ switches: { workspaceQuery: 'required' } });
  const { status, body } = await call('POST', '/collections', collection('E'));
  expect([status, at(body, 'detail')]).toEqual([400, 'Missing parameter, workspaceId']);
  await control('POST', 'edit', { kind: 'environment', create: { name: 'E' } });
});

test('with organizations a create must name a team there is', async () => {
  const { call } = await open({ switches: { organizations: true } });
  const post = (more: object) => call('POST', '/workspaces', { workspace: { name: 'O', type: 'team', ...more } });
  expect(at((await post({})).body, 'error.message')).toBe("'teamId' missing in the request");
  expect((await post({ teamId: '1' })).status).toBe(403);
  const { status, body } = await post({ teamId: '4243' });
  expect(status).toBe(200);
  const read = await call('GET', `/workspaces/${text(body, 'workspace.id')}?include=team`);
  expect(text(read.body, 'workspace.team') + text(read.body, 'teamId')).toContain('4243');
});

test('so many workspaces may be published an hour, and the refusal is a 400', async () => {
  const { call, control } = await open({ switches: { publicWorkspacesPerHour: 1 } });
  const post = (name: string, type: string) => call('POST', '/workspaces', { workspace: { name, type } });
  const first = text((await post('One', 'public')).body, 'workspace.id');
  const second = await post('Two', 'public');
  expect([second.status, at(second.body, 'error')]).toEqual([400, { name: 'rateLimit', message: 'team~4242' }]);
  expect((await call('PUT', `/workspaces/${first}`, { workspace: { name: 'One again' } })).status).toBe(200);
  await control('POST', 'clock', { advanceMs: 3_600_000 });
  expect((await post('Two', 'public')).status).toBe(200);
});

test.each([
  ['allow', 200],
  ['refuse', 403],
] as const)(
  'with workspaceTeamToPersonal on %s a team workspace turned personal answers %i',
  async (choice, status) => {
    const { call, workspace } = await open({ switches: { workspaceTeamToPersonal: choice } });
    const turn = (type: string) => call('PUT', `/workspaces/${workspace}`, { workspace: { type } });
    expect((await turn('private')).status).toBe(200);
    expect((await turn('personal')).status).toBe(status);
    expect((await turn('partner')).status).toBe(400);
  },
);

test.each([
  ['team', 200],
  ['free', 403],
] as const)('on the plan %s private and public workspaces and their turns answer %i', async (plan, status) => {
  const { call, workspace, control } = await open({ switches: { workspaceTeamToPersonal: 'allow' } });
  const turn = (type: string) => call('PUT', `/workspaces/${workspace}`, { workspace: { type } });
  await turn('private');
  await control('POST', 'switches', { plan });
  expect((await turn('public')).status).toBe(status);
  const create = await call('POST', '/workspaces', { workspace: { name: 'P', type: 'private' } });
  expect(create.status).toBe(status);
  await control('POST', 'switches', { plan: 'team' });
  await turn('team');
  await turn('public');
  await control('POST', 'switches', { plan });
  expect((await turn('private')).status).toBe(status);
});

test('a new workspace lags in the list, and reads at once', async () => {
  const { call, control } = await open();
  await control('POST', 'clock', { advanceMs: 60_000 });
  await control('POST', 'stale', { ms: 5_000 });
  const made = await call('POST', '/workspaces', { workspace: { name: 'New', type: 'team' } });
  const count = async () => at((await call('GET', '/workspaces')).body, 'workspaces.length');
  expect(await count()).toBe(1);
  expect((await call('GET', `/workspaces/${text(made.body, 'workspace.id')}`)).status).toBe(200);
  await control('POST', 'clock', { advanceMs: 5_001 });
  expect(await count()).toBe(2);
});

test('list filters answer in the envelopes of the document', async () => {
  const { call } = await open();
  const list = async (query: string) => (await call('GET', `/workspaces?${query}`)).body;
  expect(at(await list('type=none'), 'error.name')).toBe('invalidParamError');
  expect(at(await list('type=none'), 'statusCode')).toBe(400);
  expect(at(await list('elementType=collection'), 'name')).toBe('badRequest');
  expect(at(await list('elementType=x&elementId=y'), 'name')).toBe('badRequest');
  expect(at(await list('limit=101'), 'error.name')).toBe('badRequestError');
  expect(at(await list('type=personal,team'), 'workspaces.length')).toBe(1);
  expect(at(await list('createdBy=1'), 'workspaces.length')).toBe(0);
});

test('a list with a limit has cursors', async () => {
  const { call } = await open();
  for (const name of ['a', 'b']) await call('POST', '/workspaces', { workspace: { name, type: 'team' } });
  const first = (await call('GET', '/workspaces?limit=2')).body;
  expect(at(first, 'workspaces.length')).toBe(2);
  const rest = (await call('GET', `/workspaces?limit=2&cursor=${at(first, 'meta.nextCursor')}`)).body;
  expect([at(rest, 'workspaces.0.name'), at(rest, 'meta.nextCursor')]).toEqual(['b', '']);
  expect((await call('GET', '/workspaces?limit=2&cursor=LTU')).status).toBe(400);
});

test('the list finds the workspace that holds a collection', async () => {
  const harness = await open();
  const { uid } = await make(harness, 'collection', collection('Held'));
  await harness.call('POST', '/workspaces', { workspace: { name: 'Other', type: 'team' } });
  const { body } = await harness.call('GET', `/workspaces?elementType=collection&elementId=${uid}`);
  expect(at(body, 'workspaces')).toEqual([expect.objectContaining({ id: harness.workspace })]);
});

test('public names are unique, and some turns are not allowed', async () => {
  const { call } = await open();
  const post = (name: string, type: string) => call('POST', '/workspaces', { workspace: { name, type } });
  const shown = text((await post('Open', 'public')).body, 'workspace.id');
  expect(at((await post('Open', 'public')).body, 'error.name')).toBe('workspaceSlugNotUniqueError');
  expect((await post('Open', 'team')).status).toBe(200);
  const turned = await call('PUT', `/workspaces/${shown}`, { workspace: { type: 'personal' } });
  expect([turned.status, at(turned.body, 'error.name')]).toEqual([403, 'cannotConvertFromPublicWorkspace']);
  expect(at((await call('POST', '/workspaces', {})).body, 'error.name')).toBe('malformedRequestError');
});
