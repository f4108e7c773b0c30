// Whatever the API can hold is imported, written, read again and in step; what cannot be is named, and the rest is taken.
import { channel } from 'node:diagnostics_channel';
import { DEFAULT_PLAN_OPTIONS, type Json, type JsonObject, runImportAll, runPlan } from '@postform/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readable } from '../../packages/cli/src/new-project/import-readable.ts';
import { type Harness, makeHarness } from '../harness/harness.ts';

const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
const request = (fields: JsonObject): JsonObject => ({
  name: 'R',
  request: { method: 'GET', url: 'https://x.org', ...fields },
});
const collection = (name: string, item: Json, fields: JsonObject = {}): JsonObject => ({
  info: { name, schema: SCHEMA },
  item,
  ...fields,
});
const auth = (type: string) => ({
  auth: {
    type,
    [type]: [
      { key: 'a', value: '{{s}}' },
      { key: 'b', value: false, type: 'boolean' },
      { key: 'c', value: null, type: 'any' },
      { key: 'd', value: [{ key: 'k' }] },
    ],
  },
});

/** What a server may hold, and what somebody sets in it afterwards, by pointer. */
const COLLECTIONS: readonly (readonly [string, JsonObject, JsonObject?])[] = [
  ...[
    'apikey',
    'awsv4',
    'basic',
    'bearer',
    'digest',
    'edgegrid',
    'hawk',
    'jwt',
    'asap',
    'ntlm',
    'oauth1',
    'oauth2',
  ].map((type) => [type, collection(type, [request(auth(type))])] as const),
  ['auth to come', collection('auth to come', [request(auth('passkey'))])],
  ['noauth', collection('noauth', [request({ auth: { type: 'noauth' } })])],
  ['nulls', collection('nulls', [request({ url: null, header: null, body: null, auth: null, description: null })])],
  [
    'nulls set by hand',
    collection('nulls by hand', [request({ header: [{ key: 'A', value: 'b' }] })]),
    { '/item/0/request/url': null, '/item/0/request/header/0/description': null, '/event': null, '/variable': null },
  ],
  ['a null header', collection('a null header', [request({})]), { '/item/0/request/header': [null] }],
  ['a null request', collection('a null request', [{ name: 'R', request: null }])],
  ['a text request', collection('a text request', [{ name: 'R', request: 'https://x.org/a?b' }])],
  ['nameless items', collection('nameless items', [{ request: {} }, { name: null, item: [] }, { name: '', item: [] }])],
  ['a body to come', collection('a body to come', [request({ body: { mode: 'binary', binary: { src: null } } })])],
  ['a file', collection('a file', [request({ body: { mode: 'file', file: { src: null } } })])],
  [
    'graphql',
    collection('graphql', [request({ body: { mode: 'graphql', graphql: { query: '{a}', variables: null } } })]),
  ],
  [
    'variables',
    collection('variables', [], {
      variable: ['string', 'boolean', 'any', 'number', 'default', 'secret', 'later', null].map((type, index) => ({
        key: `${9 - index}`,
        value: index % 2 === 0 ? 'x' : '',
        type,
      })),
    }),
  ],
  [
    'a response',
    collection('a response', [
      {
        ...request({}),
        response: [
          { name: 'A', code: null, status: null, header: null, body: null, originalRequest: null },
          { name: 'B', header: 'A: b', originalRequest: 'https://x.org' },
          { header: [null] },
        ],
      },
    ]),
  ],
  [
    'descriptions',
    collection('descriptions', [{ name: 'F', item: [], description: { content: null } }], {
      event: [{ listen: 'test', script: { exec: ['a();', null], type: 'text/javascript' } }, { listen: 'later' }],
    }),
  ],
  [
    'settings',
    collection('settings', [{ ...request({}), protocolProfileBehavior: { later: null, strictSSL: false } }]),
  ],
];

const values = (...list: readonly Json[]): JsonObject => ({ values: list });
const ENVIRONMENTS: readonly (readonly [string, JsonObject, JsonObject?])[] = [
  ['order', { name: 'order', ...values(...['2', '1', 'b', '10', 'a'].map((key) => ({ key, value: key }))) }],
  ['twins', { name: 'twins', ...values({ key: 'a', value: '1' }, { key: 'a', value: '2' }) }],
  ['types', { name: 'types', ...values(...['any', 'text', 'later'].map((type) => ({ key: type, value: 'x', type }))) }],
  [
    'secrets',
    { name: 'secrets', ...values({ key: 't', value: '', type: 'secret' }, { key: '', value: 'x', type: 'secret' }) },
  ],
  ['no values', { name: 'no values' }],
  ['emoji', { name: '🚀' }],
  ['a long name', { name: 'long '.repeat(60) }],
  ['case', { name: 'CASE' }],
  ['case again', { name: 'case' }],
  ['a device', { name: 'con' }],
  ['the same', { name: 'same' }],
  ['the same again', { name: 'same' }],
  ['a number', { name: '42' }],
  ['a word of YAML', { name: 'null' }],
  ['a word of JavaScript', { name: 'constructor' }],
];

let harness: Harness;
beforeAll(async () => {
  channel('postform.emulator.odd-content').publish({});
  harness = await makeHarness();
  const create = async (kind: string, body: JsonObject, set: JsonObject = {}) => {
    const { workspace } = harness.emulator;
    const made = (await harness.control('edit', { kind, create: body, workspace })) as JsonObject;
    if (Object.keys(set).length > 0) await harness.control('edit', { kind, id: made['id']!, set });
    return made;
  };
  for (const [, body, set] of COLLECTIONS) await create('collection', body, set);
  for (const [, body, set] of ENVIRONMENTS) await create('environment', body, set);
});
afterAll(async () => harness.close());

describe('import of a whole workspace', () => {
  it('takes everything that the API can hold, and leaves nothing to do', async () => {
    const { workspace } = harness.emulator;
    const ports = harness.ports();
    const imported = await runImportAll(ports, { stack: 'harness', workspace });
    const { taken, desired } = readable(imported, workspace, {});
    expect(taken.leftOut).toEqual([]);
    expect(taken.resources).toHaveLength(COLLECTIONS.length + ENVIRONMENTS.length);
    await imported.commit(desired);
    const { plan } = await runPlan(harness.ports(), desired, DEFAULT_PLAN_OPTIONS);
    const open = plan.changes.filter(({ action, notes }) => action !== 'noop' || notes.length > 0);
    expect(open).toEqual([]);
  });

  it('names what cannot be taken over, with the reason, and takes the rest', async () => {
    const other = await makeHarness();
    try {
      const { workspace } = other.emulator;
      const edit = (body: JsonObject) => other.control('edit', { workspace, ...body }) as Promise<JsonObject>;
      const good = await edit({ kind: 'collection', create: collection('good', [request({})]) });
      const bad = await edit({ kind: 'collection', create: collection('bad', [request({})]) });
      await edit({ kind: 'collection', id: bad['id']!, set: { '/item/0/request/method': 5 } });
      for (const { name, uid } of [
        { name: 'of good', uid: good['uid']! },
        { name: 'of bad', uid: bad['uid']! },
      ])
        await edit({ kind: 'mock', create: { name, collection: uid, private: true } });
      const imported = await runImportAll(other.ports(), { stack: 'harness', workspace });
      const { taken, desired, files } = readable(imported, workspace, {});
      expect(taken.leftOut).toEqual([
        { kind: 'collection', name: 'bad', id: bad['id'], why: expect.stringContaining('"R": `request.method` is 5') },
      ]);
      expect(taken.resources.map(({ address }) => address)).toEqual(['collection.good', 'mock.of-good', 'mock.of-bad']);
      expect(files['desired/mocks.yaml']).toContain(`uid: ${String(bad['uid'])}`);
      await imported.commit(desired);
      const { plan } = await runPlan(other.ports(), desired, DEFAULT_PLAN_OPTIONS);
      expect(plan.changes.filter(({ action }) => action !== 'noop')).toEqual([]);
    } finally {
      await other.close();
    }
  });

  it('writes no token in clear, and is in step whether its secrets are set here or not', async () => {
    const canary = 'canary-'.repeat(4);
    const own = {
      auth: { type: 'bearer', bearer: [{ key: 'token', value: `${canary}1` }] },
      header: [{ key: 'Authorization', value: `${canary}2` }],
    };
    const values: Record<string, string> = {};
    const other = await makeHarness({ secrets: values });
    try {
      const { workspace } = other.emulator;
      const folder = { name: 'F', item: [request(own)], auth: own.auth };
      const create = collection('tokens', [folder], {
        auth: { type: 'basic', basic: [{ key: 'password', value: `${canary}3` }] },
      });
      await other.control('edit', { kind: 'collection', workspace, create });
      const imported = await runImportAll(other.ports(), { stack: 'harness', workspace });
      const { taken, desired, files, secrets } = readable(imported, workspace, {});
      expect(JSON.stringify(files)).not.toContain(canary);
      expect(taken.resources[0]!.clear).toEqual([]);
      await imported.commit(desired);
      const actions = async () =>
        (await runPlan(other.ports(), desired, DEFAULT_PLAN_OPTIONS)).plan.changes.map(({ action }) => action);
      expect(await actions()).toEqual(['noop']);
      const written = taken.resources[0]!.written['secrets'] as Record<string, { secret: string }>;
      const numbers = { token: 1, Authorization: 2, password: 3 };
      for (const [place, { secret }] of Object.entries(written))
        values[secret] = canary + numbers[place.slice(place.lastIndexOf('/') + 1) as 'token'];
      expect(Object.keys(values).sort()).toEqual(Object.keys(secrets));
      expect(await actions()).toEqual(['noop']);
      values[Object.keys(values)[0]!] = 'another';
      expect(await actions()).toEqual(['update']);
      const kept = await runImportAll(
        { ...other.ports(), store: { ...other.store, load: async () => undefined } },
        { stack: 'harness', workspace, keepSecrets: true },
      );
      expect(kept.resources[0]!.clear).toHaveLength(4);
      expect(Object.values(kept.resources[0]!.files)[0]).toContain(canary);
    } finally {
      await other.close();
    }
  });
});
