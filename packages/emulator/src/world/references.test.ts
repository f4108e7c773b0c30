// Tests of references to collections that are not there, for mocks and monitors alike.
import { expect, test } from 'vitest';
import { at, collection, make, open } from '../testing/harness.ts';

const nowhere = '10203040-00000000-0000-4000-8000-000000000000';

test.each([
  ['forbidden', 403, 'forbiddenError'],
  ['notFound', 404, 'instanceNotFoundError'],
  ['badRequest', 400, 'instanceNotFoundError'],
] as const)('with missingCollection %s a create that points nowhere is a %i', async (value, status, name) => {
  const { call, workspace } = await open({ switches: { missingCollection: value } });
  const monitor = { name: 'x', collection: nowhere, schedule: { cron: '0 0 * * *', timezone: 'UTC' } };
  for (const [path, body] of [
    ['/mocks', { mock: { name: 'x', collection: nowhere } }],
    ['/monitors', { monitor }],
  ] as const) {
    const answer = await call('POST', `${path}?workspace=${workspace}`, body);
    expect([path, answer.status, at(answer.body, 'error.name')]).toEqual([path, status, name]);
  }
});

test('a bare collection id is a 403, whatever the switch says', async () => {
  const harness = await open({ switches: { missingCollection: 'badRequest' } });
  const { id } = await make(harness, 'collection', collection('One'));
  const answer = await harness.call('POST', '/mocks', { mock: { collection: id } });
  expect([answer.status, at(answer.body, 'error.name')]).toEqual([403, 'forbiddenError']);
});
