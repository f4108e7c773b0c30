// What a run may spend: --max-calls, --max-duration, the month; refused beforehand with what fits, or done in parts.
import { describe, expect, it } from 'vitest';
import { recordsOf } from '../../../../tests/harness/cli-harness.ts';
import { useLimitedHarness } from '../../../../tests/harness/limited-harness.ts';

const limited = useLimitedHarness();
const dayMs = 86_400_000;

/** So many environments and nothing else. */
function openMany(count: number): void {
  limited.open('01-one-environment');
  const lines = Array.from({ length: count }, (_, n) => `  e${n}: { name: Environment ${n}, values: { n: "${n}" } }`);
  const { workspace } = limited.emulator;
  limited.project.write('postform.yaml', `postform: 1\nworkspace: ${workspace}\ndesired: [many.yaml]\n`);
  limited.project.write('many.yaml', `environments:\n${lines.join('\n')}\n`);
}

describe('--max-calls', () => {
  it('refuses before the first call what it does not hold, and the lower of the two limits holds', async () => {
    limited.open('02-service-team');
    limited.project.edit('postform.yaml', 'maxCallsPerRun: 400', 'maxCallsPerRun: 6');
    for (const more of ['5', '500']) {
      const calls = await limited.callsOf(async () => {
        const plan = await limited.postform('plan', '--refresh', 'full', '--max-calls', more);
        expect(plan).toMatchObject({ exit: 7, out: '' });
        expect(plan.err).toContain('The smallest --max-calls for this command is 8');
        expect(plan.err).toContain(`reading may cost 8 calls at worst`);
        expect(plan.err).toContain(
          `of the ${Math.min(6, Number(more))} of one run (--max-calls, budget.maxCallsPerRun)`,
        );
        expect(plan.err).toContain('E_CLIENT_RUN_SHORT');
      });
      expect(calls).toBe(0);
    }
  });

  it('refuses an apply before its first write and says what fits; --partial does that, and the next run the rest', async () => {
    limited.open('02-service-team');
    const refused = await limited.postform('apply', '--auto-approve', '--max-calls', '20');
    expect(refused).toMatchObject({ exit: 7 });
    expect(refused.err).toMatch(/The smallest --max-calls for this command is \d+/);
    expect(refused.err).toMatch(/writing may cost 26 calls at worst/);
    expect(refused.err).toContain(
      'Nothing was written. With --partial the first 5 of 8 steps would be done, with 8 calls.',
    );
    expect(await limited.creates()).toBe(0);
    const part = await limited.postform('apply', '--auto-approve', '--max-calls', '20', '--partial');
    expect(part).toMatchObject({ exit: 4 });
    expect(part.err).toContain('Applying the first 5 of 8 steps, as many as the budget covers');
    expect(part.out).toContain('as predicted');
    expect(part.out).toMatch(
      /The budget did not cover the rest\.\nLeft: 3 steps, 6 calls\.\nRun the same command again/,
    );
    expect(await limited.creates()).toBe(5);
    expect(await limited.postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
    await limited.expectTeamOnce();
  });
});

describe('--max-duration', () => {
  it('ends the run: exit 4, no call after it, and the next run goes on from there', async () => {
    limited.open('02-service-team');
    const slow = { do: { kind: 'slow', ms: 700 } };
    await limited.emulator.control('POST', 'faults', { faults: [slow] });
    const stopped = await limited.postform('apply', '--auto-approve', '--parallelism', '1', '--max-duration', '4s');
    expect(stopped).toMatchObject({ exit: 4 });
    expect(stopped.out).toMatch(/Why: the time of this run was over at \d\d:\d\d:\d\d \[E_CLIENT_RUN_OVER\]/);
    expect(stopped.out).toMatch(/Left: \d steps, \d+ calls\./);
    const created = await limited.creates();
    expect(created).toBeLessThan(7);
    await limited.emulator.control('DELETE', 'faults');
    expect(await limited.postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
    await limited.expectTeamOnce();
  });
});

describe('a price', () => {
  it('stands at each change, in records and in the plan file, and they add up', async () => {
    limited.open('02-service-team');
    const { out } = await limited.postform('plan', '--json', '-o', 'plan.json');
    const changes = recordsOf(out).filter(({ type }) => type === 'planned_change') as unknown as {
      change: { price: { total: number; by_bucket: Record<string, number> } };
    }[];
    const prices = changes.map(({ change }) => change.price);
    const summary = recordsOf(out).find(({ type }) => type === 'change_summary');
    expect(prices.reduce((sum, { total }) => sum + total, 0)).toBe(14);
    expect(prices.every(({ by_bucket }) => typeof by_bucket['general'] === 'number')).toBe(true);
    expect(summary).toMatchObject({
      calls: { expected: { total: 14 + 1 } },
      time: { expected_seconds: expect.any(Number) },
      month: { share: expect.any(Number) },
    });
    const { plan } = JSON.parse(limited.project.read('plan.json'));
    const saved = (plan.changes as { price: { calls: number } }[]).reduce((sum, { price }) => sum + price.calls, 0);
    expect(saved).toBe(14);
  });
});

describe('the month', () => {
  it('that ends while writing stops the run with everything saved; whoever bought more asks with budget and goes on', async () => {
    limited.open('02-service-team');
    const end = { on: { method: 'POST', nth: 4 }, do: { kind: 'end-month', when: 'before' } };
    await limited.emulator.control('POST', 'faults', { faults: [end] });
    const stopped = await limited.postform('apply', '--auto-approve', '--parallelism', '1');
    expect(stopped).toMatchObject({ exit: 4 });
    expect(stopped.out).toMatch(
      /Why: createEnvironment: the team has no API calls left this month \(429\).* \[E_CLIENT_MONTH_EXHAUSTED\]/,
    );
    expect(stopped.out).toContain('postform budget');
    expect(await limited.creates()).toBe(3);
    await limited.emulator.control('POST', 'restore');
    const calls = await limited.callsOf(async () => {
      expect(await limited.postform('apply', '--auto-approve')).toMatchObject({ exit: 4 });
    });
    expect(calls).toBe(0);
    expect(await limited.postform('budget')).toMatchObject({ exit: 0 });
    expect(await limited.postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
    await limited.expectTeamOnce();
  });

  it('of 30 calls refuses a plan over 100 resources before its first write, does a part of it, and the rest next month', async () => {
    openMany(100);
    await limited.limit({ bucket: 'month', limit: 1000, remaining: 32 });
    const refused = await limited.postform('apply', '--auto-approve');
    expect(refused).toMatchObject({ exit: 4 });
    expect(refused.out).toContain('200 calls · about');
    expect(refused.out).toContain('more than is left this month (30)');
    expect(refused.err).toContain('writing may cost 305 calls at worst');
    expect(refused.err).toContain('and the month holds 30 for it');
    expect(refused.err).toContain('With --partial the first 8 of 100 steps would be done, with 16 calls.');
    expect(await limited.creates()).toBe(0);

    const part = await limited.postform('apply', '--auto-approve', '--partial', '--json');
    expect(part).toMatchObject({ exit: 4 });
    const summary = recordsOf(part.out).at(-1);
    expect(summary).toMatchObject({ calls: { sent: 16, expected: 16 }, time: { elapsed_seconds: expect.any(Number) } });
    const { left } = summary as unknown as { left: { steps: number; calls: { total: number } } };
    expect(left).toMatchObject({ steps: 92, calls: { total: 184 } });
    expect(await limited.creates()).toBe(8);

    await limited.emulator.control('POST', 'clock', { advanceMs: 31 * dayMs });
    const next = await limited.elsewhere(['apply', '--auto-approve', '--partial'], 31 * dayMs);
    expect(next).toMatchObject({ exit: 0 });
    expect(next.out).toContain('Done: 92 added, 0 changed, 0 deleted · 184 calls, as predicted');
    const { objects } = await limited.emulator.control('GET', 'objects/environment');
    const names = (objects as readonly { data: { name: string } }[]).map(({ data }) => data.name);
    expect([names.length, new Set(names).size]).toEqual([100, 100]);
    expect(await limited.creates()).toBe(100);
  });
});
