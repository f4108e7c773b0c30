// Law 5 with the built command, counted by a proxy: a budget that does not hold the plan, and a window that does not hold the run.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  copyExample,
  type EmulatorProcess,
  type ProjectCopy,
  runCommand,
  startEmulatorProcess,
} from '../harness/command.ts';
import { type CountedCall, type CountingProxy, startCountingProxy } from '../harness/counting-proxy.ts';

const WINDOW_MS = 20_000;
/** Waits of more than ten seconds are what a run without --wait stops at; its length must be known. */
const flags = ['--limits', `general=30/${WINDOW_MS / 1000},slow=300/10`, '--switch', 'rateHeaders=all'];

let emulator: EmulatorProcess;
let proxy: CountingProxy;
let project: ProjectCopy;
beforeAll(async () => {
  emulator = await startEmulatorProcess(flags);
});
beforeEach(async () => {
  await emulator.control('POST', 'reset');
  proxy = await startCountingProxy(emulator.url);
});
afterEach(async () => {
  await proxy.close();
  project.remove();
});
afterAll(async () => {
  await emulator.stop();
});

function openProject(environments: number): void {
  project = copyExample('01-one-environment');
  const lines = Array.from({ length: environments }, (_, n) => `  e${n}: { name: Env ${n}, values: { n: "${n}" } }`);
  project.write('desired/orders.yaml', ['environments:', ...lines, ''].join('\n'));
}

const apply = (...more: string[]) =>
  runCommand(['apply', '--auto-approve', ...more], {
    cwd: project.dir,
    env: { ...emulator.env, POSTMAN_API_BASE_URL: proxy.url },
  });

const writes = (): readonly CountedCall[] => proxy.calls().filter(({ method }) => method !== 'GET');
const held = async (): Promise<number> => {
  const { objects } = (await emulator.control('GET', 'objects/environment')) as { objects: unknown[] };
  return objects.length;
};

describe('a plan over 100 resources with 30 calls left this month', () => {
  it('is refused before the first write, and says what fits; --partial does that, and next month the rest', async () => {
    openProject(100);
    await emulator.control('POST', 'limits', { bucket: 'general', limit: 10_000 });
    await emulator.control('POST', 'limits', { bucket: 'month', remaining: 30 });
    const refused = await apply();
    expect(refused).toMatchObject({ exit: 4 });
    expect(writes()).toEqual([]);
    const said = /With --partial the first (\d+) of 100 steps would be done, with (\d+) calls\./.exec(refused.err);
    expect(refused.err).toContain('Nothing was written.');
    const [steps, calls] = [Number(said?.[1]), Number(said?.[2])];
    expect(steps).toBeGreaterThan(0);

    // The refused run has spent its reads, and so does this one: the part that fits is smaller by that much at most.
    const before = proxy.count();
    expect(await apply('--partial')).toMatchObject({ exit: 4 });
    expect(proxy.count()).toBeLessThanOrEqual(30);
    expect(proxy.count() - before).toBeLessThanOrEqual(calls + before);
    expect(writes().length).toBeGreaterThan(0);
    expect(writes().length).toBeLessThanOrEqual(steps);
    expect(await held()).toBe(writes().length);

    await emulator.control('POST', 'limits', { bucket: 'month', limit: 1_000_000, used: 0 });
    expect(await apply()).toMatchObject({ exit: 0 });
    expect(await held()).toBe(100);
    expect(writes()).toHaveLength(100);
  }, 120_000);
});

describe('a window that is used up, without --wait', () => {
  it('ends the run with exit 4, and the re-runs finish; nothing is done twice', async () => {
    openProject(12);
    // A slow machine, too, spends the last six calls while the window stays shut for ten seconds more.
    await emulator.control('POST', 'limits', { bucket: 'general', used: 24, resetInMs: WINDOW_MS });
    const exits: (number | null)[] = [];
    for (let run = 0; run < 8 && exits.at(-1) !== 0; run += 1) {
      if (run > 0) await new Promise((resolve) => setTimeout(resolve, WINDOW_MS + 500));
      const ran = await apply();
      exits.push(ran.exit);
      if (ran.exit !== 0) expect(ran).toMatchObject({ exit: 4, err: expect.not.stringContaining('429') });
    }
    expect(exits.length).toBeGreaterThan(1);
    expect(exits.at(-1)).toBe(0);
    expect(writes()).toHaveLength(12);
    expect(await held()).toBe(12);
  }, 240_000);

  it('nor do reads take all that it holds: an apply of more objects than calls still writes', async () => {
    openProject(60);
    await emulator.control('POST', 'limits', { bucket: 'general', limit: 10_000 });
    expect(await apply()).toMatchObject({ exit: 0 });
    await emulator.control('POST', 'limits', { bucket: 'general', limit: 40, windowS: 20, used: 0 });
    project.edit('desired/orders.yaml', 'n: "7"', 'n: "seven"');
    const before = writes().length;
    // The first run finds out how little the window holds, the second one keeps of it what the write needs.
    await apply();
    await new Promise((resolve) => setTimeout(resolve, 20_500));
    await apply();
    expect(writes().length - before).toBe(1);
  }, 120_000);
});
