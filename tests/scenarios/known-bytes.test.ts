// Known bytes: every command says the same with them, without them, and where their file is spoilt.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useCliHarness } from '../harness/cli-harness.ts';
import { environmentOf } from '../harness/command.ts';
import { runInside, type Shown } from '../harness/in-process-cli.ts';

const cli = useCliHarness();

const file = () => join(cli.project.dir, '.postform', 'project.evidence.known');

/** The command without known bytes. */
function without(args: readonly string[]): Promise<Shown> {
  const cwd = cli.project.dir;
  return runInside(args, { cwd, env: { ...environmentOf({ cwd, env: cli.env() }), POSTFORM_KNOWN: 'off' } });
}

/** Each command is a little later than the one before, takes another time, and has a few calls fewer left. */
const withoutTimes = (text: string): string =>
  text
    .replace(/"(@timestamp|remaining|\w*seconds)":("[^"]*"|[\d.]+)/g, '')
    .replace(/(about )?\d+(\.\d)? s( ago| old)?/g, '');

const timeless = ({ exit, out, err }: Shown): Shown => ({ exit, out: withoutTimes(out), err: withoutTimes(err) });

const COMMANDS = [['plan'], ['plan', '--json'], ['drift'], ['plan', '--refresh', 'none'], ['validate']];

async function saysTheSame(): Promise<void> {
  for (const args of COMMANDS) {
    const plain = timeless(await without(args));
    for (const when of ['first', 'again'])
      expect(timeless(await runInside(args, inProject())), `${args.join(' ')}, ${when}`).toEqual(plain);
  }
}

const inProject = () => {
  const cwd = cli.project.dir;
  return { cwd, env: environmentOf({ cwd, env: cli.env() }) };
};

it('a plan says the same whether its bytes are known, unknown or spoilt', async () => {
  await cli.applyTeam();
  await saysTheSame();
  expect(readFileSync(file(), 'utf8')).not.toContain('canary');
  await cli.byHand('environment.orders', { '/name': 'By hand' });
  await saysTheSame();
  const source = cli.project.read('postform.yaml');
  cli.project.edit('postform.yaml', source, `${source}# a comment\n`);
  await saysTheSame();
  for (const spoil of [
    (text: string) => text.slice(0, text.length / 2),
    (text: string) => text.replace(/"root":"\w/g, '"root":"x'),
    () => '',
    () => '{"postform":"known","format":1}\n{}',
  ]) {
    writeFileSync(file(), spoil(readFileSync(file(), 'utf8')));
    await saysTheSame();
  }
  await cli.emulator.control('POST', 'reset');
  await saysTheSame();
});
