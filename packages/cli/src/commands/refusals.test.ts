// Refusals: everything the engine will not do, provoked for real, with its code, its category and nothing written.

import {
  type AppError,
  DEFAULT_PLAN_OPTIONS,
  type Entry,
  type ErrorCategory,
  firstState,
  kindNameOf,
  type PlanOptions,
  recordOf,
  runAdopt,
  runImportAll,
  runPlan,
} from '@postform/engine';
import { kinds } from '@postform/kinds';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Authored, type Harness, makeHarness, refTo } from '../../../../tests/harness/harness.ts';
import { collection, environment, mock, monitor } from '../../../../tests/harness/team.ts';
import { wordedError } from '../render/refusals.ts';
import { random } from '../session/wire.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await makeHarness();
});
afterEach(async () => harness.close());

const one = environment('orders', 'Orders', { host: 'a' });

/** A refusal before anything is written; what the plan says and what apply throws is the same. */
async function refused(code: string, category: ErrorCategory, work: () => Promise<unknown>): Promise<AppError> {
  const writes = async () => (await harness.calls()).calls.filter((call) => call.method !== 'GET').length;
  const before = await writes();
  const error = await work().then(
    () => undefined,
    (thrown: AppError) => thrown,
  );
  expect(error).toMatchObject({ code, category });
  expect(error?.hint).not.toBe('');
  expect(await writes()).toBe(before);
  return error!;
}

const apply = (
  resources: readonly Authored[],
  options: Omit<Partial<PlanOptions>, 'saved'> & { reviewed?: boolean } = {},
) => harness.apply(resources, options);

async function byHand(address: string, set: Readonly<Record<string, string>>): Promise<void> {
  const { id } = recordOf((await harness.store.load())!, address).current!;
  await harness.control('edit', { kind: kindNameOf(address), id, set });
}

async function make(name: string): Promise<string> {
  const made = await harness.control('edit', { kind: 'environment', create: { name, values: [] } });
  return String((made as { id: string }).id);
}

async function append(entry: Entry): Promise<void> {
  const lease = await harness.store.lock({
    operation: 'test',
    initial: () => firstState({ random }, harness.desired([])),
  });
  await lease.append(entry).finally(() => lease.release());
}

it('E_READ_WORKSPACE: the workspace does not exist', async () => {
  await refused('E_READ_WORKSPACE', 'error', async () => {
    return runPlan(harness.ports(), { ...harness.desired([one]), workspace: 'nowhere' }, DEFAULT_PLAN_OPTIONS);
  });
});

it('E_PLAN_OTHER_WORKSPACE: the state belongs to another one', async () => {
  await apply([one]);
  await refused('E_PLAN_OTHER_WORKSPACE', 'refused', async () => {
    return runPlan(harness.ports(), { ...harness.desired([one]), workspace: 'another' }, DEFAULT_PLAN_OPTIONS);
  });
});

it('E_PLAN_EXISTS and E_PLAN_AMBIGUOUS: objects of that name are there already', async () => {
  const first = await make('Orders');
  expect(wordedError(await refused('E_PLAN_EXISTS', 'refused', () => apply([one]))).message).toContain(first);
  const second = await make('Orders');
  const { message } = wordedError(await refused('E_PLAN_AMBIGUOUS', 'refused', () => apply([one])));
  expect(message).toContain(first);
  expect(message).toContain(second);
});

it('E_PLAN_STATE_MISSING: an empty state, and sixty declared names in the workspace', async () => {
  const many = Array.from({ length: 60 }, (_, at) => environment(`e${at}`, `Environment ${at}`, {}));
  for (let at = 0; at < 60; at += 1) await make(`Environment ${at}`);
  const { message } = wordedError(await refused('E_PLAN_STATE_MISSING', 'refused', () => apply(many)));
  expect(message).toContain('60 of 60');
  expect(message).toContain('The state file may be missing');
});

it('E_PLAN_ADOPT_UNKNOWN: the object to adopt is not there', async () => {
  await refused('E_PLAN_ADOPT_UNKNOWN', 'refused', () => apply([{ ...one, adopt: 'nothing' }]));
});

it('E_PLAN_CONFLICT: the files and somebody changed the same leaf', async () => {
  await apply([one]);
  await byHand('environment.orders', { '/values/0/value': 'theirs' });
  const ours = environment('orders', 'Orders', { host: 'ours' });
  await refused('E_PLAN_CONFLICT', 'refused', () => apply([ours]));
  expect(await apply([ours], { overwriteRemote: true })).toMatchObject({ end: 'done' });
});

it('E_PLAN_DRIFT_STOP: a change by hand where the lifecycle says stop', async () => {
  const strict: Authored = { ...one, lifecycle: { drift: [{ at: '/values/*', policy: 'stop' }] } };
  await apply([strict]);
  await byHand('environment.orders', { '/values/0/value': 'theirs' });
  await refused('E_PLAN_DRIFT_STOP', 'refused', () => apply([strict]));
});

it('E_PLAN_PROTECTED: protection outlives its block', async () => {
  await apply([{ ...one, lifecycle: { protect: true } }]);
  await refused('E_PLAN_PROTECTED', 'refused', () => apply([]));
});

it('E_PLAN_MOVED: a create and a delete that may be a rename', async () => {
  await apply([one]);
  const renamed = environment('shop', 'Orders', { host: 'a' });
  const { hint } = wordedError(await refused('E_PLAN_MOVED', 'refused', () => apply([renamed])));
  expect(hint).toContain('postform state mv environment.orders environment.shop');
  expect(await apply([renamed], { notMoved: ['environment.shop'] })).toMatchObject({ end: 'done' });
});

it('E_PLAN_GUARD: more deletes than the guard allows, and one flag past it', async () => {
  await apply([one]);
  await refused('E_PLAN_GUARD', 'refused', () => apply([], { guard: { delete: { count: 0 } } }));
  expect(await apply([], { guard: { delete: { count: 0 } }, allowDelete: 1 })).toMatchObject({ end: 'done' });
});

it('E_PLAN_TARGET: a target that is nowhere', async () => {
  await refused('E_PLAN_TARGET', 'usage', () => apply([one], { targets: ['environment.nope'] }));
  await refused('E_PLAN_TARGET', 'usage', () => apply([one], { replace: ['environment.constructor'] }));
  const two = environment('other', 'Other', {});
  const apart = { targets: ['environment.orders'], replace: ['environment.other'] };
  await refused('E_PLAN_TARGET', 'usage', () => apply([one, two], apart));
});

it('E_PLAN_CYCLE: refs that need each other, where nothing may come later', async () => {
  const first: Authored = { ...monitor('a', 'A', 'x'), address: 'monitor.a' };
  const cycle = [
    { ...first, written: { ...first.written, collection: refTo('monitor.b', 'id') } },
    { ...monitor('b', 'B', 'x'), written: { ...first.written, name: 'B', collection: refTo('monitor.a', 'id') } },
  ];
  await refused('E_PLAN_CYCLE', 'error', () => apply(cycle));
});

it('E_APPLY_UNREVIEWED: deletes, and writes over what people did, that nobody has seen', async () => {
  await apply([one]);
  await refused('E_APPLY_UNREVIEWED', 'refused', () => apply([], { reviewed: false }));
  await byHand('environment.orders', { '/values/0/value': 'theirs' });
  await refused('E_APPLY_UNREVIEWED', 'refused', () => apply([one], { reviewed: false }));
  expect(await apply([], { reviewed: false, allowDelete: 1 })).toMatchObject({ end: 'done' });
});

it('E_APPLY_VALUE: a secret that is not set here is missed before the first write', async () => {
  const secret = environment('orders', 'Orders', { token: { $deferred: 'secret', name: 'unset' } });
  await refused('E_APPLY_VALUE', 'error', () => apply([secret]));
  expect((await harness.calls()).calls.filter((call) => call.method !== 'GET')).toEqual([]);
});

it('E_APPLY_TOO_LARGE: what cannot be written fails its step, and no call is spent on it', async () => {
  const small = harness.ports({ kinds: kinds.map((kind) => ({ ...kind, maxBodyBytes: 10 })) });
  const second = await harness.apply([one], { ports: small });
  expect(second.outcomes[0]).toMatchObject({ status: 'failed', error: { code: 'E_APPLY_TOO_LARGE' } });
  expect(second.end).toBe('error');
  expect((await harness.calls()).calls.filter((call) => call.method !== 'GET')).toEqual([]);
});

it('E_RESOLVE_AMBIGUOUS: an interrupted create, and two objects that could be it', async () => {
  const about = { address: 'environment.orders', step: 'environment.orders:create', op: 'create' } as const;
  const intent = { ...about, name: 'Orders', sending: 'x', seenBefore: [] };
  await append({ type: 'intent-opened', intent: { ...intent, at: Date.now() } });
  const made = [await make('Orders'), await make('Orders')];
  const { message } = await refused('E_RESOLVE_AMBIGUOUS', 'refused', () => apply([one]));
  for (const id of made) expect(message).toContain(id);
});

it('E_IMPORT_TAKEN, E_IMPORT_UNDECLARED and E_IMPORT_STATE: imports that would lose something', async () => {
  const id = await make('Other');
  const into = (address: string) => () =>
    runAdopt(harness.ports(), { desired: harness.desired([one]), address, object: id });
  await refused('E_IMPORT_UNDECLARED', 'error', into('environment.nope'));
  await apply([one]);
  await refused('E_IMPORT_TAKEN', 'error', into('environment.orders'));
  const target = { stack: 'harness', workspace: harness.emulator.workspace };
  await refused('E_IMPORT_STATE', 'error', () => runImportAll(harness.ports(), target));
});

it('a deleted collection takes its mock out of service: it is replaced, and its URL is a new one', async () => {
  const both = [collection('orders', 'Orders'), mock('orders', 'Orders mock', 'orders')];
  await apply(both);
  const before = recordOf((await harness.store.load())!, 'mock.orders').current!.attributes['mockUrl'];
  const { id } = recordOf((await harness.store.load())!, 'collection.orders').current!;
  await harness.control('edit', { kind: 'collection', id, delete: true });
  const { plan } = await harness.plan(both);
  expect(plan.changes.map(({ address, reason }) => [address, reason])).toEqual([
    ['collection.orders', 'vanished'],
    ['mock.orders', 'deactivated'],
  ]);
  expect(await apply(both)).toMatchObject({ end: 'done' });
  expect(recordOf((await harness.store.load())!, 'mock.orders').current!.attributes['mockUrl']).not.toBe(before);
});
