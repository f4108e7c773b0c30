// `--quiet` as people meet it: stderr holds what needs attention, and nothing else.
import { expect, it } from 'vitest';
import { useCliHarness } from '../../../../tests/harness/cli-harness.ts';

const cli = useCliHarness();

it('leaves out progress, and shows the same result', async () => {
  cli.open('02-service-team');
  const loud = await cli.postform('plan');
  expect(loud.err).toContain('Reading:');
  const quiet = await cli.postform('plan', '--quiet');
  expect(quiet).toMatchObject({ exit: 0, err: '' });
  expect(quiet.out.split('\n')[0]).toBe(loud.out.split('\n')[0]);
  const applied = await cli.postform('-q', 'apply', '--yes');
  expect(applied).toMatchObject({ exit: 0, err: '' });
  expect(applied.out).toContain('Done: 7 added');
});

it('leaves out what a command on the state says on success', async () => {
  cli.open('01-one-environment');
  await cli.postform('apply', '--yes', '-q');
  const [address = ''] = (await cli.postform('state', 'list')).out.split(/\s/);
  expect(await cli.postform('state', 'rm', address, '-q')).toMatchObject({ exit: 0, err: '' });
});

it('shows errors and warnings', async () => {
  cli.open('01-one-environment');
  expect((await cli.postform('show', 'nope.json', '-q')).err).toMatch(/^Error: /);
  cli.project.edit('postform.yaml', 'postform: 1', 'postform: 1\nvars: { unused: "1" }');
  expect((await cli.postform('plan', '-q')).err).toMatch(/^Warning: no desired file uses the variable "unused"/);
});

it('changes nothing about records', async () => {
  cli.open('01-one-environment');
  const types = async (...more: string[]) => (await cli.postform('plan', '--json', ...more)).out.match(/"type":"\w+"/g);
  expect(await types('--quiet')).toEqual(await types());
});
