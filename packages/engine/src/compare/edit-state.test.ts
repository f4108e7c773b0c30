// Edits of the state that a person asks for.

import { describe, expect, it } from 'vitest';
import { withEntry } from '../model/entry.ts';
import { refTo, resource, stateOf } from '../testing/given.ts';
import { acceptDifferences, forgetRecord, moveRecord, recordOf } from './edit-state.ts';

const state = stateOf([
  { resource: resource('box.a', { name: 'A', values: { v: 'X' } }), settled: { name: 'A', values: { v: 'x' } } },
  { resource: resource('box.b', { name: 'B', values: {} }) },
  { resource: resource('bell.a', { name: 'Bell', box: refTo('box.a'), tone: refTo('box.b', 'id') }) },
]);
const failure = (code: string, category: string) => expect.objectContaining({ code, category });

describe('moveRecord', () => {
  it('gives the same object another address, and refs follow', () => {
    const after = withEntry(state, moveRecord(state, 'box.a', 'box.z'));
    expect(Object.keys(after.resources).sort()).toEqual(['bell.a', 'box.b', 'box.z']);
    expect(after.resources['box.z']).toBe(state.resources['box.a']);
    expect(after.resources['bell.a']!.dependsOn).toEqual(['box.b', 'box.z']);
    expect(after.resources['box.b']).toBe(state.resources['box.b']);
  });
  it.each([
    ['an address that is not there', 'box.none', 'box.z', 'E_STATE_ADDRESS', 'error'],
    ['onto one that is', 'box.a', 'box.b', 'E_STATE_MOVE', 'error'],
    ['onto itself', 'box.a', 'box.a', 'E_STATE_MOVE', 'usage'],
    ['to another kind', 'box.a', 'bell.z', 'E_STATE_MOVE', 'usage'],
    ['to no address', 'box.a', 'box', 'E_STATE_MOVE', 'usage'],
  ])('refuses %s', (_title, from, to, code, category) => {
    expect(() => moveRecord(state, from, to)).toThrow(failure(code, category));
  });
});

describe('the other edits', () => {
  it('forgetRecord takes one address out', () => {
    const after = withEntry(state, forgetRecord(state, 'box.b').entry);
    expect(Object.keys(after.resources).sort()).toEqual(['bell.a', 'box.a']);
  });
  it('forgetRecord says all that it lets go of: the object, superseded ones, and an interrupted write', () => {
    const deposed = [{ id: 'old-1', uid: 'u-old-1' }];
    const full = stateOf([{ resource: resource('box.a', { name: 'A', values: {} }), record: { deposed } }]);
    expect(forgetRecord(full, 'box.a')).toMatchObject({ current: 'box-a', deposed: ['old-1'] });
    const intent = {
      address: 'box.n',
      step: 'box.n:create',
      op: 'create',
      sending: '',
      seenBefore: [],
      at: 0,
    } as const;
    const forgotten = forgetRecord({ ...full, intents: [intent] }, 'box.n');
    expect(forgotten).toMatchObject({ deposed: [], open: 'create' });
    expect(withEntry({ ...full, intents: [intent] }, forgotten.entry).intents).toEqual([]);
  });
  it('moveRecord refuses an address with an interrupted write', () => {
    const intent = {
      address: 'box.a',
      step: 'box.a:update',
      op: 'update',
      sending: '',
      seenBefore: [],
      at: 0,
    } as const;
    for (const [from, to] of [
      ['box.a', 'box.z'],
      ['box.b', 'box.a'],
    ] as const)
      expect(() => moveRecord({ ...state, intents: [intent] }, from, to)).toThrow(failure('E_STATE_MOVE', 'error'));
  });
  it('acceptDifferences clears them, and nothing else', () => {
    expect(recordOf(state, 'box.a').current!.differences).toEqual(['/values/v']);
    const after = withEntry(state, acceptDifferences(state, 'box.a'));
    const { current, ...rest } = state.resources['box.a']!;
    expect(after.resources['box.a']).toEqual({ ...rest, current: { ...current, differences: [] } });
  });
  it.each([forgetRecord, acceptDifferences, recordOf])('%o says E_STATE_ADDRESS for what is not there', (edit) => {
    expect(() => edit(state, 'box.none')).toThrow(failure('E_STATE_ADDRESS', 'error'));
  });
});
