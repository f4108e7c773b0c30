// The collection item topic: folders, requests and responses one by one.
import { someoneElse } from '../../world/team.ts';
import { type Answer, at, collection, make, request, text } from '../harness.ts';
import { broken } from './everywhere.ts';
import { documentedOperation, type PlayedScenario, type Scenario, type Stage } from './scenario.ts';

const missing = '65a99e60-8e0a-4b6e-b79c-7d8264cc5caa';

/** A collection with a folder (holding a folder and a request), a request and its response. */
interface Ground {
  readonly collectionId: string;
  readonly folderId: string;
  readonly requestId: string;
  readonly responseId: string;
}

const auth = {
  type: 'apikey',
  apikey: ['value', 'key', 'in'].map((key) => ({ key, value: key === 'in' ? 'header' : 'X-Api-Key' })),
};
const event = [{ listen: 'test', script: { type: 'text/javascript', exec: ['pm.test();'] } }];
const header = [
  { key: 'Content-Type', name: 'Content-Type', value: 'application/json', description: '', type: 'text' },
];

async function ground(stage: Stage): Promise<Ground> {
  const query = [{ key: 'id', value: '{{id}}', description: "Optional. The user's ID." }];
  const url = { raw: 'https://example.test/get?id={{id}}', query };
  const response = [{ name: 'OK', code: 200, status: 'OK', header, originalRequest: { method: 'GET', url } }];
  const folder = { name: 'Test Folder', auth, event, item: [{ name: 'Inner', item: [] }, request('in')] };
  const whole = { name: 'Example', event, request: { method: 'GET', url }, response };
  const { id } = await make(stage, 'collection', collection('Test Collection', [folder, whole]));
  const { body } = await stage.call('GET', `/collections/${id}`);
  return {
    collectionId: id,
    folderId: text(body, 'collection.item.0.id'),
    requestId: text(body, 'collection.item.1.id'),
    responseId: text(body, 'collection.item.1.response.0.id'),
  };
}

/** What the three models of items are called in operations, paths, and examples. */
interface Model {
  readonly name: 'Folder' | 'Request' | 'Response';
  readonly created: string;
  readonly updated: string;
  readonly deleted: string;
  readonly notFound: string;
  /** The documented 400, and a call that brings it about: for creates and for updates. */
  readonly wrong: string;
  readonly wrongCreate: (stage: Stage, ids: Ground) => Promise<Answer>;
  readonly wrongUpdate: (stage: Stage, ids: Ground) => Promise<Answer>;
}

function query(model: Model, ids: Ground): Record<string, string> {
  return model.name === 'Response' ? { request: ids.requestId } : {};
}

function params(ids: Ground, more: Partial<Ground> = {}): Record<string, string> {
  return { ...ids, ...more };
}

const models: readonly Model[] = [
  {
    name: 'Folder',
    created: 'Folder Created',
    updated: 'Folder Updated',
    deleted: 'Folder Deleted',
    notFound: 'Instance Not Found',
    wrong: 'Instance Not Found',
    wrongCreate: (stage, ids) =>
      stage.ask('createCollectionFolder', { params: params(ids), body: { name: 'x', folder: missing } }),
    wrongUpdate: (stage, ids) =>
      stage.ask('updateCollectionFolder', { params: params(ids), body: { folder: missing } }),
  },
  {
    name: 'Request',
    created: 'Collection Request Created',
    updated: 'Collection Request Updated',
    deleted: 'Request Deleted',
    notFound: 'Not Found',
    wrong: 'Request Already Exists',
    wrongCreate: (stage, ids) =>
      stage.ask('createCollectionRequest', { params: params(ids), body: { id: ids.requestId, name: 'x' } }),
    wrongUpdate: async (stage, ids) => {
      const { body } = await stage.ask('getCollectionFolder', { params: params(ids) });
      return stage.ask('updateCollectionRequest', { params: params(ids), body: { id: at(body, 'data.order.0') } });
    },
  },
  {
    name: 'Response',
    created: 'Collection Response Created',
    updated: 'Collection Response Updated',
    deleted: 'Collection Response Deleted',
    notFound: 'Instance Not Found',
    wrong: 'Change Parent Error',
    wrongCreate: (stage, ids) =>
      stage.ask('createCollectionResponse', { params: params(ids), query: { request: missing }, body: { name: 'x' } }),
    wrongUpdate: (stage, ids) =>
      stage.ask('updateCollectionResponse', { params: params(ids), body: { request: missing } }),
  },
];

function scenariosOf(model: Model): Scenario[] {
  const { name } = model;
  const played = (
    verb: string,
    [status, example]: readonly [number, string],
    play: (stage: Stage, ids: Ground, operation: string) => Promise<Answer>,
    options = {},
  ): PlayedScenario => {
    const operation = `${verb}Collection${name}`;
    return { operation, status, example, options, play: async (stage) => play(stage, await ground(stage), operation) };
  };
  const bodyFor = (stage: Stage, operation: string): { body?: unknown } =>
    Object.keys(documentedOperation(operation).requests).length === 0 ? {} : { body: documentedBody(stage, operation) };
  const gone = { [`${name.toLowerCase()}Id`]: missing };
  const verbs = ['create', 'get', 'update', 'delete'];
  return [
    played('create', [200, model.created], (stage, ids, operation) =>
      stage.ask(operation, { params: params(ids), query: query(model, ids), body: stage.documented(operation) }),
    ),
    played('get', [200, 'Successful Response'], (stage, ids, operation) =>
      stage.ask(operation, { params: params(ids) }),
    ),
    played('update', [200, model.updated], (stage, ids, operation) =>
      stage.ask(operation, { params: params(ids), ...bodyFor(stage, operation) }),
    ),
    played('delete', [200, model.deleted], (stage, ids, operation) => stage.ask(operation, { params: params(ids) })),
    played('create', [400, model.wrong], model.wrongCreate),
    played('update', [400, model.wrong], model.wrongUpdate),
    ...['get', 'update', 'delete'].map((verb) =>
      played(verb, [404, model.notFound], (stage, ids, operation) =>
        stage.ask(operation, { params: params(ids, gone), ...bodyFor(stage, operation) }),
      ),
    ),
    ...verbs.map((verb) => {
      const play = (stage: Stage, ids: Ground, operation: string) =>
        verb === 'get' ? outside(stage, ids, operation) : asViewer(stage, ids, operation, query(model, ids));
      return played(verb, [401, 'Unauthorized'], play, { otherApiKeys: ['other'] });
    }),
    ...verbs.map((verb) => broken(`${verb}Collection${name}`)),
  ];
}

/** The documented body without the ids that would name another parent. */
function documentedBody(stage: Stage, operation: string): unknown {
  const { request: _, collection: __, ...body } = stage.documented(operation) as Record<string, unknown>;
  return body;
}

/** A collection that cannot be seen. */
function outside(stage: Stage, ids: Ground, operation: string): Promise<Answer> {
  return stage.ask(operation, { params: params(ids, { collectionId: missing }) });
}

/** Whoever may only view the collection calls the operation. */
async function asViewer(stage: Stage, ids: Ground, operation: string, search: Record<string, string>): Promise<Answer> {
  const value = [{ id: someoneElse.id, role: 'VIEWER' }];
  const body = { roles: [{ op: 'update', path: '/user', value }] };
  await stage.call('PATCH', `/collections/${ids.collectionId}/roles`, body);
  const headers = { 'x-api-key': 'other' };
  return stage.ask(operation, { params: params(ids), query: search, body: { name: 'x' }, headers });
}

export const collectionItemScenarios: readonly Scenario[] = models.flatMap(scenariosOf);
