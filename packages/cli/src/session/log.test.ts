// The log of a run: who asks for it gets every call and decision, and no secret.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { canary, useCliHarness } from '../../../../tests/harness/cli-harness.ts';
import { runInside } from '../../../../tests/harness/in-process-cli.ts';

const cli = useCliHarness();
const run = (more: Readonly<Record<string, string>>, ...args: string[]) =>
  runInside(args, {
    cwd: cli.project.dir,
    env: { ...cli.env(), POSTFORM_HOME: join(cli.project.dir, 'home'), ...more },
  });
const linesIn = (text: string) =>
  text.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Record<string, unknown>] : []));

it('holds each call, what was decided and what was locked, and no secret', async () => {
  cli.open('02-service-team');
  let logged = '';
  const sent = await cli.callsOf(async () => {
    const { exit, err } = await run({ POSTFORM_LOG: 'trace' }, 'apply', '--yes');
    expect(exit).toBe(0);
    logged = err;
  });
  const lines = linesIn(logged);
  const of = (type: string) => lines.filter((line) => line['type'] === type);
  expect(of('call')).toHaveLength(sent);
  expect(of('call')[0]).toMatchObject({
    path: '/workspaces/{id}',
    attempt: 1,
    outcome: 200,
    buckets: ['general', 'slow'],
  });
  expect(of('decision').map((line) => line['reason'])).toEqual(Array(7).fill('new'));
  for (const type of ['reads', 'lock', 'locked', 'state_append', 'step_done', 'unlocked'])
    expect(of(type), type).not.toEqual([]);
  for (const secret of [canary, cli.env()['POSTMAN_API_KEY']!]) expect(logged).not.toContain(secret);
});

it('goes to a file that only its owner may read, and leaves the output as it is', async () => {
  cli.open('01-one-environment');
  const plain = await run({}, 'plan');
  const logged = await run({ POSTFORM_LOG: 'debug', POSTFORM_LOG_FILE: 'run.log' }, 'plan');
  expect(logged.err.split('\n').length).toBe(plain.err.split('\n').length);
  expect(linesIn(cli.project.read('run.log')).map(({ type }) => type)).toContain('call');
  expect(statSync(join(cli.project.dir, 'run.log')).mode & 0o077).toBe(0);
});

it('that cannot be written, or is asked for with another word, is told', async () => {
  cli.open('01-one-environment');
  const typo = await run({ POSTFORM_LOG: 'verbose' }, 'plan');
  expect(typo).toMatchObject({ exit: 0, err: expect.stringContaining('only debug and trace are understood') });
  const lost = await run({ POSTFORM_LOG: 'debug', POSTFORM_LOG_FILE: 'no/such/folder/log' }, 'plan');
  expect(lost).toMatchObject({ exit: 0, err: expect.stringContaining('cannot be written') });
});
