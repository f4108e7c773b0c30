// Tests of uids: whose number opens them.
import { expect, test } from 'vitest';
import { at, collection, make, open, request } from '../testing/harness.ts';

test.each(['user', 'team'] as const)(
  'with uidOwner on %s, its number opens the uids of objects and items',
  async (who) => {
    const harness = await open({ switches: { uidOwner: who } });
    const { user } = (await harness.call('GET', '/me')).body as { user: { id: number; teamId: number } };
    const parent = await make(harness, 'collection', collection('One', [request('a')]));
    const environment = await make(harness, 'environment', { environment: { name: 'E' } });
    const mock = await make(harness, 'mock', { mock: { collection: parent.uid, environment: environment.uid } });
    const opens = who === 'user' ? user.id : user.teamId;
    const { body } = await harness.call('GET', `/collections/${parent.uid}`);
    const uids = [parent.uid, environment.uid, mock.uid, at(body, 'collection.item.0.uid')];
    expect(uids.map((uid) => Number(String(uid).split('-')[0]))).toEqual(Array(4).fill(opens));
    expect((await harness.call('GET', '/mocks')).body).toMatchObject({ mocks: [{ uid: mock.uid }] });
  },
);
