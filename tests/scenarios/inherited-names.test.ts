// Names that every JavaScript object inherits are data like any other, from the files to the workspace and back.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Loaded, loadProject, nodeSourceDisk } from '@postform/config';
import {
  DEFAULT_PLAN_OPTIONS,
  type Desired,
  type JsonObject,
  recordOf,
  runAdopt,
  runApply,
  runPlan,
} from '@postform/engine';
import { kinds } from '@postform/kinds';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Harness, makeHarness } from '../harness/harness.ts';

const NAMES = ['constructor', 'toString', 'hasOwnProperty', 'valueOf', '__proto__'];
/** Names of resources, variables, stacks and secrets begin with a letter. */
const PLAIN = NAMES.filter((name) => name !== '__proto__');

let harness: Harness;
beforeEach(async () => {
  harness = await makeHarness({ secrets: Object.fromEntries(PLAIN.map((name) => [name, `canary of ${name}`])) });
});
afterEach(async () => harness.close());

const entries = (value: string) => NAMES.map((key) => ({ key, value: `${value} ${key}` }));
/** Own keys with these names: a literal would set the prototype. */
const keyed = (value: string) => JSON.parse(`{${NAMES.map((key) => `"${key}":"${value}"`).join(',')}}`) as JsonObject;

function source(value: string): string {
  const call = { method: 'GET', url: { raw: 'https://x.test', query: entries(value) }, header: entries(value) };
  const requests = NAMES.map((name) => ({
    name,
    request: { ...call, body: { mode: 'urlencoded', urlencoded: entries(value) } },
    response: NAMES.map((example) => ({ name: example, body: value })),
    protocolProfileBehavior: keyed(value),
  }));
  const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
  const item = [...requests, ...NAMES.map((name) => ({ name: `${name}#2`, item: requests.slice(0, 1) }))];
  const text = JSON.stringify({ info: { name: 'C', schema }, variable: entries(value), item });
  return text.replaceAll('{"name":"valueOf"', `{"__proto__":{"a":"${value}"},"name":"valueOf"`);
}

/** The project as people write it; `value` stands in every place that may change. */
function load(value: string): Extract<Loaded, { ok: true }> {
  const write = (path: string, text: string) => {
    mkdirSync(join(harness.dir, 'p', path, '..'), { recursive: true });
    writeFileSync(join(harness.dir, 'p', path), text);
  };
  const list = (of: (name: string) => string) => PLAIN.map(of).join('\n');
  write(
    'postform.yaml',
    `postform: 1
desired: [d/*.yaml]
vars:
${list((name) => `  ${name}: ${value} of ${name}`)}
secrets:
${list((name) => `  ${name}: { env: ${name} }`)}
stacks:
${list((name) => `  ${name}: { workspace: ${harness.emulator.workspace} }`)}
`,
  );
  write(
    'd/a.yaml',
    `collections:
${list((name) => `  ${name}: { name: "C ${name}", source: ../c.json }`)}
environments:
${list((name) => `  ${name}: { name: "E ${name}", values: { a: "\${var.${name}}", b: { secret: ${name} }, c: "\${collection.${name}.uid}" } }`)}
  all:
    name: All
    values:
${NAMES.map((name) => `      ${name}: ${value}`).join('\n')}
`,
  );
  write('c.json', source(value));
  const given = { dir: join(harness.dir, 'p'), env: {}, disk: nodeSourceDisk, kinds, stack: 'constructor' };
  const loaded = loadProject(given);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics, undefined, 1));
  return loaded;
}

async function applied(desired: Desired): Promise<void> {
  const approve = async () => ({ approved: true, reviewed: true });
  expect(await runApply(harness.ports(), { desired, options: DEFAULT_PLAN_OPTIONS, approve })).toMatchObject({
    end: 'done',
  });
  const { plan } = await runPlan(harness.ports(), desired, DEFAULT_PLAN_OPTIONS);
  expect(plan.changes.filter(({ action }) => action !== 'noop')).toEqual([]);
}

async function remote(address: string): Promise<JsonObject> {
  const { id, uid } = recordOf((await harness.store.load())!, address).current!;
  const path = address.startsWith('collection') ? `/collections/${uid}` : `/environments/${id}`;
  return Object.values(await harness.fetchApi(path))[0] as JsonObject;
}

it('go through validate, plan, apply and an empty plan; a change reaches each, and all can be deleted', async () => {
  for (const value of ['one', 'two']) {
    const { desired, warnings, project } = load(value);
    expect(warnings).toEqual([]);
    expect(project.stack).toBe('constructor');
    await applied(desired);
    expect((await remote('environment.all'))['values']).toMatchObject(NAMES.map((key) => ({ key, value })));
    for (const name of PLAIN) {
      const { uid } = recordOf((await harness.store.load())!, `collection.${name}`).current!;
      expect((await remote(`environment.${name}`))['values']).toMatchObject([
        { key: 'a', value: `${value} of ${name}` },
        { key: 'b', value: `canary of ${name}` },
        { key: 'c', value: uid },
      ]);
    }
    const collection = await remote('collection.toString');
    const items = collection['item'] as JsonObject[];
    expect(collection['variable']).toMatchObject(entries(value));
    expect(items.map(({ name }) => name)).toEqual([...NAMES, ...NAMES.map((name) => `${name}#2`)]);
    for (const item of items.slice(0, NAMES.length)) {
      const { header, body } = item['request'] as { header: object[]; body: { urlencoded: object[] } };
      expect([header, body.urlencoded]).toMatchObject([entries(value), entries(value)]);
      expect((item['response'] as JsonObject[]).map(({ name }) => name)).toEqual(NAMES);
      expect(Object.entries(item['protocolProfileBehavior'] as JsonObject)).toEqual(
        expect.arrayContaining(Object.entries(keyed(value))),
      );
    }
  }
  const { desired } = load('two');
  await applied({ ...desired, resources: desired.resources.filter((one) => one.address === 'environment.all') });
}, 60_000);

it.each(['constructor', '__proto__', 'toString', 'environment.constructor'])(
  'are no addresses of a state: %s',
  async (address) => {
    const { desired } = load('one');
    await applied({ ...desired, resources: desired.resources.filter((one) => one.address === 'environment.all') });
    const state = (await harness.store.load())!;
    expect(() => recordOf(state, address)).toThrow('has no');
    await expect(runAdopt(harness.ports(), { desired, address: 'constructor', object: 'x' })).rejects.toMatchObject({
      code: 'E_IMPORT_UNDECLARED',
    });
  },
);
