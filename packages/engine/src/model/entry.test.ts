// State: what one entry changes.
import { describe, expect, it } from 'vitest';
import { resource, stateOf } from '../testing/given.ts';
import { type Entry, withEntries, withEntry } from './entry.ts';
import type { Deleted, Intent, State } from './state.ts';

const state = stateOf([{ resource: resource('box.a', { name: 'A', values: {} }) }]);
const record = state.resources['box.a']!;
const intent = (address: string, step = 'x'): Intent => ({
  address,
  op: 'create',
  step,
  sending: '',
  seenBefore: [],
  at: 1,
});
const open = { ...state, intents: [intent('box.a'), intent('box.b')] };
const deleted: Deleted = { address: 'box.a', id: 'x', uid: 'u-x', at: 1 };
const done: Entry = { type: 'step-done', step: '2', address: 'box.a', records: {} };
const undone: Entry = { type: 'step-undone', step: '1', records: {} };
const busy = { ...state, inProgress: { plan: 'p', done: ['1'] } };

describe('an entry', () => {
  it.each<[string, State, Entry, Partial<State>]>([
    ['raises the serial', state, { type: 'records', records: {} }, { serial: state.serial + 1 }],
    [
      'sets a record',
      state,
      { type: 'records', records: { 'box.b': record } },
      { resources: { 'box.a': record, 'box.b': record } },
    ],
    ['removes a record', state, { type: 'records', records: { 'box.a': null } }, { resources: {} }],
    ['opens an intent', state, { type: 'intent-opened', intent: intent('box.a') }, { intents: [intent('box.a')] }],
    [
      'replaces the intent of an address',
      open,
      { type: 'intent-opened', intent: intent('box.a', 'y') },
      { intents: [intent('box.b'), intent('box.a', 'y')] },
    ],
    ['closes an intent', open, { type: 'intent-closed', address: 'box.a' }, { intents: [intent('box.b')] }],
    [
      'closes an intent and says what became of it',
      open,
      { type: 'intent-closed', address: 'box.a', records: { 'box.a': null } },
      { intents: [intent('box.b')], resources: {} },
    ],
    [
      'begins a plan',
      state,
      { type: 'plan-begun', inProgress: { plan: 'p', done: [] }, records: {} },
      { inProgress: { plan: 'p', done: [] } },
    ],
    [
      'counts a step of it, and closes its intent',
      { ...busy, intents: open.intents },
      done,
      { inProgress: { plan: 'p', done: ['1', '2'] }, intents: [intent('box.b')] },
    ],
    ['remembers a delete until it is confirmed', state, { ...done, deleted }, { deleted: [deleted] }],
    ['takes a step back', busy, undone, { inProgress: { plan: 'p', done: [], begun: ['1'] } }],
    [
      'takes a step back and opens its intent again',
      busy,
      { ...undone, intent: intent('box.a') },
      { intents: [intent('box.a')] },
    ],
    ['leaves it alone', busy, { type: 'records', records: {} }, { inProgress: { plan: 'p', done: ['1'] } }],
  ])('%s', (_title, before, entry, after) => {
    const kept = structuredClone(before);
    expect(withEntry(before, entry)).toMatchObject(after);
    expect(withEntry(before, entry).resources).toEqual(after.resources ?? before.resources);
    expect(before).toEqual(kept);
  });
  it.each([
    ['ends a plan', busy, { type: 'plan-ended' }],
    ['counts no step where no plan is under way', state, done],
  ] as const)('%s', (_title, before, entry) => {
    expect(withEntry(before, entry)).not.toHaveProperty('inProgress');
  });
  it('forgets a delete that is confirmed', () => {
    const before = { ...state, deleted: [deleted] };
    expect(withEntry(before, { type: 'records', records: {}, confirmed: ['x'] })).not.toHaveProperty('deleted');
  });
});

describe('many entries', () => {
  it('are each after the other', () => {
    const entries: readonly Entry[] = [
      { type: 'intent-opened', intent: intent('box.b') },
      { type: 'step-done', step: 'box.b:create', address: 'box.b', records: { 'box.b': record } },
      { type: 'records', records: { 'box.a': null } },
    ];
    const kept = structuredClone(state);
    expect(withEntries(state, entries)).toEqual(entries.reduce(withEntry, state));
    expect(state).toEqual(kept);
  });
});
