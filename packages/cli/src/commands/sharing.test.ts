// Several runs of one user at once: they share the limits and the ledger, also with one that was killed, and through a Redis.
import { describe, expect, it } from 'vitest';
import { ended, runCommand, startCommand } from '../../../../tests/harness/command.ts';
import { useLimitedHarness } from '../../../../tests/harness/limited-harness.ts';
import { hasRedisServer, startRedisProcess } from '../../../../tests/harness/redis.ts';

const limited = useLimitedHarness();

interface Call {
  readonly status: number;
}

const refused = async () => {
  const { calls } = await limited.emulator.control('GET', 'journal');
  return (calls as readonly Call[]).filter(({ status }) => status === 429).length;
};

const ledger = async () => {
  const { out } = await limited.postform('budget', '--json');
  return (JSON.parse(out) as { ledger: { calls: number; by_command: Record<string, number> } }).ledger;
};

describe('runs at the same time', () => {
  it('meet no refusal where each alone would have filled the windows, and all are in the ledger', async () => {
    limited.open('02-service-team');
    expect(await limited.postform('apply', '--auto-approve', '--wait')).toMatchObject({ exit: 0 });
    const before = await ledger();
    await limited.limit({ limit: 12, windowS: 2, used: 0 });
    const spent = await limited.callsOf(async () => {
      const drifts = await Promise.all([1, 2, 3, 4].map(() => limited.start('drift', '--refresh', 'full', '--wait')));
      expect(drifts.map(({ exit }) => exit)).toEqual([0, 0, 0, 0]);
    });
    expect(await refused()).toBe(0);
    const after = await ledger();
    expect(after.by_command['drift']).toBe(spent);
    expect(after.calls - before.calls).toBe(spent + 1);
  });

  it('know what a run has spent that was killed with -9, but for the calls that were under way', async () => {
    limited.open('02-service-team');
    const env = { ...limited.emulator.env, ORDERS_TOKEN: 'made-up' };
    await limited.emulator.control('POST', 'faults', { faults: [{ do: { kind: 'slow', ms: 60 } }] });
    const child = startCommand(['apply', '--auto-approve', '--parallelism', '2'], { cwd: limited.project.dir, env });
    const end = ended(child);
    while ((await limited.emulator.count()) < 6) await new Promise((resolve) => setTimeout(resolve, 10));
    child.kill('SIGKILL');
    await end;
    await limited.emulator.control('DELETE', 'faults');
    const spent = await limited.emulator.count();
    const { by_command: byCommand } = await ledger();
    expect(byCommand['apply']).toBeGreaterThanOrEqual(spent - 2);
    expect(byCommand['apply']).toBeLessThanOrEqual(spent);
    expect(await limited.postform('apply', '--auto-approve', '--wait')).toMatchObject({ exit: 0 });
    await limited.expectTeamOnce();
  });
});

describe.skipIf(!hasRedisServer)('runs on several machines (needs redis-server)', () => {
  it('share through a Redis, warn once where it is gone, and lose nothing of the ledger', async () => {
    limited.open('01-one-environment');
    const redis = await startRedisProcess();
    const on = (machine: string, ...args: string[]) => {
      const env = { ...limited.emulator.env, POSTFORM_HOME: `${limited.project.dir}.home/${machine}` };
      return runCommand(args, { cwd: limited.project.dir, env });
    };
    limited.project.write(
      'postform.yaml',
      `${limited.project.read('postform.yaml')}budget: { store: "${redis.url}" }\n`,
    );
    expect(await on('one', 'apply', '--auto-approve')).toMatchObject({ exit: 0 });
    const spent = await limited.emulator.count();
    const { out } = await on('other', 'budget', '--json');
    expect(JSON.parse(out)).toMatchObject({ ledger: { calls: spent + 1, by_command: { apply: spent, budget: 1 } } });
    await redis.stop();
    const cut = await on('one', 'plan');
    expect(cut).toMatchObject({ exit: 0 });
    expect(cut.err.match(/cannot be shared through redis:/g)).toHaveLength(1);
    expect(await on('one', 'plan')).toMatchObject({ exit: 0 });
  });
});
