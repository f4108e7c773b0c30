// Tests of the account, the team and its groups over HTTP.
import { expect, test } from 'vitest';
import { at, open } from '../../testing/harness.ts';
import { guest, keyOwner, members, someoneElse } from '../../world/team.ts';

const keysOf = { 'team-guest': 'guest-key', 'first-partner': 'partner-key', 'third-member': 'third-key' };
const as = (key: string) => ({ 'x-api-key': key });

test('the team lists its members, and a group those who are in it, without the day they joined', async () => {
  const { call } = await open();
  const all = (await call('GET', '/users')).body;
  expect(at(all, 'data.length')).toBe(members.length);
  expect(at(all, 'data.0')).toMatchObject({
    id: keyOwner.id,
    email: 'key.owner@example.com',
    roles: ['admin', 'user'],
  });
  const group = (await call('GET', '/users?groupId=4302')).body;
  expect(at(group, 'data')).toEqual([
    {
      id: someoneElse.id,
      name: 'Someone Else',
      username: 'someone-else',
      email: 'someone.else@example.com',
      roles: ['user'],
    },
  ]);
  expect((await call('GET', '/users?groupId=1')).body).toEqual({ data: [] });
});

test('a user and a group are read by number; another word is a 400 and another number a 404', async () => {
  const { call } = await open();
  expect((await call('GET', `/users/${guest.id}`)).body).toMatchObject({ id: guest.id, roles: ['guest'] });
  const group = (await call('GET', '/groups/4301')).body;
  expect(at(group, 'managers')).toEqual([keyOwner.id]);
  expect(at((await call('GET', '/groups')).body, 'data.0.managers')).toBeUndefined();
  const statuses = ['/users/x', '/users/1', '/groups/x', '/groups/1'].map(
    async (path) => (await call('GET', path)).status,
  );
  expect(await Promise.all(statuses)).toEqual([400, 404, 400, 404]);
});

test('guests and partners see no team, and no operations in their account', async () => {
  const { call } = await open({ keysOf });
  for (const path of ['/users', '/groups', '/users/1', '/groups/1', '/workspaces-roles']) {
    expect((await call('GET', path, undefined, as('guest-key'))).status).toBe(403);
  }
  const ofGuest = (await call('GET', '/me', undefined, as('guest-key'))).body;
  expect([at(ofGuest, 'user.roles'), at(ofGuest, 'user.teamId'), at(ofGuest, 'operations')]).toEqual([
    ['guest'],
    4242,
    undefined,
  ]);
  const ofPartner = (await call('GET', '/me', undefined, as('partner-key'))).body;
  expect([at(ofPartner, 'user.teamId'), at(ofPartner, 'operations')]).toEqual([0, undefined]);
});

test('the account counts the elements of the team, and flows on the free plan only', async () => {
  const { call, control } = await open({ keysOf });
  const names = async () => {
    const { body } = await call('GET', '/me', undefined, as('third-key'));
    return (at(body, 'operations') as { name: string }[]).map((one) => one.name);
  };
  expect(await names()).not.toContain('flow_count');
  await control('POST', 'switches', { plan: 'free' });
  expect(await names()).toContain('flow_count');
});

test('a key for somebody whom nobody knows is refused at the start', async () => {
  await expect(open({ keysOf: { nobody: 'key' } })).rejects.toThrow('keysOf: there is no user "nobody"');
});
