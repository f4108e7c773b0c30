// Absence has two witnesses: where a read by id and the workspace's lists contradict each other, nothing is created, replaced or forgotten.

import type { Json, PlanOptions } from '@postform/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refusalText, wordedError } from '../../packages/cli/src/render/refusals.ts';
import { type Authored, type Harness, makeHarness } from '../harness/harness.ts';
import { collection, environment, monitor, team } from '../harness/team.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await makeHarness({});
});
afterEach(async () => harness.close());

const NOT_FOUND = { error: { name: 'instanceNotFoundError', message: 'We could not find what you are looking for' } };
const FORBIDDEN = { error: { name: 'forbiddenError', message: 'You do not have permission' } };
const kinds = ['collection', 'environment', 'monitor', 'mock'] as const;

interface Answer {
  readonly operation: string;
  readonly status: number;
  readonly body: Json;
  readonly path?: string;
  /** The first so many calls of it; all without it. */
  readonly times?: number;
}

const answering = (...answers: readonly Answer[]) =>
  harness.control('faults', {
    faults: answers.map(({ operation, status, body, path, times }) => ({
      on: { operation, ...(path === undefined ? {} : { path }), ...(times === undefined ? {} : { times }) },
      do: { kind: 'status', status, body, when: 'before' },
    })),
  } as unknown as Json);

const reads: Readonly<Record<(typeof kinds)[number], string>> = {
  collection: 'getCollection',
  environment: 'getEnvironment',
  monitor: 'getMonitor',
  mock: 'getMock',
};

/** Reads of a kind say “not found”; mocks are read by their list, which then lacks them. */
const notFound = (kind: (typeof kinds)[number], times?: number) => {
  const often = times === undefined ? {} : { times };
  const list = { operation: 'getMocks', status: 200, body: { mocks: [] }, ...often };
  return answering(
    { operation: reads[kind], status: 404, body: NOT_FOUND, ...often },
    ...(kind === 'mock' ? [list] : []),
  );
};

async function names(): Promise<readonly string[]> {
  await harness.control('faults', { faults: [] });
  const found: string[] = [];
  for (const kind of kinds) {
    const { objects } = (await harness.control(`objects/${kind}`, undefined, 'GET')) as unknown as {
      objects: readonly { readonly data: { readonly name?: string; readonly info?: { readonly name: string } } }[];
    };
    found.push(...objects.map(({ data }) => `${kind} ${data.name ?? data.info?.name}`));
  }
  return found.sort();
}

/** The workspace as its index shows it, of each kind only what `keep` says; null: without the array. */
async function indexWith(keep: (kind: string) => readonly Json[] | null | undefined): Promise<Json> {
  const { workspace } = (await harness.fetchApi(
    `/workspaces/${harness.emulator.workspace}?include=mocks:deactivated`,
  )) as {
    workspace: Record<string, Json>;
  };
  const shown = Object.entries(workspace).flatMap(([key, value]): [string, Json][] => {
    const kept = Array.isArray(value) ? keep(key) : undefined;
    return kept === null ? [] : [[key, (kept as Json) ?? value]];
  });
  return { workspace: Object.fromEntries(shown) };
}

const apply = (wanted: readonly Authored[], options: Partial<Omit<PlanOptions, 'saved'>> = {}) =>
  harness.apply(wanted, { allowDelete: 9, allowChange: 9, ...options }).catch((error: unknown) => error as never);

describe('One read that says “not found” of an object that the workspace lists', () => {
  const rowsOf = (...modes: readonly ('full' | 'auto' | 'list')[]) =>
    kinds.flatMap((kind) => modes.map((mode) => ({ kind, mode })));

  it.each(rowsOf('auto'))('$kind, --refresh $mode, once: it is asked again', async ({ kind, mode }) => {
    await harness.apply(team);
    const before = await names();
    await notFound(kind, 1);
    const { end } = await apply(team, { refresh: mode });
    expect(end).toBe('done');
    expect(await names()).toEqual(before);
  });

  it.each(rowsOf('full', 'list'))(
    '$kind, --refresh $mode, always: it is blocked, and both are said',
    async ({ kind, mode }) => {
      await harness.apply(team);
      const before = await names();
      await notFound(kind);
      const replace = mode === 'list' ? team.map(({ address }) => address) : [];
      const error = await apply(team, { refresh: mode, replace });
      expect(error).toMatchObject({ code: 'E_READ_CONTRADICTION', category: 'refused' });
      expect(wordedError(error as unknown as Error).message).toMatch(
        /GET says .* does not exist; the workspace's list .*names? it/,
      );
      expect(await names()).toEqual(before);
    },
  );

  it.each(kinds)('%s, taken out of the files: it is not forgotten', async (kind) => {
    await harness.apply(team);
    await notFound(kind);
    expect(await apply(team.filter(({ address }) => !address.startsWith(kind)))).toMatchObject({
      code: 'E_READ_CONTRADICTION',
    });
    expect(Object.keys((await harness.store.load())!.resources)).toHaveLength(team.length);
  });

  it.each(kinds)('%s, met by the re-check of a saved plan: nothing is written', async (kind) => {
    await harness.apply(team);
    const before = await names();
    const { plan } = await harness.plan(team, {
      saved: true,
      replace: team.map(({ address }) => address).filter((address) => address.startsWith(kind)),
    });
    await notFound(kind);
    const error = await harness.apply(team, { saved: plan }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'E_READ_CONTRADICTION', category: 'refused' });
    expect(await names()).toEqual(before);
  });

  it('is no drift: the object counts as not verified', async () => {
    await harness.apply(team);
    await answering({ operation: 'getEnvironment', status: 404, body: NOT_FOUND });
    const { coverage, plan } = await harness.plan(team, { command: 'drift' });
    expect(coverage).toMatchObject({ verified: team.length - 2, total: team.length });
    expect(plan.changes.filter(({ reason }) => reason === 'disputed').map(({ address }) => address)).toEqual([
      'environment.billing',
      'environment.orders',
    ]);
  });

  it('is believed where the list agrees: the object is created again', async () => {
    await harness.apply(team);
    const { id } = (await harness.store.load())!.resources['environment.billing']!.current!;
    await fetch(`${harness.emulator.url}/environments/${id}`, {
      method: 'DELETE',
      headers: { 'x-api-key': harness.emulator.apiKey },
    });
    const { end, plan } = await apply(team);
    expect(end).toBe('done');
    expect(plan.changes.find(({ address }) => address === 'environment.billing')).toMatchObject({ reason: 'vanished' });
  });
});

describe('An object that this key may not read', () => {
  it.each(kinds.slice(0, 3))(
    '%s: its address is blocked with what the list says, the others are read',
    async (kind) => {
      await harness.apply(team);
      const before = await names();
      await answering({ operation: reads[kind], status: 403, body: FORBIDDEN, times: 1 });
      const { plan, coverage } = await harness.plan(team);
      const blocked = plan.changes.filter((change) => change.blocked !== undefined);
      expect(blocked.map((change) => change.blocked && refusalText(change.blocked).message)).toEqual([
        expect.stringMatching(/is forbidden \(403\); the workspace's list names it/),
      ]);
      expect(coverage.verified).toBe(team.length - 1);
      expect(await names()).toEqual(before);
    },
  );
});

describe('An index that has lost objects', () => {
  const more = [...team, environment('new', 'New', { a: '1' }), collection('new', 'New')];

  it.each([
    ['everything', () => [] as readonly Json[]],
    ['one kind', (key: string) => (key === 'environments' ? [] : undefined)],
  ])('%s: nothing new is created, for the lists do not show everything', async (_what, keep) => {
    await harness.apply(team);
    const before = await names();
    const lost = { environments: [] };
    const index = await indexWith(keep);
    await answering(
      { operation: 'getWorkspace', status: 200, body: index },
      { operation: 'getEnvironments', status: 200, body: lost },
    );
    const error = await apply(more);
    expect(error).toMatchObject({ code: 'E_READ_CONTRADICTION', category: 'refused' });
    expect(wordedError(error as unknown as Error).message).toContain('GET finds');
    expect(await names()).toEqual(before);
  });

  it.each(['full', 'none'] as const)(
    'once, --refresh %s: it is asked again, and the new one is made once',
    async (refresh) => {
      await harness.apply(team);
      const before = await names();
      await answering({ operation: 'getWorkspace', status: 200, body: await indexWith(() => []), times: 1 });
      expect(await apply(more, { refresh })).toMatchObject({ end: 'done' });
      expect(await names()).toEqual([...before, 'collection New', 'environment New'].sort());
    },
  );

  it('between a plan and its apply: nothing is created', async () => {
    await harness.apply(team);
    const before = await names();
    const { plan } = await harness.plan(more, { saved: true });
    await answering(
      { operation: 'getWorkspace', status: 200, body: await indexWith(() => []) },
      { operation: 'getEnvironments', status: 200, body: { environments: [] } },
    );
    const error = await harness.apply(more, { saved: plan }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'E_READ_CONTRADICTION', category: 'refused' });
    expect(await names()).toEqual(before);
  });

  it('does not matter where nothing is to be created', async () => {
    await harness.apply(team);
    await answering({ operation: 'getWorkspace', status: 200, body: await indexWith(() => []) });
    expect(await apply(team)).toMatchObject({ end: 'done' });
  });
});

describe('An index without the array of a kind', () => {
  const added = [...team, environment('new', 'Orders 2', { a: '1' })];
  const withoutArray = () => indexWith((key) => (key === 'environments' ? null : undefined));

  it('does not read as “none exist”: the list of the kind says which exist', async () => {
    await fetch(`${harness.emulator.url}/environments?workspace=${harness.emulator.workspace}`, {
      method: 'POST',
      headers: { 'x-api-key': harness.emulator.apiKey, 'content-type': 'application/json' },
      body: JSON.stringify({ environment: { name: 'Orders 2', values: [] } }),
    });
    await answering({ operation: 'getWorkspace', status: 200, body: await withoutArray() });
    const run = await harness.plan([environment('new', 'Orders 2', { a: '1' })]);
    expect(run.plan.changes.find(({ address }) => address === 'environment.new')).toMatchObject({
      blocked: { code: 'E_PLAN_EXISTS' },
    });
  });

  it('creates what its list does not name', async () => {
    await harness.apply(team);
    await answering({ operation: 'getWorkspace', status: 200, body: await withoutArray() });
    expect(await apply(added)).toMatchObject({ end: 'done' });
  });
});

describe('A delete that is answered “not found”', () => {
  const less = team.filter(({ address }) => address !== 'environment.billing');

  it('of an object that is still there fails, and it stays managed', async () => {
    await harness.apply(team);
    await answering({ operation: 'deleteEnvironment', status: 404, body: NOT_FOUND });
    const { outcomes, end } = await apply(less);
    expect(end).not.toBe('done');
    expect(outcomes.find(({ status }) => status === 'failed')?.error).toMatchObject({ code: 'E_READ_CONTRADICTION' });
    await harness.control('faults', { faults: [] });
    expect((await harness.store.load())!.resources['environment.billing']).toBeDefined();
    expect(await apply(less)).toMatchObject({ end: 'done' });
    expect(await names()).not.toContain('environment Billing');
  });

  it('of an object that is gone is done, once the list agrees', async () => {
    await harness.apply(team);
    await harness.control('faults', {
      faults: [{ on: { operation: 'deleteEnvironment', nth: 1 }, do: { kind: 'status', status: 500, when: 'after' } }],
    });
    await apply(less);
    expect(await apply(less)).toMatchObject({ end: 'done' });
    expect((await harness.store.load())!.resources['environment.billing']).toBeUndefined();
  });
});

describe('What an interrupted write left open', () => {
  it('is not taken for deleted on one “not found”', async () => {
    await harness.apply(team);
    const less = team.filter(({ address }) => address !== 'environment.billing');
    await harness.control('faults', {
      faults: [{ on: { operation: 'deleteEnvironment' }, do: { kind: 'reset', when: 'before' } }],
    });
    await apply(less);
    expect((await harness.store.load())!.intents).toHaveLength(1);
    await answering({ operation: 'getEnvironment', status: 404, body: NOT_FOUND });
    expect(await apply(less)).toMatchObject({ code: 'E_READ_CONTRADICTION', category: 'refused' });
    await harness.control('faults', { faults: [] });
    expect((await harness.store.load())!.resources['environment.billing']).toBeDefined();
    expect(await apply(less)).toMatchObject({ end: 'done' });
    expect(await names()).not.toContain('environment Billing');
  });

  it('is not created again where a list names what a read does not find, or the lists do not show everything', async () => {
    await harness.apply(team);
    const before = await names();
    const more = [...team, environment('new', 'New', { a: '1' })];
    await harness.control('faults', {
      faults: [{ on: { operation: 'createEnvironment' }, do: { kind: 'reset', when: 'after' } }],
    });
    await apply(more);
    expect((await harness.store.load())!.intents).toHaveLength(1);
    await answering({ operation: 'getEnvironment', status: 404, body: NOT_FOUND });
    expect(await apply(more)).toMatchObject({ code: 'E_READ_CONTRADICTION', category: 'refused' });
    await answering(
      { operation: 'getWorkspace', status: 200, body: await indexWith(() => []) },
      { operation: 'getEnvironments', status: 200, body: { environments: [] } },
    );
    expect(await apply(more)).toMatchObject({ code: 'E_READ_CONTRADICTION', category: 'refused' });
    await harness.control('faults', { faults: [] });
    expect(await apply(more)).toMatchObject({ end: 'done' });
    expect(await names()).toEqual([...before, 'environment New'].sort());
  });

  it.each(['one that was new', 'one of a replace'])(
    'is not taken for “never created” by a key that cannot see the workspace: %s',
    async (which) => {
      const monitorOn = (base: string) => monitor('new', 'New', base);
      const before = which === 'one that was new' ? team : [...team, monitorOn('orders')];
      await harness.apply(before);
      const more = [...team, monitorOn('billing')];
      await harness.control('faults', {
        faults: [{ on: { operation: 'createMonitor' }, do: { kind: 'reset', when: 'after' } }],
      });
      await apply(more);
      const left = await names();
      await answering(
        { operation: 'getWorkspace', status: 404, body: NOT_FOUND },
        { operation: 'getMonitors', status: 200, body: { monitors: [] } },
        { operation: 'getMonitor', status: 404, body: NOT_FOUND },
      );
      expect(await apply(more)).toMatchObject({ code: 'E_READ_WORKSPACE' });
      expect((await harness.store.load())!.intents).toHaveLength(1);
      expect(await names()).toEqual(left);
      expect(await apply(more)).toMatchObject({ end: 'done' });
      expect((await names()).filter((name) => name === 'monitor New')).toHaveLength(1);
    },
  );
});
