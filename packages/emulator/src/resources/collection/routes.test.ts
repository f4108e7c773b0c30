// Tests of collections over HTTP.
import { expect, test } from 'vitest';
import { at, collection, make, open, request, schema, text } from '../../testing/harness.ts';

test('a create answers id, name and uid with 200, and a read shows what the server added', async () => {
  const harness = await open({ profile: 'strict' });
  const script = { exec: ['pm.test()'], type: 'text/javascript' };
  const item = request('ping', {
    variable: [{ key: 'a', value: '1' }],
    response: [{ name: 'OK', code: 200 }],
    event: [{ listen: 'test', script }],
  });
  const more = { event: [{ listen: 'prerequest', script }], variable: [{ key: 'base', value: 'x' }] };
  const path = `/collections?workspace=${harness.workspace}`;
  const created = await harness.call('POST', path, collection('Invented', [{ name: 'Folder', item: [item] }], more));
  expect(created.status).toBe(200);
  expect(Object.keys(at(created.body, 'collection') as object)).toEqual(['id', 'name', 'uid']);
  const id = text(created.body, 'collection.id');
  const uid = text(created.body, 'collection.uid');
  expect(uid).toMatch(new RegExp(`^\\d+-${id}$`));

  const { body } = await harness.call('GET', `/collections/${uid}`);
  expect(at(body, 'collection.info')).toMatchObject({ _postman_id: id, uid, lastUpdatedBy: uid.split('-')[0] });
  expect(at(body, 'collection.info.updatedAt')).toMatch(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z$/);
  expect(at(body, 'collection.event.0.script')).toEqual({ id: expect.any(String), packages: {}, ...script });
  const folder = at(body, 'collection.item.0');
  expect(folder).toMatchObject({ id: expect.any(String), createdAt: expect.any(String) });
  expect(at(folder, 'protocolProfileBehavior')).toBeUndefined();
  const shown = at(folder, 'item.0');
  expect(shown).toMatchObject({ protocolProfileBehavior: { disableBodyPruning: true }, name: 'ping' });
  expect(at(shown, 'event.0.script')).toEqual(script);
  expect(at(shown, 'variable.0.id')).toEqual(expect.any(String));
  expect(at(body, 'collection.variable')).toEqual([{ key: 'base', value: 'x' }]);
  expect(at(shown, 'response.0')).toMatchObject({ responseTime: null, cookie: [], uid: expect.any(String) });
  expect((await harness.call('GET', `/collections/${id}`)).body).toEqual(body);
});

test('the minimal model has uids of the root items, events in the plural, and no schema', async () => {
  const harness = await open({ profile: 'strict' });
  const body = collection('Small', [request('one'), { name: 'Folder', item: [request('two')] }], { event: [] });
  const { id } = await make(harness, 'collection', body);
  const full = (await harness.call('GET', `/collections/${id}`)).body;
  const minimal = at((await harness.call('GET', `/collections/${id}?model=minimal`)).body, 'collection');
  expect(at(minimal, 'rootLevelRequests')).toEqual([at(full, 'collection.item.0.uid')]);
  expect(at(minimal, 'rootLevelFolders')).toEqual([at(full, 'collection.item.1.uid')]);
  expect(Object.keys(minimal as object)).toContain('events');
  expect(at(minimal, 'info.schema')).toBeUndefined();
});

test('a create strips supplied ids, or refuses known ones when the switch says so', async () => {
  const harness = await open({ profile: 'strict' });
  const { id } = await make(harness, 'collection', collection('One', [request('a', { id: 'mine' })]));
  const shown = (await harness.call('GET', `/collections/${id}`)).body as { collection: object };
  expect(at(shown, 'collection.item.0.id')).not.toBe('mine');
  const path = `/collections?workspace=${harness.workspace}`;
  expect(at((await harness.call('POST', path, shown)).body, 'collection.id')).not.toBe(id);
  await harness.control('POST', 'switches', { suppliedIdsOnCreate: 'refuse' });
  const refused = await harness.call('POST', path, shown);
  expect(refused.status).toBe(400);
  expect(refused.body).toEqual({
    error: {
      name: 'instanceFoundError',
      message: 'The specified item already exists.',
      details: { item: 'collection', id },
    },
  });
  const known = at(shown, 'collection.item.0') as object;
  const byItem = await harness.call('POST', path, collection('Other', [known]));
  expect(at(byItem.body, 'error.details')).toEqual({ item: 'request', id: at(known, 'id') });
});

test('a missing collection is a 400 on read and a 404 on replace, patch and delete', async () => {
  const { call } = await open({ profile: 'strict' });
  const path = '/collections/00000000-0000-4000-8000-000000000000';
  const read = await call('GET', path);
  expect([read.status, at(read.body, 'error.name')]).toEqual([400, 'instanceNotFoundError']);
  for (const [method, body] of [
    ['PUT', collection('x')],
    ['PATCH', { collection: { info: { name: 'x' } } }],
    ['DELETE', undefined],
  ] as const) {
    const answer = await call(method, path, body);
    expect([answer.status, at(answer.body, 'error.name')]).toEqual([404, 'instanceNotFoundError']);
    expect(at(answer.body, 'error.details.item')).toBe('collection');
  }
});

test('a body without item and schema is malformed, and every problem is named', async () => {
  const { call, workspace } = await open({ profile: 'strict' });
  const answer = await call('POST', `/collections?workspace=${workspace}`, { collection: { info: { name: 'x' } } });
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual({
    error: {
      name: 'malformedRequestError',
      message: 'Found 2 errors with the supplied collection.',
      details: [": must have required property 'item'", "info: must have required property 'schema'"],
    },
  });
});

test('a list filters by workspace and exact name, and has meta only when it is paginated', async () => {
  const harness = await open({ profile: 'strict' });
  for (const name of ['a', 'ab', 'a']) await make(harness, 'collection', collection(name));
  const list = async (query: string) => (await harness.call('GET', `/collections?${query}`)).body;
  const all = await list(`workspace=${harness.workspace}`);
  expect(at(all, 'collections.length')).toBe(3);
  expect(at(all, 'meta')).toBeUndefined();
  expect(Object.keys(at(all, 'collections.0') as object)).toEqual([
    'id',
    'name',
    'owner',
    'createdAt',
    'updatedAt',
    'uid',
    'isPublic',
  ]);
  expect(typeof at(all, 'collections.0.owner')).toBe('string');
  expect(at(await list('name=a'), 'collections.length')).toBe(2);
  const page = await list('limit=2&offset=2');
  expect([at(page, 'collections.length'), at(page, 'meta')]).toEqual([1, { total: 3, offset: 2, limit: 2 }]);
  expect(await list('workspace=00000000-0000-4000-8000-000000000000')).toEqual({ collections: [] });
});

test('a patch changes name, variables, auth and scripts, and refuses items', async () => {
  const harness = await open({ profile: 'strict' });
  const variable = [{ key: 'a', value: '1' }];
  const { id } = await make(harness, 'collection', collection('One', [request('r')], { variable }));
  const patch = (body: unknown) => harness.call('PATCH', `/collections/${id}`, { collection: body });
  const answer = await patch({ info: { name: 'Two' }, variable: [{ key: 'b', value: '2' }], events: [] });
  expect(answer.body).toEqual({ collection: { id, name: 'Two', description: '' } });
  const shown = at((await harness.call('GET', `/collections/${id}`)).body, 'collection');
  expect(at(shown, 'variable')).toEqual([...variable, { key: 'b', value: '2' }]);
  expect(at(shown, 'item.length')).toBe(1);
  await harness.control('POST', 'switches', { patchVariables: 'replace' });
  await patch({ variable: [] });
  expect(at((await harness.call('GET', `/collections/${id}`)).body, 'collection.variable')).toEqual([]);
  expect(at((await patch({ item: [] })).body, 'error.name')).toBe('badRequest');
  expect(at((await patch({})).body, 'error.name')).toBe('paramMissingError');
});

test('what the v2.1 schema permits in more than one form is kept in the form it was sent', async () => {
  const harness = await open({ profile: 'strict', switches: { disableBodyPruning: false, schemaEcho: 'sent' } });
  const loose = { name: 'text', request: 'https://example.test' };
  const parts = {
    name: 'parts',
    request: { method: 'GET', url: { raw: 'https://example.test', host: 'example.test' } },
  };
  const { id } = await make(harness, 'collection', collection('Loose', [loose, parts], { auth: null }));
  const shown = at((await harness.call('GET', `/collections/${id}`)).body, 'collection');
  expect(at(shown, 'item.0')).toMatchObject(loose);
  expect(at(shown, 'item.0.protocolProfileBehavior')).toBeUndefined();
  expect(at(shown, 'item.1')).toMatchObject(parts);
  expect(at(shown, 'auth')).toBeNull();
  expect(at(shown, 'info.schema')).toBe(schema);
});

test.each([
  ['other', 'schema.postman.com'],
  ['getpostman', 'schema.getpostman.com'],
  ['postman', 'schema.postman.com'],
] as const)('with schemaEcho on %s the schema is read from %s', async (schemaEcho, host) => {
  const harness = await open({ profile: 'strict', switches: { schemaEcho } });
  const { id } = await make(harness, 'collection', collection('One'));
  const { body } = await harness.call('GET', `/collections/${id}`);
  expect(at(body, 'collection.info.schema')).toBe(`https://${host}/json/collection/v2.1.0/collection.json`);
});

test('a delete answers id and uid, and the collection is gone', async () => {
  const harness = await open({ profile: 'strict' });
  const { id, uid } = await make(harness, 'collection', collection('One'));
  const gone = await harness.call('DELETE', `/collections/${id}`);
  expect([gone.status, gone.body]).toEqual([200, { collection: { id, uid } }]);
  expect((await harness.call('GET', `/collections/${id}`)).status).toBe(400);
});
