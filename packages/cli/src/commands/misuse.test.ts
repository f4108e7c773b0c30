// What people do by mistake, and the sentence that helps.
import { expect, it } from 'vitest';
import { recordsOf, useCliHarness } from '../../../../tests/harness/cli-harness.ts';

const cli = useCliHarness();
const ADDRESS = 'environment.orders';

it('an option of import that would change nothing is refused', async () => {
  cli.open('01-one-environment');
  const ran = await cli.postform('import', ADDRESS, 'some-id', '--out', 'x');
  expect(ran).toMatchObject({ exit: 64, err: expect.stringContaining('E_CLI_IMPORT') });
});

it('a limit that is too low for an import advises no option that import lacks', async () => {
  cli.open('01-one-environment');
  const { err } = await cli.postform('import', ADDRESS, 'some-id', '--max-calls', '1');
  expect(err).toContain('Allow more with --max-calls');
  expect(err).not.toContain('--target');
});

it('an import of a workspace that is not there advises no file', async () => {
  cli.open();
  const id = '00000000-1111-4222-8333-444444444444';
  const { err } = await cli.postform('import', '--workspace', id, '--all', '--out', 'new');
  expect(err).toContain(`There is no workspace ${id}`);
  expect(err).not.toContain('postform.yaml');
});

it('edits of state, lock and plan name what is wrong with them', async () => {
  cli.open('01-one-environment');
  await cli.postform('apply', '--yes');
  const moved = await cli.postform('state', 'mv', ADDRESS, ADDRESS);
  expect(moved).toMatchObject({ exit: 64, err: expect.stringContaining(`${ADDRESS} has that address already`) });
  expect(moved.err).not.toContain('state rm');
  const released = await cli.postform('lock', 'release', 'some-id');
  expect(released).toMatchObject({ exit: 1, err: expect.stringContaining('Nobody holds the lock') });
  const shown = await cli.postform('show', 'postform.yaml');
  expect(shown.err).toMatch(/postform\.yaml is not a plan file/);
});

it('a plan of another project says of which', async () => {
  cli.open('01-one-environment');
  await cli.postform('plan', '-o', 'plan.json');
  cli.project.edit('postform.yaml', cli.emulator.workspace, 'another-workspace');
  const { exit, err } = await cli.postform('apply', 'plan.json');
  expect(exit).toBe(5);
  expect(err).toContain(
    `it was made for workspace ${cli.emulator.workspace}, stack default; this project has workspace`,
  );
  expect(err).toContain('Apply it where it was made');
});

it('counts one call in the singular in records, too', async () => {
  cli.open('01-one-environment');
  const records = recordsOf((await cli.postform('plan', '--json', '--refresh', 'list')).out);
  const messages = records.map((record) => record['@message']);
  expect(messages.join('\n')).not.toMatch(/\b1 calls/);
});
