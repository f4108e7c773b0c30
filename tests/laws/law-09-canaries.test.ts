// Law 9: canaries. Secrets of every shape go through a whole life; afterwards no byte of any output or file holds one.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ApplyResult,
  DEFAULT_PLAN_OPTIONS,
  driftOf,
  encodePlan,
  type Json,
  kindNameOf,
  type PlanOptions,
  recordOf,
  runPlan,
} from '@postform/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventRecord } from '../../packages/cli/src/json/event-records.ts';
import { planRecords } from '../../packages/cli/src/json/plan-records.ts';
import { canaries, formsOf } from '../harness/canaries.ts';
import { type Authored, type Harness, makeHarness, refTo } from '../harness/harness.ts';
import { collectionSource } from '../harness/team.ts';

const renewed = { ...canaries, token: 'second-canary-51d2', pin: 'c4n4ry-8' };
const secret = (name: keyof typeof canaries): Json => ({ $deferred: 'secret', name });

const forms = Object.values({ ...canaries, second: renewed.token, third: renewed.pin }).flatMap(formsOf);
const found = (text: string): readonly string[] => forms.filter((form) => text.includes(form));

let harness: Harness;
let outputs: { readonly where: string; readonly text: string }[];
beforeEach(async () => {
  harness = await makeHarness({ secrets: canaries });
  outputs = [];
});
afterEach(async () => harness.close());

function say(where: string, value: unknown): void {
  outputs.push({ where, text: typeof value === 'string' ? value : JSON.stringify(value) });
}

function sayError(where: string, error: unknown): void {
  const seen = new Set<unknown>();
  for (let cause = error; cause instanceof Error && !seen.has(cause); cause = cause.cause) {
    seen.add(cause);
    say(where, `${cause.message} ${cause.stack} ${JSON.stringify(cause)}`);
  }
}

async function plan(where: string, resources: readonly Authored[], options: Partial<PlanOptions> = {}) {
  const run = await runPlan(harness.ports(), harness.desired(resources), { ...DEFAULT_PLAN_OPTIONS, ...options });
  say(`${where}: plan file`, encodePlan(run.plan));
  say(`${where}: plan records`, planRecords(run.plan, driftOf(run.plan)));
  say(`${where}: plan`, { ...run, state: undefined });
  return run.plan;
}

async function apply(where: string, resources: readonly Authored[], more: Parameters<Harness['apply']>[1] = {}) {
  const result = await harness.apply(resources, more).catch((error: unknown) => {
    sayError(`${where}: refusal`, error);
    return undefined;
  });
  if (result !== undefined) sayResult(where, result);
  return result;
}

function sayResult(where: string, result: ApplyResult): void {
  say(`${where}: result`, { ...result, after: undefined });
  say(`${where}: state`, result.after);
  for (const outcome of result.outcomes) sayError(`${where}: ${outcome.step}`, outcome.error);
}

/** Every byte that was shown or written anywhere. */
function expectSilence(): void {
  harness.events.forEach((event, index) => {
    say(`event ${index}`, event);
    say(`record ${index}`, eventRecord(event) ?? '');
    if (event.type === 'step-failed') sayError(`event ${index}`, event.error);
  });
  const files = readdirSync(harness.dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(1);
  for (const entry of files) {
    const path = join(entry.parentPath, entry.name);
    say(path, readFileSync(path, 'latin1'));
    say(path, readFileSync(path, 'utf8'));
  }
  const leaks = outputs.flatMap(({ where, text }) => found(text).map((form) => `${where}: ${form}`));
  expect([...new Set(leaks)]).toEqual([]);
}

const everywhere = (more: Readonly<Record<string, Json>> = {}): readonly Authored[] => [
  {
    address: 'collection.c',
    written: {
      source: 'c.json',
      variables: { token: secret('token'), plain: { value: secret('password'), type: 'string' } },
      auth: { type: 'bearer', bearer: { token: secret('pin') } },
    },
    sources: { 'c.json': collectionSource('C', ['List', 'Create']) },
  },
  {
    address: 'environment.e',
    written: {
      name: 'E',
      values: {
        token: secret('token'),
        password: { value: secret('password'), type: 'default', description: 'Not of type secret.' },
        pem: { value: secret('pem'), enabled: false },
        mockUrl: refTo('mock.m', 'mockUrl'),
        ...more,
      },
    },
  },
  {
    address: 'mock.m',
    written: {
      name: 'M',
      collection: refTo('collection.c'),
      environment: refTo('environment.e'),
      private: true,
    },
  },
];

/** The same resources without any secret in them. */
const bare = (): readonly Authored[] => [
  {
    address: 'collection.c',
    written: { source: 'c.json', auth: { type: 'noauth' } },
    sources: { 'c.json': collectionSource('C', ['List', 'Create']) },
  },
  { address: 'environment.e', written: { name: 'E', values: { password: 'not a secret any more' } } },
];

const idOf = async (address: string): Promise<string> => recordOf((await harness.store.load())!, address).current!.id;
const edit = async (address: string, set: Readonly<Record<string, Json>>): Promise<void> => {
  await harness.control('edit', { kind: kindNameOf(address), id: await idOf(address), set });
};
const touchAll = async (): Promise<void> => {
  await edit('environment.e', { '/name': 'Renamed by hand', '/values/1/description': 'by hand' });
  await edit('environment.e', { '/values/1/enabled': false });
  await edit('collection.c', { '/info/description': 'by hand' });
};

describe('Law 9: no secret’s value occurs in any output or file', () => {
  it('these canaries do sing: each form is found where it stands', async () => {
    await apply('create', everywhere());
    const shown = await harness.fetchApi(`/environments/${await idOf('environment.e')}`);
    const objects = await harness.control('objects/collection', undefined, 'GET');
    expect(found(JSON.stringify(shown)).length).toBeGreaterThan(3);
    expect(found(JSON.stringify(objects))).toContain(canaries.pin);
    expect(found(Buffer.from(`x${canaries.password}`).toString('base64'))).not.toEqual([]);
  });

  it('first plan, create, and a plan with nothing to do', async () => {
    const saved = await plan('first', everywhere(), { saved: true });
    expect((await apply('create', everywhere(), { saved }))?.end).toBe('done');
    expect((await plan('again', everywhere())).steps).toEqual([]);
    expectSilence();
  });

  it('an update beside the secrets, as a file and in one run', async () => {
    await apply('create', everywhere());
    const saved = await plan('update', everywhere({ more: '1' }), { saved: true });
    expect((await apply('update', everywhere({ more: '1' }), { saved }))?.end).toBe('done');
    expect((await apply('update', everywhere({ more: '2' })))?.end).toBe('done');
    expectSilence();
  });

  it('secrets that have another value now', async () => {
    await apply('create', everywhere());
    await harness.close();
    harness = await makeHarness({ secrets: canaries });
    await apply('create', everywhere());
    const ports = harness.ports({ secrets: (name) => (renewed as Readonly<Record<string, string>>)[name] });
    const run = await runPlan(ports, harness.desired(everywhere()), DEFAULT_PLAN_OPTIONS);
    expect(run.plan.steps.length).toBe(2);
    say('renewed', { ...run, state: undefined });
    expect((await apply('renewed', everywhere(), { ports }))?.end).toBe('done');
    expectSilence();
  });

  it('drift in the objects that hold them, undone, and the copies that are kept', async () => {
    await apply('create', everywhere());
    await touchAll();
    const drifted = await plan('drift', everywhere(), { saved: true });
    expect(driftOf(drifted).map((change) => change.address)).toEqual(['collection.c', 'environment.e']);
    expect((await apply('undo', everywhere(), { saved: drifted }))?.end).toBe('done');
    expect(harness.events.filter((event) => event.type === 'kept')).toHaveLength(2);
    expectSilence();
  });

  it('the secrets themselves changed by hand', async () => {
    await apply('create', everywhere());
    await edit('environment.e', { '/values/0/value': renewed.token, '/values/1/type': 'secret' });
    await plan('drift', everywhere());
    expect((await apply('undo', everywhere()))?.end).toBe('done');
    expectSilence();
  });

  it('secrets that have left the files: what is taken away is not shown', async () => {
    await apply('create', everywhere());
    await plan('bare', bare(), { allowDelete: 9 });
    expect((await apply('bare', bare(), { allowDelete: 9 }))?.end).toBe('done');
    expectSilence();
  });

  it('secrets that have left the files after somebody changed the object, so that a copy is kept', async () => {
    await apply('create', everywhere());
    await touchAll();
    expect((await apply('bare', bare(), { allowDelete: 9, overwriteRemote: true }))?.end).toBe('done');
    expectSilence();
  });

  it('deleting all of it, with copies', async () => {
    await apply('create', everywhere());
    await plan('destroy', everywhere(), { destroy: true });
    expect((await apply('destroy', everywhere(), { destroy: true }))?.end).toBe('done');
    expect(harness.events.filter((event) => event.type === 'kept').length).toBeGreaterThan(1);
    expectSilence();
  });

  it('deleting addresses that have left the files', async () => {
    await apply('create', everywhere());
    expect((await apply('gone', [], { allowDelete: 9 }))?.end).toBe('done');
    expectSilence();
  });

  it('refusals of the server, of the plan and of stale files', async () => {
    await harness.control('switches', { environmentUnknownTypes: 'refuse' });
    await apply('refused', everywhere({ odd: { value: secret('pin'), type: 'odd' } }));
    await harness.control('switches', { environmentUnknownTypes: 'echo' });
    await apply('create', everywhere());
    const saved = await plan('update', everywhere({ more: '1' }), { saved: true });
    await touchAll();
    await apply('stale', everywhere({ more: '1' }), { saved });
    await apply('other secret', everywhere({ more: '1' }), {
      saved,
      ports: harness.ports({ secrets: () => renewed.token }),
    });
    await apply('no secret', everywhere({ more: '1' }), { ports: harness.ports({ secrets: () => undefined }) });
    await apply('unreviewed', [], { reviewed: false });
    expectSilence();
  });

  it('a run that died with its intents open, and the one that resolves them', async () => {
    const ports = harness.portsThrough((next) => async (call, leaving) => {
      const reply = await next(call, leaving);
      if (call.route.method === 'POST') throw new Error('the process died');
      return reply;
    });
    await apply('killed', everywhere(), { ports });
    expect((await harness.store.load())!.intents.length).toBeGreaterThan(0);
    say('open intents', await harness.store.load());
    await apply('resolved', everywhere());
    expectSilence();
  });
});
