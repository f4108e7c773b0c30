// Commands on state and lock, and those that need a state: what they say where it is missing, broken or held.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileStateStore } from '@postform/state';
import { beforeEach, describe, expect, it } from 'vitest';
import { clock, random } from '../session/wire.ts';
import { runCommand } from '../testing/command.ts';
import { useDesk } from '../testing/desk.ts';

const desk = useDesk();
const statePath = () => join(desk.project.dir, '.postform/default.state');

describe('without a state', () => {
  it('drift compares with nothing and is not green: no call, and a code of its own', async () => {
    desk.open('01-one-environment');
    const calls = await desk.callsOf(async () => {
      const drift = await desk.postform('drift');
      expect(drift).toMatchObject({ exit: 1, out: '' });
      expect(drift.err).toContain('E_CLI_NO_STATE');
      expect(drift.err).toContain('restore the state file');
    });
    expect(calls).toBe(0);
  });
});

describe('on a state', () => {
  beforeEach(async () => {
    desk.open('01-one-environment');
    expect(await desk.postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
  });

  it('commands go on where desired files are broken', async () => {
    desk.project.write('desired/orders.yaml', 'environments: [');
    expect((await desk.postform('state', 'list')).out).toContain('environment.orders');
    expect((await desk.postform('lock', 'show')).out).toContain('Nobody holds the lock');
    expect(await desk.postform('state', 'mv', 'environment.orders', 'environment.shop')).toMatchObject({ exit: 0 });
    expect((await desk.postform('output', 'environment.shop.id')).exit).toBe(0);
    expect((await desk.postform('plan')).exit).toBe(1);
  });

  it('state rm names the object that it lets go of, for people and for programs', async () => {
    const id = (await desk.postform('output', 'environment.orders.id')).out.trim();
    const rm = await desk.postform('state', 'rm', 'environment.orders', '--json');
    expect(rm.exit).toBe(0);
    expect(JSON.parse(rm.out)).toMatchObject({ operation: 'state rm', id });
    expect((await desk.postform('plan')).out).toContain(id.slice(0, 8));
  });

  it('a merge conflict, garbage in the journal and a folder in the way are named, with what to run', async () => {
    const whole = desk.project.read('.postform/default.state');
    desk.project.write('.postform/default.state', `<<<<<<< HEAD\n${whole}=======\n${whole}>>>>>>> theirs\n`);
    const conflict = await desk.postform('plan');
    expect(conflict.exit).toBe(1);
    expect(conflict.err).toContain('default.state:1 holds a merge conflict');
    expect(conflict.err).toContain('git checkout --ours');
    desk.project.write('.postform/default.state', whole);
    desk.project.write('.postform/default.state.journal', 'garbage\n');
    const garbage = await desk.postform('apply', '--auto-approve');
    expect(garbage.exit).toBe(1);
    expect(garbage.err).toContain('default.state.journal:1 is not the head of a journal');
    for (const name of ['.journal', '']) rmSync(`${statePath()}${name}`);
    mkdirSync(statePath());
    expect((await desk.postform('plan')).err).toContain('there is a folder in the place of the file');
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
    const shown = await desk.postform('lock', 'show');
    expect(shown.out).toContain(`process ${pid} (gone)`);
    expect(shown.err).toContain('The next run takes the lock over');
    expect(shown.err).not.toContain('lock release');
    expect(JSON.parse((await desk.postform('lock', 'show', '--json')).out)).toMatchObject({ lock: { isGone: true } });
    expect(await desk.postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
  });

  it('a folder of the machine that cannot be written is a warning, and the runs of the project share', async () => {
    desk.project.write('a-file', '');
    const env = { ...desk.env(), POSTFORM_HOME: join(desk.project.dir, 'a-file', 'below') };
    const plan = await runCommand(['plan'], { cwd: desk.project.dir, env });
    expect(plan).toMatchObject({ exit: 0 });
    expect(plan.err).toMatch(/Warning: .*below cannot be written/);
    expect(existsSync(join(desk.project.dir, '.postform/shared'))).toBe(true);
  });

  it('edits tell with --json what they did', async () => {
    const moved = await desk.postform('state', 'mv', 'environment.orders', 'environment.shop', '--json');
    expect(JSON.parse(moved.out)).toMatchObject({ format: 1, operation: 'state mv', stack: 'default' });
    expect(moved.err).toBe('');
  });

  it('a lock file that cannot be read is no free lock', async () => {
    desk.project.write('.postform/default.state.lock', 'by hand');
    const shown = await desk.postform('lock', 'show');
    expect(shown).toMatchObject({ exit: 6, out: '' });
    expect(shown.err).toContain('E_STATE_LOCK_UNREADABLE');
  });
});
