// Parsing collections: what the desired file says over the source, and what is said of sources that are none.
import { isObject, type Json, type JsonObject, normalize } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { isWider } from '../../../../../tests/harness/corpus.ts';
import { filesIn } from '../../testing/files.ts';
import { parsed, problems, withSecrets } from '../../testing/spec.ts';
import { collection } from '../index.ts';
import { invalid, invalidFiles } from '../testing/corpus.ts';
import { leavesIn, rawCollection, rawFolder, rawRequest } from '../testing/raw.ts';

const filesOf = (value: Json) => filesIn({ 'c.json': JSON.stringify(value) });
const specWith = (written: JsonObject, raw = rawCollection()) =>
  normalize(
    collection,
    parsed(collection, { source: 'c.json', ...(withSecrets(written) as JsonObject) }, filesOf(raw)),
  );
const problemsOf = (value: Json) => problems(collection, { source: 'c.json' }, filesOf(value));

describe('what a desired file says over its source', () => {
  const raw = rawCollection(
    {
      variable: [
        { key: 'host', value: 'x.org', description: 'Where' },
        { key: 'port', value: '80' },
      ],
      auth: { type: 'noauth' },
    },
    { description: 'From the file' },
  );

  it('is its name, description and auth', () => {
    const auth = { type: 'basic', basic: { username: 'u', password: { secret: 'p' } } };
    const leaves = leavesIn(specWith({ name: 'Mine', description: 'Ours', auth }, raw));
    expect(leaves).toMatchObject({ '/name': 'Mine', '/description': 'Ours' });
    expect(leaves['/auth']).toEqual({
      type: 'basic',
      basic: [
        { key: 'password', value: { $deferred: 'secret', name: 'p' } },
        { key: 'username', value: 'u' },
      ],
    });
  });

  it('sets variables of a map and keeps the others', () => {
    const leaves = leavesIn(specWith({ variables: { host: 'y.org', token: { secret: 't' }, limit: 5 } }, raw));
    expect(leaves).toMatchObject({
      '/variables/host': { key: 'host', value: 'y.org', description: 'Where' },
      '/variables/port': { key: 'port', value: '80' },
      '/variables/token': { key: 'token', type: 'secret', value: { $deferred: 'secret', name: 't' } },
      '/variables/limit': { key: 'limit', value: '5' },
    });
  });

  it('is the whole list of variables where it is a list', () => {
    const spec = specWith(
      {
        variables: [
          { key: 'b', value: true },
          { key: 'a', value: 'x', disabled: true },
        ],
      },
      raw,
    );
    expect(spec['variableOrder']).toEqual(['b', 'a']);
    expect(spec['variables']).toEqual({ b: { key: 'b', value: 'true' }, a: { key: 'a', value: 'x', disabled: true } });
  });

  it('makes leaves sensitive that hold a secret, and variables that Postman keeps as one', () => {
    const auth = { type: 'bearer', bearer: { token: { secret: 't' } } };
    const spec = specWith({ auth, variables: { a: { secret: 's' }, b: { value: 'x', type: 'secret' }, c: 'x' } }, raw);
    const sensitive = collection.leaves(spec).filter((leaf) => collection.isSensitive(leaf, spec));
    expect(sensitive.map((leaf) => leaf.pointer)).toEqual(['/auth', '/variables/a', '/variables/b']);
    const text = { $deferred: 'text', parts: ['x', { $deferred: 'missing', name: 's' }] } as Json;
    expect(collection.isSensitive({ pointer: '/description', value: text }, spec)).toBe(true);
  });
});

describe('a source', () => {
  it('may be wrapped as the API returns it', () => {
    expect(specWith({}, { collection: rawCollection() })['name']).toBe('Orders');
  });

  it.each([
    [
      'an exported environment',
      { name: 'E', values: [], _postman_variable_scope: 'environment' },
      /exported environment/,
    ],
    ['exported globals', { values: [], _postman_variable_scope: 'globals' }, /exported globals/],
    ['a collection of format 1', { id: '1', name: 'C', order: [], requests: [] }, /collection of format 1/],
    ['an OpenAPI document', { openapi: '3.0.0', info: { title: 'T' }, paths: {} }, /OpenAPI document/],
    ['a Swagger document', { swagger: '2.0', info: { title: 'T' }, paths: {} }, /OpenAPI document/],
    ['something else', { dependencies: {} }, /something else: it has `dependencies`/],
    ['an empty object', {}, /an empty object/],
    ['a list', [], /a list/],
    ['null', null, /null/],
  ])('that is %s is called so', (_, value, message) => {
    const [problem, ...more] = problemsOf(value);
    expect(problem).toMatchObject({ code: 'D_COLLECTION_SOURCE', message: expect.stringMatching(message) });
    expect(problem!.hint).toBeTruthy();
    expect(more).toEqual([]);
  });

  it.each(['orders.yaml', 'orders.yml', 'orders/'])('named %s is told what is read', (source) => {
    const [problem] = problems(collection, { source }, filesIn({}));
    expect(problem).toMatchObject({ code: 'D_COLLECTION_SOURCE', pointer: '/source' });
    expect(problem!.hint).toContain('v2.1');
  });

  it('that cannot be read is the problem that the files report, at `source`', () => {
    expect(problems(collection, { source: 'gone.json' }, filesIn({}))).toEqual([
      { code: 'D_TEST_MISSING', message: 'no gone.json', pointer: '/source' },
    ]);
  });

  it('may hold __proto__ as a key, which is sent like any other', () => {
    const text = JSON.stringify(rawCollection()).replace('"item"', '"__proto__": {"a": 1}, "item"');
    const spec = parsed(collection, { source: 'c.json' }, filesIn({ 'c.json': text }));
    expect(JSON.stringify(collection.toRemote(normalize(collection, spec), { itemIds: {} }))).toContain(
      '"__proto__":{"a":1}',
    );
  });

  it('may not be nested without end', () => {
    const deep = `{"info":${'['.repeat(50_000)}${']'.repeat(50_000)},"item":[]}`;
    expect(problems(collection, { source: 'c.json' }, filesIn({ 'c.json': deep }))).toMatchObject([
      { code: 'D_COLLECTION_KEY', message: expect.stringContaining('nested') },
    ]);
  });
});

describe('a mistake in a source', () => {
  const item = (fields: JsonObject) => rawCollection({ item: [rawFolder('Auth', [{ name: 'Login', ...fields }])] });
  const call = (request: JsonObject) => item({ request: { method: 'GET', url: 'x', ...request } });

  it.each<[string, JsonObject, string, RegExp, RegExp]>([
    [
      'a method that is null',
      call({ method: null }),
      '/item/0/item/0/request/method',
      /"Auth" \/ "Login": `request.method` is null/,
      /"GET"/,
    ],
    ['no request', item({}), '/item/0/item/0', /it has no `request`/, /folder/],
    [
      'a request and a folder at once',
      rawCollection({ item: [{ name: 'X', item: [], request: {} }] }),
      '/item/0',
      /at once/,
      /Keep/,
    ],
    [
      'a header without a value',
      call({ header: [{ key: 'A' }] }),
      '/item/0/item/0/request/header/0',
      /header\[0\]` has no `value`/,
      /""/,
    ],
    [
      'a variable without a key',
      rawCollection({ variable: [{ value: 'x' }] }),
      '/variable/0',
      /variable\[0\]` has no `key`/,
      /name of the variable/,
    ],
    [
      'a form field that is nothing',
      call({ body: { mode: 'formdata', formdata: [{ key: 'a', value: 1, src: 2 }] } }),
      '/item/0/item/0/request/body/formdata/0',
      /neither text nor a file/,
      /src/,
    ],
    [
      'a file that is no path',
      call({ body: { mode: 'formdata', formdata: [{ key: 'a', type: 'file', src: 2 }] } }),
      '/item/0/item/0/request/body/formdata/0/src',
      /is 2/,
      /a list or text or null/,
    ],
    ['a cookie port', call({ proxy: { port: -1 } }), '/item/0/item/0/request/proxy/port', /is -1/, /0 or more/],
    [
      'a long identifier',
      rawCollection({}, { version: { major: 1, minor: 0, patch: 0, identifier: 'much-too-long' } }),
      '/info/version/identifier',
      /too long/,
      /10/,
    ],
    ['no name', { info: { schema: 's' }, item: [] }, '/info', /`info` has no `name`/, /requires/],
  ])('%s is told once, at its place, with what would be right', (_, value, at, message, hint) => {
    const found = problemsOf(value);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ code: 'D_COLLECTION_FORMAT', place: { file: `c.json#${at}` } });
    expect(found[0]!.message).toMatch(message);
    expect(found[0]!.hint).toMatch(hint);
  });

  it('counts from the wrapper where there is one', () => {
    expect(problemsOf({ collection: call({ method: 1 }) })[0]!.place!.file).toBe(
      'c.json#/collection/item/0/item/0/request/method',
    );
  });

  it('is told for the format that is closest', () => {
    const auth = { type: 'basic', basic: { username: 'u' } };
    const found = problemsOf({ ...call({ method: null, auth }), auth });
    expect(found.map((problem) => problem.place!.file)).toEqual(['c.json#/item/0/item/0/request/method']);
  });

  it('is not told more than twenty times', () => {
    const found = problemsOf(
      rawCollection({ item: Array.from({ length: 30 }, (_, index) => ({ name: `R${index}` })) }),
    );
    expect(found).toHaveLength(21);
    expect(found.at(-1)!.message).toContain('10 more');
  });

  it('quotes long names and values in part only', () => {
    const found = problemsOf(rawCollection({ item: [rawRequest('n'.repeat(500), { method: 1, url: 'x' })] }));
    expect(found[0]!.message.length).toBeLessThan(150);
  });
});

describe('an invalid file of the corpus', () => {
  it.each(invalid.filter(isWider))('$name is accepted without a word', ({ name: source }) => {
    expect(collection.parse({ written: { source }, files: invalidFiles })).toMatchObject({
      ok: true,
      warnings: [],
    });
  });

  it.each(invalid.filter((file) => !isWider(file)))('$name gives problems with places', ({ name: source }) => {
    const found = problems(collection, { source }, invalidFiles);
    expect(found.length).toBeGreaterThan(0);
    const file = invalidFiles.json(source);
    for (const problem of found) {
      expect(problem).toMatchObject({
        code: 'D_COLLECTION_FORMAT',
        message: expect.any(String),
        hint: expect.any(String),
      });
      expect(problem.place!.file).toContain(source);
    }
    expect(file.ok && isObject(file.value)).toBe(true);
  });
});
