// Formats: what earlier versions wrote is read whole, and what this one writes is not larger.
import { readFileSync } from 'node:fs';
import { type State, withEntries } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { runOn } from '../testing/seams.ts';
import { SimDisk } from '../testing/sim-disk.ts';
import { loadEntry, loadState, STATE_FORMAT, storeEntry, storeState } from './formats.ts';
import { decodeJournal } from './journal.ts';
import { decodeSnapshot, encodeSnapshot } from './snapshot.ts';

const textOf = (name: string) => readFileSync(new URL(`kept/${name}`, import.meta.url), 'utf8');
const bytesOf = (name: string) => new TextEncoder().encode(textOf(name));
const PATH = '/p/staging.state';

/** What the kept files say, each written by the version that wrote this format; of a leaf's digest the first 12 characters. */
const pets = {
  current: {
    id: 'c-1',
    uid: '42-c-1',
    attributes: { id: 'c-1', uid: '42-c-1' },
    baseline: {
      tag: '3.k1',
      sent: {
        '/name': 'digest-of-pe',
        '/items/Pets/items/List/request/url': 'url-of-list-',
        '/items/Pets/items/Show/request/url': 'url-of-show-',
      },
      settled: { '/items/Pets/items/Show/request/url': 'url-settled-', '/description': null },
      roots: { sent: 'root-sent-000001' },
    },
    differences: ['/items/Pets/items/Show/request/url'],
    itemIds: { '/items/Pets': 'i-1', '/items/Pets/items/List': 'i-2', '/items/Pets/items/Show': 'i-3' },
  },
  deposed: [],
  dependsOn: [],
  protect: true,
};
const monitorPets = {
  current: { id: 'o-3', differences: [], itemIds: {} },
  deposed: [
    { id: 'o-1', uid: '42-o-1' },
    { id: 'o-2', uid: '42-o-2' },
  ],
  dependsOn: ['collection.pets', 'environment.pets'],
};

describe.each([1, 2, 3])('a state of format %i', (format) => {
  const snapshot = () => decodeSnapshot(bytesOf(`format-${format}.state`), 'x.state');
  const journal = () => decodeJournal(bytesOf(`format-${format}.journal`), snapshot(), 'x.state.journal');

  it('is read whole: records, open intents, the plan in progress and unconfirmed deletes', () => {
    const { state } = snapshot();
    expect(state.resources['collection.pets']).toEqual(pets);
    expect(state.resources['monitor.pets']).toMatchObject(monitorPets);
    expect(state.resources['environment.pets']).toMatchObject({
      current: { baseline: { unsettled: true, before: { '/values/token': null } } },
      secrets: ['/values/token'],
    });
    expect(state.resources['mock.gone']).toMatchObject({ current: { id: 'm-2', survivedDelete: true } });
    expect(state).toMatchObject({
      serial: 7,
      key: 'a2VwdCBrZXkgb2YgYSB0ZXN0',
      intents: [{ address: 'mock.pets', sent: { leaves: { '/name': 'digest-of-mo' } }, seenBefore: ['m-9'] }],
      inProgress: { done: ['collection.pets:update'], begun: ['environment.pets:update'] },
    });
    expect(state.deleted?.map(({ id }) => id)).toEqual(format === 1 ? undefined : ['o-9']);
  });

  it('is read together with the journal that a killed run has left beside it', () => {
    const state = withEntries(snapshot().state, journal().entries);
    expect(state.serial).toBe(13);
    expect(state.resources['mock.pets']).toMatchObject({ current: { id: 'm-1' }, deposed: [] });
    expect(state.resources['environment.pets']).toMatchObject({ current: { differences: ['/name'] } });
    expect(state.resources['mock.gone']).toBeUndefined();
    expect(state).toMatchObject({ intents: [], deleted: [{ id: 'm-2' }] });
    expect(state.inProgress).toBeUndefined();
  });

  it('is written in the newest format by the next run that takes the lock, before its first entry', async () => {
    const disk = new SimDisk();
    disk.put(PATH, textOf(`format-${format}.state`));
    disk.put(`${PATH}.journal`, textOf(`format-${format}.journal`));
    const before = withEntries(snapshot().state, journal().entries);
    const lease = await runOn(disk, PATH).store.lock({
      operation: 'apply',
      initial: () => expect.fail('there is one'),
    });
    expect(lease.state()).toEqual(before);
    expect(disk.paths()).not.toContain(`${PATH}.journal`);
    await lease.append({ type: 'intent-closed', address: 'mock.a' });
    expect(await runOn(disk, PATH).store.load()).toEqual({ ...before, serial: 14 });
    await lease.release();
    expect(await runOn(disk, PATH).store.load()).toEqual({ ...before, serial: 14 });
  });
});

describe('the newest format', () => {
  const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value));
  const state: State = decodeSnapshot(bytesOf('format-2.state'), 'x.state').state;

  it('takes no more bytes than formats 2 and 3 for the same state', () => {
    const { length } = encodeSnapshot(state).bytes;
    expect(length).toBeLessThan(bytesOf('format-2.state').length);
    expect(length).toBeLessThan(bytesOf('format-3.state').length);
  });

  it('gives a state back as it was, records without a current object included', () => {
    const { current: _, ...rest } = state.resources['monitor.pets']!;
    const all = { ...state, resources: { ...state.resources, 'monitor.left': rest } };
    expect(loadState(stored(storeState(all)), STATE_FORMAT)).toEqual(all);
  });

  it.each([
    { type: 'intent-closed', address: 'mock.b', records: { 'mock.b': null, 'mock.c': state.resources['mock.gone']! } },
    { type: 'intent-closed', address: 'mock.b' },
    { type: 'plan-ended' },
  ] as const)('gives an entry back as it was: %j', (entry) => {
    expect(loadEntry(stored(storeEntry(entry)), STATE_FORMAT)).toEqual(entry);
  });
});
