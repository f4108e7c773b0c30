// A thing as written, sent and read back.
import { canMatch, type JsonObject } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { rewritten } from '../testing/rewritten.ts';
import { leavesOf, parsed, problems } from '../testing/spec.ts';
import { thing } from './index.ts';

/** Give every field a value. */
const WRITTEN: JsonObject = { name: 'Orders', description: 'For orders.' };

describe('a thing', () => {
  it('comes back from the server as it was written', () => {
    const spec = parsed(thing, WRITTEN);
    const sent = thing.toRemote(spec, { itemIds: {} });
    expect(leavesOf(thing, thing.fromRemote(sent, {}).spec)).toEqual(leavesOf(thing, spec));
  });

  it('is written by an import as it was', () => {
    const context = { name: 'orders', refName: () => undefined };
    expect(thing.write(parsed(thing, WRITTEN), context).written).toEqual(WRITTEN);
  });

  it('is rewritten where it was changed', () => {
    const after = parsed(thing, { ...WRITTEN, description: 'For all orders.' });
    expect(rewritten(thing, { authored: WRITTEN }, after)).toMatchObject({
      written: [{ op: 'replace', path: '/description', value: 'For all orders.' }],
      left: [],
    });
  });

  it('keeps on an update what is not modelled', () => {
    const spec = parsed(thing, WRITTEN);
    expect(thing.toRemote(spec, { current: { id: 'x', later: 1 }, itemIds: {} })).toEqual({ ...WRITTEN, later: 1 });
  });

  it('has leaves at the paths that it names, and no others', () => {
    const pointers = Object.keys(leavesOf(thing, parsed(thing, WRITTEN)));
    expect(pointers.filter((pointer) => !canMatch(pointer, thing.leafPaths))).toEqual([]);
    expect(pointers.length).toBeGreaterThanOrEqual(thing.leafPaths.length);
  });

  it('needs a name', () => {
    expect(problems(thing, { description: 'x' })).toMatchObject([{ pointer: '/name' }]);
  });
});
