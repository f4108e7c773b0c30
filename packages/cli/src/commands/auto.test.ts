// Commands on a small budget: they say what the refresh costs before it and what was not read after it, and exit with 4.
import { describe, expect, it } from 'vitest';
import { recordsOf, useCliHarness } from '../../../../tests/harness/cli-harness.ts';

const cli = useCliHarness();

/** Example 02, applied; from then on a run may send so many calls. A full refresh of it takes 8 calls. */
async function poorTeam(calls: number): Promise<void> {
  await cli.applyTeam();
  cli.project.edit('postform.yaml', 'maxCallsPerRun: 400', `maxCallsPerRun: ${calls}`);
}

describe('drift on a small budget', () => {
  it('says what a full refresh costs, reads a part, and exits with 4 until it finds something', async () => {
    await poorTeam(4);
    const before = await cli.emulator.count();
    const first = await cli.postform('drift');
    expect(first).toMatchObject({ exit: 4 });
    expect((await cli.emulator.count()) - before).toBe(4);
    expect(first.err).toMatch(/^Reading: 4 calls \(2 lists, 2 objects, of 8 calls for a full refresh\) · about/m);
    expect(first.out).toMatch(
      /No drift found, but not everything was read: 3 of 7 objects read, 3 since the cycle began, oldest evidence .* old\. The next run continues with the other 4\./,
    );
    await cli.byHand('monitor.orders-smoke', { '/schedule/cron': '0 5 * * *' });
    const second = await cli.postform('drift');
    expect(second).toMatchObject({ exit: 2 });
    expect(second.out).toContain('Drift: 1 object changed by hand · 4 of 7 objects read, 7 since the cycle began');
    expect(second.out).toContain('The next run starts a new cycle.');
  });

  it('tells programs the same', async () => {
    await cli.applyTeam();
    const { exit, out } = await cli.postform('drift', '--json', '--max-calls', '4');
    expect(exit).toBe(4);
    const records = recordsOf(out);
    expect(records.find(({ type }) => type === 'refresh_price')).toMatchObject({
      calls: { total: 4, lists: 2, objects: 2, of: 8 },
    });
    expect(records.at(-1)).toMatchObject({ drift: { objects: 0, verified: 3, total: 7, in_cycle: 3 } });
  });

  it('refreshes everything where the budget holds that', async () => {
    await poorTeam(8);
    const { exit, out, err } = await cli.postform('drift');
    expect({ exit, out }).toEqual({ exit: 0, out: 'No drift: 7 of 7 objects read.\n' });
    expect(err).toMatch(/^Reading: 8 calls \(2 lists, 6 objects\) · about/m);
  });
});

describe('plan on a small budget', () => {
  it('without changes says how far it is known, and does not call that no differences', async () => {
    await poorTeam(4);
    const plan = await cli.postform('plan');
    expect(plan).toMatchObject({ exit: 0 });
    expect(plan.out).toContain('No changes. As far as known: 3 of 7 objects read, 3 since the cycle began');
    expect(await cli.postform('plan', '--detailed-exitcode')).toMatchObject({ exit: 4 });
  });

  it('defers what it cannot read, says so, and exits with 4', async () => {
    await poorTeam(1);
    cli.project.edit('desired/orders.yaml', 'https://orders.example.com/v1', 'https://orders.example.com/v2');
    cli.project.edit('desired/billing.yaml', '15 3 * * *', '30 3 * * *');
    const plan = await cli.postform('plan');
    expect(plan).toMatchObject({ exit: 4 });
    expect(plan.out).toMatch(
      /Deferred: 1 object\. No budget was left to read it before writing: \w+\.\S+\. Run again, or raise --max-calls\./,
    );
    expect(plan.out).toMatch(/Plan: 0 to add, 1 to change, 0 to delete .*\n1 of 7 objects read/);
    const records = recordsOf((await cli.postform('plan', '--json')).out);
    expect(records.filter(({ type }) => type === 'deferred_change')).toHaveLength(1);
    expect(records.at(-1)).toMatchObject({ type: 'change_summary', coverage: { verified: 1, total: 7 } });
  });
});
