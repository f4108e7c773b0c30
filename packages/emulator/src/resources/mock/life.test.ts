// Tests of mocks that lose their collection or environment, and of what wakes them.
import { expect, test } from 'vitest';
import { at, collection, type Harness, make, open } from '../../testing/harness.ts';

type Lost = 'collection' | 'environment';

interface Asleep {
  readonly harness: Harness;
  readonly id: string;
  readonly isDeactivated: () => Promise<unknown>;
  /** Makes an object like the one that was lost. */
  readonly remake: () => Promise<string>;
}

/** A mock whose collection or environment was deleted. */
async function asleep(lost: Lost, mockRevival: 'update' | 'never' | 'same-name'): Promise<Asleep> {
  const harness = await open({ switches: { mockRevival } });
  const bodies = { collection: collection('Same'), environment: { environment: { name: 'Same' } } };
  const parent = await make(harness, 'collection', bodies.collection);
  const environment = await make(harness, 'environment', bodies.environment);
  const { id } = await make(harness, 'mock', { mock: { collection: parent.uid, environment: environment.uid } });
  await harness.call('DELETE', `/${lost}s/${lost === 'collection' ? parent.id : environment.id}`);
  const isDeactivated = async () => at((await harness.call('GET', `/mocks/${id}`)).body, 'mock.deactivated');
  expect(await isDeactivated()).toBe(true);
  return { harness, id, isDeactivated, remake: async () => (await make(harness, lost, bodies[lost])).uid };
}

const kinds: readonly Lost[] = ['collection', 'environment'];

test.each(kinds)(
  'mockRevival update: another %s of that name changes nothing, an update to it wakes the mock',
  async (lost) => {
    const { harness, id, isDeactivated, remake } = await asleep(lost, 'update');
    const uid = await remake();
    expect(await isDeactivated()).toBe(true);
    await harness.call('PUT', `/mocks/${id}`, { mock: { name: 'Still asleep' } });
    expect(await isDeactivated()).toBe(true);
    await harness.call('PUT', `/mocks/${id}`, { mock: { [lost]: uid } });
    expect(await isDeactivated()).toBe(false);
    expect(at((await harness.call('GET', `/mocks?workspace=${harness.workspace}`)).body, 'mocks.0.id')).toBe(id);
  },
);

test.each(kinds)('mockRevival never: no %s wakes the mock', async (lost) => {
  const { harness, id, isDeactivated, remake } = await asleep(lost, 'never');
  const put = await harness.call('PUT', `/mocks/${id}`, { mock: { [lost]: await remake() } });
  expect([put.status, await isDeactivated()]).toEqual([200, true]);
});

test.each(kinds)(
  'mockRevival object of the same name: a new %s of that name takes the place of the lost one',
  async (lost) => {
    const { harness, id, isDeactivated, remake } = await asleep(lost, 'same-name');
    const uid = await remake();
    expect(await isDeactivated()).toBe(false);
    expect(at((await harness.call('GET', `/mocks/${id}`)).body, `mock.${lost}`)).toBe(uid);
  },
);

test('an environment that is unset no longer keeps the mock asleep', async () => {
  const { harness, id, isDeactivated } = await asleep('environment', 'update');
  await harness.control('POST', 'switches', { mockNullEnvironment: 'unset' });
  await harness.call('PUT', `/mocks/${id}`, { mock: { environment: null } });
  expect(await isDeactivated()).toBe(false);
});

test.each([true, false])(
  'with mockCollectionWritable %s an update moves the mock to another collection, or not',
  async (mockCollectionWritable) => {
    const harness = await open({ switches: { mockCollectionWritable } });
    const [one, other] = [
      await make(harness, 'collection', collection('A')),
      await make(harness, 'collection', collection('B')),
    ];
    const { id } = await make(harness, 'mock', { mock: { collection: one.uid } });
    const put = (mock: object) => harness.call('PUT', `/mocks/${id}`, { mock });
    const moved = await put({ name: 'New', collection: other.uid });
    expect(at(moved.body, 'mock.collection')).toBe(mockCollectionWritable ? other.uid : one.uid);
    expect((await put({ collection: one.uid })).status).toBe(mockCollectionWritable ? 200 : 400);
  },
);

test('GET /mocks with teamId lists the mocks of the whole team, and none of another', async () => {
  const harness = await open();
  const parent = await make(harness, 'collection', collection('A'));
  await make(harness, 'mock', { mock: { collection: parent.uid } });
  await harness.control('POST', 'edit', { kind: 'mock', create: { name: 'Theirs', collection: parent.uid } });
  const count = async (query: string) => at((await harness.call('GET', `/mocks${query}`)).body, 'mocks.length');
  expect(await count('')).toBe(1);
  expect(await count('?teamId=4242')).toBe(2);
  expect(await count('?teamId=1')).toBe(0);
  expect(await count(`?teamId=1&workspace=${harness.workspace}`)).toBe(2);
});
