// State: what one entry changes.
import { describe, expect, it } from 'vitest';
import { resource, stateOf } from '../testing/given.ts';
import { type Entry, type Intent, type State, withEntries, withEntry } from './state.ts';

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
const busy = { ...state, inProgress: { plan: 'p', done: ['1'] } };

describe('an entry', () => {
  it.each<[string, State, Entry, Partial<State>]>([
    ['raises the serial', state, {}, { serial: state.serial + 1 }],
    ['sets a record', state, { records: { 'box.b': record } }, { resources: { 'box.a': record, 'box.b': record } }],
    ['removes a record', state, { records: { 'box.a': null } }, { resources: {} }],
    ['opens an intent', state, { intent: intent('box.a') }, { intents: [intent('box.a')] }],
    [
      'replaces the intent of an address',
      open,
      { intent: intent('box.a', 'y') },
      { intents: [intent('box.b'), intent('box.a', 'y')] },
    ],
    ['closes an intent', open, { closed: 'box.a' }, { intents: [intent('box.b')] }],
    ['begins a plan', state, { inProgress: { plan: 'p', done: [] } }, { inProgress: { plan: 'p', done: [] } }],
    ['counts a step of it', busy, { stepDone: '2' }, { inProgress: { plan: 'p', done: ['1', '2'] } }],
    ['leaves it alone', busy, {}, { inProgress: { plan: 'p', done: ['1'] } }],
  ])('%s', (_title, before, entry, after) => {
    const kept = structuredClone(before);
    expect(withEntry(before, entry)).toMatchObject(after);
    expect(withEntry(before, entry).resources).toEqual(after.resources ?? before.resources);
    expect(before).toEqual(kept);
  });
  it.each([
    ['ends a plan', busy, { inProgress: null }],
    ['counts no step where no plan is under way', state, { stepDone: '2' }],
  ] as const)('%s', (_title, before, entry) => {
    expect(withEntry(before, entry)).not.toHaveProperty('inProgress');
  });
});

describe('many entries', () => {
  it('are each after the other', () => {
    const entries: readonly Entry[] = [
      { intent: intent('box.b') },
      { records: { 'box.b': record }, closed: 'box.b' },
      { records: { 'box.a': null } },
    ];
    const kept = structuredClone(state);
    expect(withEntries(state, entries)).toEqual(entries.reduce(withEntry, state));
    expect(state).toEqual(kept);
  });
});
