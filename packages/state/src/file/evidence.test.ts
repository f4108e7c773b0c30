// Tests of evidence: merged by address, never in the way of a run.
import type { Evidence } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { countingRandom, handClock } from '../testing/seams.ts';
import { SimDisk } from '../testing/sim-disk.ts';
import { fileEvidenceStore } from './evidence.ts';

const PATH = '/p/staging.evidence';
const seen = (at: number, id = 'o-1', how: 'body' | 'list' = 'body'): Evidence => ({ at, how, id });

function open(disk = new SimDisk()) {
  const warnings: string[] = [];
  const store = fileEvidenceStore({
    path: PATH,
    disk,
    clock: handClock(),
    random: countingRandom(),
    hostname: 'host-a',
    pid: 9,
    emit: (event) => warnings.push(event.type === 'warning' ? event.text : event.type),
  });
  return { disk, store, warnings };
}

describe('the evidence of a stack', () => {
  it('is empty where there is none, without a warning', async () => {
    const { store, warnings } = open();
    expect(await store.load()).toEqual({});
    expect(warnings).toEqual([]);
  });

  it('keeps for each address the newest entry, whichever comes first', async () => {
    const { disk, store } = open();
    await store.merge({ 'mock.a': seen(10), 'mock.b': { ...seen(10), stamp: '2026-11-22T12:00:00.000Z' } });
    await store.merge({ 'mock.a': seen(9, 'old', 'list'), 'mock.b': seen(11, 'new') });
    expect(await open(disk).store.load()).toEqual({ 'mock.a': seen(10), 'mock.b': seen(11, 'new') });
    expect(disk.paths()).toEqual([PATH]);
  });

  it('is complete when several merges are on their way at once', async () => {
    const { disk, store } = open();
    const other = open(disk).store;
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? store : other).merge({ [`mock.m${n}`]: seen(n) })),
    );
    expect(Object.keys(await store.load())).toHaveLength(20);
  });

  it('says what it is, and that deleting it is safe', async () => {
    const { disk, store } = open();
    await store.merge({ 'mock.a': seen(10) });
    expect(disk.text(PATH)).toMatch(
      /^\{\n {2}"postform": "evidence",\n {2}"format": 1,\n {2}"about": ".*Safe to delete/,
    );
  });

  it.each([['{"postform":"evid'], ['{"postform":"evidence","format":2,"entries":{}}'], ['[]'], ['']])(
    'counts as empty with a warning where the file is %s, and is made anew by the next merge',
    async (text) => {
      const { disk, store, warnings } = open();
      disk.put(PATH, text);
      expect(await store.load()).toEqual({});
      expect(warnings).toHaveLength(1);
      expect(warnings[0]).toContain(PATH);
      await store.merge({ 'mock.a': seen(10) });
      expect(await open(disk).store.load()).toEqual({ 'mock.a': seen(10) });
    },
  );

  it('drops single entries that are not evidence', async () => {
    const { disk, store } = open();
    const entries = {
      'mock.a': seen(1),
      'mock.b': { at: 'x', how: 'body', id: 'o' },
      'mock.c': { at: 1, how: '?', id: 'o' },
    };
    disk.put(PATH, JSON.stringify({ postform: 'evidence', format: 1, entries }));
    expect(await store.load()).toEqual({ 'mock.a': seen(1) });
  });

  it('keeps the cycle that began last, and of one cycle the later reading of the index', async () => {
    const { disk, store } = open();
    expect(await store.cycle()).toBeUndefined();
    await store.merge({}, { sinceMs: 10 });
    await store.merge({ 'mock.a': seen(11) }, { sinceMs: 10, indexAtMs: 12 });
    await store.merge({}, { sinceMs: 10 });
    await store.merge({}, { sinceMs: 9, indexAtMs: 20 });
    await store.merge({ 'mock.b': seen(13) });
    const again = open(disk).store;
    expect(await again.cycle()).toEqual({ sinceMs: 10, indexAtMs: 12 });
    expect(Object.keys(await again.load())).toEqual(['mock.a', 'mock.b']);
    await again.merge({}, { sinceMs: 30 });
    expect(await again.cycle()).toEqual({ sinceMs: 30 });
  });

  it.each([[{ sinceMs: 'x' }], [{ sinceMs: 1, indexAtMs: null }], [7]])('takes %o for no cycle', async (cycle) => {
    const { disk, store } = open();
    disk.put(PATH, JSON.stringify({ postform: 'evidence', format: 1, cycle, entries: { 'mock.a': seen(1) } }));
    expect(await store.cycle()).toBeUndefined();
    expect(await store.load()).toEqual({ 'mock.a': seen(1) });
  });

  it('lets go what was written by a clock far ahead', async () => {
    const { store } = open();
    const farMs = 8.64e15;
    await store.merge({ 'mock.a': seen(farMs) }, { sinceMs: farMs });
    await store.merge({ 'mock.a': seen(5) }, { sinceMs: 4 });
    expect(await store.load()).toEqual({ 'mock.a': seen(5) });
    expect(await store.cycle()).toEqual({ sinceMs: 4 });
  });

  it('that cannot be written is a warning and leaves the old', async () => {
    const { disk, store, warnings } = open();
    await store.merge({ 'mock.a': seen(1) });
    disk.refuse = ({ name, path }) => (name === 'rename' && path === PATH ? 'ENOSPC' : undefined);
    await store.merge({ 'mock.a': seen(2) });
    expect(warnings[0]).toContain('ENOSPC');
    expect(await store.load()).toEqual({ 'mock.a': seen(1) });
    expect(disk.paths()).toEqual([PATH]);
  });

  it('is old or new after a kill in any operation of a merge', async () => {
    const whole = open();
    await whole.store.merge({ 'mock.a': seen(1) });
    const base = whole.disk.afterKill();
    for (let at = 0; at < 14; at++) {
      const { disk, store } = open(base.afterKill());
      disk.dieAt = at;
      await store.merge({ 'mock.b': seen(2) });
      const found = await open(disk.afterKill()).store.load();
      expect([{ 'mock.a': seen(1) }, { 'mock.a': seen(1), 'mock.b': seen(2) }]).toContainEqual(found);
    }
  });
});
