// Declares law 2 over the whole corpus, for a server with given switches: apply, plan again, compare, change one thing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, type HarnessOptions, makeHarness } from '../harness.ts';
import { authored, evaluations, namesById, partsAt, reader, type Subject, subjects, withOneChange } from './acts.ts';

/**
 * Declares the tests. Half of the files are changed in the last act, by `seed`: the even ones or the odd ones. `nth`: of the
 * real files only each nth takes part, beginning with the one at `seed`.
 */
export function law2(server: string, switches: NonNullable<HarnessOptions['switches']>, seed: number, nth = 1): void {
  describe(`Law 2, with ${server}`, { timeout: 120_000 }, () => {
    const all = subjects(nth, seed);
    let harness: Harness;
    beforeAll(async () => {
      harness = await makeHarness({ switches });
    });
    afterAll(async () => {
      await harness.close();
    });

    const inSync = async (files: readonly Subject[]) => {
      const { plan, coverage } = await harness.plan(files.map(authored), { refresh: 'full' });
      expect(coverage.verified).toBe(files.length);
      expect(plan.changes.map(({ address }) => address).sort()).toEqual(files.map(({ address }) => address).sort());
      const unsettled = plan.changes.filter(
        ({ action, reason, differences, lines }) =>
          action !== 'noop' || reason !== 'in-sync' || differences.length > 0 || lines.length > 0,
      );
      expect(unsettled).toEqual([]);
      expect(plan.steps).toEqual([]);
    };
    const holds = async (files: readonly Subject[]) => {
      const differences: Record<string, readonly string[]> = {};
      const read = await reader(harness);
      for (const subject of files) {
        const change = 'change' in subject ? `, ${String(subject.change)}` : '';
        const found = evaluations(subject, await read(subject), change !== '');
        if (found.length > 0) differences[subject.name + change] = found.slice(0, 10);
      }
      expect(differences).toEqual({});
    };

    it('every file applies, without an unexplained difference', async () => {
      const { end, stopped, differences, outcomes } = await harness.apply(all.map(authored));
      expect(stopped).toBeUndefined();
      expect(differences).toEqual([]);
      expect(end).toBe('done');
      expect(outcomes).toHaveLength(all.length);
    });

    it(`the next plan is empty`, () => inSync(all));

    it(`the server holds what each file says`, () => holds(all));

    it(`one thing changed in a file is one change, and ids stay`, async () => {
      const changed = all.map((subject, index) => {
        const one = index % 2 === seed % 2 ? withOneChange(subject, seed * 1000 + index) : undefined;
        return {
          subject,
          one,
          now: one === undefined ? subject : { ...one.subject, change: JSON.stringify(one.site) },
        };
      });
      const now = changed.map((each) => each.now);
      const before = new Map<string, ReadonlyMap<string, string>>();
      const read = await reader(harness);
      for (const { subject, one } of changed) if (one) before.set(subject.address, namesById(await read(subject)));

      const { end, differences, plan } = await harness.apply(now.map(authored), {
        refresh: 'full',
        allowChange: all.length,
      });
      for (const { one, subject } of changed) {
        const [change, ...more] = plan.changes.filter(({ address }) => address === subject.address);
        const about = `${subject.name} ${JSON.stringify(one?.site)}`;
        expect(more, about).toEqual([]);
        expect([change?.action, change?.reason], about).toEqual(one ? ['update', 'declared'] : ['noop', 'in-sync']);
        expect(change!.lines.length > 0, about).toBe(one !== undefined);
      }

      expect(differences).toEqual([]);
      expect(end).toBe('done');
      await inSync(now);
      await holds(now);
      for (const { one, subject } of changed) {
        if (one === undefined) continue;
        const was = before.get(subject.address)!;
        const is = namesById(await read(subject));
        const parts = partsAt(subject.content, one.site);
        const about = `${subject.name} ${JSON.stringify(one.site)}`;
        const gone = [...was.keys()].filter((id) => !is.has(id));
        const made = [...is.keys()].filter((id) => !was.has(id));
        expect(gone.length, about).toBe(one.site.operation === 'remove' ? parts : 0);
        expect(made.length, about).toBe(one.site.operation === 'repeat' ? parts : 0);
        const renamed = [...was].filter(([id, name]) => is.has(id) && is.get(id) !== name);
        expect(renamed.length, about).toBe(one.site.key === 'name' && one.site.sort !== 'info' ? 1 : 0);
      }
    });
  });
}
