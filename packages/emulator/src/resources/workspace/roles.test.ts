// Tests of workspace roles over HTTP, and of what a role lets its holder do.
import { expect, test } from 'vitest';
import { at, collection, type Harness, make, open, text } from '../../testing/harness.ts';
import { firstPartner, guest, keyOwner, scimIdOf, secondPartner, someoneElse, thirdMember } from '../../world/team.ts';

const other = { 'x-api-key': 'other-key' };
const guestKey = { 'x-api-key': 'guest-key' };
const options = {
  otherApiKeys: ['other-key'],
  keysOf: { 'third-member': 'third-key', 'team-guest': 'guest-key', 'first-partner': 'partner-key' },
};

function role(op: string, path: string, id: number, is: string): object {
  return { op, path, value: [{ id: String(id), role: is }] };
}

const patchType = { 'content-type': 'application/json-patch+json' };

function change({ call, workspace }: Harness, ...roles: unknown[]) {
  return call('PATCH', `/workspaces/${workspace}/roles`, { roles }, patchType);
}

test('the creator is Admin; roles are given and taken, to users and groups', async () => {
  const harness = await open({ switches: { workspaceRolesGroupKey: 'group' } });
  const path = `/workspaces/${harness.workspace}/roles`;
  const mine = { id: '3', displayName: 'Admin', user: [String(keyOwner.id)] };
  expect((await harness.call('GET', path)).body).toEqual({ roles: [mine] });
  const given = await change(harness, role('add', '/user', someoneElse.id, '1'), role('add', '/usergroup', 4301, '1'));
  const viewer = { id: '1', displayName: 'Viewer', user: [String(someoneElse.id)], group: ['4301'] };
  expect(given.body).toEqual({ roles: [viewer, mine] });
  const taken = await change(
    harness,
    role('remove', '/usergroup', 4301, '1'),
    role('remove', '/user', someoneElse.id, '2'),
  );
  expect(taken.body).toEqual({ roles: [{ id: '1', displayName: 'Viewer', user: [String(someoneElse.id)] }, mine] });
});

test.each(['group', 'usergroup'] as const)('with workspaceRolesGroupKey on %s groups stand under it', async (key) => {
  const harness = await open({ switches: { workspaceRolesGroupKey: key } });
  const { body } = await change(harness, role('add', '/usergroup', 4301, '1'));
  expect(at(body, `roles.0.${key}`)).toEqual(['4301']);
});

test('SCIM ids name users and groups both ways', async () => {
  const { call, workspace } = await open();
  const value = [{ id: scimIdOf(someoneElse.id), role: '2' }];
  const body = { roles: [{ op: 'add', path: '/user', value }] };
  const headers = { ...patchType, identifierType: 'scim' };
  const given = await call('PATCH', `/workspaces/${workspace}/roles`, body, headers);
  expect(at(given.body, 'roles.0.user')).toEqual([scimIdOf(someoneElse.id)]);
  expect((await call('PATCH', `/workspaces/${workspace}/roles`, body, patchType)).status).toBe(400);
  const read = await call('GET', `/workspaces/${workspace}/roles?include=scim`);
  expect(at(read.body, 'roles.1.user')).toEqual([scimIdOf(keyOwner.id)]);
});

test.each([
  [{}, "body should have required property 'roles'"],
  [{ roles: ['x'] }, 'body.roles[0] should be object'],
  [{ roles: [{ path: '/user', value: [] }] }, "body.roles[0] should have required property 'op'"],
  [
    { roles: [{ op: 'copy', path: '/user', value: [] }] },
    'body.roles[0].op should be equal to one of the allowed values',
  ],
  [
    { roles: [{ op: 'add', path: 'user', value: [] }] },
    'body.roles[0].path should be equal to one of the allowed values',
  ],
  [{ roles: [{ op: 'add', path: '/user', value: 1 }] }, 'body.roles[0].value should be array'],
  [{ roles: [{ op: 'add', path: '/user', value: [{}] }] }, "body.roles[0].value[0] should have required property 'id'"],
  [
    { roles: [role('add', '/user', 1, '4')] },
    'body.roles[0].value[0].role should be equal to one of the allowed values',
  ],
  [
    { roles: Array.from({ length: 51 }, () => ({ op: 'add', path: '/user', value: [] })) },
    'body.roles should NOT have more than 50 items',
  ],
])('the body %j is refused by a title', async (body, title) => {
  const { call, workspace } = await open();
  const answer = await call('PATCH', `/workspaces/${workspace}/roles`, body, patchType);
  expect([answer.status, at(answer.body, 'type'), at(answer.body, 'title')]).toEqual([400, 'invalidParamError', title]);
});

test('one action for each holder, nobody from outside as user, and no roles in personal workspaces', async () => {
  const harness = await open();
  const twice = [role('add', '/user', someoneElse.id, '1'), role('remove', '/user', someoneElse.id, '2')];
  expect((await change(harness, ...twice)).status).toBe(400);
  expect((await change(harness, role('add', '/user', guest.id, '1'))).status).toBe(400);
  expect((await change(harness, role('add', '/usergroup', 1, '1'))).status).toBe(400);
  const made = await harness.call('POST', '/workspaces', { workspace: { name: 'Mine', type: 'personal' } });
  const personal = { ...harness, workspace: text(made.body, 'workspace.id') };
  expect((await change(personal, role('add', '/user', someoneElse.id, '1'))).status).toBe(422);
});

test('partners come in pairs of add and remove, and several of them may not edit', async () => {
  const harness = await open();
  const pair = (added: number, is: string, removed: number) =>
    change(harness, role('add', '/partner', added, is), role('remove', '/partner', removed, is));
  expect(at((await pair(firstPartner.id, '5', secondPartner.id)).body, 'roles.1')).toEqual({
    id: '5',
    displayName: 'Editor',
    partner: [String(firstPartner.id)],
  });
  expect((await pair(secondPartner.id, '5', firstPartner.id)).status).toBe(200);
  expect((await change(harness, role('add', '/partner', firstPartner.id, '4'))).status).toBe(400);
  const second = await change(
    harness,
    role('add', '/partner', firstPartner.id, '7'),
    role('remove', '/partner', secondPartner.id, '4'),
  );
  expect(at(second.body, 'detail')).toBe('Role is invalid for multi partner workspace.');
});

test('a Viewer reads what an Editor writes', async () => {
  const harness = await open(options);
  const { call, workspace } = harness;
  const { id } = await make(harness, 'collection', collection('Held'));
  const patch = () => call('PATCH', `/collections/${id}`, { collection: { info: { name: 'New' } } }, other);
  expect((await patch()).status).toBe(200);
  await change(harness, role('add', '/user', someoneElse.id, '1'));
  expect((await call('GET', `/collections/${id}`, undefined, other)).status).toBe(200);
  const refused = await patch();
  expect([refused.status, at(refused.body, 'error.name')]).toEqual([403, 'forbiddenError']);
  const create = await call('POST', `/environments?workspace=${workspace}`, { environment: { name: 'E' } }, other);
  expect(create.status).toBe(403);
  for (const [method, path, body] of [
    ['PUT', '', { workspace: { name: 'Taken' } }],
    ['DELETE', '', undefined],
    ['PATCH', '/roles', { roles: [] }],
    ['PUT', '/global-variables', { values: [] }],
  ] as const) {
    const headers = path === '/roles' ? { ...other, ...patchType } : other;
    expect((await call(method, `/workspaces/${workspace}${path}`, body, headers)).status).toBe(403);
  }
  await change(harness, role('add', '/user', someoneElse.id, '2'));
  expect((await patch()).status).toBe(200);
});

test('a group gives its role to its members, and the higher of two counts', async () => {
  const harness = await open(options);
  await change(harness, role('add', '/usergroup', 4301, '2'), role('add', '/user', thirdMember.id, '1'));
  const named = { workspace: { name: 'Renamed' } };
  const update = await harness.call('PUT', `/workspaces/${harness.workspace}`, named, { 'x-api-key': 'third-key' });
  expect(update.status).toBe(200);
});

test("somebody else's personal and private workspaces are not seen, nor what they hold, until a role is given", async () => {
  const harness = await open(options);
  const { call } = harness;
  const made = await call('POST', '/workspaces', { workspace: { name: 'Quiet', type: 'private' } });
  const quiet = { ...harness, workspace: text(made.body, 'workspace.id') };
  const { id } = await make(quiet, 'collection', collection('Hidden'));
  const seen = async () => [
    at((await call('GET', '/workspaces', undefined, other)).body, 'workspaces.length'),
    (await call('GET', `/workspaces/${quiet.workspace}`, undefined, other)).status,
    at((await call('GET', '/collections', undefined, other)).body, 'collections.length'),
    at((await call('GET', `/collections?workspace=${quiet.workspace}`, undefined, other)).body, 'collections.length'),
    (await call('GET', `/collections/${id}`, undefined, other)).status,
  ];
  expect(await seen()).toEqual([1, 404, 0, 0, 403]);
  await change(quiet, role('add', '/user', someoneElse.id, '1'));
  expect(await seen()).toEqual([2, 200, 1, 1, 200]);
});

test('guests see public workspaces only, and may make none for the team', async () => {
  const harness = await open(options);
  const list = async () =>
    at((await harness.call('GET', '/workspaces', undefined, guestKey)).body, 'workspaces.length');
  expect(await list()).toBe(0);
  await harness.call('PUT', `/workspaces/${harness.workspace}`, { workspace: { type: 'public' } });
  expect(await list()).toBe(1);
  const team = await harness.call('POST', '/workspaces', { workspace: { name: 'G', type: 'team' } }, guestKey);
  expect([team.status, at(team.body, 'error.detail')]).toEqual([
    403,
    'You do not have permission to create team workspaces.',
  ]);
  const own = await harness.call('POST', '/workspaces', { workspace: { name: 'G', type: 'personal' } }, guestKey);
  expect(own.status).toBe(200);
});
