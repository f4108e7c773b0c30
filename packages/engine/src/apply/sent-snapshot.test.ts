// What counts as sent where live's values are kept, and what stays of the past.
import { describe, expect, it } from 'vitest';
import { knownDigest } from '../compare/snapshot.ts';
import { digester, recordedAs, resource, snapshot } from '../testing/given.ts';
import { box } from '../testing/kinds.ts';
import { stepOf } from '../testing/steps.ts';
import { keptLeaves, keptPast, sentSnapshot } from './sent-snapshot.ts';

it('leaves that policy keeps are those of the step which the files do not ignore', () => {
  const item = resource('box.a', {}, { lifecycle: { ignore: ['/values/i'] } });
  expect(keptLeaves(stepOf('box.a', 'update', { keep: ['/values/i', '/values/k'] }), item)).toEqual(['/values/k']);
  expect(keptLeaves(stepOf('box.a', 'update'), item)).toEqual([]);
});

describe('what counts as sent', () => {
  const wanted = snapshot(box, { name: 'A', values: { ours: 1, held: 'declared' } });
  const digestOf = (value: string | number) => digester.leaf(value);

  it('is what the files declare where just that went out', () => {
    expect(sentSnapshot(box, wanted.spec, wanted, [], digester)).toBe(wanted);
  });
  it('is each declared leaf as it went out, held ones as declared, and nothing of strangers', () => {
    const body = { name: 'A', values: { ours: 2, held: 'theirs', stranger: 1 } };
    const sent = sentSnapshot(box, body, wanted, ['/values/held'], digester);
    expect([...sent.leaves.keys()]).toEqual(['/name', '/values/ours', '/values/held']);
    expect(knownDigest(sent, '/values/ours')).toBe(digestOf(2));
    expect(knownDigest(sent, '/values/held')).toBe(digestOf('declared'));
    expect(sent.root).toBeUndefined();
  });
  it('lacks a held leaf that the files do not declare', () => {
    const sent = sentSnapshot(box, { name: 'A', values: { theirs: 1 } }, wanted, ['/values/theirs'], digester);
    expect([...sent.leaves.keys()]).toEqual(['/name']);
  });
});

describe('held leaves', () => {
  it('keep the past that they had, null where they had none', () => {
    const record = recordedAs(box, 'box.a', { name: 'A', values: { k: 1 } }, { name: 'A', values: { k: 2 } });
    expect(keptPast(record, ['/values/k', '/values/none'])).toEqual({
      '/values/k': digester.leaf(2),
      '/values/none': null,
    });
  });
  it('have no past without a current object', () => {
    expect(keptPast(undefined, ['/values/k'])).toEqual({});
  });
});
