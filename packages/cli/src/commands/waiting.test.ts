// Windows that are used up: without --wait a run stops and is resumed, with it it sleeps and says until when.
import { describe, expect, it } from 'vitest';
import { recordsOf } from '../../../../tests/harness/cli-harness.ts';
import { useLimitedHarness } from '../../../../tests/harness/limited-harness.ts';

const limited = useLimitedHarness();
const applied = async () => {
  limited.open('02-service-team');
  expect(await limited.postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
};

describe('without --wait', () => {
  it('a refresh stops at a used-up window: exit 4, which one, until when, what to run; and the next run sends no call', async () => {
    await applied();
    await limited.limit({ limit: 60, used: 60, resetInMs: 55_000 });
    for (const command of ['plan', 'drift']) {
      const stopped = await limited.postform(command, '--refresh', 'full');
      expect(stopped).toMatchObject({ exit: 4, out: '' });
      expect(stopped.err).toMatch(
        /Error: .*the general window opens in \d+ s, at \d\d:\d\d:\d\d, .* \[E_CLIENT_WOULD_WAIT\]/,
      );
      expect(stopped.err).toContain('Run the same command again at that time');
      expect(stopped.err).toContain('--wait or budget.wait: true');
      expect(stopped.err).toMatch(/Sent \d+ calls?\. Nothing was written/);
    }
    const calls = await limited.callsOf(async () => {
      const refused = await limited.postform('plan', '--refresh', 'full');
      expect(refused).toMatchObject({ exit: 4 });
      expect(refused.err).toContain('Sent 0 calls. Nothing was written');
    });
    expect(calls).toBe(0);
    expect(await limited.elsewhere(['plan', '--json', '--refresh', 'none'])).toMatchObject({ exit: 0 });
  });

  it('a refresh that cannot be finished is not begun', async () => {
    await applied();
    await limited.limit({ limit: 6, used: 0, windowS: 60 });
    const first = await limited.elsewhere(['plan', '--refresh', 'full']);
    expect(first).toMatchObject({ exit: 4 });
    await limited.limit({ used: 0 });
    const calls = await limited.callsOf(async () => {
      const refused = await limited.elsewhere(['plan', '--refresh', 'full']);
      expect(refused).toMatchObject({ exit: 4, out: '' });
      expect(refused.err).toMatch(/Reading: 8 calls .* with --wait; otherwise in several runs/);
      expect(refused.err).toMatch(/The refresh takes 8 calls, and the general window opens in/);
      expect(refused.err).toContain('--refresh auto');
    });
    expect(calls).toBe(0);
    const { workspace } = limited.emulator;
    const importCalls = await limited.callsOf(async () => {
      const taken = await limited.elsewhere(['import', '--workspace', workspace, '--all', '--out', 'taken']);
      expect(taken).toMatchObject({ exit: 4 });
      expect(taken.err).toContain('E_CLIENT_WOULD_WAIT');
    });
    expect(importCalls).toBeLessThan(2);
  });

  it('an apply ends what is under way, begins nothing that it cannot pay for, and the next run goes on from there', async () => {
    limited.open('02-service-team');
    await limited.limit({ limit: 60, used: 55, resetInMs: 58_000 });
    const stopped = await limited.postform('apply', '--auto-approve');
    expect(stopped).toMatchObject({ exit: 4 });
    expect(stopped.out).not.toContain('Failed');
    expect(stopped.out).toMatch(/Stopped: [12] added, .* · [234] calls, 14 predicted .* · took .* predicted\n/);
    expect(stopped.out).toMatch(/\nWhy: the general window opens in \d+ s, at .* \[E_CLIENT_WOULD_WAIT\]\n/);
    expect(stopped.out).toMatch(/\nLeft: \d steps, \d+ calls\.\nRun the same command again at that time/);
    expect(stopped.out).toContain('Not started: ');
    expect(stopped.err).not.toContain('429');
    await limited.limit({ limit: 300, used: 0 });
    const resumed = await limited.elsewhere(['apply', '--auto-approve', '--json']);
    expect(resumed).toMatchObject({ exit: 0 });
    expect(recordsOf(resumed.out).at(-1)).toMatchObject({ type: 'change_summary', left: { steps: 0 } });
    await limited.expectTeamOnce();
  });
});

describe('with --wait', () => {
  it('a run sleeps until the window opens, and says so once, and why', async () => {
    limited.open('02-service-team');
    await limited.limit({ limit: 60, used: 54, resetInMs: 20_000 });
    const apply = await limited.postform('apply', '--auto-approve', '--wait');
    expect(apply).toMatchObject({ exit: 0 });
    const waits = apply.err.split('\n').filter((line) => line.startsWith('waiting '));
    expect(waits.filter((line) => line.includes('general'))).toHaveLength(1);
    expect(waits[0]).toMatch(/^waiting \d+ s for the general window, until \d\d:\d\d:\d\d$/);
    expect(apply.out).toContain('Done: 7 added');
    await limited.expectTeamOnce();
    await limited.limit({ limit: 60, used: 60, resetInMs: 14_000 });
    limited.project.edit('postform.yaml', 'budget: {', 'budget: { wait: true,');
    const plan = await limited.elsewhere(['plan', '--json', '--refresh', 'full']);
    expect(plan).toMatchObject({ exit: 0 });
    const records = recordsOf(plan.out).filter(({ type }) => type === 'wait');
    expect(records).toMatchObject([{ bucket: 'general', seconds: expect.any(Number), until: expect.any(String) }]);
  });

  it('Ctrl-C ends the wait at once with 130, and the next run finds everything in order', async () => {
    limited.open('02-service-team');
    await limited.limit({ limit: 60, used: 55, resetInMs: 59_000 });
    const stopped = await limited.interrupt(['apply', '--auto-approve', '--wait'], 'waiting ');
    expect(stopped).toMatchObject({ exit: 130 });
    expect(stopped.ms).toBeLessThan(20_000);
    expect(stopped.err).toContain('Interrupted');
    expect(stopped.out).toContain('Left: ');
    const reading = await limited.interrupt(['plan', '--wait', '--refresh', 'full'], 'waiting ');
    expect(reading).toMatchObject({ exit: 130, out: '' });
    expect(reading.ms).toBeLessThan(20_000);
    await limited.limit({ limit: 300, used: 0 });
    expect(await limited.elsewhere(['apply', '--auto-approve'])).toMatchObject({ exit: 0 });
    await limited.expectTeamOnce();
  });
});
