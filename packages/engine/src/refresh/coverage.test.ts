// How much a run has verified, and what is said of the rest: its age, its cycle, and what may have changed.
import { describe, expect, it } from 'vitest';
import type { Cycle, Evidence } from '../model/evidence.ts';
import type { Live, Observation } from '../model/observation.ts';
import { type Held, idOf, liveOf, resource, stateOf } from '../testing/given.ts';
import {
  type Coverage,
  coverageOf as coverageAt,
  type LastVerified,
  lastVerifiedOf as lastVerifiedAt,
} from './coverage.ts';

const NOW = 100;
type Read = Parameters<typeof lastVerifiedAt>;
const coverageOf = (state: Read[0], live: Live, evidence: Read[2], cycle: Cycle | undefined): Coverage =>
  coverageAt(state, live, evidence, cycle, NOW);
const lastVerifiedOf = (state: Read[0], live: Live, evidence: Read[2]): ReadonlyMap<string, LastVerified> =>
  lastVerifiedAt(state, live, evidence, NOW);

const boxNamed = (name: string, now?: Held['now']): Held => ({
  resource: resource(`box.${name}`, { name, values: {} }),
  ...(now === undefined ? {} : { now }),
});
const verified = (address: string, at: number, more: Partial<Evidence> = {}): Evidence => ({
  at,
  how: 'body',
  id: idOf(address),
  ...more,
});
/** The same reads, and what a list said of some objects. */
const hinted = (live: Live, hints: Readonly<Record<string, Observation>>): Live => ({
  ...live,
  observations: new Map([...live.observations, ...Object.entries(hints)]),
});
const claim = { by: 'absent', namedBy: ['workspace'] } as const;
const LATER = '2026-03-02T10:00:00Z';

describe('the coverage', () => {
  it('of nothing is whole', () => {
    expect(coverageOf(undefined, liveOf([]), {}, undefined)).toEqual({ verified: 0, total: 0 });
  });

  it('counts what was read, gone, or switched off; then nothing is said of evidence and cycle', () => {
    const held = [boxNamed('a'), boxNamed('b', null), boxNamed('c', 'deactivated')];
    const evidence = { 'box.a': verified('box.a', 5, { moved: true }) };
    expect(coverageOf(stateOf(held), liveOf(held), evidence, { sinceMs: 1 })).toEqual({ verified: 3, total: 3 });
  });

  it('does not count what is unread or disputed', () => {
    const held = [boxNamed('a'), boxNamed('b', 'unread'), boxNamed('c')];
    const disputed: Observation = { status: 'disputed', identity: { id: 'box-c', uid: 'u-box-c' }, claim };
    const live = hinted(liveOf(held), { 'box.c': disputed });
    expect(coverageOf(stateOf(held), live, {}, undefined)).toEqual({ verified: 1, total: 3 });
  });

  it('is about managed objects alone: not about new ones, nor about records whose object is gone', () => {
    const a = boxNamed('a');
    const state = stateOf([a]);
    const { current: _gone, ...rest } = state.resources['box.a']!;
    const live = liveOf([a], { adoptable: { 'box.new': { id: 'n', uid: 'n', name: 'new' } } });
    expect(coverageOf(state, live, {}, undefined)).toEqual({ verified: 1, total: 1 });
    expect(coverageOf({ ...state, resources: { 'box.a': rest } }, live, {}, undefined)).toMatchObject({ total: 0 });
  });

  it('says where the index was not read, even if every object was', () => {
    const { observations } = liveOf([boxNamed('a')]);
    expect(coverageOf(stateOf([boxNamed('a')]), { observations }, {}, undefined)).toEqual({
      verified: 1,
      total: 1,
      withoutIndex: true,
    });
  });
});

describe('the evidence of what was not read', () => {
  const held = [boxNamed('a'), boxNamed('b', 'unread'), boxNamed('c', 'unread')];
  const state = stateOf(held);
  const live = liveOf(held);

  it('is as old as its oldest; what was read does not age it', () => {
    const evidence = {
      'box.a': verified('box.a', 1),
      'box.b': verified('box.b', 30),
      'box.c': verified('box.c', 20),
    };
    expect(coverageOf(state, live, evidence, undefined).oldestAtMs).toBe(20);
  });

  it.each<[string, Evidence | undefined]>([
    ['none', undefined],
    ['of another object', { ...verified('box.c', 20), id: 'another' }],
    ['of a list', { ...verified('box.c', 20), how: 'list' }],
    ['of a clock that was ahead', verified('box.c', NOW + 1)],
  ])('has no age where one of it is %s', (_what, of) => {
    const evidence = { 'box.b': verified('box.b', 30), ...(of === undefined ? {} : { 'box.c': of }) };
    expect(coverageOf(state, live, evidence, undefined)).not.toHaveProperty('oldestAtMs');
  });

  it('counts in its cycle from the very moment in which that began', () => {
    const evidence = {
      'box.a': verified('box.a', 22),
      'box.b': verified('box.b', 20),
      'box.c': verified('box.c', 19),
    };
    expect(coverageOf(state, live, evidence, { sinceMs: 20 }).inCycle).toBe(2);
    expect(coverageOf(state, live, {}, { sinceMs: 0 }).inCycle).toBe(0);
    const ahead = { 'box.b': verified('box.b', NOW + 1), 'box.c': verified('box.c', NOW) };
    expect(coverageOf(state, live, ahead, { sinceMs: 20 }).inCycle).toBe(1);
    expect(coverageOf(state, live, evidence, undefined)).not.toHaveProperty('inCycle');
  });

  it('tells what had been changed by hand, unless that was another object, or was read now', () => {
    const moved = (address: string, more: Partial<Evidence> = {}) => verified(address, 20, { moved: true, ...more });
    const evidence = { 'box.a': moved('box.a'), 'box.b': moved('box.b'), 'box.c': moved('box.c', { id: 'another' }) };
    expect(coverageOf(state, live, evidence, undefined).changedBefore).toEqual(['box.b']);
    expect(coverageOf(state, live, {}, undefined)).not.toHaveProperty('changedBefore');
  });

  it('tells of what a list says that it was changed since', () => {
    const hints = hinted(live, {
      'box.b': { status: 'unread', listed: true, stamp: LATER },
      'box.c': { status: 'unread', listed: true, stamp: LATER },
    });
    const evidence = { 'box.b': verified('box.b', 20), 'box.c': verified('box.c', 20, { stamp: LATER }) };
    expect(coverageOf(state, hints, evidence, undefined).suspicious).toEqual(['box.b']);
    expect(coverageOf(state, live, evidence, undefined)).not.toHaveProperty('suspicious');
  });
});

describe('when an object was last verified', () => {
  const held = [boxNamed('a'), boxNamed('b', 'unread'), boxNamed('c', 'unread'), boxNamed('d', 'unread')];
  const state = stateOf(held);
  const evidence = {
    'box.a': verified('box.a', 10),
    'box.b': verified('box.b', 20),
    'box.c': { ...verified('box.c', 30), id: 'another' },
  };

  it('is told of what was not read and was verified once, be it by the same object', () => {
    expect([...lastVerifiedOf(state, liveOf(held), evidence)]).toEqual([['box.b', { atMs: 20, isSuspicious: false }]]);
  });

  it('is told with the doubt that a later stamp raises', () => {
    const live = hinted(liveOf(held), { 'box.b': { status: 'unread', listed: true, stamp: LATER } });
    expect(lastVerifiedOf(state, live, evidence).get('box.b')).toEqual({ atMs: 20, isSuspicious: true });
  });

  it('is told of no list, of no clock that was ahead, and of no state', () => {
    const ahead = { 'box.b': verified('box.b', NOW + 1), 'box.d': verified('box.d', NOW) };
    expect([...lastVerifiedOf(state, liveOf(held), ahead).keys()]).toEqual(['box.d']);
    const byList = { 'box.b': { ...verified('box.b', 20), how: 'list' as const } };
    expect(lastVerifiedOf(state, liveOf(held), byList).size).toBe(0);
    expect(lastVerifiedOf(undefined, liveOf(held), evidence).size).toBe(0);
  });
});
