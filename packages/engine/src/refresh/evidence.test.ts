// What a read proves, when a stamp makes an object suspicious, and how evidence is written down beside the reading.
import { describe, expect, it } from 'vitest';
import { memoryClock, memoryEvidenceStore } from '../memory/ports.ts';
import type { Cycle, Evidence, EvidenceStore } from '../model/evidence.ts';
import type { Live, Observation } from '../model/observation.ts';
import { remote, resource, stateOf } from '../testing/given.ts';
import { makeHarness } from '../testing/harness.ts';
import { bell, box } from '../testing/kinds.ts';
import { evidenceOf, evidenceWriter, isSuspicious, recordEvidence, verifiedAt } from './evidence.ts';

const MONDAY = '2026-03-02T10:00:00Z';
const identity = { id: 'box-a', uid: 'u-box-a' };
const found = (spec: Parameters<typeof remote>[1] = {}): Observation => ({
  status: 'found',
  identity,
  at: 5,
  remote: remote('box-a', spec),
});
const body: Evidence = { at: 9, how: 'body', id: 'box-a' };

describe('an observation proves', () => {
  it('the whole object, with its stamp where it has one', () => {
    expect(evidenceOf(box, found(), 'box-a', 9)).toEqual(body);
    expect(evidenceOf(box, found({ changedAt: MONDAY }), 'box-a', 9)).toEqual({ ...body, stamp: MONDAY });
  });

  it('that an object is gone or switched off, as firmly as a body', () => {
    expect(evidenceOf(box, { status: 'absent', identity }, 'box-a', 9)).toEqual(body);
    expect(evidenceOf(box, { status: 'deactivated', identity }, 'box-a', 9)).toEqual(body);
  });

  it('nothing where two reads contradict each other', () => {
    const claim = { by: 'absent', namedBy: ['list'] } as const;
    expect(evidenceOf(box, { status: 'disputed', identity, claim }, 'box-a', 9)).toBeUndefined();
  });

  it.each([
    ['bell', false, { at: 9, how: 'list', id: 'bell-a' }],
    ['bell', true, undefined],
    ['bell', undefined, undefined],
    ['box', false, undefined],
    ['box', true, undefined],
  ])('of an unread %s whose list names it (%s): %o', (kind, listed, expected) => {
    const observation: Observation = { status: 'unread', ...(listed === undefined ? {} : { listed }) };
    expect(evidenceOf(kind === 'bell' ? bell : box, observation, `${kind}-a`, 9)).toEqual(expected);
  });
});

describe('an object was verified', () => {
  it.each<[string, Evidence | undefined, number | undefined]>([
    ['just now', body, 9],
    ['by a clock that was ahead', { ...body, at: 10 }, undefined],
    ['as another object', { ...body, id: 'another' }, undefined],
    ['by a list that lacks it', { ...body, how: 'list' }, undefined],
    ['never', undefined, undefined],
  ])('%s: %o is %s', (_when, evidence, atMs) => {
    expect(verifiedAt(evidence, 'box-a', 9)).toBe(atMs);
  });
});

describe('an object is suspicious', () => {
  const known = (more: Partial<Evidence>): Evidence => ({ ...body, ...more });
  const hinted = (stamp: string): Observation => ({ status: 'unread', listed: true, stamp });

  it('where a list shows another stamp than it had, be it earlier or later', () => {
    for (const stamp of ['2026-03-02T09:59:59Z', '2026-03-02T10:00:01Z'])
      expect(isSuspicious(hinted(stamp), known({ stamp: MONDAY }))).toBe(true);
  });

  it('not where the stamp is of the same moment, however it is spelled', () => {
    for (const stamp of [MONDAY, '2026-03-02T10:00:00.000Z', '2026-03-02T11:00:00+01:00'])
      expect(isSuspicious(hinted(stamp), known({ stamp: MONDAY }))).toBe(false);
  });

  it('where it had no stamp, only if that of the list is later than the evidence', () => {
    const at = Date.parse(MONDAY);
    expect(isSuspicious(hinted(MONDAY), known({ at: at - 1 }))).toBe(true);
    expect(isSuspicious(hinted(MONDAY), known({ at }))).toBe(false);
  });

  it('not where no stamp is shown, it was read, or nothing was known of it', () => {
    expect(isSuspicious({ status: 'unread', listed: true }, known({ stamp: MONDAY }))).toBe(false);
    expect(isSuspicious(found({ changedAt: '2027-01-01T00:00:00Z' }), known({ stamp: MONDAY }))).toBe(false);
    expect(isSuspicious(hinted(MONDAY), undefined)).toBe(false);
  });
});

/** A store that keeps what it was told to write, and a refresh of a box and a bell. */
function recording() {
  const merges: (readonly [Readonly<Record<string, Evidence>>, Cycle | undefined])[] = [];
  const evidence: EvidenceStore = {
    ...memoryEvidenceStore(memoryClock()),
    merge: async (entries, cycle) => void merges.push([entries, cycle]),
  };
  const state = stateOf([
    { resource: resource('box.a', { name: 'A' }) },
    { resource: resource('bell.a', { name: 'A' }) },
  ]);
  const { ports } = makeHarness(state, { evidence });
  const record = (
    observations: readonly (readonly [string, Observation])[],
    moved: readonly string[] = [],
    cycle?: Cycle,
  ) => {
    const live: Live = { observations: new Map(observations) };
    return recordEvidence(ports, { state, live, atMs: 9, moved: new Set(moved) }, cycle);
  };
  return { record, merges };
}

describe('the evidence of a refresh', () => {
  it('is written down at once, and given back; what proves nothing is not in it', async () => {
    const { record, merges } = recording();
    const proved = await record([
      ['box.a', found()],
      ['box.b', { status: 'unread', stamp: MONDAY, listed: true }],
    ]);
    expect(proved).toEqual({ 'box.a': body });
    expect(merges).toEqual([[proved, undefined]]);
  });

  it('tells on which addresses drift was found', async () => {
    const { record } = recording();
    expect(await record([['box.a', found()]], ['box.a', 'box.z'])).toEqual({ 'box.a': { ...body, moved: true } });
  });

  it('of an object that a list lacks is about the recorded id; without a record there is none', async () => {
    const { record } = recording();
    const lacking: Observation = { status: 'unread', listed: false };
    const proved = await record([
      ['bell.a', lacking],
      ['bell.new', lacking],
    ]);
    expect(proved).toEqual({ 'bell.a': { at: 9, how: 'list', id: 'bell-a' } });
  });

  it('is written for the sake of a cycle alone, and not at all where there is neither', async () => {
    const { record, merges } = recording();
    await record([]);
    expect(merges).toEqual([]);
    await record([], [], { sinceMs: 3 });
    expect(merges).toEqual([[{}, { sinceMs: 3 }]]);
  });
});

/** A store each of whose writes ends when it is told to. */
function slowStore() {
  const merges: (readonly [readonly string[], Cycle | undefined])[] = [];
  const endings: (() => void)[] = [];
  const store: EvidenceStore = {
    ...memoryEvidenceStore(memoryClock()),
    merge: (entries, cycle) => {
      merges.push([Object.entries(entries).map(([address, { at }]) => `${address} ${at}`), cycle]);
      return new Promise((resolve) => void endings.push(resolve));
    },
  };
  const endWrite = async (): Promise<void> => {
    endings.shift()!();
    await new Promise((resolve) => void setImmediate(resolve));
  };
  return { store, merges, endWrite };
}

describe('a writer of evidence', () => {
  it('writes the first entry at once, and all that was noted meanwhile in one write after it, the newest of each', async () => {
    const { store, merges, endWrite } = slowStore();
    const cycle = { sinceMs: 1 };
    const writer = evidenceWriter(store, cycle);
    writer.note('box.a', { ...body, at: 1 });
    writer.note('box.b', { ...body, at: 2 });
    writer.note('box.b', { ...body, at: 3 });
    writer.note('box.a', { ...body, at: 4 });
    expect(merges).toEqual([[['box.a 1'], cycle]]);
    await endWrite();
    expect(merges.slice(1)).toEqual([[['box.b 3', 'box.a 4'], cycle]]);
  });

  it('is through when everything noted is written, and not before', async () => {
    const { store, merges, endWrite } = slowStore();
    const writer = evidenceWriter(store, undefined);
    writer.note('box.a', body);
    writer.note('box.b', body);
    let isThrough = false;
    const through = writer.written().then(() => {
      isThrough = true;
    });
    await endWrite();
    expect([isThrough, merges.length]).toEqual([false, 2]);
    await endWrite();
    await through;
    writer.note('box.c', body);
    expect(merges.at(-1)).toEqual([['box.c 9'], undefined]);
  });

  it('to which nothing was noted writes nothing', async () => {
    const { store, merges } = slowStore();
    await evidenceWriter(store, { sinceMs: 1 }).written();
    expect(merges).toEqual([]);
  });
});
