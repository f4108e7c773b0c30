// What is written: ours, theirs where we keep theirs, and nothing where a later step comes.
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import { recordedAs, snapshot } from '../testing/given.ts';
import { bell, box } from '../testing/kinds.ts';
import { mergeSpec } from './merge-spec.ts';

interface Row {
  readonly title: string;
  readonly wanted: JsonObject;
  readonly live?: JsonObject;
  readonly sent?: JsonObject;
  readonly omit?: readonly string[];
  readonly keep?: readonly string[];
  readonly body: JsonObject;
}

const composed = (kind: typeof box, { wanted, live, sent, omit = [], keep = [] }: Row): JsonObject =>
  mergeSpec(
    kind,
    snapshot(kind, wanted),
    live && snapshot(kind, live),
    sent && recordedAs(kind, 'a.a', sent).current.baseline,
    {
      omit,
      keep,
    },
  );

const wholes: readonly Row[] = [
  {
    title: 'a create is what the files say',
    wanted: { name: 'A', values: { a: 1 } },
    body: { name: 'A', values: { a: 1 } },
  },
  {
    title: 'omitted leaves wait for a later step',
    wanted: { name: 'A', values: { a: 1, b: 2 } },
    omit: ['/values/a'],
    body: { name: 'A', values: { b: 2 } },
  },
  {
    title: 'a stranger in what is ours goes',
    wanted: { name: 'A', values: { a: 1 } },
    live: { name: 'A', values: { a: 1, s: 9 } },
    body: { name: 'A', values: { a: 1 } },
  },
  {
    title: 'a stranger where people share stays',
    wanted: { name: 'A', values: { a: 1 }, otherKeys: 'keep' },
    live: { name: 'A', values: { a: 0, s: 9 } },
    body: { name: 'A', values: { a: 1, s: 9 }, otherKeys: 'keep' },
  },
  {
    title: 'what we sent once and is gone from the files goes, even where people share',
    wanted: { name: 'A', values: { a: 1 }, otherKeys: 'keep' },
    live: { name: 'A', values: { a: 1, once: 9, s: 9 } },
    sent: { name: 'A', values: { a: 1, once: 9 } },
    body: { name: 'A', values: { a: 1, s: 9 }, otherKeys: 'keep' },
  },
  {
    title: 'values that nobody manages are carried over',
    wanted: { name: 'B' },
    live: { name: 'A', values: { s: 9 } },
    body: { name: 'B', values: { s: 9 } },
  },
  {
    title: 'a kept leaf keeps live’s value',
    wanted: { name: 'A', values: { a: 1, b: 1 } },
    live: { name: 'A', values: { a: 2, b: 2 } },
    keep: ['/values/a'],
    body: { name: 'A', values: { a: 2, b: 1 } },
  },
  {
    title: 'a kept leaf that live lacks stays away',
    wanted: { name: 'A', values: { a: 1, b: 1 } },
    live: { name: 'A', values: { b: 1 } },
    keep: ['/values/a'],
    body: { name: 'A', values: { b: 1 } },
  },
  {
    title: 'a kept stranger stays',
    wanted: { name: 'A', values: {} },
    live: { name: 'A', values: { s: 9, t: 9 } },
    keep: ['/values/s'],
    body: { name: 'A', values: { s: 9 } },
  },
  {
    title: 'a pattern grafts all that it matches',
    wanted: { name: 'A', values: { a: 1, b: 1 } },
    live: { name: 'Z', values: { a: 2, s: 9 } },
    keep: ['/values/*'],
    body: { name: 'A', values: { a: 2, s: 9 } },
  },
];

const partials: readonly Row[] = [
  {
    title: 'what the files do not mention is left out',
    wanted: { name: 'A' },
    live: { name: 'Z', tone: 'c' },
    body: { name: 'A' },
  },
  {
    title: 'a kept leaf is left out',
    wanted: { name: 'A', tone: 'c', pitch: 1 },
    live: { name: 'A', tone: 'd' },
    keep: ['/tone'],
    body: { name: 'A', pitch: 1 },
  },
  {
    title: 'a kept leaf that no read returns is sent: leaving it out could set it to its default',
    wanted: { name: 'A', loud: false },
    live: { name: 'A' },
    keep: ['/loud'],
    body: { name: 'A', loud: false },
  },
];

describe('a body for a kind whose update replaces', () => {
  it.each(wholes)('$title', (row) => expect(composed(box, row)).toEqual(row.body));
  it('is the very spec where there is nothing to carry over', () => {
    const wanted = snapshot(box, { name: 'A', values: { a: { deep: [1] } } });
    const live = snapshot(box, { name: 'Z', values: { a: 2 } });
    expect(mergeSpec(box, wanted, live, undefined, { omit: [], keep: [] })).toBe(wanted.spec);
  });
});

describe('a body for a kind whose update is partial', () => {
  it.each(partials)('$title', (row) => expect(composed(bell, row)).toEqual(row.body));
});
