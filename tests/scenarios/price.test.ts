// Law 3, from the outside: what the command prints as the price is what a proxy before the emulator counts, and the emulator.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  copyExample,
  type EmulatorProcess,
  environmentOf,
  type ProjectCopy,
  repo,
  runCommand,
  startEmulatorProcess,
} from '../harness/command.ts';
import { type CountingProxy, startCountingProxy } from '../harness/counting-proxy.ts';
import { runInside } from '../harness/in-process-cli.ts';

let emulator: EmulatorProcess;
let proxy: CountingProxy;
let project: ProjectCopy;
/** The built program, in a process of its own; otherwise the same command line runs in this process. */
let isBuilt = false;

beforeAll(async () => {
  emulator = await startEmulatorProcess();
  proxy = await startCountingProxy(emulator.url);
});
afterEach(() => {
  isBuilt = false;
  project.remove();
});
afterAll(async () => {
  await proxy.close();
  await emulator.stop();
});

async function postform(...args: string[]) {
  const env = { ...emulator.env, POSTMAN_API_BASE_URL: proxy.url, ORDERS_TOKEN: 'orders-canary' };
  const before = { proxy: proxy.count(), emulator: await emulator.count() };
  const where = { cwd: project.dir, env };
  const ran = isBuilt ? await runCommand(args, where) : await runInside(args, { ...where, env: environmentOf(where) });
  const calls = proxy.count() - before.proxy;
  expect(calls).toBe((await emulator.count()) - before.emulator);
  return { ...ran, calls };
}

function printed(text: string, pattern: RegExp): number {
  const match = pattern.exec(text);
  if (match === null) throw new Error(`no ${pattern} in ${text}`);
  return Number(match[1]);
}

const readPrice = /Reading: (\d+) calls?/;
const planPrice = /Plan: .* · (\d+) calls?/;

/** As a plan file: the plan costs its reads, the apply costs what the plan said. */
async function applyAsFile(): Promise<number> {
  const plan = await postform('plan', '-o', 'plan.json');
  expect(plan).toMatchObject({ exit: 0, calls: printed(plan.err, readPrice) });
  const apply = await postform('apply', 'plan.json');
  expect({ exit: apply.exit, err: apply.exit === 0 ? '' : apply.err }).toEqual({ exit: 0, err: '' });
  const price = printed(plan.out, planPrice);
  expect(apply.calls).toBe(price);
  return price;
}

/** In one run: the apply costs its reads and what the plan in it said. */
async function applyInOneRun(...flags: string[]): Promise<number> {
  const apply = await postform('apply', '--auto-approve', ...flags);
  expect({ exit: apply.exit, err: apply.exit === 0 ? '' : apply.err }).toEqual({ exit: 0, err: '' });
  const price = printed(apply.out, planPrice);
  expect(apply.calls).toBe(printed(apply.err, readPrice) + price);
  expect(apply.out).toContain('as predicted');
  return price;
}

async function expectNoChanges(): Promise<void> {
  const plan = await postform('plan', '--detailed-exitcode');
  expect(plan).toMatchObject({ exit: 0, calls: printed(plan.err, readPrice) });
  expect(plan.out).toContain('No changes.');
  expect(plan.out).not.toContain('unexplained difference');
}

type Apply = (...flags: string[]) => Promise<number>;

/** Create with a cycle, no-op, update, replace, delete; the prices are those of facts §15: 1 a write, 1 a read-back. */
async function liveALife(apply: Apply, rechecks: (touched: number) => number): Promise<void> {
  project = copyExample('02-service-team');
  await emulator.control('POST', 'reset');
  expect(await apply()).toBe(14 + rechecks(0));
  await expectNoChanges();

  project.edit('desired/orders.yaml', 'https://orders.example.com/v1', 'https://orders.example.com/v2');
  project.edit('desired/billing.yaml', '15 3 * * *', '30 3 * * *');
  project.edit('desired/orders.yaml', 'name: Orders mock', 'name: Orders mock server');
  project.edit('collections/billing.postman_collection.json', '"transfer"', '"card"');
  expect(await apply()).toBe(7 + rechecks(4));

  project.edit('desired/billing.yaml', 'collection: collection.billing', 'collection: collection.orders');
  expect(await apply('--allow-delete', '1')).toBe(3 + rechecks(1));

  rmSync(join(project.dir, 'desired/billing.yaml'));
  expect(await apply('--allow-delete', '3')).toBe(3 + rechecks(3));
  await expectNoChanges();
}

describe('Law 3: calls counted from outside = the price that the plan prints', () => {
  it('for create with a cycle, no-op, update, replace and delete, each as a plan file of the built program', async () => {
    isBuilt = true;
    await liveALife(applyAsFile, (touched) => 1 + touched);
  }, 240_000);

  it('for create with a cycle, no-op, update, replace and delete, each in one run', async () => {
    await liveALife(applyInOneRun, () => 0);
  }, 240_000);

  const single = readdirSync(join(repo, 'examples')).filter((name) => /^\d/.test(name) && name !== '03-stacks');

  it.each(single)(
    'for example %s, as a plan file and in one run, read back at once and lazily',
    async (name) => {
      for (const settle of ['', '\nsettle: { mode: lazy }\n']) {
        for (const apply of [applyAsFile, applyInOneRun]) {
          project?.remove();
          project = copyExample(name);
          project.write('postform.yaml', `${project.read('postform.yaml')}${settle}`);
          await emulator.control('POST', 'reset');
          expect(await postform('validate')).toMatchObject({ exit: 0, err: '', calls: 0 });
          await apply();
          await expectNoChanges();
        }
      }
    },
    120_000,
  );

  it('for both stacks of example 03-stacks', async () => {
    project = copyExample('03-stacks');
    await emulator.control('POST', 'reset');
    const made = await fetch(`${emulator.url}/workspaces`, {
      method: 'POST',
      headers: { 'x-api-key': emulator.env['POSTMAN_API_KEY']!, 'content-type': 'application/json' },
      body: JSON.stringify({ workspace: { name: 'Production', type: 'team' } }),
    });
    const { workspace } = (await made.json()) as { workspace: { id: string } };
    project.edit('postform.yaml', '6f1d2c3b-4a5e-4f60-8b7a-90c1d2e3f405', workspace.id);
    for (const stack of ['staging', 'production']) {
      const plan = await postform('plan', '--stack', stack, '-o', `${stack}.json`);
      expect(plan).toMatchObject({ exit: 0, calls: printed(plan.err, readPrice) });
      const apply = await postform('apply', '--stack', stack, `${stack}.json`);
      expect(apply).toMatchObject({ exit: 0, calls: printed(plan.out, planPrice) });
      const again = await postform('plan', '--stack', stack, '--detailed-exitcode');
      expect(again).toMatchObject({ exit: 0 });
    }
    const other = await postform('plan', '--stack', 'staging', '--var', 'host=other.example.com');
    expect(other.out).toContain('"https://staging.example.com" → "https://other.example.com"');
    expect(await postform('plan')).toMatchObject({ exit: 1, out: '' });
  }, 120_000);
});
