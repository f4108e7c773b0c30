// Tests each tolerance of law 2 alone: a pair that is equal with it and not without it, and what lies just outside.
import { describe, expect, it } from 'vitest';
import { tolerancesOfUpdatedEnvironments } from './environment.ts';
import type { JsonObject } from './grammar.ts';
import { sameEnvironment, sameMeaning } from './meaning.ts';
import { inExample, info, inItem, inRequest, inScript, inTop, inUrl, inValue } from './samples.ts';
import type { Tolerances } from './tolerance.ts';
import { tolerancesOfCollections } from './tolerances.ts';

type Pair = readonly [source: JsonObject, fetched: JsonObject];

const collections: Readonly<Record<string, Pair>> = {
  nulls: [inTop({}), inTop({ auth: null })],
  requestText: [inRequest('x.org/a'), inUrl({ raw: 'x.org/a' })],
  urlText: [inUrl('https://x.org'), inUrl({ raw: 'https://x.org' })],
  urlPieces: [
    inUrl({ host: 'x.org', path: '/a/b' }),
    inUrl({ host: ['x', 'org'], path: ['a', { type: 'string', value: 'b' }] }),
  ],
  descriptionText: [
    inRequest({ description: { content: 'x', type: 'text/markdown' } }),
    inRequest({ description: 'x' }),
  ],
  descriptionBlank: [inRequest({ description: {} }), inRequest({ description: '' })],
  nameBlank: [
    { info, item: [{ request: {} }] },
    { info, item: [{ name: '', request: {} }] },
  ],
  repeatedName: [inRequest({ name: 'Get' }), inRequest({})],
  serverInfo: [inTop({}), { info: { ...info, uid: '1-2', schema: 'https://schema.postman.com' }, item: [] }],
  serverItem: [inItem({}), inItem({ id: 'a', uid: '1-a', createdAt: 't', updatedAt: 't' })],
  serverScript: [inScript({ exec: ['a'] }), inScript({ exec: ['a'], id: 'b' })],
  exportNoise: [inItem({ _postman_isSubFolder: true }), inItem({})],
  strayTop: [inTop({ _: { postman_id: 'x' } }), inTop({})],
  variablesOfV1: [inTop({ variables: [] }), inTop({})],
  methodDefault: [inRequest({}), inRequest({ method: 'GET' })],
  bodyEmpty: [inRequest({ body: {} }), inRequest({})],
  settingsEmpty: [inItem({ protocolProfileBehavior: {} }), inItem({})],
  scriptImports: [inScript({ exec: ['a'] }), inScript({ exec: ['a'], packages: {} })],
  scriptType: [inScript({ exec: ['a'] }), inScript({ exec: ['a'], type: 'text/javascript' })],
  scriptLines: [inScript({ exec: 'a\r\nb' }), inScript({ exec: ['a\r', 'b'] })],
  scriptOrder: [
    inItem({
      event: [
        { listen: 'test', script: { exec: 'a' } },
        { listen: 'prerequest', script: { exec: 'b' } },
      ],
    }),
    inItem({
      event: [
        { listen: 'prerequest', script: { exec: 'b' } },
        { listen: 'test', script: { exec: 'a' } },
      ],
    }),
  ],
  disabledFalse: [
    inRequest({ header: [{ key: 'A', value: '', disabled: false }] }),
    inRequest({ header: [{ key: 'A', value: '' }] }),
  ],
  enabledTrue: [
    inRequest({ header: [{ key: 'A', value: '', enabled: true }] }),
    inRequest({ header: [{ key: 'A', value: '' }] }),
  ],
  equalsSign: [inUrl({ query: [{ key: 'a', value: '', equals: true }] }), inUrl({ query: [{ key: 'a', value: '' }] })],
  typeText: [
    inRequest({ header: [{ key: 'A', value: '' }] }),
    inRequest({ header: [{ key: 'A', value: '', type: 'text' }] }),
  ],
  headerName: [
    inExample({ header: [{ key: 'A', value: '' }] }),
    inExample({ header: [{ key: 'A', name: 'A', value: '' }] }),
  ],
  headerText: [
    inRequest({ header: 'A: 1\nB: 2' }),
    inRequest({
      header: [
        { key: 'A', value: '1' },
        { key: 'B', value: '2' },
      ],
    }),
  ],
  variableId: [
    inTop({ variable: [{ id: 'host', value: 'x' }] }),
    inTop({ variable: [{ key: 'host', value: 'x', id: 'b' }] }),
  ],
  variableType: [
    inTop({ variable: [{ key: 'a', value: 'x', type: 'any' }] }),
    inTop({ variable: [{ key: 'a', value: 'x', type: 'string' }] }),
  ],
  authObject: [
    inTop({ auth: { type: 'basic', basic: { username: 'u' } } }),
    inTop({ auth: { type: 'basic', basic: [{ key: 'username', value: 'u' }] } }),
  ],
  authOrder: [
    inTop({
      auth: {
        type: 'basic',
        basic: [
          { key: 'b', value: 1 },
          { key: 'a', value: 2 },
        ],
      },
    }),
    inTop({
      auth: {
        type: 'basic',
        basic: [
          { key: 'a', value: 2 },
          { key: 'b', value: 1 },
        ],
      },
    }),
  ],
  attributeType: [
    inTop({ auth: { type: 'basic', basic: [{ key: 'a', value: true, type: 'any' }] } }),
    inTop({ auth: { type: 'basic', basic: [{ key: 'a', value: true, type: 'boolean' }] } }),
  ],
  valueBlank: [inTop({ variable: [{ key: 'a', value: '' }] }), inTop({ variable: [{ key: 'a' }] })],
  systemFalse: [
    inTop({ variable: [{ key: 'a', value: 'x' }] }),
    inTop({ variable: [{ key: 'a', value: 'x', system: false }] }),
  ],
  formField: [
    inRequest({
      body: {
        mode: 'formdata',
        formdata: [
          { key: 'a', src: 'b' },
          { key: 'c', value: 'd', type: 'text' },
        ],
      },
    }),
    inRequest({
      body: {
        mode: 'formdata',
        formdata: [
          { key: 'a', type: 'file', src: 'b' },
          { key: 'c', value: 'd' },
        ],
      },
    }),
  ],
  emptyFields: [
    inRequest({ body: { mode: 'raw', raw: '', urlencoded: [] } }),
    inRequest({ header: [], body: { mode: 'raw' } }),
  ],
  emptyParts: [inRequest({ url: { raw: '' }, auth: {} }), inRequest({})],
  bodyPruning: [inItem({}), inItem({ protocolProfileBehavior: { disableBodyPruning: true } })],
  urlDerived: [
    inUrl({ raw: 'https://{{a.b/c}}.org:80/p//q?x=1&y#h' }),
    inUrl({
      raw: 'https://{{a.b/c}}.org:80/p//q?x=1&y#h',
      protocol: 'https',
      host: ['{{a.b/c}}', 'org'],
      port: '80',
      path: ['p', '', 'q'],
      query: [
        { key: 'x', value: '1' },
        { key: 'y', value: null },
      ],
      hash: 'h',
    }),
  ],
};

const environments: Readonly<Record<string, Pair>> = {
  noValues: [{ name: 'Orders', values: [] }, { environment: { name: 'Orders' } }],
  nulls: [inValue({ description: null }), inValue({})],
  serverFields: [inValue({}), { ...inValue({}), id: 'a', owner: '1' }],
  exportNoise: [{ ...inValue({}), _postman_exported_at: 'x' }, inValue({})],
  plainType: [inValue({ type: 'text' }), inValue({ type: 'default' })],
  enabledTrue: [inValue({}), inValue({ enabled: true })],
  valueText: [inValue({ value: { a: [1] } }), inValue({ value: '{"a":[1]}' })],
  blankValue: [inValue({}), inValue({ value: '' })],
  descriptionText: [inValue({ description: { content: 'x' } }), inValue({ description: 'x' })],
  descriptionBlank: [inValue({ description: '' }), inValue({})],
  oldName: [inValue({ name: 'host' }), inValue({})],
  valueOrder: [{ values: [{ key: 'b' }, { key: 'a' }] }, { values: [{ key: 'a' }, { key: 'b' }] }],
  notInVault: [inValue({ secret: false }), inValue({})],
};

function named({ writings, additions }: Tolerances): readonly string[] {
  return [...writings, ...additions].map(({ name }) => name);
}

function without({ writings, additions }: Tolerances, name: string): Tolerances {
  const others = (one: { readonly name: string }): boolean => one.name !== name;
  return { writings: writings.filter(others), additions: additions.filter(others) };
}

describe('a tolerance of the comparison', () => {
  it.each(named(tolerancesOfCollections))('for collections: %s', (name) => {
    const [source, fetched] = collections[name]!;
    expect(sameMeaning(source, fetched)).toEqual([]);
    expect(sameMeaning(source, fetched, without(tolerancesOfCollections, name))).not.toEqual([]);
  });

  it.each(named(tolerancesOfUpdatedEnvironments))('for environments: %s', (name) => {
    const [source, fetched] = environments[name]!;
    expect(sameEnvironment(source, fetched, tolerancesOfUpdatedEnvironments)).toEqual([]);
    expect(sameEnvironment(source, fetched, without(tolerancesOfUpdatedEnvironments, name))).not.toEqual([]);
  });

  it('is named once and says why', () => {
    for (const { writings, additions } of [tolerancesOfCollections, tolerancesOfUpdatedEnvironments]) {
      const all = [...writings, ...additions];
      expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
      expect(all.filter(({ why }) => why.length < 30)).toEqual([]);
    }
  });
});
