// `postform budget`: who, limits, the month, what this project costs, how often a drift job fits, and the ledger.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useLimitedHarness } from '../../../../tests/harness/limited-harness.ts';

const limited = useLimitedHarness();

const budgetOf = async (...flags: string[]) => {
  const ran = await limited.postform('budget', '--json', ...flags);
  expect(ran).toMatchObject({ exit: 0 });
  return JSON.parse(ran.out);
};

describe('a budget', () => {
  it('shows limits and the month, and the ledger by day and by command, in characters that every log can hold', async () => {
    limited.open('02-service-team');
    expect(await limited.postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
    await limited.limit({ bucket: 'month', limit: 1000, remaining: 401 });
    const { exit, out } = await limited.postform('budget');
    expect(exit).toBe(0);
    expect(out).toMatch(/^account +key-owner, team Emulator team$/m);
    expect(out).toMatch(/^month +600 of 1000 calls used, 400 left until \d{4}-\d\d-01 \(UTC\)$/m);
    expect(out).toMatch(/^reserve +200 calls kept in reserve, 200 may be spent$/m);
    expect(out).toMatch(/^limit \(general\) +300 in 60 s, \d+ left now, next window at \d\d:\d\d:\d\d$/m);
    expect(out).toMatch(/^limit \(slow\) +10 in 10 s/m);
    expect(out).toMatch(/^plan, drift +8 calls \(about \d+ s\) for a full refresh$/m);
    expect(out).toMatch(/^apply +nothing to write, besides the refresh$/m);
    expect(out).toMatch(/^spent +17 calls in \d{4}-\d\d by all runs that share this ledger$/m);
    expect(out).toMatch(/^by day +\d{4}-\d\d-\d\d +17 +#{40}$/m);
    expect(out).toMatch(/^by command +apply +16 +#{40}\n +budget +1 +###?$/m);
    expect(out.replaceAll(/[\n\x20-\x7e]/g, '')).toBe('');
  });

  it('shows what is known where a limit lets no call through, and says why the server was not asked', async () => {
    limited.open('02-service-team');
    expect(await limited.postform('plan')).toMatchObject({ exit: 0 });
    await limited.limit({ bucket: 'month', limit: 1000, remaining: 0 });
    const { exit, out, err } = await limited.postform('budget');
    expect(err).toContain('serviceLimitExhausted');
    expect(out).toMatch(/^month +0 left until \d{4}-\d\d-01 \(UTC\)$/m);
    expect(out).toMatch(/^by command +plan +2 /m);
    expect(exit).toBe(0);
    const { month, account } = await budgetOf();
    expect([month.remaining, account]).toEqual([0, undefined]);
  });

  it('prices an apply from files and state without a call, and says so; a refresh makes the price exact', async () => {
    limited.open('02-service-team');
    const fresh = await budgetOf();
    expect(fresh.project.apply).toMatchObject({ basis: 'files and state', calls: 14, changes: { create: 7 } });
    expect(await limited.postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
    limited.project.edit('desired/orders.yaml', 'https://orders.example.com/v1', 'https://orders.example.com/v2');
    limited.project.edit('desired/billing.yaml', 'collection: collection.billing', 'collection: collection.orders');
    const blind = await budgetOf();
    expect(blind.project.apply).toMatchObject({
      basis: 'files and state',
      changes: { update: 1, replace: 1, delete: 0 },
    });
    const seen = await budgetOf('--refresh', 'full');
    expect(seen.project.apply).toMatchObject({ ...blind.project.apply, basis: 'refresh', seconds: expect.any(Number) });
    const calls = await limited.callsOf(() => limited.postform('apply', '--auto-approve', '--allow-delete', '1'));
    expect(calls).toBe(seen.project.plan.calls + seen.project.apply.calls);
    rmSync(join(limited.project.dir, 'desired/billing.yaml'));
    expect((await budgetOf()).project.apply.changes).toEqual({ create: 0, update: 0, replace: 0, delete: 3 });
    expect((await limited.postform('budget')).out).toContain(
      'according to files and state; changes by hand are not included',
    );
  });

  it('says how often a drift job fits and what to give each run, and those runs verify everything', async () => {
    limited.open('02-service-team');
    expect(await limited.postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
    limited.project.edit('postform.yaml', ', monthlyReserve: 20%', '');
    const minutes = (rest: number) => Math.floor(rest / 60_000);
    const { month } = await budgetOf();
    const left = minutes(Date.parse(month.ends_at) - Date.now());
    await limited.limit({ bucket: 'month', limit: 1_000_000, remaining: 3 * left + 9 });
    const { drift_job: driftJob, project } = await budgetOf('--every', '1m');
    const [job] = driftJob.jobs;
    expect(project.plan.calls).toBe(8);
    expect(job).toMatchObject({ every_ms: 60_000, calls_per_run: 3, runs_per_cycle: 3 });
    const { out } = await limited.postform('budget', '--every', '1m');
    expect(out).toMatch(/every 60 s: \d+ runs with --max-calls 3, which verify everything once in 3 runs$/m);
    const exits: (number | null)[] = [];
    let last = '';
    for (let n = 0; n < job.runs_per_cycle; n += 1) {
      const drift = await limited.postform('drift', '--max-calls', String(job.calls_per_run));
      exits.push(drift.exit);
      last = drift.out;
    }
    expect(exits.slice(0, 2)).toEqual([4, 4]);
    expect(last).toMatch(/7 since the cycle began|No drift:/);
  });
});

describe('budget --forget', () => {
  it('takes out what a server has said, in words, sends no call, and the ledger stays', async () => {
    limited.open('02-service-team');
    expect(await limited.postform('plan')).toMatchObject({ exit: 0 });
    await limited.limit({ bucket: 'month', limit: 1000, remaining: 0 });
    expect(await limited.postform('plan')).toMatchObject({ exit: 4 });
    await limited.limit({ bucket: 'month', limit: 1000, remaining: 900 });
    let forgot = '';
    const calls = await limited.callsOf(async () => {
      const { exit, out } = await limited.postform('budget', '--forget');
      expect(exit).toBe(0);
      forgot = out;
    });
    expect(calls).toBe(0);
    expect(forgot).toMatch(/: forgot what servers reported:\n {2}- the general window: 300 in 60 s/);
    expect(forgot).toMatch(/^ {2}- the month: 0 of 1000 left$/m);
    expect(forgot).toMatch(
      /^ {2}It still holds \d+ calls in the ledger of this month\.\nThe next run asks the server again\.$/m,
    );
    expect(await limited.postform('plan')).toMatchObject({ exit: 0 });
    const { out } = await limited.postform('budget', '--forget', '--json');
    expect(JSON.parse(out)).toMatchObject({ format: 2, forgotten: [{ month: { limit: 1000 } }, {}] });
  });
});
