// What a person at a terminal chooses when a project begins.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useCliHarness } from '../../../../tests/harness/cli-harness.ts';
import { runInside } from '../../../../tests/harness/in-process-cli.ts';

const cli = useCliHarness();

function init(answers: readonly string[], ...args: string[]) {
  const env = { ...cli.env(), CI: '', POSTFORM_HOME: join(cli.project.dir, 'home') };
  return runInside(['init', ...args], { cwd: cli.project.dir, env, isTty: true, answers });
}

it('lists the workspaces of the key, and writes the one that was chosen', async () => {
  cli.open();
  const sent = await cli.callsOf(async () => {
    const ran = await init(['1']);
    expect(ran.exit, ran.err).toBe(0);
    expect(ran.err).toContain(cli.emulator.workspace);
  });
  expect(sent).toBe(2);
  expect(cli.project.read('postform.yaml')).toContain(`workspace: ${cli.emulator.workspace}\n`);
  expect(cli.project.read('postform.yaml')).toMatch(/^# yaml-language-server: \$schema=\.postform\/schemas\//);
  expect(cli.project.read('desired/example.yaml')).toMatch(
    /^# yaml-language-server: \$schema=\.\.\/\.postform\/schemas\//,
  );
  for (const name of ['project', 'desired'])
    expect(JSON.parse(cli.project.read(`.postform/schemas/postform.${name}.schema.json`))).toHaveProperty('properties');
  expect(cli.project.read('.gitignore').split('\n')).toEqual(
    expect.arrayContaining(['plan.json', '.postform/schemas/']),
  );
});

it('offers to import what the workspace holds, and does so on yes', async () => {
  await cli.applyTeam();
  cli.open();
  const refused = await init(['no'], '--workspace', cli.emulator.workspace);
  expect(refused.err).toContain('The workspace holds 7 objects.');
  expect(existsSync(join(cli.project.dir, 'desired/example.yaml'))).toBe(true);
  cli.open();
  const taken = await init(['1', 'yes']);
  expect(taken.exit, taken.err).toBe(0);
  expect(existsSync(join(cli.project.dir, 'desired/monitors.yaml'))).toBe(true);
  expect(existsSync(join(cli.project.dir, 'desired/example.yaml'))).toBe(false);
});

it('takes no answer for a choice that comes later, and refuses one that is not in the list', async () => {
  cli.open();
  expect((await init([''])).err).toContain('put the ID of your workspace');
  cli.open();
  expect(await init(['99'])).toMatchObject({ exit: 64, err: expect.stringContaining('E_CLI_WORKSPACE') });
  expect(existsSync(join(cli.project.dir, 'postform.yaml'))).toBe(false);
});

it('sends no call where nobody can be asked, and says how to import', async () => {
  cli.open();
  const sent = await cli.callsOf(async () => {
    const ran = await cli.postform('init', '--workspace', cli.emulator.workspace);
    expect(ran.err).toContain(`postform import --workspace ${cli.emulator.workspace} --all --out DIR`);
  });
  expect(sent).toBe(0);
});
