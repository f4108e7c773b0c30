// The collection topic: lists, reads, writes and deletes of whole collections.
import { someoneElse } from '../../world/team.ts';
import { type Answer, at, collection, make, request, text } from '../harness.ts';
import { broken, withoutKey } from './everywhere.ts';
import { type Ask, documentedOperation, played, type Scenario, type Stage } from './scenario.ts';

const documentedId = '12ece9e1-2abf-4edc-8e34-de66e74114d2';
const missing = { collectionId: `12345678-${documentedId}` };

/** Makes a collection and calls the operation on it. */
async function onOne(stage: Stage, operation: string, ask: Ask, body: unknown = collection('Test Collection')) {
  const { id } = await make(stage, 'collection', body);
  return stage.ask(operation, { params: { collectionId: id }, ...ask });
}

/** The collection of a documented read, to be read again. */
function readExample(example: string): unknown {
  return documentedOperation('getCollection').answers[200]?.examples[example];
}

const lists: readonly Scenario[] = [
  played('getCollections', [200, 'Successful Response'], async (stage) => {
    await make(stage, 'collection', collection('Test Collection'));
    return stage.ask('getCollections', { query: { workspace: stage.workspace, limit: 3, offset: 0 } });
  }),
  played('getCollections', [200, 'Invalid Workspace'], (stage) =>
    stage.ask('getCollections', { query: { workspace: documentedId } }),
  ),
  withoutKey('getCollections'),
  broken('getCollections'),
];

const creates: readonly Scenario[] = [
  played('createCollection', [200, 'Collection Created'], (stage) =>
    stage.ask('createCollection', {
      query: { workspace: stage.workspace },
      body: stage.documented('createCollection'),
    }),
  ),
  {
    ...played('createCollection', [400, 'Item Already Exists'], async (stage) => {
      const { id } = await make(stage, 'collection', collection('Test Collection'));
      const { body } = await stage.call('GET', `/collections/${id}`);
      return stage.ask('createCollection', { query: { workspace: stage.workspace }, body });
    }),
    options: { switches: { suppliedIdsOnCreate: 'refuse' } },
  },
  withoutKey('createCollection'),
  broken('createCollection'),
];

const reads: readonly Scenario[] = [
  played('getCollection', [200, 'Successful Response'], (stage) =>
    onOne(stage, 'getCollection', {}, readExample('Successful Response')),
  ),
  played('getCollection', [200, 'Response with model=minimal'], (stage) =>
    onOne(stage, 'getCollection', { query: { model: 'minimal' } }, readExample('Successful Response')),
  ),
  played('getCollection', [200, 'Forked Collection Response'], async (stage) => {
    const { uid } = await make(stage, 'collection', readExample('Forked Collection Response'));
    const path = `/collections/fork/${uid}?workspace=${stage.workspace}`;
    const fork = await stage.call('POST', path, { label: 'Collection fork' });
    return stage.ask('getCollection', { params: { collectionId: text(fork.body, 'collection.id') } });
  }),
  played('getCollection', [400, 'Not Found'], (stage) => stage.ask('getCollection', { params: missing })),
  withoutKey('getCollection'),
  broken('getCollection'),
];

/** Puts what the collection is read as, and more, so that every item has its id. */
async function putBack(stage: Stage, more: object, ask: Ask = {}): Promise<Answer> {
  const { id } = await make(stage, 'collection', collection('Test Collection', [request('a')]));
  const { body } = await stage.call('GET', `/collections/${id}`);
  const sent = { collection: { ...(at(body, 'collection') as object), ...more } };
  return stage.ask('putCollection', { params: { collectionId: id }, body: sent, ...ask });
}

const headers = { prefer: 'respond-async' };
const schema = 'https://schema.postman.com/json/collection/v2.1.0/collection.json';
const otherInfo = { info: { name: 'x', schema, _postman_id: documentedId } };
const minimal = { info: { name: 'x', schema }, item: [] };

/** A viewer of the collection calls the operation. */
async function asViewer(stage: Stage, operation: string, body: unknown): Promise<Answer> {
  const { id } = await make(stage, 'collection', collection('Test Collection'));
  const value = [{ id: someoneElse.id, role: 'VIEWER' }];
  await stage.call('PATCH', `/collections/${id}/roles`, { roles: [{ op: 'update', path: '/user', value }] });
  return stage.ask(operation, { params: { collectionId: id }, body, headers: { 'x-api-key': 'other' } });
}

const other = { otherApiKeys: ['other'] };

const puts: readonly Scenario[] = [
  played('putCollection', [200, 'Collection Updated'], (stage) => putBack(stage, {})),
  played('putCollection', [202, 'Collection Updated'], (stage) => putBack(stage, {}, { headers })),
  played('putCollection', [400, 'Collection ID Mismatch'], (stage) => putBack(stage, otherInfo)),
  played('putCollection', [400, 'Malformed Request'], (stage) =>
    putBack(stage, { info: { name: 'x' }, item: undefined }),
  ),
  played('putCollection', [400, 'Invalid Schema (Async)'], (stage) => putBack(stage, { item: undefined }, { headers })),
  played('putCollection', [400, 'Missing collection Property (Async)'], (stage) =>
    onOne(stage, 'putCollection', { headers, body: {} }),
  ),
  played('putCollection', [400, 'Missing info Property (Async)'], (stage) =>
    onOne(stage, 'putCollection', { headers, body: { collection: {} } }),
  ),
  {
    ...played('putCollection', [403, 'No Permissions'], (stage) => asViewer(stage, 'putCollection', collection('x'))),
    options: other,
  },
  played('putCollection', [404, 'Not Found'], (stage) =>
    stage.ask('putCollection', { params: missing, headers, body: { collection: minimal } }),
  ),
  played('putCollection', [404, 'instanceNotFoundError'], (stage) =>
    stage.ask('putCollection', { params: missing, body: { collection: minimal } }),
  ),
  {
    ...played('putCollection', [409, 'Operation in Progress'], async (stage) => {
      const { id } = await make(stage, 'collection', collection('Test Collection'));
      const ask = { params: { collectionId: id }, body: { collection: minimal } };
      await stage.ask('putCollection', { ...ask, headers });
      return stage.ask('putCollection', ask);
    }),
    options: { switches: { asyncUpdateMs: 60_000 } },
  },
  withoutKey('putCollection'),
  broken('putCollection'),
];

const deletes: readonly Scenario[] = [
  played('deleteCollection', [200, 'Collection Deleted'], (stage) => onOne(stage, 'deleteCollection', {})),
  played('deleteCollection', [404, 'Instance Not Found'], (stage) =>
    stage.ask('deleteCollection', { params: missing }),
  ),
  withoutKey('deleteCollection'),
  broken('deleteCollection'),
];

const script = { type: 'text/javascript', exec: [''] };

/** What is sent as `collection`, by the name of the documented 400. */
const wrongPatches: Readonly<Record<string, object>> = {
  'Invalid events Parameter': { events: [{ listen: 'test', script: { ...script, property: 1 } }] },
  'Invalid events id Parameter': { events: [{ listen: 'test', id: documentedId, script }] },
  'Invalid variable Parameter': { variable: [{ key: 'a', value: 'b', property: 1 }] },
  'Missing apikey Parameter': { auth: { type: 'apikey' } },
  'Missing events Parameter': { events: [{ listen: 'test', script: {} }] },
  'Missing info Parameter': {},
  'Missing variable Parameter': { variable: [{ key: 'a' }] },
};

const patches: readonly Scenario[] = [
  played('patchCollection', [200, 'Collection Updated'], (stage) =>
    onOne(stage, 'patchCollection', { body: stage.documented('patchCollection', 'Update Info') }),
  ),
  {
    ...played('patchCollection', [400, 'Invalid auth Type'], (stage) =>
      onOne(stage, 'patchCollection', { body: { collection: { auth: { type: 'magic' } } } }),
    ),
    deviation:
      'The example calls the type apikey invalid, which the schema and a request example allow; the word differs.',
  },
  ...Object.entries(wrongPatches).map(([example, sent]) =>
    played('patchCollection', [400, example], (stage) =>
      onOne(stage, 'patchCollection', { body: { collection: sent } }),
    ),
  ),
  {
    ...played('patchCollection', [403, 'No Permissions'], (stage) =>
      asViewer(stage, 'patchCollection', { collection: { info: { name: 'x' } } }),
    ),
    options: other,
  },
  played('patchCollection', [404, 'Instance Not Found'], (stage) =>
    stage.ask('patchCollection', { params: missing, body: { collection: { info: { name: 'x' } } } }),
  ),
  withoutKey('patchCollection'),
  broken('patchCollection'),
];

export const collectionScenarios: readonly Scenario[] = [
  ...lists,
  ...creates,
  ...reads,
  ...puts,
  ...patches,
  ...deletes,
];
