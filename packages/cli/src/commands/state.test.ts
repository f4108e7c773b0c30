// Commands on state and lock, and those that need a state: what they say where it is missing, broken or held.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileStateStore } from '@postform/state';
import { beforeEach, describe, expect, it } from 'vitest';
import { useCliHarness } from '../../../../tests/harness/cli-harness.ts';
import { runCommand } from '../../../../tests/harness/command.ts';
import { clock, random } from '../session/wire.ts';

const cli = useCliHarness();
const statePath = () => join(cli.project.dir, '.postform/default.state');

describe('without a state', () => {
  it('drift compares with nothing and is not green: no call, and a code of its own', async () => {
    cli.open('01-one-environment');
    const calls = await cli.callsOf(async () => {
      const drift = await cli.postform('drift');
      expect(drift).toMatchObject({ exit: 1, out: '' });
      expect(drift.err).toContain('E_CLI_NO_STATE');
      expect(drift.err).toContain('If the state file was lost, restore it');
    });
    expect(calls).toBe(0);
  });
});

describe('on a state', () => {
  beforeEach(async () => {
    cli.open('01-one-environment');
    expect(await cli.postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
  });

  it('commands go on where desired files are broken', async () => {
    cli.project.write('desired/orders.yaml', 'environments: [');
    expect((await cli.postform('state', 'list')).out).toContain('environment.orders');
    expect((await cli.postform('lock', 'show')).out).toContain('Nobody holds the lock');
    expect(await cli.postform('state', 'mv', 'environment.orders', 'environment.shop')).toMatchObject({ exit: 0 });
    expect((await cli.postform('output', 'environment.shop.id')).exit).toBe(0);
    expect((await cli.postform('plan')).exit).toBe(1);
  });

  it('state rm names the object that it lets go of, for people and for programs', async () => {
    const id = (await cli.postform('output', 'environment.orders.id')).out.trim();
    const rm = await cli.postform('state', 'rm', 'environment.orders', '--json');
    expect(rm.exit).toBe(0);
    expect(JSON.parse(rm.out)).toMatchObject({ operation: 'state rm', id });
    expect((await cli.postform('plan')).out).toContain(id.slice(0, 8));
  });

  it('a merge conflict, garbage in the journal and a folder in the way are named, with what to run', async () => {
    const whole = cli.project.read('.postform/default.state');
    cli.project.write('.postform/default.state', `<<<<<<< HEAD\n${whole}=======\n${whole}>>>>>>> theirs\n`);
    const conflict = await cli.postform('plan');
    expect(conflict.exit).toBe(1);
    expect(conflict.err).toContain('default.state:1 holds a merge conflict');
    expect(conflict.err).toContain('git checkout --ours');
    cli.project.write('.postform/default.state', whole);
    cli.project.write('.postform/default.state.journal', 'garbage\n');
    const garbage = await cli.postform('apply', '--auto-approve');
    expect(garbage.exit).toBe(1);
    expect(garbage.err).toContain('default.state.journal:1 is not the head of a journal');
    for (const name of ['.journal', '']) rmSync(`${statePath()}${name}`);
    mkdirSync(statePath());
    expect((await cli.postform('plan')).err).toContain('there is a folder in the place of the file');
  });

  it('a lock of a process that is gone is shown as gone, and needs no release', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const store = fileStateStore({ path: statePath(), clock, random, hostname: hostname(), pid, isAlive: () => true });
    await store.lock({
      operation: 'apply',
      initial: () => {
        throw new Error('there is a state');
      },
    });
    const shown = await cli.postform('lock', 'show');
    expect(shown.out).toContain(`process ${pid} (gone)`);
    expect(shown.err).toContain('The next run takes over the lock');
    expect(shown.err).not.toContain('lock release');
    expect(JSON.parse((await cli.postform('lock', 'show', '--json')).out)).toMatchObject({ lock: { is_gone: true } });
    expect(await cli.postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
  });

  it('a folder of the machine that cannot be written is a warning, and the runs of the project share', async () => {
    cli.project.write('a-file', '');
    const env = { ...cli.env(), POSTFORM_HOME: join(cli.project.dir, 'a-file', 'below') };
    const plan = await runCommand(['plan'], { cwd: cli.project.dir, env });
    expect(plan).toMatchObject({ exit: 0 });
    expect(plan.err).toMatch(/Warning: .*below is not writable/);
    expect(existsSync(join(cli.project.dir, '.postform/shared'))).toBe(true);
  });

  it('edits tell with --json what they did', async () => {
    const moved = await cli.postform('state', 'mv', 'environment.orders', 'environment.shop', '--json');
    expect(JSON.parse(moved.out)).toMatchObject({ format: 2, operation: 'state mv', stack: 'default' });
    expect(moved.err).toBe('');
  });

  it('a lock file that cannot be read is no free lock', async () => {
    cli.project.write('.postform/default.state.lock', 'by hand');
    const shown = await cli.postform('lock', 'show');
    expect(shown).toMatchObject({ exit: 6, out: '' });
    expect(shown.err).toContain('E_STATE_LOCK_UNREADABLE');
  });
});
