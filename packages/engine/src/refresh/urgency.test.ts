// Choosing what to verify: the most urgent first, and everything in as few runs as the calls allow, whatever else happens.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, callsOf, chooseWithin, outstandingOf, slackOf } from './urgency.ts';

interface Named extends Candidate {
  readonly name: string;
}

const one = (name: string, more: Partial<Candidate> = {}): Named => ({
  name,
  calls: 1,
  isAsked: false,
  isSuspicious: false,
  ...more,
});
const names = (chosen: readonly Named[]): string => chosen.map(({ name }) => name).join(' ');

describe('the most urgent', () => {
  const all = [
    one('young', { verifiedAtMs: 90 }),
    one('old', { verifiedAtMs: 10 }),
    one('never'),
    one('suspicious', { verifiedAtMs: 80, isSuspicious: true }),
    one('asked', { verifiedAtMs: 70, isAsked: true }),
  ];
  it.each([
    [0, ''],
    [1, 'asked'],
    [2, 'asked suspicious'],
    [4, 'asked suspicious never old'],
    [9, 'asked suspicious never old young'],
  ])('with %s calls is "%s"', (calls, chosen) => {
    expect(names(chooseWithin(all, calls))).toBe(chosen);
  });

  it('a larger one that does not fit lets smaller ones pass', () => {
    expect(names(chooseWithin([one('both', { calls: 2 }), one('a'), one('b')], 1))).toBe('a');
  });

  it('is chosen from what the cycle has not verified yet', () => {
    expect(names(outstandingOf(all, 80))).toBe('old never asked');
  });
});

describe('the slack', () => {
  it.each([
    [14, 4, 2],
    [12, 4, 0],
    [13, 4, 3],
    [5, 9, 0],
    [5, 0, 0],
  ])('of %s outstanding calls with %s a run is %s', (outstanding, allowance, slack) => {
    expect(slackOf([one('all', { calls: outstanding })], allowance)).toBe(slack);
  });
});

/** What happens before a run: which candidates the files change, and which ones a stamp makes suspicious. */
const history = fc.record({
  asked: fc.array(fc.nat(30), { maxLength: 8 }),
  edited: fc.array(fc.nat(30), { maxLength: 8 }),
  /** Calls for hints, as far as there is slack. */
  hints: fc.nat(3),
});

describe('n runs with 1/n of the calls', () => {
  it('verify everything, whatever the files and other people do meanwhile', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 12 }),
        fc.array(history, { minLength: 12, maxLength: 12 }),
        fc.array(fc.option(fc.nat(99), { nil: undefined }), { minLength: 31, maxLength: 31 }),
        (bodies, hasPair, n, runs, before) => {
          // A pair is one candidate of two calls: the index with the lists.
          const sizes = [...(hasPair ? [2] : []), ...Array.from({ length: bodies }, () => 1)];
          const total = sizes.reduce((sum, calls) => sum + calls, 0);
          const allowance = Math.ceil(total / n);
          fc.pre(!hasPair || allowance >= 2);
          const since = 100;
          const verifiedAt = before.slice(0, sizes.length);
          for (const { asked, edited, hints } of runs.slice(0, n)) {
            const all = sizes.map((calls, index) => {
              const at = verifiedAt[index];
              return {
                ...one(String(index), { calls, isAsked: asked.includes(index), isSuspicious: edited.includes(index) }),
                ...(at === undefined ? {} : { verifiedAtMs: at }),
              };
            });
            const left = outstandingOf(all, since);
            const forHints = Math.min(hints, slackOf(left, allowance));
            const chosen = chooseWithin(left, allowance - forHints);
            expect(callsOf(chosen) + forHints).toBeLessThanOrEqual(allowance);
            for (const { name } of chosen) verifiedAt[Number(name)] = since;
          }
          expect(verifiedAt.every((at) => at === since)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
