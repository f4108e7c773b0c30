// Tests of global variables over HTTP.
import { expect, test } from 'vitest';
import { at, open } from '../../testing/harness.ts';

test('a workspace has no global variables, then those of the last PUT and no others', async () => {
  const { call, workspace } = await open();
  const path = `/workspaces/${workspace}/global-variables`;
  expect((await call('GET', path)).body).toEqual({ values: [] });
  await call('PUT', path, { values: [{ key: 'old' }] });
  const sent = [
    { key: 'host', value: 'example.com' },
    { key: 'token', value: 'abc', type: 'secret', enabled: false, description: 'Kept.' },
  ];
  const kept = [
    { key: 'host', type: 'default', value: 'example.com', enabled: true },
    { key: 'token', type: 'secret', value: 'abc', enabled: false, description: 'Kept.' },
  ];
  expect((await call('PUT', path, { values: sent })).body).toEqual({ values: kept });
  expect((await call('GET', path)).body).toEqual({ values: kept });
});

test.each([
  [{ values: 'none' }, 'values: must be array'],
  [{ values: ['none'] }, 'values.0: must be object'],
  [{ values: [{}] }, 'values.0.key: must be string'],
  [{ values: [{ key: 'a', value: 1 }] }, 'values.0.value: must be string'],
  [{ values: [{ key: 'a', enabled: 1 }] }, 'values.0.enabled: must be boolean'],
  [
    { values: [{ key: 'a', description: 'x'.repeat(513) }] },
    'values.0.description: must NOT have more than 512 characters',
  ],
])('the body %j is refused in words', async (body, detail) => {
  const { call, workspace } = await open();
  const answer = await call('PUT', `/workspaces/${workspace}/global-variables`, body);
  expect([answer.status, at(answer.body, 'detail')]).toEqual([400, detail]);
});

test.each([
  ['echo', 200, 'any'],
  ['default', 200, 'default'],
  ['refuse', 400, undefined],
] as const)(
  'with environmentUnknownTypes on %s an unknown type answers %i',
  async (environmentUnknownTypes, status, type) => {
    const { call, workspace } = await open({ switches: { environmentUnknownTypes } });
    const answer = await call('PUT', `/workspaces/${workspace}/global-variables`, {
      values: [{ key: 'a', type: 'any' }],
    });
    expect([answer.status, at(answer.body, 'values.0.type')]).toEqual([status, type]);
  },
);

test('they go with their workspace, and a missing workspace is a 404', async () => {
  const { call, workspace, control } = await open();
  const path = `/workspaces/${workspace}/global-variables`;
  await call('PUT', path, { values: [{ key: 'a' }] });
  await call('DELETE', `/workspaces/${workspace}`);
  expect((await call('GET', path)).status).toBe(404);
  await control('POST', 'reset');
  expect((await call('GET', path)).body).toEqual({ values: [] });
});
