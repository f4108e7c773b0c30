// Tests of persistence: a restarted emulator continues.
import { appendFileSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { at, collection, make, open, request } from '../testing/harness.ts';
import { Store } from '../world/store.ts';
import { openDisk, type Vitals } from './disk.ts';

function directory(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'emulator-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  return dataDir;
}

test('objects, ids, the month, the clock and the workspace survive a restart, whatever the seed', async () => {
  const dataDir = directory();
  const first = await open({ dataDir });
  const one = await make(first, 'collection', collection('One', [request('a')]));
  const gone = await make(first, 'environment', { environment: { name: 'Gone' } });
  await first.call('DELETE', `/environments/${gone.id}`);
  await first.call('PUT', `/collections/${one.id}`, collection('Two', [request('b')]));
  await first.control('POST', 'clock', { advanceMs: 86_400_000 });
  const shown = (await first.call('GET', `/collections/${one.id}`)).body;
  await first.close();

  const second = await open({ dataDir });
  expect(second.workspace).toBe(first.workspace);
  expect((await second.call('GET', `/collections/${one.id}`)).body).toEqual(shown);
  expect((await second.call('GET', `/environments/${gone.id}`)).status).toBe(400);
  await second.call('GET', '/me');
  expect(at(await second.control('GET', 'limits'), 'month.used')).toBe(8);
  expect(at(await second.control('GET', 'clock'), 'offsetMs')).toBe(86_400_000);
  const two = await make(second, 'collection', collection('Three'));
  expect([one.id, gone.id]).not.toContain(two.id);
  await second.close();

  const third = await open({ dataDir, seed: 'another' });
  expect(third.workspace).toBe(first.workspace);
  expect(at((await third.call('GET', '/collections')).body, 'collections.length')).toBe(2);
});

test('what was answered is on disk before the emulator ends', async () => {
  const dataDir = directory();
  const harness = await open({ dataDir });
  const { id } = await make(harness, 'collection', collection('Written'));
  expect(readFileSync(join(dataDir, 'journal-0.ndjson'), 'utf8')).toContain(`"id":"${id}"`);
});

test('a clock that was moved and a month that was set are on disk at once', async () => {
  const dataDir = directory();
  const first = await open({ dataDir, clock: 'virtual' });
  await first.control('POST', 'clock', { advanceMs: 40 * 86_400_000 });
  await first.control('POST', 'limits', { bucket: 'month', used: 7 });
  const copy = directory(); // What a killed process leaves.
  copyFileSync(join(dataDir, 'journal-0.ndjson'), join(copy, 'journal-0.ndjson'));
  const second = await open({ dataDir: copy, clock: 'virtual' });
  expect(at(await second.control('GET', 'clock'), 'offsetMs')).toBe(40 * 86_400_000);
  expect(at(await second.control('GET', 'limits'), 'month.used')).toBe(7);
});

test.each([
  'torn', // no line end
  '{"put":"environment","object":{"id"',
  '{"put":\n',
])('a last line torn as %j is cut off and the rest is there', async (tail) => {
  const dataDir = directory();
  const first = await open({ dataDir });
  const { id } = await make(first, 'collection', collection('Kept'));
  await first.close();
  appendFileSync(join(dataDir, 'journal-0.ndjson'), tail);
  const second = await open({ dataDir });
  expect((await second.call('GET', `/collections/${id}`)).status).toBe(200);
  const added = await make(second, 'collection', collection('After'));
  await second.close();
  const third = await open({ dataDir });
  expect((await third.call('GET', `/collections/${added.id}`)).status).toBe(200);
});

test('a broken line in the middle is an error that names file and line', async () => {
  const dataDir = directory();
  writeFileSync(join(dataDir, 'journal-0.ndjson'), '{}\nbroken\n{}\n');
  await expect(open({ dataDir })).rejects.toThrow(/journal-0\.ndjson:2 is not a JSON record/);
});

test.each([
  ['', /snapshot\.ndjson is not whole/],
  ['{"generation":1}\n{"put":"collection"', /snapshot\.ndjson:2 is not a JSON record/],
  ['{"generation":1}\nnull\n', /snapshot\.ndjson:2 is not a JSON record/],
])('a snapshot of %j is an error, and the journal that goes with it is left alone', async (snapshot, words) => {
  const dataDir = directory();
  writeFileSync(join(dataDir, 'snapshot.ndjson'), snapshot);
  writeFileSync(join(dataDir, 'journal-1.ndjson'), '{}\n');
  await expect(open({ dataDir })).rejects.toThrow(words);
  expect(readdirSync(dataDir).sort()).toEqual(['journal-1.ndjson', 'snapshot.ndjson']);
});

test('a reset is kept too', async () => {
  const dataDir = directory();
  const first = await open({ dataDir });
  await make(first, 'collection', collection('One'));
  await first.control('POST', 'reset');
  await first.close();
  const second = await open({ dataDir });
  expect(at((await second.call('GET', '/collections')).body, 'collections')).toEqual([]);
  expect(second.workspace).toBe(first.workspace);
});

test('a journal much larger than what lives is compacted into a snapshot, and nothing is lost', () => {
  const dir = directory();
  const vitals: Vitals = { home: 'home', idsDrawn: 7, month: '2030-05', monthUsed: 3, offsetMs: 0 };
  const store = new Store();
  const disk = openDisk(
    dir,
    store,
    () => vitals,
    () => {},
  );
  const filler = 'x'.repeat(1024 * 1024);
  const times = { createdAtMs: 1, updatedAtMs: 1, updatedBy: 1 };
  for (let n = 0; n < 70; n += 1) {
    store.put('collection', { id: 'one', workspace: 'home', owner: 1, ...times, data: { n, filler } });
    disk.flush();
  }
  disk.close();
  expect(readdirSync(dir).sort()).toEqual(['journal-1.ndjson', 'snapshot.ndjson']);
  const again = new Store();
  const revived: Vitals[] = [];
  openDisk(
    dir,
    again,
    () => vitals,
    (saved) => revived.push(saved),
  ).close();
  expect(again.get('collection', 'one')?.data['n']).toBe(69);
  expect(revived.at(-1)).toEqual(vitals);
});
