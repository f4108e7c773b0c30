// The example for CI does what its page says: its steps run in order, for each event, as a runner would run them.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { type InProcessCli, makeInProcessCli } from '../harness/in-process-cli.ts';
import { root } from './pages.ts';

interface Step {
  readonly name?: string;
  readonly if?: string;
  readonly run?: string;
}

const workflow = parse(readFileSync(join(root, 'examples/ci/github-actions.yml'), 'utf8'));
const steps: readonly Step[] = workflow.jobs.postman.steps;

// Each event is several commands.
vi.setConfig({ testTimeout: 60_000 });

let cli: InProcessCli;
let origin: string;

const git = (cwd: string, ...args: readonly string[]) => execFileSync('git', args, { cwd, encoding: 'utf8' });

beforeAll(async () => {
  cli = await makeInProcessCli();
  cli.env['ORDERS_TOKEN'] = 'made-up-for-the-test';
  origin = mkdtempSync(join(tmpdir(), 'postform-origin-'));
  git(origin, 'init', '--quiet', '--bare', '--initial-branch=main');
  cpSync(join(root, 'examples/02-service-team'), cli.dir, { recursive: true });
  git(cli.dir, 'init', '--quiet', '--initial-branch=main');
  git(cli.dir, 'remote', 'add', 'origin', origin);
  git(cli.dir, 'add', '.');
  git(cli.dir, '-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--message', 'Project');
  git(cli.dir, 'push', '--quiet', '--set-upstream', 'origin', 'main');
});
afterAll(async () => {
  await cli.close();
  rmSync(origin, { recursive: true, force: true });
});

/** Whether a runner takes the step. The example uses these conditions only. */
function isTaken({ if: condition }: Step, event: string): boolean {
  if (condition === undefined) return true;
  const [, sign, name] = /^github\.event_name (==|!=) '(\w+)'(?: && !cancelled\(\))?$/.exec(condition)!;
  return (sign === '==') === (event === name);
}

/** The exit code of each step that the event takes; a step of the shell runs in bash, as on a runner. */
async function play(event: string): Promise<Record<string, number>> {
  const ends: Record<string, number> = {};
  for (const step of steps) {
    if (step.run === undefined || step.name === undefined || !isTaken(step, event)) continue;
    const [program, ...args] = step.run.trim().split(' ');
    if (program === 'postform') ends[step.name] = (await cli.run(args)).exit;
    else {
      execFileSync('bash', ['-e', '-o', 'pipefail', '-c', step.run], { cwd: cli.dir, stdio: 'pipe' });
      ends[step.name] = 0;
    }
  }
  return ends;
}

it('a pull request only shows the plan', async () => {
  expect(await play('pull_request')).toEqual({ Plan: 0 });
  expect(existsSync(join(cli.dir, '.postform/default.state'))).toBe(false);
});

it('a push applies the plan and commits the state; a second push changes nothing', async () => {
  const [, , keep] = steps.filter(({ name }) => name !== undefined).map(({ name }) => name!);
  expect(await play('push')).toEqual({ Plan: 0, Apply: 0, [keep!]: 0 });
  expect(git(origin, 'ls-tree', '--name-only', '-r', 'main')).toContain('.postform/default.state');
  const head = git(origin, 'rev-parse', 'main');
  expect(await play('push')).toEqual({ Plan: 0, Apply: 0, [keep!]: 0 });
  expect(git(origin, 'rev-parse', 'main')).toBe(head);
});

it('the schedule checks for drift, and says so with its exit code', async () => {
  expect(await play('schedule')).toEqual({ Drift: 0 });
  const { out } = await cli.run(['output', 'monitor.orders-smoke.id']);
  await cli.control('edit', { kind: 'monitor', id: out.trim(), set: { '/schedule/cron': '0 5 * * *' } });
  expect(await play('schedule')).toEqual({ Drift: 2 });
});
