// Tests of keys in the query, and of the wordings of 401 and 403 under each value of their switches.
import { expect, test } from 'vitest';
import { NEEDS_FACTS } from '../../../../tests/harness/needs.ts';
import { switchTable } from '../switches/switches.ts';
import { commonErrors } from '../testing/conformance/documented.ts';
import { at, collection, make, open } from '../testing/harness.ts';

const bodies401: unknown[] = [];
const bodies403: unknown[] = [];

test.each(switchTable.unauthenticatedBody.values)('with unauthenticatedBody on %s', async (unauthenticatedBody) => {
  const { call } = await open({ switches: { unauthenticatedBody } });
  const { status, body } = await call('GET', '/me', undefined, { 'x-api-key': 'wrong' });
  expect(status).toBe(401);
  bodies401.push(body);
});

test.each(switchTable.forbiddenBody.values)('with forbiddenBody on %s', async (forbiddenBody) => {
  const harness = await open({ switches: { forbiddenBody, missingCollection: 'forbidden' } });
  const { id } = await make(harness, 'collection', collection('One'));
  const path = `/mocks?workspace=${harness.workspace}`;
  const { status, body } = await harness.call('POST', path, { mock: { name: 'M', collection: `1-${id}` } });
  expect(status).toBe(403);
  bodies403.push(body);
});

test.skipIf(commonErrors === undefined)(
  `those are all the wordings that the document has, and no others ${NEEDS_FACTS}`,
  () => {
    const documented = (component: string): unknown[] => Object.values(commonErrors?.(component) ?? {});
    expect(bodies401).toEqual(expect.arrayContaining(documented('common401Error')));
    expect(bodies401).toHaveLength(documented('common401Error').length);
    expect(bodies403).toEqual(expect.arrayContaining(documented('common403Error')));
    expect(bodies403).toHaveLength(documented('common403Error').length);
  },
);

test.each([
  ['refuse', 401],
  ['accept', 200],
] as const)(
  'with apiKeyInQuery on %s, a key in the query answers %i; the header wins',
  async (apiKeyInQuery, status) => {
    const { emulator } = await open({ switches: { apiKeyInQuery }, otherApiKeys: ['second-key'] });
    const get = (headers: Record<string, string>) => fetch(`${emulator.url}/me?apikey=second-key`, { headers });
    expect((await get({})).status).toBe(status);
    const mine = await get({ 'x-api-key': emulator.apiKey });
    expect(at(await mine.json(), 'user.username')).toBe('key-owner');
  },
);
