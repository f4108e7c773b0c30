// What to run next, as printed: it works when it is typed as it stands.
import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useCliHarness } from '../../../../tests/harness/cli-harness.ts';
import { runCommand, startEmulatorProcess } from '../../../../tests/harness/command.ts';

const cli = useCliHarness();

/** Beside the project, as somebody who works in several. */
function fromAbove(...args: string[]) {
  const { dir } = cli.project;
  return runCommand(['-C', basename(dir), ...args], { cwd: dirname(dir), env: cli.env() });
}

/** The words behind `postform` in the first line of a text that holds it at its end. */
function commandIn(text: string): readonly string[] {
  return /postform (-C .*)$/m.exec(text)?.[1]?.split(' ') ?? [];
}

describe('a hint', () => {
  it('repeats the folder, so that a saved plan applies as it says', async () => {
    cli.open('01-one-environment');
    const plan = await fromAbove('plan', '-o', 'plan.json');
    const next = commandIn(plan.err);
    expect(next).toEqual(['-C', basename(cli.project.dir), 'apply', 'plan.json']);
    expect(await runCommand(next, { cwd: dirname(cli.project.dir), env: cli.env() })).toMatchObject({ exit: 0 });
  });

  it('of an error repeats stack and variables too', async () => {
    cli.open('01-one-environment');
    cli.project.edit('postform.yaml', 'postform: 1', 'postform: 1\nvars: { host: example.com }');
    const apply = await fromAbove('--stack', 'default', '--var', 'host=a b', 'apply');
    expect(apply.err).toContain("--stack default --var 'host=a b' plan -o plan.json");
  });

  it('of a destroy plans a destroy', async () => {
    cli.open('01-one-environment');
    expect((await cli.postform('destroy')).err).toContain('postform plan --destroy -o plan.json');
  });
});

describe('a workspace that nobody has named', () => {
  it('is a mistake with a place, for validate and plan', async () => {
    cli.open();
    expect(await cli.postform('init')).toMatchObject({ exit: 0 });
    for (const command of ['validate', 'plan']) {
      const ran = await cli.postform(command);
      expect(ran).toMatchObject({ exit: 1, out: '' });
      expect(ran.err).toContain('the workspace is not set');
      expect(ran.err).toContain('postform.yaml:4:12');
    }
  });
});

describe('a month that does not hold a plan', () => {
  it('says what the number is and names a flag that works: the first part is applied, the rest later', async () => {
    cli.open('02-service-team');
    const poor = await startEmulatorProcess(['--limits', 'off', '--month', '20']);
    const run = (...args: string[]) => runCommand(args, { cwd: cli.project.dir, env: { ...cli.env(), ...poor.env } });
    const whole = await run('apply', '--auto-approve');
    expect(whole).toMatchObject({ exit: 4 });
    expect(whole.err).toMatch(/writing may cost \d+ calls at worst \(the expected price, and what retries may need\)/);
    expect(whole.err).toContain('with --partial');
    const part = await run('apply', '--auto-approve', '--partial');
    expect(part).toMatchObject({ exit: 4 });
    expect(part.out).toContain('Not started:');
    expect((await run('state', 'list')).out.trim().split('\n').length).toBeGreaterThan(0);
    await poor.stop();
  });
});

describe('budget', () => {
  it('tells an assumed limit from a known one, counts in the singular, and does not call a list cheaper than it is', async () => {
    cli.open('01-one-environment');
    const poor = await startEmulatorProcess(['--limits', 'documented', '--month', '4']);
    const { out } = await runCommand(['budget'], { cwd: cli.project.dir, env: { ...cli.env(), ...poor.env } });
    await poor.stop();
    expect(out).toMatch(/limit \(general\) +300 in 60 s, 299 left now/);
    expect(out).toMatch(/limit \(slow\) +10 in 10 s \(assumed: no reply has reported it yet\)/);
    expect(out).toContain('1 full refresh fits into the rest of the month');
    expect(out).toContain('--refresh list would save nothing');
  });
});
