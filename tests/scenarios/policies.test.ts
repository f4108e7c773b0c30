// Policies: what happens where the files, the past and the workspace disagree, against the emulator, with another actor's edits.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AppError,
  type ApplyResult,
  acceptDifferences,
  type Change,
  type Clock,
  DEFAULT_PLAN_OPTIONS,
  decodePlan,
  driftOf,
  type ErrorCategory,
  encodePlan,
  hasDifferences,
  type Json,
  type JsonObject,
  kindNameOf,
  type Lifecycle,
  moveRecord,
  type Plan,
  type PlanOptions,
  type Ports,
  recordOf,
  runApply,
  runPlan,
} from '@postform/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clock as realClock } from '../../packages/cli/src/session/wire.ts';
import { type Authored, type Harness, makeHarness, refTo } from '../harness/harness.ts';
import { collection, environment, mock, monitor } from '../harness/team.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await makeHarness({ secrets: { token: 'open sesame' } });
});
afterEach(async () => harness.close());

type Values = Readonly<Record<string, Json>>;
const env = (values: Values, lifecycle: Partial<Lifecycle> = {}, more: JsonObject = {}): Authored => ({
  address: 'environment.e',
  written: { name: 'E', values, ...more },
  lifecycle,
});
const keep = (at: string): Partial<Lifecycle> => ({ drift: [{ at, policy: 'keep' }] });

async function idOf(address: string): Promise<string> {
  return recordOf((await harness.store.load())!, address).current!.id;
}

/** Somebody else's work on a managed object. */
async function byHand(address: string, edit: JsonObject): Promise<void> {
  await harness.control('edit', { kind: kindNameOf(address), id: await idOf(address), ...edit });
}

const remoteValues = async (): Promise<readonly JsonObject[]> => {
  const { environment: shown } = (await harness.fetchApi(`/environments/${await idOf('environment.e')}`)) as {
    environment: { values: JsonObject[] };
  };
  return shown.values;
};
async function remoteValue(key: string): Promise<Json | undefined> {
  return (await remoteValues()).find((value) => value['key'] === key)?.['value'];
}
/** Sets a value by hand, wherever it stands in the list. */
async function setByHand(key: string, value: string): Promise<void> {
  const at = (await remoteValues()).findIndex((item) => item['key'] === key);
  await byHand(
    'environment.e',
    at === -1
      ? { set: { '/values/-': { key, value, type: 'default', enabled: true } } }
      : { set: { [`/values/${at}/value`]: value } },
  );
}

async function changeOf(resources: readonly Authored[], options: Partial<PlanOptions> = {}): Promise<Change> {
  const { plan } = await harness.plan(resources, options);
  expect(plan.changes).toHaveLength(1);
  return plan.changes[0]!;
}

async function writesDuring<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly writes: number }> {
  const count = async () => (await harness.calls()).calls.filter((call) => call.method !== 'GET').length;
  const before = await count();
  const result = await work();
  return { result, writes: (await count()) - before };
}

/** A refusal: its code and category, nothing written, the state as it was. */
async function refused(code: string, category: ErrorCategory, work: () => Promise<unknown>): Promise<AppError> {
  const before = await harness.store.load();
  const { result, writes } = await writesDuring(() => work().catch((error: unknown) => error));
  expect(result).toMatchObject({ code, category });
  expect(writes).toBe(0);
  expect((await harness.store.load())?.resources ?? {}).toEqual(before?.resources ?? {});
  return result as AppError;
}

async function applied(work: Promise<ApplyResult>): Promise<ApplyResult> {
  const result = await work;
  expect(result.outcomes.filter((outcome) => outcome.status !== 'done')).toEqual([]);
  expect(result.end).toBe('done');
  return result;
}

async function inSync(resources: readonly Authored[]): Promise<void> {
  const { plan } = await harness.plan(resources);
  expect(plan.steps).toEqual([]);
  expect(plan.changes.filter((change) => change.reason !== 'in-sync' || change.differences.length > 0)).toEqual([]);
}

describe('drift', () => {
  const declared = (lifecycle: Partial<Lifecycle>) => [env({ host: 'ours', port: '1' }, lifecycle)];
  it('undo: shown, and our value is written back', async () => {
    await applied(harness.apply(declared({})));
    await setByHand('host', 'theirs');
    const change = await changeOf(declared({}));
    expect(change).toMatchObject({ action: 'update', reason: 'drifted', changed: { remote: ['/values/host'] } });
    expect(JSON.stringify(change.remoteLines)).toContain('theirs');
    await applied(harness.apply(declared({})));
    expect(await remoteValue('host')).toBe('ours');
    await inSync(declared({}));
  });

  it('keep: left alone, shown in every later plan, and other updates do not touch it', async () => {
    const kept = keep('/values/host');
    await applied(harness.apply(declared(kept)));
    await setByHand('host', 'theirs');
    for (const port of ['1', '2', '3']) {
      const wanted = [env({ host: 'ours', port }, kept)];
      expect(await changeOf(wanted)).toMatchObject({
        kept: ['/values/host'],
        action: port === '1' ? 'noop' : 'update',
      });
      await applied(harness.apply(wanted));
      expect(await remoteValue('host')).toBe('theirs');
      expect(await remoteValue('port')).toBe(port);
      const after = await harness.plan(wanted);
      expect(after.plan.steps).toEqual([]);
      expect(after.plan.changes[0]).toMatchObject({ reason: 'drifted', kept: ['/values/host'], differences: [] });
      expect(driftOf(after.plan)).toHaveLength(1);
    }
    expect(await changeOf([env({ host: 'ours', port: '3' })])).toMatchObject({ action: 'update', reason: 'drifted' });
  });

  it('keep, settling lazily: still kept, without an unexplained difference', async () => {
    const kept = keep('/values/host');
    await applied(harness.apply(declared(kept)));
    await setByHand('host', 'theirs');
    const wanted = [env({ host: 'ours', port: '2' }, kept)];
    await applied(harness.apply(wanted, { settle: 'lazy' }));
    expect(await changeOf(wanted)).toMatchObject({ action: 'noop', kept: ['/values/host'], differences: [] });
  });

  it('keep: a value that somebody added stays through our updates', async () => {
    const kept = keep('/values/*');
    await applied(harness.apply([env({ host: 'ours' }, kept)]));
    await setByHand('extra', 'theirs');
    await applied(harness.apply([env({ host: 'new' }, kept)]));
    expect(await remoteValue('extra')).toBe('theirs');
    expect(await changeOf([env({ host: 'new' }, kept)])).toMatchObject({ action: 'noop', kept: ['/values/extra'] });
  });

  it('stop: refused until somebody decides', async () => {
    const stop: Partial<Lifecycle> = { drift: [{ at: '/values', policy: 'stop' }] };
    await applied(harness.apply(declared(stop)));
    await setByHand('host', 'theirs');
    expect((await changeOf(declared(stop))).blocked?.code).toBe('E_PLAN_DRIFT_STOP');
    await refused('E_PLAN_DRIFT_STOP', 'refused', () => harness.apply(declared(stop)));
    await applied(harness.apply([env({ host: 'theirs', port: '1' }, stop)]));
    await inSync([env({ host: 'theirs', port: '1' }, stop)]);
  });

  it('of a leaf of a partial kind: kept through an update of another leaf', async () => {
    const watch = (cron: string): readonly Authored[] => [
      collection('c', 'C'),
      { ...monitor('m', 'M', 'c', cron), lifecycle: keep('/name') },
    ];
    await applied(harness.apply(watch('0 6 * * *')));
    await byHand('monitor.m', { set: { '/name': 'Theirs' } });
    await applied(harness.apply(watch('0 7 * * *')));
    const { plan } = await harness.plan(watch('0 7 * * *'));
    expect(plan.steps).toEqual([]);
    expect(plan.changes.find((change) => change.kind === 'monitor')).toMatchObject({
      kept: ['/name'],
      differences: [],
    });
    const shown = (await harness.fetchApi(`/monitors/${await idOf('monitor.m')}`))['monitor'];
    expect(shown).toMatchObject({ name: 'Theirs', schedule: { cron: expect.stringMatching(/^(0 )?0 7 \* \* \*$/) } });
  });
});

describe('both sides moved', () => {
  beforeEach(async () => {
    await applied(harness.apply([env({ host: 'a', port: '1' })]));
  });
  it('the same leaf: refused, and written with --overwrite-remote, a copy kept', async () => {
    await setByHand('host', 'theirs');
    const wanted = [env({ host: 'ours', port: '1' })];
    expect(await changeOf(wanted)).toMatchObject({ reason: 'conflict', blocked: { code: 'E_PLAN_CONFLICT' } });
    await refused('E_PLAN_CONFLICT', 'refused', () => harness.apply(wanted));
    await applied(harness.apply(wanted, { overwriteRemote: true }));
    expect(await remoteValue('host')).toBe('ours');
    const [copy] = readdirSync(join(harness.dir, 'overwritten'));
    expect(readFileSync(join(harness.dir, 'overwritten', copy!), 'utf8')).toContain('theirs');
    await inSync(wanted);
  });
  it('other leaves: one update carries ours and undoes theirs, or keeps it by policy', async () => {
    await setByHand('port', '2');
    const kept = [env({ host: 'ours', port: '1' }, keep('/values/port'))];
    expect(await changeOf(kept)).toMatchObject({ reason: 'both-changed', kept: ['/values/port'] });
    await applied(harness.apply(kept));
    expect([await remoteValue('host'), await remoteValue('port')]).toEqual(['ours', '2']);
    const undone = [env({ host: 'newer', port: '1' })];
    expect(await changeOf(undone)).toMatchObject({ reason: 'both-changed', kept: [] });
    await applied(harness.apply(undone));
    expect([await remoteValue('host'), await remoteValue('port')]).toEqual(['newer', '1']);
  });
  it('to the same value: nothing to do, no difference, and the state catches up', async () => {
    await setByHand('host', 'both');
    const wanted = [env({ host: 'both', port: '1' })];
    expect(await changeOf(wanted)).toMatchObject({ action: 'noop', reason: 'converged' });
    expect(hasDifferences((await harness.plan(wanted)).plan)).toBe(false);
    await applied(harness.apply(wanted));
    await inSync(wanted);
  });
  it('to the same value somewhere, while ours moved elsewhere: no remote edit is overwritten', async () => {
    await setByHand('host', 'both');
    const wanted = [env({ host: 'both', port: '2' })];
    await applied(harness.apply(wanted, { reviewed: false }));
    await inSync(wanted);
  });
});

describe('ignore rules', () => {
  const ignoring: Partial<Lifecycle> = { ignore: ['/values/host'] };
  it('hide a leaf on both sides, their value survives our update, and ours comes back without the rule', async () => {
    await applied(harness.apply([env({ host: 'ours', port: '1' }, ignoring)]));
    await setByHand('host', 'theirs');
    await inSync([env({ host: 'ours', port: '1' }, ignoring)]);
    await inSync([env({ host: 'whatever', port: '1' }, ignoring)]);
    await applied(harness.apply([env({ host: 'ours', port: '2' }, ignoring)]));
    expect([await remoteValue('host'), await remoteValue('port')]).toEqual(['theirs', '2']);
    await inSync([env({ host: 'ours', port: '2' }, ignoring)]);
    expect(await changeOf([env({ host: 'ours', port: '2' })])).toMatchObject({ action: 'update' });
    await applied(harness.apply([env({ host: 'ours', port: '2' })]));
    expect(await remoteValue('host')).toBe('ours');
  });
  it('added later do not write, and taken away again show what moved meanwhile', async () => {
    await applied(harness.apply([env({ host: 'ours' })]));
    await setByHand('host', 'theirs');
    await applied(harness.apply([env({ host: 'ours' }, ignoring)]));
    expect(await remoteValue('host')).toBe('theirs');
    expect(await changeOf([env({ host: 'ours' })])).toMatchObject({ action: 'update', reason: 'drifted' });
  });
  it('leave a leaf of a partial kind out of updates', async () => {
    const watch = (cron: string, name: string): readonly Authored[] => [
      collection('c', 'C'),
      { ...monitor('m', name, 'c', cron), lifecycle: { ignore: ['/name'] } },
    ];
    await applied(harness.apply(watch('0 6 * * *', 'M')));
    await byHand('monitor.m', { set: { '/name': 'Theirs' } });
    await applied(harness.apply(watch('0 7 * * *', 'M')));
    await inSync(watch('0 7 * * *', 'M'));
    expect((await harness.fetchApi(`/monitors/${await idOf('monitor.m')}`))['monitor']).toMatchObject({
      name: 'Theirs',
    });
  });
});

describe('objects that went away', () => {
  it('vanished: created again, and the Trash is mentioned', async () => {
    await applied(harness.apply([env({ host: 'a' })]));
    await byHand('environment.e', { delete: true });
    const change = await changeOf([env({ host: 'a' })]);
    expect(change).toMatchObject({ action: 'create', reason: 'vanished' });
    expect(change.notes).toContainEqual({ note: 'vanished' });
    await applied(harness.apply([env({ host: 'a' })]));
    await inSync([env({ host: 'a' })]);
  });
  it('a mock whose collection was deleted behind our back: both are made anew, the old mock goes', async () => {
    const wanted = [collection('c', 'C'), mock('m', 'M', 'c')];
    await applied(harness.apply(wanted));
    const old = await idOf('mock.m');
    await byHand('collection.c', { delete: true });
    const { plan } = await harness.plan(wanted);
    expect(plan.changes.map(({ action, reason }) => `${action} ${reason}`)).toEqual([
      'create vanished',
      'replace deactivated',
    ]);
    await applied(harness.apply(wanted));
    await inSync(wanted);
    expect(await idOf('mock.m')).not.toBe(old);
    expect(((await harness.control('objects/mock', undefined, 'GET')) as { objects: Json[] }).objects).toHaveLength(1);
  });
  it.each([false, true])('gone and undeclared: forgotten without a call (saved plan: %s)', async (isSaved) => {
    await applied(harness.apply([env({ host: 'a' })]));
    await byHand('environment.e', { delete: true });
    expect(await changeOf([])).toMatchObject({ action: 'forget', reason: 'already-gone' });
    const saved = isSaved ? { saved: (await harness.plan([], { saved: true })).plan } : {};
    const { writes } = await writesDuring(() => applied(harness.apply([], saved)));
    expect(writes).toBe(0);
    expect((await harness.store.load())!.resources).toEqual({});
  });
});

describe('people’s work', () => {
  it('protect refuses a delete, also after the block has left the files', async () => {
    await applied(harness.apply([env({ host: 'a' }, { protect: true })]));
    await refused('E_PLAN_PROTECTED', 'refused', () => harness.apply([]));
    await refused('E_PLAN_PROTECTED', 'refused', () => harness.apply([], { destroy: true }));
    await applied(harness.apply([env({ host: 'a' })]));
    await applied(harness.apply([], { allowDelete: 1 }));
  });
  it('protect refuses a replace', async () => {
    const watch = (of: string): readonly Authored[] => [
      collection('c', 'C'),
      collection('d', 'D'),
      { ...monitor('m', 'M', of), lifecycle: { protect: true } },
    ];
    await applied(harness.apply(watch('c')));
    await refused('E_PLAN_PROTECTED', 'refused', () => harness.apply(watch('d')));
  });
  it('the guard refuses more deletes than it allows, whoever reviewed them', async () => {
    const many = Array.from({ length: 3 }, (_, n) => environment(`e${n}`, `E ${n}`, {}));
    await applied(harness.apply(many));
    const guard = { delete: { count: 1 } };
    await refused('E_PLAN_GUARD', 'refused', () => harness.apply(many.slice(2), { guard }));
    await applied(harness.apply(many.slice(2), { guard, allowDelete: 2 }));
  });
  it('nobody reviewed it: deletes are refused, and allowed by number', async () => {
    await applied(harness.apply([env({ host: 'a' })]));
    const error = await refused('E_APPLY_UNREVIEWED', 'refused', () => harness.apply([], { reviewed: false }));
    expect(error.hint).toContain('--allow-delete 1');
    await applied(harness.apply([], { reviewed: false, allowDelete: 1 }));
  });
  it('nobody reviewed it: overwrites are refused, and allowed by flag', async () => {
    await applied(harness.apply([env({ host: 'a' })]));
    await setByHand('host', 'theirs');
    await refused('E_APPLY_UNREVIEWED', 'refused', () => harness.apply([env({ host: 'a' })], { reviewed: false }));
    await applied(harness.apply([env({ host: 'a' })], { reviewed: false, overwriteRemote: true }));
    expect(await remoteValue('host')).toBe('a');
  });
  it('nobody reviewed it: creates and plain updates go', async () => {
    await applied(harness.apply([env({ host: 'a' })], { reviewed: false }));
    await applied(harness.apply([env({ host: 'b' })], { reviewed: false }));
  });
  it('is kept before a delete, with secrets masked', async () => {
    await applied(harness.apply([env({ host: 'visible', token: { $deferred: 'secret', name: 'token' } })]));
    await applied(harness.apply([], { allowDelete: 1 }));
    const [copy, ...more] = readdirSync(join(harness.dir, 'overwritten'));
    expect(more).toEqual([]);
    const text = readFileSync(join(harness.dir, 'overwritten', copy!), 'utf8');
    expect(text).toContain('visible');
    expect(text).not.toContain('open sesame');
    expect(harness.events.filter((event) => event.type === 'kept')).toHaveLength(1);
  });
  it('no copy is made where their change is kept', async () => {
    const kept = keep('/values/host');
    await applied(harness.apply([env({ host: 'a', port: '1' }, kept)]));
    await setByHand('host', 'theirs');
    await applied(harness.apply([env({ host: 'a', port: '2' }, kept)], { reviewed: false }));
    expect(harness.events.filter((event) => event.type === 'kept')).toEqual([]);
  });
  it('no copy is made of what nobody changed', async () => {
    await applied(harness.apply([env({ host: 'a' })]));
    await applied(harness.apply([env({ host: 'b' })]));
    expect(harness.events.filter((event) => event.type === 'kept')).toEqual([]);
  });
});

describe('objects that exist already', () => {
  const make = async (name: string, values: readonly JsonObject[]): Promise<string> => {
    const made = await harness.control('edit', { kind: 'environment', create: { name, values } });
    return String((made as { id: string }).id);
  };
  const host = (value: string): JsonObject => ({ key: 'host', value, type: 'default', enabled: true });

  it.each([false, true])('adopted by an import block, equal: no step, no write (saved plan: %s)', async (isSaved) => {
    const id = await make('E', [host('a')]);
    const wanted = [{ ...env({ host: 'a' }), adopt: id }];
    expect(await changeOf(wanted)).toMatchObject({ action: 'adopt', reason: 'adopting', lines: [] });
    const saved = isSaved ? { saved: (await harness.plan(wanted, { saved: true })).plan } : {};
    const { writes } = await writesDuring(() => applied(harness.apply(wanted, saved)));
    expect(writes).toBe(0);
    expect(await idOf('environment.e')).toBe(id);
    await inSync(wanted);
    await inSync([env({ host: 'a' })]);
  });
  it.each([false, true])(
    'adopted by an import block, different: an update that is shown (saved plan: %s)',
    async (isSaved) => {
      const id = await make('E', [host('theirs')]);
      const wanted = [{ ...env({ host: 'ours' }), adopt: id }];
      const change = await changeOf(wanted);
      expect(change.action).toBe('adopt');
      expect(JSON.stringify(change.lines)).toMatch(/theirs.*ours/);
      const saved = isSaved ? { saved: (await harness.plan(wanted, { saved: true })).plan } : {};
      await applied(harness.apply(wanted, saved));
      expect(await idOf('environment.e')).toBe(id);
      expect(await remoteValue('host')).toBe('ours');
      await inSync(wanted);
    },
  );
  it('an import block whose object another address manages is refused', async () => {
    await applied(harness.apply([env({ host: 'a' })]));
    const twin = { ...environment('f', 'E', { host: 'a' }), adopt: await idOf('environment.e') };
    await refused('E_PLAN_ADOPT_UNKNOWN', 'refused', () => harness.apply([env({ host: 'a' }), twin]));
  });
  it('one object under two addresses is refused', async () => {
    const adopt = await make('E', []);
    const two = ['e', 'f'].map((id) => ({ ...environment(id, 'E', {}), adopt }));
    await refused('E_PLAN_ADOPT_UNKNOWN', 'refused', () => harness.apply(two));
  });
  it('without a block: refused, with the ids; several are ambiguous', async () => {
    const first = await make('E', []);
    const exists = await refused('E_PLAN_EXISTS', 'refused', () => harness.apply([env({})]));
    expect(exists.refused?.refusals).toMatchObject([{ id: first }]);
    const second = await make('E', []);
    const ambiguous = await refused('E_PLAN_AMBIGUOUS', 'refused', () => harness.apply([env({})]));
    expect(ambiguous.refused?.refusals).toMatchObject([{ ids: expect.arrayContaining([first, second]) }]);
  });
  it('sixty of them and no state: one message, not sixty', async () => {
    const all = Array.from({ length: 60 }, (_, n) => environment(`e${n}`, `E ${n}`, {}));
    for (const { written } of all) await make(String(written['name']), []);
    const error = await refused('E_PLAN_STATE_MISSING', 'refused', () => harness.apply(all));
    expect(error.refused?.refusals[0]).toMatchObject({ found: 60, declared: 60 });
  });
  it('nobody’s objects are listed and left alone', async () => {
    const id = await make('Theirs', []);
    expect((await harness.plan([env({})])).plan.unmanaged).toEqual([{ kind: 'environment', name: 'Theirs', id }]);
    await applied(harness.apply([env({})]));
    await applied(harness.apply([], { destroy: true }));
    expect(await harness.fetchApi(`/environments/${id}`)).toMatchObject({ environment: { name: 'Theirs' } });
  });
});

describe('a rename in the files', () => {
  const renamed: Authored = { ...env({ host: 'a' }), address: 'environment.new' };
  it('is refused until somebody says what it is', async () => {
    await applied(harness.apply([env({ host: 'a' })]));
    await refused('E_PLAN_MOVED', 'refused', () => harness.apply([renamed]));
    await refused('E_PLAN_MOVED', 'refused', () => harness.apply([renamed], { targets: ['environment.new'] }));
    await applied(harness.apply([renamed], { notMoved: ['environment.new'] }));
    await inSync([renamed]);
  });
  it('answered by a move of the record: nothing to do, and refs follow', async () => {
    const wanted = (id: string): readonly Authored[] => [
      collection(id, 'C'),
      { ...monitor('m', 'M', id), written: { ...monitor('m', 'M', id).written } },
    ];
    await applied(harness.apply(wanted('c')));
    await refused('E_PLAN_MOVED', 'refused', () => harness.apply(wanted('d')));
    const lease = await harness.store.lock({ operation: 'mv', initial: () => expect.fail('there is a state') });
    await lease.append(moveRecord(lease.state(), 'collection.c', 'collection.d'));
    await lease.release();
    await inSync(wanted('d'));
    expect((await harness.store.load())!.resources['monitor.m']!.dependsOn).toEqual(['collection.d']);
  });
});

describe('a saved plan is stale', () => {
  const token: Json = { $deferred: 'secret', name: 'token' };
  const before = [env({ host: 'a', token })];
  const wanted = [env({ host: 'b', token })];
  let saved: Plan;
  beforeEach(async () => {
    await applied(harness.apply(before));
    saved = (await harness.plan(wanted, { saved: true })).plan;
  });
  const stale = (resources = wanted, plan = saved, ports = harness.ports()) =>
    refused('E_APPLY_STALE', 'stale', () => harness.apply(resources, { saved: plan, ports }));

  it('not at all: it applies, and only once', async () => {
    await applied(harness.apply(wanted, { saved }));
    await stale();
  });
  it('when the state moved', async () => {
    await applied(harness.apply([env({ host: 'c', token })]));
    expect((await stale()).message).toContain('environment.e');
  });
  it('when live moved', async () => {
    await setByHand('host', 'theirs');
    expect((await stale()).message).toContain('environment.e');
    expect(await remoteValue('host')).toBe('theirs');
  });
  it('when the object is gone', async () => {
    await byHand('environment.e', { delete: true });
    await stale();
  });
  it('when the files moved', async () => {
    await stale([env({ host: 'c', token })]);
  });
  it('when a lifecycle moved', async () => {
    await stale([env({ host: 'b', token }, { protect: true })]);
  });
  it('when a secret moved, and its value is in no message', async () => {
    const { message } = await stale(wanted, saved, harness.ports({ secrets: () => 'swordfish' }));
    expect(message).toContain('token');
    expect(message).not.toContain('swordfish');
  });
  it('when a secret is not here any more', async () => {
    await stale(wanted, saved, harness.ports({ secrets: () => undefined }));
  });
  it('when it belongs to another state', async () => {
    await stale(wanted, { ...saved, basis: { ...saved.basis, lineage: 'another' } });
  });
  it('when it is for another workspace or stack', async () => {
    await stale(wanted, { ...saved, basis: { ...saved.basis, workspace: 'another' } });
    await stale(wanted, { ...saved, basis: { ...saved.basis, stack: 'another' } });
  });
  it('when somebody made an object of the name that is to be created', async () => {
    const more = [...wanted, environment('f', 'F', {})];
    const { plan } = await harness.plan(more, { saved: true });
    await harness.control('edit', { kind: 'environment', create: { name: 'F', values: [] } });
    await stale(more, plan);
  });
  it('but not when something moved that it does not touch', async () => {
    await applied(harness.apply([...before, environment('f', 'F', {})]));
    const both = [...wanted, environment('f', 'F', {})];
    const { plan } = await harness.plan(both, { saved: true });
    await harness.control('edit', { kind: 'environment', id: await idOf('environment.f'), set: { '/name': 'G' } });
    await applied(harness.apply(both, { saved: plan }));
  });
});

describe('a saved plan that only takes note', () => {
  it.each([collection('c', 'C'), env({ host: 'a' }), mock('m', 'M', 'c')])(
    'of $address gone costs what it says',
    async (item) => {
      const all = item.address === 'mock.m' ? [collection('c', 'C'), item] : [item];
      await applied(harness.apply(all));
      await byHand(item.address, { delete: true });
      const wanted = all.filter((other) => other !== item);
      const { plan } = await harness.plan(wanted, { saved: true });
      const before = (await harness.calls()).count;
      await applied(harness.apply(wanted, { saved: plan }));
      expect((await harness.calls()).count - before).toBe(plan.price.expected.calls);
      expect((await harness.store.load())!.resources[item.address]).toBeUndefined();
    },
  );
  it('is stale where what was gone is back', async () => {
    await applied(harness.apply([env({ host: 'a' })]));
    const { plan } = await harness.plan([], { saved: true });
    const lease = await harness.store.lock({ operation: 'test', initial: () => expect.fail('there is a state') });
    const record = lease.state().resources['environment.e']!;
    await lease.release();
    expect(plan.preconditions[0]!.live).not.toBeNull();
    await byHand('environment.e', { delete: true });
    const gone = (await harness.plan([], { saved: true })).plan;
    expect(gone.preconditions).toMatchObject([{ address: 'environment.e', live: null }]);
    const again = await harness.store.lock({ operation: 'test', initial: () => expect.fail('there is a state') });
    await again.append({
      type: 'records',
      records: { 'environment.e': { ...record, current: { ...record.current!, differences: ['/name'] } } },
    });
    await again.release();
    await refused('E_APPLY_STALE', 'stale', () => harness.apply([], { saved: gone }));
  });
  it('resumes where it was cut short after taking note', async () => {
    const made = await harness.control('edit', { kind: 'environment', create: { name: 'E', values: [] } });
    const wanted = [{ ...env({ host: 'a' }), adopt: String((made as { id: string }).id) }];
    const { plan } = await harness.plan(wanted, { saved: true });
    const ports = harness.portsThrough((next) => (call, leaving) => {
      if (call.route.method === 'PUT') throw new Error('cut short');
      return next(call, leaving);
    });
    expect((await harness.apply(wanted, { saved: plan, ports })).end).not.toBe('done');
    await applied(harness.apply(wanted, { saved: plan }));
    await inSync(wanted);
  });
});

describe('a first plan, saved', () => {
  it('applied twice is stale the second time, and makes no twins', async () => {
    const { plan } = await harness.plan([env({ host: 'a' })], { saved: true });
    await applied(harness.apply([env({ host: 'a' })], { saved: plan }));
    await refused('E_APPLY_STALE', 'stale', () => harness.apply([env({ host: 'a' })], { saved: plan }));
    const { objects } = (await harness.control('objects/environment', undefined, 'GET')) as { objects: Json[] };
    expect(objects).toHaveLength(1);
  });
});

describe('unexplained differences', () => {
  const odd = env({ host: { value: 'a', type: 'odd' } });
  it('what the server makes of a leaf without a rule is shown until it is accepted', async () => {
    await harness.control('switches', { environmentUnknownTypes: 'default' });
    const { differences } = await applied(harness.apply([odd]));
    expect(differences).toEqual([{ address: 'environment.e', pointers: ['/values/host'] }]);
    for (let times = 0; times < 2; times++)
      expect(await changeOf([odd])).toMatchObject({ action: 'noop', reason: 'in-sync', differences: ['/values/host'] });
    await applied(harness.apply([odd]));
    expect((await changeOf([odd])).differences).toEqual(['/values/host']);
    const lease = await harness.store.lock({ operation: 'accept', initial: () => expect.fail('there is a state') });
    await lease.append(acceptDifferences(lease.state(), 'environment.e'));
    await lease.release();
    await inSync([odd]);
  });
  it('an edit between write and read-back is an unexplained difference, not a blessing', async () => {
    await harness.apply([env({ host: 'a' })]);
    const ports = harness.portsThrough((next) => async (call, leaving) => {
      const reply = await next(call, leaving);
      if (call.route.method === 'PUT') await setByHand('host', 'theirs');
      return reply;
    });
    const result = await applied(harness.apply([env({ host: 'b' })], { ports }));
    expect(result.differences).toEqual([{ address: 'environment.e', pointers: ['/values/host'] }]);
    expect((await changeOf([env({ host: 'b' })])).differences).toEqual(['/values/host']);
    await applied(harness.apply([env({ host: 'c' })]));
    await inSync([env({ host: 'c' })]);
  });
  it('settle: lazy settles at the next refresh, and finds them there', async () => {
    await harness.control('switches', { environmentUnknownTypes: 'default' });
    const { writes } = await writesDuring(() => applied(harness.apply([odd], { settle: 'lazy' })));
    expect(writes).toBe(1);
    expect((await harness.store.load())!.resources['environment.e']!.current!.baseline.unsettled).toBe(true);
    expect(await changeOf([odd])).toMatchObject({ action: 'noop', differences: ['/values/host'] });
    await applied(harness.apply([odd]));
    expect((await harness.store.load())!.resources['environment.e']!.current).toMatchObject({
      differences: ['/values/host'],
    });
    expect((await harness.store.load())!.resources['environment.e']!.current!.baseline).not.toHaveProperty('unsettled');
  });
});

describe('keys that people share', () => {
  const shared = { otherKeys: 'keep' };
  it('stay through our updates; what we sent once and took out goes', async () => {
    await applied(harness.apply([env({ host: 'a', once: 'x' }, {}, shared)]));
    await setByHand('theirs', 'z');
    await inSync([env({ host: 'a', once: 'x' }, {}, shared)]);
    await applied(harness.apply([env({ host: 'b' }, {}, shared)]));
    expect((await remoteValues()).map((value) => value['key']).sort()).toEqual(['host', 'theirs']);
    await inSync([env({ host: 'b' }, {}, shared)]);
  });
  it('without sharing they are drift, and go', async () => {
    await applied(harness.apply([env({ host: 'a' })]));
    await setByHand('theirs', 'z');
    expect(await changeOf([env({ host: 'a' })])).toMatchObject({ reason: 'drifted' });
    await applied(harness.apply([env({ host: 'a' })]));
    expect((await remoteValues()).map((value) => value['key'])).toEqual(['host']);
  });
});

describe('a secret that is not set here', () => {
  const token: Json = { $deferred: 'secret', name: 'token' };
  const blind = (): Ports => harness.ports({ secrets: () => undefined });
  const planBlind = async (resources: readonly Authored[]) =>
    (await runPlan(blind(), harness.desired(resources), DEFAULT_PLAN_OPTIONS)).plan;

  it('counts as unchanged, and the plan says so', async () => {
    await applied(harness.apply([env({ host: 'a', token })]));
    const plan = await planBlind([env({ host: 'a', token })]);
    expect(plan.steps).toEqual([]);
    expect(plan.missingSecrets).toEqual(['token']);
  });
  it('apply refuses to write an object that needs it, before anything is written', async () => {
    await applied(harness.apply([env({ host: 'a', token })]));
    const wanted = [env({ host: 'b', token }), environment('f', 'F', {})];
    const plan = await planBlind(wanted);
    expect(plan.changes[0]!.notes).toContainEqual({ note: 'secret-missing', name: 'token', isNew: false });
    await refused('E_APPLY_VALUE', 'error', () => harness.apply(wanted, { ports: blind() }));
    await applied(harness.apply(wanted));
    expect([await remoteValue('host'), await remoteValue('token')]).toEqual(['b', 'open sesame']);
  });
  it('changed by hand under it: shown, and not taken for agreed by an apply of something else', async () => {
    await applied(harness.apply([env({ host: 'a', token })]));
    await setByHand('token', 'theirs');
    const wanted = [env({ host: 'a', token }), environment('f', 'F', {})];
    await applied(harness.apply(wanted, { ports: blind() }));
    const { plan } = await harness.plan(wanted);
    expect(plan.changes[0]).toMatchObject({ action: 'update', reason: 'drifted' });
    await refused('E_APPLY_UNREVIEWED', 'refused', () => harness.apply(wanted, { reviewed: false }));
  });
  it('another value of it is an update that shows neither value', async () => {
    await applied(harness.apply([env({ token })]));
    const { plan } = await runPlan(
      harness.ports({ secrets: () => 'swordfish' }),
      harness.desired([env({ token })]),
      DEFAULT_PLAN_OPTIONS,
    );
    expect(plan.changes[0]).toMatchObject({ action: 'update', reason: 'declared' });
    expect(plan.changes[0]!.lines).not.toEqual([]);
    expect(JSON.stringify(plan)).not.toMatch(/swordfish|open sesame/);
  });
});

describe('an approval that took long', () => {
  /** A clock that is `late` by as much as somebody thought about it. */
  const pondering = (minutes: number, meanwhile: () => Promise<void> = async () => undefined) => {
    let late = 0;
    const clock: Clock = { ...realClock, nowMs: () => realClock.nowMs() + late };
    return runApply(harness.ports({ clock }), {
      desired: harness.desired([env({ host: 'b' })]),
      options: DEFAULT_PLAN_OPTIONS,
      approve: async () => {
        await meanwhile();
        late = minutes * 60_000;
        return { approved: true, reviewed: true };
      },
    });
  };
  const readsSince = async (before: number) =>
    (await harness.calls()).calls.filter((call) => call.n > before && call.operation === 'getEnvironment').length;
  beforeEach(async () => {
    await applied(harness.apply([env({ host: 'a' })]));
  });

  it('under five minutes: the read is still good', async () => {
    const before = (await harness.calls()).count;
    await applied(pondering(4.9));
    expect(await readsSince(before)).toBe(2);
  });
  it('over five minutes: read again, then written', async () => {
    const before = (await harness.calls()).count;
    await applied(pondering(5.1));
    expect(await readsSince(before)).toBe(3);
    await inSync([env({ host: 'b' })]);
  });
  it('over five minutes, and somebody changed it meanwhile: exit 5, nothing written', async () => {
    await refused('E_APPLY_STALE', 'stale', () => pondering(6, () => setByHand('host', 'theirs')));
    expect(await remoteValue('host')).toBe('theirs');
  });
  it('not at all: declined, nothing written', async () => {
    const { result, writes } = await writesDuring(() =>
      runApply(harness.ports(), {
        desired: harness.desired([env({ host: 'b' })]),
        options: DEFAULT_PLAN_OPTIONS,
        approve: async () => ({ approved: false, reviewed: false }),
      }),
    );
    expect(result).toMatchObject({ declined: true, end: 'error' });
    expect(writes).toBe(0);
  });
});

describe('what an environment says of itself', () => {
  it('comes with an update after its create', async () => {
    const wanted = [env({ me: refTo('environment.e', 'uid') })];
    await applied(harness.apply(wanted));
    expect(await remoteValue('me')).toContain(await idOf('environment.e'));
    await inSync(wanted);
  });
});

describe('what goes wrong half way', () => {
  it('a server that nobody reaches any more stops the run at the first refused connection', async () => {
    const ports = harness.portsThrough((next) => async (call, leaving) => {
      if (call.route.method === 'POST') await harness.emulator.close();
      return next(call, leaving);
    });
    const wanted = ['a', 'b', 'c'].map((id) => environment(id, id, {}));
    const result = await harness.apply(wanted, { ports: { ...ports, parallelism: 1 } });
    expect(result.outcomes.map((outcome) => outcome.status)).toEqual(['failed', 'not-started', 'not-started']);
    expect((await harness.store.load())?.intents).toEqual([]);
  });
  it('a plan file that was edited is no plan file', async () => {
    const { plan } = await harness.plan([env({ host: 'a' })], { saved: true });
    const text = encodePlan(plan);
    expect(decodePlan(text)).toEqual(plan);
    const edited = text.replace('"op":"create"', '"op":"delete"');
    expect(edited).not.toBe(text);
    expect(() => decodePlan(edited)).toThrow(expect.objectContaining({ code: 'E_PLAN_FILE' }));
  });
  it('what is kept of a deleted object is a body that the API takes', async () => {
    await applied(harness.apply([collection('c', 'C', ['List']), env({ host: 'a' })]));
    await applied(harness.apply([], { destroy: true }));
    const kept = readdirSync(join(harness.dir, 'overwritten')).map((name) =>
      readFileSync(join(harness.dir, 'overwritten', name), 'utf8'),
    );
    expect(kept.join()).not.toContain('$deferred');
    for (const needed of ['"info"', '"item"', '"values"']) expect(kept.join()).toContain(needed);
  });
});
