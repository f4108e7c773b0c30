// Tests of the tags of a workspace over HTTP.
import { expect, test } from 'vitest';
import { at, open } from '../../testing/harness.ts';

test('a workspace has the tags of the last PUT; a wrong slug is a 400 in words, a missing workspace a 404', async () => {
  const { call, workspace } = await open();
  const path = `/workspaces/${workspace}/tags`;
  expect((await call('GET', path)).body).toEqual({ tags: [] });
  await call('PUT', path, { tags: [{ slug: 'old' }] });
  const tags = [{ slug: 'needs-review' }];
  expect((await call('PUT', path, { tags })).body).toEqual({ tags });
  expect((await call('GET', path)).body).toEqual({ tags });
  const wrong = await call('PUT', path, { tags: [{ slug: 'x'.repeat(65) }] });
  expect([wrong.status, at(wrong.body, 'detail')]).toEqual([
    400,
    'body/tags/0/slug must NOT have more than 64 characters',
  ]);
  expect((await call('GET', '/workspaces/none/tags')).status).toBe(404);
});

test.each([
  ['accept', 200],
  ['refuse', 400],
] as const)('a tag sent as a bare text: %s', async (tagsAsText, status) => {
  const { call, workspace } = await open({ switches: { tagsAsText } });
  expect((await call('PUT', `/workspaces/${workspace}/tags`, { tags: ['needs-review'] })).status).toBe(status);
});
