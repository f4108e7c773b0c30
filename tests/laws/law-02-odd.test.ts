// Law 2 for what the apps export beyond the published schema: valid, applied, in step, and in its order.
import { channel } from 'node:diagnostics_channel';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Loaded, loadProject, nodeSourceDisk } from '@postform/config';
import {
  DEFAULT_PLAN_OPTIONS,
  type Desired,
  getAt,
  isObject,
  type Json,
  type JsonObject,
  runApply,
  runImportAll,
  runPlan,
  setAt,
} from '@postform/engine';
import { kinds } from '@postform/kinds';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readable } from '../../packages/cli/src/new-project/import-readable.ts';
import { type Harness, makeHarness } from '../harness/harness.ts';

let harness: Harness;
const root = mkdtempSync(join(tmpdir(), 'postform-odd-'));
beforeAll(async () => {
  channel('postform.emulator.odd-content').publish({});
  harness = await makeHarness();
});
afterAll(async () => {
  await harness.close();
  rmSync(root, { recursive: true, force: true });
});

function load(files: Readonly<Record<string, string>>): Loaded & { readonly ok: true } {
  const dir = mkdtempSync(join(root, 'project-'));
  const project = `postform: 1\nworkspace: ${harness.emulator.workspace}\ndesired: [desired/*.yaml]\n`;
  for (const [path, text] of Object.entries({ 'postform.yaml': project, ...files })) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  const loaded = loadProject({ dir, env: {}, disk: nodeSourceDisk, kinds, vars: {} });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics));
  return loaded;
}

async function expectInStep(desired: Desired): Promise<void> {
  const { plan } = await runPlan(harness.ports(), desired, DEFAULT_PLAN_OPTIONS);
  expect(plan.changes.filter(({ action, notes }) => action !== 'noop' || notes.length > 0)).toEqual([]);
}

async function apply(desired: Desired): Promise<void> {
  const options = { ...DEFAULT_PLAN_OPTIONS, allowDelete: 100 };
  await runApply(harness.ports(), { desired, options, approve: async () => ({ approved: true, reviewed: true }) });
}

const BASE: JsonObject = {
  info: { name: 'Odd', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  item: [
    {
      name: 'Folder',
      item: [
        {
          name: 'Request',
          event: [{ listen: 'test', script: { type: 'text/javascript', exec: ['a();', 'b();'] } }],
          request: {
            method: 'POST',
            header: [{ key: 'A', value: 'b', description: 'd' }],
            auth: { type: 'basic', basic: [{ key: 'username', value: '{{u}}', type: 'string' }] },
            body: { mode: 'formdata', formdata: [{ key: 'f', value: 'v', type: 'text' }] },
            url: {
              raw: 'https://x.org/a?q=1',
              protocol: 'https',
              host: ['x', 'org'],
              path: ['a'],
              query: [{ key: 'q', value: '1' }],
            },
            description: 'text',
          },
          response: [
            { name: 'OK', code: 200, status: 'OK', header: [{ key: 'C', value: 'd' }], body: '{}', cookie: [] },
          ],
        },
      ],
    },
  ],
  event: [{ listen: 'prerequest', script: { type: 'text/javascript', exec: ['c();'] } }],
  variable: [
    { key: '2', value: 'x', type: 'string' },
    { key: '1', value: 'y', type: 'default' },
  ],
  auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{t}}', type: 'string' }] },
};

/** Null at every place of the file where something may be left out. */
const NULLED: readonly string[] = pointersIn(BASE).filter(
  (pointer) => pointer !== '' && !/^\/(info|item)$|^\/info\/|\/(method|key|listen)$|\/auth\/type$/.test(pointer),
);

function pointersIn(tree: Json, at = ''): readonly string[] {
  const inner = Array.isArray(tree)
    ? tree.flatMap((entry: Json, index) => pointersIn(entry, `${at}/${index}`))
    : isObject(tree)
      ? Object.entries(tree).flatMap(([key, value]) => pointersIn(value, `${at}/${key}`))
      : [];
  return [at, ...inner];
}

describe('a collection with a null anywhere', () => {
  it('is valid, applied, in step, imported, and in step again', async () => {
    expect(NULLED.length).toBeGreaterThan(50);
    const files: Record<string, string> = {};
    const lines = NULLED.map((pointer, index) => {
      const odd = setAt(setAt(BASE, pointer, null), '/info/name', `Odd ${index}`);
      expect(getAt(odd, pointer)).toBe(null);
      files[`c/${index}.json`] = JSON.stringify(odd);
      return `  odd-${index}: { source: ../c/${index}.json }`;
    });
    const { desired } = load({ 'desired/c.yaml': `collections:\n${lines.join('\n')}\n`, ...files });
    await apply(desired);
    await expectInStep(desired);
    const { workspace } = harness.emulator;
    const imported = await runImportAll({ ...harness.ports(), store: emptyStore() }, { stack: 'harness', workspace });
    const { taken, desired: again } = readable(imported, workspace, {});
    expect(taken.leftOut).toEqual([]);
    const specs = (from: Desired) => new Map(from.resources.map(({ spec }) => [String(spec['name']), spec]));
    const [before, after] = [specs(desired), specs(again)];
    for (const [name, spec] of before) {
      const leaves = (one: JsonObject) =>
        Object.fromEntries(kinds[0]!.leaves(normal(one)).map(({ pointer, value }) => [pointer, value]));
      expect(leaves(after.get(name)!), name).toEqual(leaves(spec));
    }
    await apply({ ...desired, resources: [] });
  });
});

function normal(spec: JsonObject): JsonObject {
  return kinds[0]!.rules.reduce((tree, rule) => rule.apply(tree), spec);
}

/** A stack that manages nothing yet. */
function emptyStore(): Harness['store'] {
  return { ...harness.store, load: async () => undefined };
}

describe('the order that people gave', () => {
  const keys = async (): Promise<readonly Json[]> => {
    const { environments } = (await harness.fetchApi(`/environments?workspace=${harness.emulator.workspace}`)) as {
      environments: readonly { id: string }[];
    };
    const { environment } = (await harness.fetchApi(`/environments/${environments[0]!.id}`)) as {
      environment: { values: readonly { key: string }[] };
    };
    return environment.values.map(({ key }) => key);
  };
  const yaml = (map: string) => ({ 'desired/e.yaml': `environments:\n  e:\n    name: E\n    values: ${map}\n` });

  it('of a YAML map is sent, whole numbers and merged keys included, and an insertion stands where it was made', async () => {
    const { desired } = load(yaml('{ "2": a, b: x, "1": c, 10: d }'));
    await apply(desired);
    expect(await keys()).toEqual(['2', 'b', '1', '10']);
    await expectInStep(desired);
    await expectInStep(load(yaml('{ b: x, "1": c, 10: d, "2": a }')).desired);
    const inserted = load(yaml('{ "2": a, new: y, b: x, 0: z, "1": c, 10: d }')).desired;
    await apply(inserted);
    expect(await keys()).toEqual(['2', 'new', 'b', '0', '1', '10']);
    await expectInStep(inserted);
    await apply({ ...desired, resources: [] });
  });

  it('of the variables that a desired file adds to a collection is sent', async () => {
    const source = { ...BASE, variable: [{ key: '3', value: 'x' }], item: [] };
    const { desired } = load({
      'c.json': JSON.stringify(source),
      'desired/c.yaml': 'collections:\n  c: { source: ../c.json, variables: { "2": a, "1": b, "3": c } }\n',
    });
    await apply(desired);
    const { collections } = (await harness.fetchApi(`/collections?workspace=${harness.emulator.workspace}`)) as {
      collections: readonly { uid: string }[];
    };
    const { collection } = (await harness.fetchApi(`/collections/${collections[0]!.uid}`)) as {
      collection: { variable: readonly { key: string }[] };
    };
    expect(collection.variable.map(({ key }) => key)).toEqual(['3', '2', '1']);
    await expectInStep(desired);
  });
});
