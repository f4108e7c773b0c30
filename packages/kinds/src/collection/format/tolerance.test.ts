// What Postman's apps and API write beyond the published schema: accepted, kept, and told where nobody documents it.
import { isObject, type Json, type JsonObject, normalize } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { filesIn } from '../../testing/files.ts';
import { collection } from '../index.ts';
import { rawCollection, rawFolder, rawRequest } from '../testing/raw.ts';

const files = (raw: Json) => filesIn({ 'c.json': JSON.stringify(raw) });
const read = (raw: Json) => collection.parse({ written: { source: 'c.json' }, files: files(raw) });

/** What would be sent for a file, and what is said of it. */
function taken(raw: Json): { readonly sent: JsonObject; readonly told: readonly string[] } {
  const result = read(raw);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const told = (result.warnings ?? []).map(({ message, place }) => `${place?.file} ${message}`);
  return { sent: collection.toRemote(normalize(collection, result.spec), { itemIds: {} }), told };
}

const inFolder = (request: Json, fields: JsonObject = {}): JsonObject =>
  rawCollection({ item: [rawFolder('Auth', [rawRequest('Login', request, fields)])] });
const call = (fields: JsonObject): JsonObject => inFolder({ method: 'GET', url: 'https://x.org', ...fields });
const requestOf = (sent: JsonObject): Json => {
  const at = (tree: Json | undefined, ...path: readonly (string | number)[]): Json | undefined =>
    path.reduce<Json | undefined>((here, key) => (here as Record<string | number, Json>)?.[key], tree);
  return at(sent, 'item', 0, 'item', 0, 'request') ?? null;
};

const AUTH_TYPES = [
  ...['apikey', 'awsv4', 'basic', 'bearer', 'digest', 'edgegrid', 'hawk', 'jwt', 'asap'],
  ...['ntlm', 'oauth1', 'oauth2'],
];

describe('what Postman writes', () => {
  it.each(AUTH_TYPES)('auth of type %s is sent as it stands, with parameters of any sort', (type) => {
    const parameters: Json = [
      { key: 'a', value: 'x' },
      { key: 'b', value: false },
      { key: 'c', value: 5 },
      { key: 'd', value: null },
      { key: 'e', value: [{ key: 'k', value: 'v' }] },
      { key: 'f', value: { deep: true } },
    ];
    const { sent, told } = taken(call({ auth: { type, [type]: parameters } }));
    expect(requestOf(sent)).toMatchObject({ auth: { type, [type]: parameters } });
    expect(told).toEqual([]);
  });

  it.each(['noauth'])('auth of type %s needs no parameters', (type) => {
    expect(requestOf(taken(call({ auth: { type } })).sent)).toMatchObject({ auth: { type } });
  });

  it('auth may be written as a list here and as an object there', () => {
    const item = [
      rawRequest('A', { url: 'a', auth: { type: 'basic', basic: { username: 'u' } } }),
      rawRequest('B', { url: 'b', auth: { type: 'basic', basic: [{ key: 'username', value: 'u' }] } }),
    ];
    expect(taken(rawCollection({ item })).told).toEqual([]);
  });

  it.each(['string', 'boolean', 'any', 'number', 'default', 'secret'])('variables of type %s', (type) => {
    expect(taken(rawCollection({ variable: [{ key: 'a', value: 'x', type }] })).told).toEqual([]);
  });

  it.each<[string, JsonObject]>([
    ['a URL', call({ url: null })],
    ['headers', call({ header: null })],
    ['a body', call({ body: null })],
    ['content of a body', call({ body: { mode: 'raw', raw: null } })],
    ['auth of a request', call({ auth: null })],
    ['empty auth', call({ auth: {} })],
    ['a description', call({ description: null })],
    ['the content of a description', call({ description: { content: null, type: 'text/plain' } })],
    ['a whole request', inFolder(null)],
    ['a request written as text', inFolder('https://x.org/a')],
    ['events', rawCollection({ event: null })],
    ['variables', rawCollection({ variable: null })],
    ['auth of the collection', rawCollection({ auth: null })],
    ['settings', rawCollection({ protocolProfileBehavior: null })],
    ['a script', rawCollection({ event: [{ listen: 'test', script: null }] })],
    ['lines of a script', rawCollection({ event: [{ listen: 'test', script: { exec: ['a();', null] } }] })],
    ['pieces of a host', call({ url: { raw: 'x', host: ['x', null] } })],
    ['fields of a header', call({ header: [{ key: 'A', value: null, description: null, disabled: null }] })],
    ['fields of a response', inFolder('x', { response: [{ name: 'OK', code: null, header: null, body: null }] })],
    ['an original request', inFolder('x', { response: [{ name: 'OK', originalRequest: null }] })],
    ['examples', inFolder('x', { response: null })],
    ['headers of a response as text', inFolder('x', { response: [{ name: 'OK', header: 'A: b\r\nC: d' }] })],
    ['names', inFolder({ method: 'GET' }, { name: null })],
    ['a value of a variable', rawCollection({ variable: [{ key: 'a', value: null, type: null }] })],
  ])('%s may be null or odd, and nothing null is sent', (_, raw) => {
    const { sent, told } = taken(raw);
    expect(told).toEqual([]);
    expect(nullsIn(sent)).toEqual([]);
  });

  it.each(['graphql', 'file', 'raw', 'urlencoded', 'formdata'])('a body of mode %s without content', (mode) => {
    expect(taken(call({ body: { mode } })).told).toEqual([]);
  });
});

describe('what nobody documents', () => {
  it.each<[string, JsonObject, RegExp, JsonObject]>([
    [
      'a type of auth to come',
      call({ auth: { type: 'passkey', passkey: [{ key: 'pin', value: '1' }] } }),
      /auth\/type "Auth" \/ "Login": `request.auth.type` is "passkey"/,
      { auth: { type: 'passkey', passkey: [{ key: 'pin', value: '1' }] } },
    ],
    [
      'a mode to come',
      call({ body: { mode: 'binary', binary: { src: 'x' } } }),
      /body\/mode "Auth" \/ "Login": `request.body.mode` is "binary"/,
      { body: { mode: 'binary', binary: { src: 'x' } } },
    ],
    [
      'a sort of form field to come',
      call({ body: { mode: 'formdata', formdata: [{ key: 'a', type: 'blob', value: 'x' }] } }),
      /`request.body.formdata\[0\].type` is "blob"/,
      { body: { mode: 'formdata', formdata: [{ key: 'a', type: 'blob', value: 'x' }] } },
    ],
  ])('%s is sent as it stands, and the warning names its request and its place', (_, raw, message, wanted) => {
    const { sent, told } = taken(raw);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(message);
    expect(requestOf(sent)).toMatchObject(wanted);
  });

  it('a type of variable to come is sent as it stands', () => {
    const { sent, told } = taken(rawCollection({ variable: [{ key: 'a', value: 'x', type: 'vault' }] }));
    expect(told).toEqual([expect.stringMatching(/variable\/0\/type The collection: `variable\[0\].type` is "vault"/)]);
    expect(sent['variable']).toEqual([{ key: 'a', value: 'x', type: 'vault' }]);
  });

  it('a word that is nearly a known one is said to be', () => {
    const result = read(call({ auth: { type: 'berer' }, body: { mode: 'fromdata' } }));
    const hints = result.ok ? (result.warnings ?? []).map(({ hint }) => hint) : [];
    expect(hints).toEqual([expect.stringMatching(/"bearer".*sent as it is/), expect.stringMatching(/"formdata"/)]);
  });

  it.each<[string, JsonObject, RegExp]>([
    ['an item', rawCollection({ item: [null, rawRequest('A')] }), /item\/0 no. 1 of `item`: it is null/],
    ['a header', call({ header: [null, { key: 'A', value: 'b' }] }), /"Login": `request.header\[0\]` is null/],
    [
      'a query parameter',
      call({ url: { raw: 'x?a', query: [null, { key: 'a', value: null }] } }),
      /query\[0\]` is null/,
    ],
    ['a variable', rawCollection({ variable: [null, { key: 'a', value: 'x' }] }), /`variable\[0\]` is null/],
    ['an event', rawCollection({ event: [null] }), /`event\[0\]` is null/],
    ['a parameter of auth', call({ auth: { type: 'basic', basic: [null] } }), /basic\[0\]` is null/],
    ['a field of a form', call({ body: { mode: 'urlencoded', urlencoded: [null] } }), /urlencoded\[0\]` is null/],
  ])('%s that is null is left out, and told', (_, raw, message) => {
    const { sent, told } = taken(raw);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(message);
    expect(nullsIn(sent).filter((at) => !at.endsWith('/value'))).toEqual([]);
  });

  it.each<[string, JsonObject]>([
    ['null', { item: null }],
    ['lost, with auth of its own', { auth: { type: 'noauth' } }],
    ['lost, in an export of format 1', { _postman_isSubFolder: true }],
  ])('a folder whose `item` is %s is empty', (_, fields) => {
    const { sent } = taken(rawCollection({ item: [{ name: 'F', ...fields }] }));
    expect(sent['item']).toMatchObject([{ name: 'F', item: [] }]);
  });

  it('is not told more than twenty times', () => {
    const variable = Array.from({ length: 30 }, (_, index) => ({ key: `k${index}`, type: 'later' }));
    const { told } = taken(rawCollection({ variable }));
    expect(told).toHaveLength(21);
    expect(told.at(-1)).toContain('10 more');
  });
});

describe('a mistake beside what is only odd', () => {
  it('in a list of items is called by its place in the list', () => {
    const result = read(rawCollection({ item: [rawFolder('F', ['x'])] }));
    expect(result.ok ? [] : result.problems.map(({ message }) => message)).toEqual([
      '"F" / no. 1 of `item`: it is "x".',
    ]);
  });

  it('is named by its request and its true cause, and alone', () => {
    const odd = rawRequest('Odd', { url: null, auth: { type: 'jwt', jwt: [] }, body: { mode: 'later' } });
    const bad = rawFolder('Deep', [rawRequest('Bad', { method: 'GET', url: 5, header: [null] })]);
    const result = read(rawCollection({ item: [odd, bad], variable: [{ key: 'a', type: 'default' }] }));
    expect(result.ok ? [] : result.problems.map(({ message }) => message)).toEqual([
      '"Deep" / "Bad": `request.url` is 5.',
    ]);
  });

  it('inside a folder with `request: null` is not called a folder and a request at once', () => {
    const folder = { name: 'F', request: null, item: [rawRequest('Bad', { method: 5 })] };
    const result = read(rawCollection({ item: [folder] }));
    expect(result.ok ? [] : result.problems.map(({ message }) => message)).toEqual([
      '"F" / "Bad": `request.method` is 5.',
    ]);
  });
});

/** Pointers of all nulls. */
function nullsIn(tree: Json, at = ''): readonly string[] {
  if (tree === null) return [at];
  if (Array.isArray(tree)) return tree.flatMap((entry: Json, index) => nullsIn(entry, `${at}/${index}`));
  return isObject(tree) ? Object.entries(tree).flatMap(([key, value]) => nullsIn(value, `${at}/${key}`)) : [];
}
