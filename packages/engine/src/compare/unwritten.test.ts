// Which leaves of a write had no effect, as the first read after it shows them.
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import { currentAs, digester, snapshot } from '../testing/given.ts';
import { bell, box } from '../testing/kinds.ts';
import { unsettledBaseline } from './reconcile.ts';
import { type Before, unwrittenLeaves, withoutUnwritten } from './unwritten.ts';

const boxed = (values: JsonObject): JsonObject => ({ name: 'A', values });
const was = (before: JsonObject): Before =>
  Object.fromEntries(
    Object.entries(before).map(([key, value]) => [`/values/${key}`, value === null ? null : digester.leaf(value)]),
  );

describe('after an update', () => {
  it.each<[string, JsonObject, JsonObject, JsonObject, readonly string[]]>([
    ['nothing where all came back as sent', { a: 2 }, { a: 1 }, { a: 2 }, []],
    ['a leaf that is as before', { a: 2 }, { a: 1 }, { a: 1 }, ['/values/a']],
    ['a leaf that was not there and is not there', { a: 2 }, { a: null }, {}, ['/values/a']],
    ['a leaf that was to go and is there', {}, { a: 1 }, { a: 1 }, ['/values/a']],
    ['not a leaf that came back as something else', { a: 2 }, { a: 1 }, { a: 3 }, []],
    ['not a leaf that the server dropped', { a: 2 }, { a: 1 }, {}, []],
    [
      'not a leaf that the update did not change, whatever the server makes of it',
      { a: 2, b: 1 },
      { a: 1 },
      { a: 2 },
      [],
    ],
    ['only those of many that are as before', { a: 2, b: 2 }, { a: 1, b: 1 }, { a: 2, b: 1 }, ['/values/b']],
  ])('%s', (_, sent, before, live, unwritten) => {
    const base = unsettledBaseline(box, snapshot(box, boxed(sent)), digester, { before: was(before) });
    const there = snapshot(box, boxed(live));
    expect(unwrittenLeaves(box, base, there)).toEqual(unwritten);
    const left = withoutUnwritten(base, unwritten, there);
    for (const at of unwritten) expect(left.sent[at]).toBe(was(live)[at]);
    if (unwritten.length > 0) expect(left.roots).toEqual({});
  });

  it('nothing of a record that was read since', () => {
    const { baseline: base } = currentAs(box, 'box.a', boxed({ a: 1 }));
    expect(unwrittenLeaves(box, base, snapshot(box, boxed({})))).toEqual([]);
  });
});

describe('after a create', () => {
  it.each<[string, JsonObject, JsonObject, readonly string[]]>([
    ['all, where nothing but the name is there', { a: 1, b: 2 }, {}, ['/values/a', '/values/b']],
    ['all, where what is there is blank', { a: 1, b: [1] }, { b: [] }, ['/values/a', '/values/b']],
    ['nothing where a part is there: the rest is what the server made of it', { a: 1, b: 2 }, { b: 2 }, []],
    ['nothing where it came back as something else', { a: 'X' }, { a: 'x' }, []],
    ['nothing where what is blank was sent so', { a: '' }, { a: '' }, []],
    ['nothing where only a name was sent', {}, {}, []],
  ])('%s', (_, sent, live, unwritten) => {
    const base = unsettledBaseline(box, snapshot(box, boxed(sent)), digester);
    expect(unwrittenLeaves(box, base, snapshot(box, boxed(live)))).toEqual(unwritten);
  });

  it('never what no read returns', () => {
    const base = unsettledBaseline(bell, snapshot(bell, { name: 'A', loud: true }), digester);
    expect(unwrittenLeaves(bell, base, snapshot(bell, { name: 'A' }))).toEqual([]);
  });
});
