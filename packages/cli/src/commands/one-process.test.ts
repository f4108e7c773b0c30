// The commands as people run them, on one environment: usage, records, refusals, lock, budget.
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileStateStore } from '@postform/state';
import { beforeEach, describe, expect, it } from 'vitest';
import { canary, recordsOf, useCliHarness } from '../../../../tests/harness/cli-harness.ts';
import { runCommand } from '../../../../tests/harness/command.ts';
import { clock, random } from '../session/wire.ts';

const cli = useCliHarness();

describe('a project of one environment', () => {
  beforeEach(() => cli.open('01-one-environment'));

  it('fails at once where an approval is needed and nobody can be asked', async () => {
    const calls = await cli.callsOf(async () => {
      const apply = await cli.start('apply');
      expect(apply).toMatchObject({ exit: 1, out: '' });
      expect(apply.err).toContain('E_CLI_NO_PROMPT');
    });
    expect(calls).toBe(0);
  });

  it('sends nothing without a key, and says so with exit 8', async () => {
    const { POSTMAN_API_KEY: _key, ...env } = cli.env();
    const plan = await runCommand(['plan'], { cwd: cli.project.dir, env });
    expect(plan).toMatchObject({ exit: 8, out: '' });
    expect(plan.err).toContain('E_CLI_NO_API_KEY');
  });

  it('ends with 8 for a wrong key, and never prints it', async () => {
    const env = { ...cli.env(), POSTMAN_API_KEY: canary };
    const plan = await runCommand(['plan'], { cwd: cli.project.dir, env });
    expect(plan.exit).toBe(8);
    expect(plan.out + plan.err).not.toContain(canary);
  });

  it('shows a mistake with its line and a caret below it', async () => {
    cli.project.edit('desired/orders.yaml', 'name: Orders', 'nam: Orders');
    const validate = await cli.start('validate');
    expect(validate).toMatchObject({ exit: 1, out: '' });
    expect(validate.err).toContain('desired/orders.yaml:4:5');
    expect(validate.err).toMatch(/ 4 \| {5}nam: Orders\n.* \| {5}\^/);
    expect(validate.err).toContain('"name"');
    const [version, diagnostic] = recordsOf((await cli.postform('validate', '--json')).out);
    expect(version?.type).toBe('version');
    expect(diagnostic).toMatchObject({
      type: 'diagnostic',
      diagnostic: { range: { filename: 'desired/orders.yaml', start: { line: 4, column: 5 } } },
    });
  });

  it('tells plan and apply as records, the version first, and nothing else on stdout', async () => {
    const plan = await cli.start('plan', '--json');
    expect(plan).toMatchObject({ exit: 0, err: '' });
    const types = recordsOf(plan.out).map(({ type }) => type);
    expect(types[0]).toBe('version');
    expect(types).toContain('refresh_start');
    expect(types).toContain('planned_change');
    expect(types.at(-1)).toBe('change_summary');
    const apply = recordsOf((await cli.start('apply', '--auto-approve', '--json')).out);
    expect(apply.map(({ type }) => type)).toEqual(expect.arrayContaining(['apply_start', 'apply_complete']));
    expect(apply.at(-1)).toMatchObject({ changes: { add: 1, operation: 'apply' }, calls: { sent: 2, expected: 2 } });
  });

  it('refuses a plan that has become stale with exit 5, and writes nothing', async () => {
    expect(await cli.postform('plan', '-o', 'plan.json')).toMatchObject({ exit: 0 });
    expect(await cli.postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
    const apply = await cli.postform('apply', 'plan.json');
    expect(apply.exit).toBe(5);
    expect(apply.err).toContain('E_APPLY_STALE');
    expect(await cli.emulator.control('GET', 'objects/environment')).toMatchObject({ objects: [{}] });
  });

  it('exits 2 from a plan with differences where that is asked for', async () => {
    expect(await cli.start('plan', '--detailed-exitcode')).toMatchObject({ exit: 2 });
    expect(await cli.postform('plan')).toMatchObject({ exit: 0 });
  });

  it('names a plan file that is none', async () => {
    cli.project.write('other.json', '{"is": "something else"}');
    const other = await cli.postform('show', 'other.json');
    expect(other).toMatchObject({ exit: 64 });
    expect(other.err).toContain('E_PLAN_FILE');
    const missing = await cli.postform('apply', 'missing.json');
    expect(missing).toMatchObject({ exit: 1 });
    expect(missing.err).toContain('E_CLI_PLAN_FILE');
  });

  it('waits for nobody who holds the lock: exit 6, who it is, and how to free it', async () => {
    expect(await cli.postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
    const path = join(cli.project.dir, '.postform/default.state');
    const store = fileStateStore({ path, clock, random, hostname: hostname(), pid: process.pid, user: 'somebody' });
    const lease = await store.lock({
      operation: 'apply',
      initial: () => {
        throw new Error('there is a state');
      },
    });
    const apply = await cli.start('apply', '--auto-approve');
    expect(apply).toMatchObject({ exit: 6 });
    expect(apply.err).toContain(`somebody@${hostname()}`);
    const held = JSON.parse((await cli.start('lock', 'show', '--json')).out) as { lock: { id: string } };
    expect(await cli.postform('lock', 'release', 'another')).toMatchObject({ exit: 6 });
    expect(await cli.start('lock', 'release', held.lock.id)).toMatchObject({ exit: 0 });
    expect((await cli.postform('lock', 'show')).out).toContain('Nobody holds the lock');
    await lease.release().catch(() => undefined);
  });

  it('has nothing to show before there is a state', async () => {
    for (const command of [['state', 'list'], ['output'], ['show', 'environment.orders']]) {
      const shown = await cli.postform(...command);
      expect(shown).toMatchObject({ exit: 1, out: '' });
      expect(shown.err).toContain('E_CLI_NO_STATE');
    }
  });

  it('asks the server who we are for a budget: one call', async () => {
    const calls = await cli.callsOf(async () => {
      const budget = await cli.start('budget', '--json');
      expect(budget).toMatchObject({ exit: 0, err: '' });
      expect(JSON.parse(budget.out)).toMatchObject({ account: { user: 'key-owner' }, project: { plan: { calls: 2 } } });
    });
    expect(calls).toBe(1);
    expect((await cli.postform('budget')).out).toContain('calls used');
  });

  it('says which server does not know us', async () => {
    await cli.emulator.control('POST', 'faults', {
      faults: [{ on: { path: '^/me' }, do: { kind: 'status', status: 200, body: {} } }],
    });
    const budget = await cli.postform('budget');
    await cli.emulator.control('DELETE', 'faults');
    expect(budget).toMatchObject({ exit: 1 });
    expect(budget.err).toContain('E_CLI_WHO');
  });

  it('adopts an object for a declared address', async () => {
    const values = [{ key: 'baseUrl', value: 'https://old.example.com' }];
    const made = await cli.emulator.control('POST', 'edit', {
      kind: 'environment',
      create: { name: 'Orders', values },
    });
    const plan = await cli.postform('plan');
    expect(plan).toMatchObject({ exit: 7 });
    expect(plan.out).toContain(`postform import environment.orders ${made['id']}`);
    const half = await cli.postform('import', 'environment.orders');
    expect(half).toMatchObject({ exit: 64 });
    expect(half.err).toContain('E_CLI_IMPORT');
    expect(await cli.start('import', 'environment.orders', String(made['id']))).toMatchObject({ exit: 0 });
    expect((await cli.postform('state', 'list')).out).toContain(String(made['id']));
    expect((await cli.postform('plan')).out).toContain('environment.orders "Orders" will be updated');
  });
});
