// The calls of collections, against the emulator over real HTTP.
import { type Emulator, startEmulator } from '@postform/emulator';
import { type JsonObject, normalize } from '@postform/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answering, type Recorder, sendTo } from '../testing/send.ts';
import { parsed } from '../testing/spec.ts';
import { collection } from './index.ts';
import { collectionFiles, collectionNames } from './testing/corpus.ts';
import { expectEqual } from './testing/equal.ts';
import { leavesIn, normalOf, rawCollection, rawFolder, rawRequest } from './testing/raw.ts';

let emulator: Emulator;
let recorder: Recorder;
beforeEach(async () => {
  emulator = await startEmulator({ limits: 'off', switches: { asyncUpdateMs: 300 } });
  recorder = sendTo(emulator.url, emulator.apiKey);
});
afterEach(() => emulator.close());

const api = () => collection.api(recorder.send);
const scope = () => ({ workspace: emulator.workspace });
const seen = (remote: JsonObject) => leavesIn(normalize(collection, collection.fromRemote(remote, {}).spec));

describe('the life of a collection', () => {
  const first = normalOf(rawCollection({ item: [rawFolder('F', [rawRequest('A'), rawRequest('B')])] }));
  const second = normalOf(
    rawCollection({ item: [rawFolder('F', [rawRequest('A'), rawRequest('C'), rawRequest('B')])] }),
  );

  it('is one call each, by uid, and its items keep their ids', async () => {
    const created = await api().create(collection.toRemote(first, { itemIds: {} }), scope());
    expect(created.uid).toMatch(new RegExp(`^\\d+-${created.id}$`));
    const remote = (await api().read(created))!;
    expect(seen(remote)).toEqual(leavesIn(first));
    expect(collection.attributesOf(remote)).toEqual(created);
    const { itemIds } = collection.fromRemote(remote, {});
    const updated = await api().update(created, collection.toRemote(second, { current: remote, itemIds }));
    expect(updated).toEqual(created);
    const after = (await api().read(created))!;
    expect(seen(after)).toEqual(leavesIn(second));
    expect(collection.fromRemote(after, {}).itemIds).toMatchObject(itemIds);
    expect(await api().list(scope())).toMatchObject([{ ...created, name: 'Orders', stamp: expect.any(String) }]);
    expect(recorder.calls.map((call) => call.params?.['collectionId'])).toEqual([
      undefined,
      created.uid,
      created.uid,
      created.uid,
      undefined,
    ]);
    expect(await api().remove(created)).toBe('deleted');
    expect(await api().remove(created)).toBe('gone');
    expect(await api().read(created)).toBeUndefined();
  });

  it('is updated by a task where that is asked for, which tells when it has ended', async () => {
    const created = await api().create(collection.toRemote(first, { itemIds: {} }), scope());
    const remote = (await api().read(created))!;
    const body = collection.toRemote(second, { current: remote, itemIds: {} });
    const { task, ...identity } = await api().update(created, body, { asTask: true });
    expect(identity).toEqual({ id: created.id, uid: created.uid });
    expect(await api().task!(task!)).toBe('in-progress');
    await expect.poll(() => api().task!(task!), { timeout: 5_000 }).toBe('successful');
    expect(seen((await api().read(created))!)).toEqual(leavesIn(second));
  });

  it('is taken as updated where the server does it at once all the same', async () => {
    const { send, calls } = answering({ collection: { id: 'i', uid: '1-i', name: 'Orders' } });
    expect(await collection.api(send).update({ id: 'i', uid: '1-i' }, {}, { asTask: true })).toEqual({
      id: 'i',
      uid: '1-i',
    });
    expect(calls[0]).toMatchObject({ prefer: 'respond-async' });
  });

  it('is listed page by page, and a full page that is the last costs no more calls', async () => {
    const body = collection.toRemote(normalOf(rawCollection()), { itemIds: {} });
    for (let count = 0; count < 100; count++) {
      await api().create(body, scope());
      if (count === 98) {
        recorder.calls.length = 0;
        expect(await api().list(scope())).toHaveLength(99);
        expect(recorder.calls).toHaveLength(1);
      }
    }
    recorder.calls.length = 0;
    const listed = await api().list(scope());
    expect(new Set(listed.map((entry) => entry.id)).size).toBe(100);
    expect(recorder.calls.map((call) => call.query?.['offset'])).toEqual(['0', '99']);
  });

  it('is listed to the end without totals, and forks are marked', async () => {
    const page = Array.from({ length: 99 }, (_, index) => ({ id: `${index}`, uid: `1-${index}`, name: 'x' }));
    const last = [{ id: 'f', uid: '1-f', name: 'F', fork: { label: 'l', from: '1-0' } }];
    const { send, calls } = answering({ collections: page }, { collections: last });
    const listed = await collection.api(send).list({ workspace: 'w' });
    expect(listed.at(-1)).toEqual({ id: 'f', uid: '1-f', name: 'F', isFork: true });
    expect(listed).toHaveLength(100);
    expect(calls).toHaveLength(2);
  });
});

describe('a collection of the corpus', () => {
  it.each(collectionNames)('%s is on the server as it was sent, and an update keeps every id', async (source) => {
    const spec = normalize(collection, parsed(collection, { source }, collectionFiles));
    const created = await api().create(collection.toRemote(spec, { itemIds: {} }), scope());
    const remote = (await api().read(created))!;
    expectEqual(seen(remote), leavesIn(spec));
    const { itemIds } = collection.fromRemote(remote, {});
    await api().update(created, collection.toRemote(spec, { current: remote, itemIds }));
    const after = (await api().read(created))!;
    expectEqual(collection.fromRemote(after, {}).itemIds, itemIds);
    expectEqual(seen(after), leavesIn(spec));
  });
});
