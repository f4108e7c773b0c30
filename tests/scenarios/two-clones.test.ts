// Two clones of one project, each with an empty state of its own, write to one workspace: nothing is made twice.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ports } from '@postform/engine';
import { fileEvidenceStore, fileStateStore } from '@postform/state';
import { afterEach, describe, expect, it } from 'vitest';
import { clock, random } from '../../packages/cli/src/session/wire.ts';
import { type Harness, type HarnessOptions, makeHarness } from '../harness/harness.ts';
import { collection, environment, monitor } from '../harness/team.ts';

const files = [
  ...Array.from({ length: 4 }, (_, n) => environment(`e${n}`, `Environment ${n}`, { n: `${n}` })),
  ...Array.from({ length: 4 }, (_, n) => collection(`c${n}`, `Collection ${n}`)),
  monitor('m0', 'Monitor 0', 'c0'),
  monitor('m1', 'Monitor 1', 'c1'),
];

let harness: Harness;
let home: string;
afterEach(async () => {
  await harness.close();
  rmSync(home, { recursive: true, force: true });
});

async function open(options: HarnessOptions = {}): Promise<void> {
  home = mkdtempSync(join(tmpdir(), 'postform-home-'));
  harness = await makeHarness(options);
}

/** A clone of its own: another folder with another state, of the same user on the same machine. */
function clone(name: string, more: { lockTimeoutMs?: number; settleMs?: number } = {}): Ports {
  const about = { clock, random, hostname: 'harness', pid: process.pid };
  const workspaceLock = {
    folder: join(home, 'locks'),
    baseUrl: harness.emulator.url,
    workspace: harness.emulator.workspace,
  };
  const path = join(home, name, 'harness.state');
  return harness.ports({
    store: fileStateStore({ ...about, path, workspaceLock, emit: harness.ports().emit, ...more }),
    evidence: fileEvidenceStore({ ...about, path: join(home, name, 'harness.evidence') }),
  });
}

const apply = (ports: Ports) => harness.apply(files, { ports });
const creates = async () => (await harness.calls()).calls.filter(({ method }) => method === 'POST').length;

describe('two clones with an empty state', () => {
  it('that apply at once: one is done, the other is refused at once and has sent nothing', async () => {
    await open();
    const [one, other] = await Promise.allSettled([apply(clone('a')), apply(clone('b'))]);
    const [done, refused] = one.status === 'fulfilled' ? [one, other] : [other, one];
    expect(done).toMatchObject({ status: 'fulfilled', value: { end: 'done' } });
    expect(refused).toMatchObject({
      status: 'rejected',
      reason: { code: 'E_STATE_WORKSPACE_LOCKED', category: 'locked' },
    });
    expect(await creates()).toBe(files.length);
  });

  it('that wait for each other: the second reads after the first has ended, and finds what exists', async () => {
    await open();
    const ended = await Promise.allSettled(
      ['a', 'b'].map((name) => apply(clone(name, { lockTimeoutMs: 20_000, settleMs: 0 }))),
    );
    expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(ended.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'E_PLAN_STATE_MISSING', category: 'refused' },
    });
    expect(await creates()).toBe(files.length);
  });

  it('find it even where lists lag behind creates', async () => {
    await open({ staleListsMs: 400 });
    expect((await apply(clone('a', { settleMs: 500 }))).end).toBe('done');
    await expect(apply(clone('b', { settleMs: 500 }))).rejects.toMatchObject({ code: 'E_PLAN_STATE_MISSING' });
    expect(await creates()).toBe(files.length);
    expect(harness.events.filter(({ type }) => type === 'resolve-wait')).toHaveLength(1);
  });
});

describe('twins that exist already', () => {
  it('are warned of in a plan, by id and by the address whose name they have', async () => {
    await open();
    await harness.apply(files);
    const [id] = await Promise.all([
      harness.control('edit', { kind: 'environment', create: { name: 'Environment 1', values: [] } }),
      harness.control('edit', { kind: 'environment', create: { name: 'Something else', values: [] } }),
    ]);
    const { plan } = await harness.plan(files);
    expect(plan.steps).toEqual([]);
    expect(plan.unmanaged).toHaveLength(2);
    expect(plan.unmanaged.filter(({ sameNameAs }) => sameNameAs !== undefined)).toEqual([
      { kind: 'environment', name: 'Environment 1', id: (id as { id: string }).id, sameNameAs: 'environment.e1' },
    ]);
  });
});
