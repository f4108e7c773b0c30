// Known bytes on disk: found again by the same program and key, and unknown in every other case.
import { describe, expect, it } from 'vitest';
import { countingRandom } from '../testing/seams.ts';
import { SimDisk } from '../testing/sim-disk.ts';
import { type FileKnownOptions, fileKnown } from './known.ts';

const PATH = '/p/staging.evidence.known';
const about = { made: { root: 'abc' }, from: {} };

async function folder(): Promise<SimDisk> {
  const disk = new SimDisk();
  const file = await disk.open('/p/staging.state', 'append');
  await file.close();
  return disk;
}

async function open(disk: SimDisk, more: Partial<FileKnownOptions> = {}) {
  const bytes = await disk.read(PATH);
  return fileKnown({
    path: PATH,
    bytes,
    disk,
    random: countingRandom(),
    program: '1.0.0',
    key: 'a key of the tests',
    ...more,
  });
}

/** A store with one entry, written. */
async function written(more: Partial<FileKnownOptions> = {}) {
  const disk = await folder();
  const store = await open(disk, more);
  const input = store.digest(['a body']);
  store.note('live', 'box.a', input, about);
  await store.save();
  return { disk, input };
}

describe('what was made of the same bytes', () => {
  it('is found again by the next run, for the same input only', async () => {
    const { disk, input } = await written();
    const again = await open(disk);
    expect(again.digest(['a body'])).toBe(input);
    expect(again.made('live', 'box.a', input)).toEqual({ root: 'abc' });
    expect(again.made('live', 'box.a', again.digest(['another']))).toBeUndefined();
    expect(again.made('desired', 'box.a', input)).toBeUndefined();
    expect(again.made('live', 'box.b', input)).toBeUndefined();
  });

  it('is digested part by part: where one ends and the next begins matters', async () => {
    const store = await open(await folder());
    expect(store.digest(['ab', 'c'])).not.toBe(store.digest(['a', 'bc']));
  });

  it('is unknown where any byte of the file has changed, or some are missing', async () => {
    const { disk, input } = await written();
    const whole = (await disk.read(PATH))!;
    const spoilt = Array.from(whole, (byte, at) => {
      const bytes = Uint8Array.from(whole);
      bytes[at] = byte ^ 1;
      return bytes;
    });
    const cut = [0, 1, whole.length >> 1, whole.length - 1].map((length) => whole.subarray(0, length));
    for (const bytes of [...spoilt, ...cut]) {
      const store = await open(disk, { bytes });
      expect(store.made('live', 'box.a', input)).toBeUndefined();
    }
  });

  it('is unknown to another version of the program, and to another key, which does not lie in the file', async () => {
    const { disk, input } = await written();
    for (const more of [{ program: '1.0.1' }, { key: 'another key' }])
      expect((await open(disk, more)).made('live', 'box.a', input)).toBeUndefined();
    expect(disk.text(PATH)).not.toContain('a key of the tests');
  });

  it('is not written where what has to be done before cannot be done', async () => {
    const disk = await folder();
    const beforeSave = () => {
      throw new Error('no home');
    };
    const store = await open(disk, { beforeSave });
    store.note('live', 'box.a', 'x', about);
    await store.save();
    expect(await disk.read(PATH)).toBeUndefined();
  });

  it('is written only where there is something new, and where the folder exists', async () => {
    const { disk, input } = await written();
    const before = disk.text(PATH);
    const again = await open(disk);
    again.made('live', 'box.a', input);
    await again.save();
    expect(disk.text(PATH)).toBe(before);
    const empty = new SimDisk();
    const store = await open(empty);
    store.note('live', 'box.a', 'x', about);
    await store.save();
    expect(empty.paths()).toEqual([]);
  });

  it('is forgotten where nobody asks for it any more and it outnumbers the rest', async () => {
    const { disk } = await written();
    const store = await open(disk);
    for (let n = 0; n < 20; n++) store.note('live', `box.old${n}`, 'x', about);
    await store.save();
    const next = await open(disk);
    next.note('live', 'box.new', 'x', about);
    await next.save();
    const last = await open(disk);
    expect(last.made('live', 'box.new', 'x')).toEqual({ root: 'abc' });
    expect(last.made('live', 'box.old3', 'x')).toBeUndefined();
  });

  it('costs nothing but time where it cannot be written', async () => {
    const disk = await folder();
    const store = fileKnown({
      path: PATH,
      bytes: undefined,
      disk: { ...disk, list: async () => ['x'], open: async () => Promise.reject(new Error('disk full')) } as never,
      random: countingRandom(),
      program: '1.0.0',
      key: 'a key of the tests',
    });
    store.note('live', 'box.a', 'x', about);
    await expect(store.save()).resolves.toBeUndefined();
  });
});
