// The commands as people run them: the built program in processes of its own, against a real emulator.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileStateStore } from '@postform/state';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  copyExample,
  type EmulatorProcess,
  ended,
  type ProjectCopy,
  runCommand,
  startCommand,
  startEmulatorProcess,
} from './testing/command.ts';
import { clock, random } from './wire.ts';

const canary = 'canary-3f9d1c77';

let emulator: EmulatorProcess;
let project: ProjectCopy;

beforeAll(async () => {
  emulator = await startEmulatorProcess();
});
beforeEach(async () => {
  await emulator.control('POST', 'reset');
});
afterEach(() => project?.remove());
afterAll(async () => {
  expect(await emulator.stop()).toMatchObject({ exit: 0 });
});

const environment = (): Readonly<Record<string, string>> => ({ ...emulator.env, ORDERS_TOKEN: canary });
const postform = (...args: string[]) => runCommand(args, { cwd: project.dir, env: environment() });

async function callsOf(work: () => Promise<unknown>): Promise<number> {
  const before = await emulator.count();
  await work();
  return (await emulator.count()) - before;
}

/** Example 02, applied. */
async function appliedTeam(): Promise<void> {
  project = copyExample('02-service-team');
  expect(await postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
}

/** Edits an object as somebody else would, in the Postman app. */
async function byHand(output: string, set: Readonly<Record<string, unknown>>): Promise<void> {
  const { out } = await postform('output', `${output}.id`);
  await emulator.control('POST', 'edit', { kind: output.slice(0, output.indexOf('.')), id: out.trim(), set });
}

const records = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown> & { type: string });

describe('a project of one environment', () => {
  beforeEach(() => {
    project = copyExample('01-one-environment');
  });

  it('fails at once where an approval is needed and nobody can be asked', async () => {
    const calls = await callsOf(async () => {
      const apply = await postform('apply');
      expect(apply).toMatchObject({ exit: 1, out: '' });
      expect(apply.err).toContain('E_CLI_NO_PROMPT');
    });
    expect(calls).toBe(0);
  });

  it('sends nothing without a key, and says so with exit 8', async () => {
    const { POSTMAN_API_KEY: _key, ...env } = environment();
    const plan = await runCommand(['plan'], { cwd: project.dir, env });
    expect(plan).toMatchObject({ exit: 8, out: '' });
    expect(plan.err).toContain('E_CLI_NO_API_KEY');
  });

  it('ends with 8 for a wrong key, and never prints it', async () => {
    const env = { ...environment(), POSTMAN_API_KEY: canary };
    const plan = await runCommand(['plan'], { cwd: project.dir, env });
    expect(plan.exit).toBe(8);
    expect(plan.out + plan.err).not.toContain(canary);
  });

  it('shows a mistake with its line and a caret below it', async () => {
    project.edit('desired/orders.yaml', 'name: Orders', 'nam: Orders');
    const validate = await postform('validate');
    expect(validate).toMatchObject({ exit: 1, out: '' });
    expect(validate.err).toContain('desired/orders.yaml:4:5');
    expect(validate.err).toMatch(/ 4 \| {5}nam: Orders\n.* \| {5}\^/);
    expect(validate.err).toContain('"name"');
    const [version, diagnostic] = records((await postform('validate', '--json')).out);
    expect(version?.type).toBe('version');
    expect(diagnostic).toMatchObject({
      type: 'diagnostic',
      diagnostic: { range: { filename: 'desired/orders.yaml', start: { line: 4, column: 5 } } },
    });
  });

  it('tells plan and apply as records, the version first, and nothing else on stdout', async () => {
    const plan = await postform('plan', '--json');
    expect(plan).toMatchObject({ exit: 0, err: '' });
    const types = records(plan.out).map(({ type }) => type);
    expect(types[0]).toBe('version');
    expect(types).toContain('refresh_start');
    expect(types).toContain('planned_change');
    expect(types.at(-1)).toBe('change_summary');
    const apply = records((await postform('apply', '--auto-approve', '--json')).out);
    expect(apply.map(({ type }) => type)).toEqual(expect.arrayContaining(['apply_start', 'apply_complete']));
    expect(apply.at(-1)).toMatchObject({ changes: { add: 1, operation: 'apply' }, calls: { sent: 2, expected: 2 } });
  });

  it('refuses a plan that has become stale with exit 5, and writes nothing', async () => {
    expect(await postform('plan', '-o', 'plan.json')).toMatchObject({ exit: 0 });
    expect(await postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
    const apply = await postform('apply', 'plan.json');
    expect(apply.exit).toBe(5);
    expect(apply.err).toContain('E_APPLY_STALE');
    expect(await emulator.control('GET', 'objects/environment')).toMatchObject({ objects: [{}] });
  });

  it('exits 2 from a plan with differences where that is asked for', async () => {
    expect(await postform('plan', '--detailed-exitcode')).toMatchObject({ exit: 2 });
    expect(await postform('plan')).toMatchObject({ exit: 0 });
  });

  it('names a plan file that is none', async () => {
    project.write('other.json', '{"is": "something else"}');
    const other = await postform('show', 'other.json');
    expect(other).toMatchObject({ exit: 64 });
    expect(other.err).toContain('E_PLAN_FILE');
    const missing = await postform('apply', 'missing.json');
    expect(missing).toMatchObject({ exit: 1 });
    expect(missing.err).toContain('E_CLI_PLAN_FILE');
  });

  it('waits for nobody who holds the lock: exit 6, who it is, and how to free it', async () => {
    expect(await postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
    const path = join(project.dir, '.postform/default.state');
    const store = fileStateStore({ path, clock, random, hostname: hostname(), pid: process.pid, user: 'somebody' });
    const lease = await store.lock({
      operation: 'apply',
      initial: () => {
        throw new Error('there is a state');
      },
    });
    const apply = await postform('apply', '--auto-approve');
    expect(apply).toMatchObject({ exit: 6 });
    expect(apply.err).toContain(`somebody@${hostname()}`);
    const held = JSON.parse((await postform('lock', 'show', '--json')).out) as { lock: { id: string } };
    expect(await postform('lock', 'release', 'another')).toMatchObject({ exit: 6 });
    expect(await postform('lock', 'release', held.lock.id)).toMatchObject({ exit: 0 });
    expect((await postform('lock', 'show')).out).toContain('Nobody holds the lock');
    await lease.release().catch(() => undefined);
  });

  it('has nothing to show before there is a state', async () => {
    for (const command of [['state', 'list'], ['output'], ['show', 'environment.orders']]) {
      const shown = await postform(...command);
      expect(shown).toMatchObject({ exit: 1, out: '' });
      expect(shown.err).toContain('E_CLI_NO_STATE');
    }
  });

  it('asks the server who we are for a budget: one call', async () => {
    const calls = await callsOf(async () => {
      const budget = await postform('budget', '--json');
      expect(budget).toMatchObject({ exit: 0, err: '' });
      expect(JSON.parse(budget.out)).toMatchObject({ account: { user: 'key-owner' }, project: { look: 2 } });
    });
    expect(calls).toBe(1);
    expect((await postform('budget')).out).toContain('calls used');
  });

  it('says which server does not know us', async () => {
    await emulator.control('POST', 'faults', {
      faults: [{ on: { path: '^/me' }, do: { kind: 'status', status: 200, body: {} } }],
    });
    const budget = await postform('budget');
    await emulator.control('DELETE', 'faults');
    expect(budget).toMatchObject({ exit: 1 });
    expect(budget.err).toContain('E_CLI_WHO');
  });

  it('adopts an object for a declared address', async () => {
    const values = [{ key: 'baseUrl', value: 'https://old.example.com' }];
    const made = await emulator.control('POST', 'edit', { kind: 'environment', create: { name: 'Orders', values } });
    const plan = await postform('plan');
    expect(plan).toMatchObject({ exit: 7 });
    expect(plan.out).toContain(`postform import environment.orders ${made['id']}`);
    const half = await postform('import', 'environment.orders');
    expect(half).toMatchObject({ exit: 64 });
    expect(half.err).toContain('E_CLI_IMPORT');
    expect(await postform('import', 'environment.orders', String(made['id']))).toMatchObject({ exit: 0 });
    expect((await postform('state', 'list')).out).toContain(String(made['id']));
    expect((await postform('plan')).out).toContain('environment.orders "Orders" will be updated');
  });
});

describe("a service team's project", () => {
  it('shows what was changed by hand, and counts nothing else as drift', async () => {
    await appliedTeam();
    project.edit('desired/orders.yaml', 'name: Orders mock', 'name: Orders mock server');
    await emulator.control('POST', 'edit', { kind: 'environment', create: { name: 'Scratch', values: [] } });
    const before = await postform('drift');
    expect(before).toMatchObject({ exit: 0 });
    expect(before.out).toContain('mock.orders');
    expect(before.out).toContain('environment "Scratch"');
    expect(before.out).toContain('No drift');

    await byHand('monitor.orders-smoke', { '/schedule/cron': '0 5 * * *' });
    const drift = await postform('drift');
    expect(drift).toMatchObject({ exit: 2 });
    expect(drift.out).toContain('schedule.cron: "*/30 * * * *" → "0 5 * * *"');
    expect(drift.out).toContain('1 object changed by hand');
    const json = records((await postform('drift', '--json')).out);
    expect(json.filter(({ type }) => type === 'resource_drift')).toHaveLength(1);
    expect(await postform('drift', '--refresh', 'none')).toMatchObject({ exit: 4 });

    const refused = await postform('apply', '--auto-approve');
    expect(refused).toMatchObject({ exit: 7 });
    expect(refused.err).toContain('--overwrite-remote');
    expect(await postform('apply', '--auto-approve', '--overwrite-remote')).toMatchObject({ exit: 0 });
    expect(await postform('drift')).toMatchObject({ exit: 0 });
    expect(readdirSync(join(project.dir, '.postform/overwritten'))).toHaveLength(1);
  }, 60_000);

  it('lists, shows, renames and forgets what it remembers', async () => {
    await appliedTeam();
    expect((await postform('state', 'list')).out.split('\n')).toHaveLength(8);
    const url = await postform('output', 'mock.orders.mockUrl');
    expect(url.out).toMatch(/^https:\/\/\S+\.mock\.pstmn\.io\n$/);
    expect((await postform('output', 'mock.orders.nothing')).err).toContain('E_CLI_NO_OUTPUT');
    expect((await postform('show', 'mock.orders')).out).toContain('mockUrl');
    expect(JSON.parse((await postform('state', 'show', 'mock.orders', '--json')).out)).toHaveProperty('base');
    expect(await postform('state', 'mv', 'mock.orders', 'mock.shop')).toMatchObject({ exit: 0 });
    const gone = await postform('state', 'show', 'mock.orders');
    expect(gone).toMatchObject({ exit: 1, out: '' });
    expect(gone.err).toContain('E_STATE_ADDRESS');
    expect((await postform('state', 'mv', 'mock.shop', 'monitor.shop')).err).toContain('E_STATE_MOVE');
    expect(await postform('state', 'accept', 'mock.shop')).toMatchObject({ exit: 0 });
    expect(await postform('state', 'rm', 'mock.shop')).toMatchObject({ exit: 0 });
    expect((await postform('state', 'list')).out).not.toContain('mock.');
  }, 60_000);

  it('keeps a secret out of every output and every file', async () => {
    project = copyExample('02-service-team');
    const outputs = [
      await postform('plan', '-o', 'plan.json'),
      await postform('apply', 'plan.json'),
      await postform('show', 'plan.json', '--json'),
      await postform('show', '--json'),
      await postform('output', '--json'),
      await postform('destroy', '--auto-approve', '--json'),
    ];
    for (const { exit, out, err } of outputs) {
      expect(exit).toBe(0);
      expect(out + err).not.toContain(canary);
    }
    const names = readdirSync(project.dir, { recursive: true, withFileTypes: true });
    for (const entry of names.filter((one) => one.isFile())) {
      expect(readFileSync(join(entry.parentPath, entry.name), 'utf8')).not.toContain(canary);
    }
  }, 60_000);

  it('goes on where one step fails, says what was left because of it, and resumes', async () => {
    project = copyExample('02-service-team');
    await emulator.control('POST', 'faults', {
      faults: [{ on: { operation: 'createMock' }, do: { kind: 'status', status: 400 } }],
    });
    const first = await postform('apply', '--auto-approve');
    await emulator.control('DELETE', 'faults');
    expect(first).toMatchObject({ exit: 3 });
    expect(first.out).toContain('Failed: mock.orders, creating:');
    expect(first.out).toContain('Skipped: environment.orders, because mock.orders failed');
    expect(first.out).toMatch(/Stopped: \d added, .* · \d+ calls, 14 predicted/);
    expect(await postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
    expect(await postform('plan', '--detailed-exitcode')).toMatchObject({ exit: 0 });
  }, 60_000);

  it('writes nothing where the month does not hold the worst price: exit 4', async () => {
    project = copyExample('02-service-team');
    const poor = await startEmulatorProcess(['--limits', 'off', '--month', '20']);
    const apply = await runCommand(['apply', '--auto-approve'], {
      cwd: project.dir,
      env: { ...environment(), ...poor.env },
    });
    expect(apply).toMatchObject({ exit: 4 });
    expect(apply.err).toMatch(/\[E_CLIENT_[A-Z_]+\]/);
    expect(await poor.control('GET', 'objects/collection')).toEqual({ objects: [] });
    await poor.stop();
  }, 60_000);

  it('finishes what is under way at the first Ctrl-C, and the next run goes on without twins', async () => {
    project = copyExample('02-service-team');
    await emulator.control('POST', 'faults', {
      faults: [{ on: { method: 'POST' }, do: { kind: 'slow', ms: 400 } }],
    });
    const args = ['apply', '--auto-approve', '--parallelism', '1'];
    const child = startCommand(args, { cwd: project.dir, env: environment() });
    child.stderr?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('creating')) child.kill('SIGINT');
    });
    const first = await ended(child);
    await emulator.control('DELETE', 'faults');
    expect(first).toMatchObject({ exit: 130 });
    expect(first.err).toContain('Interrupted');
    expect(first.out).toContain('Not started');
    expect(await postform('apply', '--auto-approve')).toMatchObject({ exit: 0 });
    const { objects } = (await emulator.control('GET', 'objects/collection')) as { objects: unknown[] };
    expect(objects).toHaveLength(2);
    expect(await postform('plan', '--detailed-exitcode')).toMatchObject({ exit: 0 });
  }, 60_000);

  it('is taken over from its workspace with nothing left to do, and without its secrets', async () => {
    await appliedTeam();
    const team = project;
    project = copyExample();
    const taken = await postform('import', '--workspace', emulator.workspace, '--all', '--out', 'taken');
    expect(taken).toMatchObject({ exit: 0, out: '' });
    expect(taken.err).toContain('ORDERS_TOKEN   (secret orders-token)');
    expect(taken.err).toContain('Postman does not tell private: true');
    expect(project.read('taken/desired/environments.yaml')).toContain('secret: orders-token');
    expect(project.read('taken/desired/environments.yaml')).not.toContain(canary);
    expect(project.read('taken/collections/orders.postman_collection.json')).not.toMatch(/"(id|uid|_postman_id)":/);
    const plan = await postform('-C', 'taken', 'plan', '--detailed-exitcode');
    expect(plan).toMatchObject({ exit: 0 });
    expect(plan.out).not.toContain('residue');
    const again = await postform('import', '--workspace', emulator.workspace, '--all', '--out', 'taken');
    expect(again.err).toContain('E_CLI_FILE_EXISTS');
    team.remove();
  }, 60_000);
});

describe('init', () => {
  it('writes a project that plans, and changes nothing the second time', async () => {
    project = copyExample();
    project.write('.gitignore', 'node_modules/\n');
    const first = await postform('init', '--workspace', emulator.workspace);
    expect(first).toMatchObject({ exit: 0, out: '' });
    expect(existsSync(join(project.dir, '.postform/default.state'))).toBe(true);
    expect(project.read('.gitignore')).toMatch(/^node_modules\/\n/);
    const files = ['postform.yaml', 'desired/example.yaml', '.gitignore', '.postform/default.state'].map(project.read);
    expect(await postform('init')).toMatchObject({ exit: 0 });
    expect(
      ['postform.yaml', 'desired/example.yaml', '.gitignore', '.postform/default.state'].map(project.read),
    ).toEqual(files);
    expect(await postform('plan')).toMatchObject({ exit: 0 });
  });

  it('says what is left to do where nobody has named a workspace', async () => {
    project = copyExample();
    const first = await postform('init');
    expect(first).toMatchObject({ exit: 0 });
    expect(first.err).toContain('put the id of your workspace');
    expect(existsSync(join(project.dir, '.postform'))).toBe(false);
  });
});
