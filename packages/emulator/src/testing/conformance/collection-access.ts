// The collection access topic: roles and access keys.
import { keyOwner, someoneElse } from '../../world/team.ts';
import { type Answer, collection, make, text } from '../harness.ts';
import { broken, faulty, withoutKey } from './everywhere.ts';
import { asOther, hiddenCollection, options } from './hidden.ts';
import type { Scenario, Stage } from './scenario.ts';

const documentedId = '12ece9e1-2abf-4edc-8e34-de66e74114d2';
const missing = { collectionId: documentedId };

/** The scenarios of an answer to a collection that is there. */
function onOne(operation: string, body: (stage: Stage) => unknown = () => undefined) {
  return async (stage: Stage): Promise<Answer> => {
    const { id } = await make(stage, 'collection', collection('Test Collection'));
    stage.alias(documentedId, id);
    await stage.ask('updateCollectionRoles', {
      params: { collectionId: id },
      body: stage.documented('updateCollectionRoles'),
    });
    return stage.ask(operation, { params: { collectionId: id }, body: body(stage) });
  };
}

const roles: readonly Scenario[] = [
  { operation: 'getCollectionRoles', status: 200, example: 'Successful Response', play: onOne('getCollectionRoles') },
  {
    operation: 'getCollectionRoles',
    status: 403,
    example: 'No Permissions',
    options,
    play: async (stage) => {
      const collectionId = await hiddenCollection(stage);
      return stage.ask('getCollectionRoles', { params: { collectionId }, headers: asOther });
    },
  },
  {
    operation: 'getCollectionRoles',
    status: 404,
    example: 'Instance Not Found',
    play: (stage) => stage.ask('getCollectionRoles', { params: missing }),
  },
  withoutKey('getCollectionRoles'),
  broken('getCollectionRoles'),
  {
    operation: 'updateCollectionRoles',
    status: 204,
    example: undefined,
    play: onOne('updateCollectionRoles', (stage) => stage.documented('updateCollectionRoles')),
  },
  {
    operation: 'updateCollectionRoles',
    status: 400,
    example: 'Missing Property',
    play: onOne('updateCollectionRoles', () => ({ roles: [{ op: 'update', value: [] }] })),
  },
  {
    operation: 'updateCollectionRoles',
    status: 403,
    example: 'No Permissions',
    options,
    play: async (stage) => {
      const { id } = await make(stage, 'collection', collection('Test Collection'));
      const value = [{ id: someoneElse.id, role: 'VIEWER' }];
      const ask = { params: { collectionId: id }, body: { roles: [{ op: 'update', path: '/user', value }] } };
      await stage.ask('updateCollectionRoles', ask);
      return stage.ask('updateCollectionRoles', { ...ask, headers: asOther });
    },
  },
  {
    operation: 'updateCollectionRoles',
    status: 404,
    example: 'Instance Not Found',
    play: (stage) => stage.ask('updateCollectionRoles', { params: missing, body: { roles: [] } }),
  },
  withoutKey('updateCollectionRoles'),
  broken('updateCollectionRoles'),
];

/** Makes access keys of the main key's owner, and returns the id of the first. */
async function withKeys(stage: Stage, count: number): Promise<string> {
  const { uid } = await make(stage, 'collection', collection('Test Collection'));
  const create = { collection: uid, userId: keyOwner.id };
  const made = [];
  for (let at = 0; at < count; at += 1) {
    made.push(await stage.control('POST', 'edit', { kind: 'collection-access-key', create }));
  }
  return text(made[0], 'id');
}

const listed = 'getCollectionAccessKeys';
const deleted = 'deleteCollectionAccessKey';

/** Examples of the shared 400 that speak of parameters this operation does not have. */
const foreign = [
  'Bad Request',
  'Invalid Request',
  'Request Body Missing',
  'Missing name Parameter',
  'Missing collection Parameter',
  'Missing serverResponse Parameter',
  'Missing statusCode Parameter',
];

const keys: readonly Scenario[] = [
  {
    operation: listed,
    status: 200,
    example: 'Successful Response',
    play: async (stage) => {
      await withKeys(stage, 11);
      return stage.ask(listed);
    },
  },
  {
    operation: listed,
    status: 400,
    example: 'Invalid Cursor',
    play: (stage) => stage.ask(listed, { query: { cursor: 'none' } }),
  },
  ...foreign.map((example) => ({
    operation: listed,
    status: 400,
    example,
    impossible: 'common400Error is shared: this operation has a cursor that can be wrong, and nothing else',
  })),
  faulty(listed, 403, 'Feature Unavailable'),
  withoutKey(listed),
  broken(listed),
  {
    operation: deleted,
    status: 204,
    example: undefined,
    play: async (stage) => stage.ask(deleted, { params: { keyId: await withKeys(stage, 1) } }),
  },
  {
    operation: deleted,
    status: 403,
    example: 'Not Authorized',
    options,
    play: async (stage) => stage.ask(deleted, { params: { keyId: await withKeys(stage, 1) }, headers: asOther }),
  },
  {
    operation: deleted,
    status: 404,
    example: 'Key Not Found',
    play: (stage) => stage.ask(deleted, { params: { keyId: 'none' } }),
  },
  withoutKey(deleted),
  broken(deleted),
];

export const collectionAccessScenarios: readonly Scenario[] = [...roles, ...keys];
