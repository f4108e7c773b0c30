// What a change of a collection writes: in the source in the form that stands there, or in the desired file where that says it.
import { type Json, type JsonObject, normalize, setAt } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { type Authored, rewritten, specOfFiles } from '../../testing/rewritten.ts';
import { collection } from '../index.ts';
import { leavesIn, rawCollection, rawFolder, rawRequest } from '../testing/raw.ts';

const source = 'c.json';
const url = {
  raw: 'https://x.org/a?q=1',
  protocol: 'https',
  host: ['x', 'org'],
  path: ['a'],
  query: [{ key: 'q', value: '1' }],
};
const other = { raw: 'https://y.org/b', protocol: 'https', host: ['y', 'org'], path: ['b'] };

function filesOf(raw: Json, over: JsonObject = {}): Authored {
  return { authored: { source, ...over }, sources: { [source]: raw } };
}

/** Sets values of the spec, and rewrites the files. */
function changing(files: Authored, changes: Readonly<Record<string, Json | undefined>>, keepSecrets = false) {
  const before = specOfFiles(collection, files);
  const spec = Object.entries(changes).reduce<Json>((tree, [pointer, value]) => setAt(tree, pointer, value), before);
  const after = normalize(collection, spec as JsonObject);
  return { after, ...rewritten(collection, files, after, { keepSecrets }) };
}

/** The patch of the source, after which it means what it should. */
function sourcePatch(raw: Json, changes: Readonly<Record<string, Json | undefined>>) {
  const { files, written, left, now, after } = changing(filesOf(raw), changes);
  expect({ written, left }).toEqual({ written: [], left: [] });
  expect(leavesIn(specOfFiles(collection, now))).toEqual(leavesIn(after));
  return files[source];
}

const one = (request: Json, fields: JsonObject = {}): JsonObject =>
  rawCollection({ item: [rawRequest('A', request, fields)] });
const replace = (path: string, value: Json) => [{ op: 'replace', path, value }];

describe('a request of a source', () => {
  it.each<[string, JsonObject, Readonly<Record<string, Json | undefined>>, unknown]>([
    [
      'a URL as text',
      one({ method: 'GET', url: 'https://x.org/a' }),
      { '/items/A/request/line/url': other },
      replace('/item/0/request/url', 'https://y.org/b'),
    ],
    [
      'a URL with its text alone',
      one({ method: 'GET', url: { raw: 'https://x.org/a' } }),
      { '/items/A/request/line/url': other },
      replace('/item/0/request/url/raw', 'https://y.org/b'),
    ],
    [
      'a request as text',
      one('https://x.org/a'),
      { '/items/A/request/line/url': other },
      replace('/item/0/request', 'https://y.org/b'),
    ],
    [
      'a request as text that gets a method',
      one('https://x.org/a'),
      { '/items/A/request/line/method': 'PUT' },
      replace('/item/0/request', { url: 'https://x.org/a', method: 'PUT' }),
    ],
    [
      'a method, and keeps the URL',
      one({ method: 'GET', url: 'https://x.org/a' }),
      { '/items/A/request/line/method': 'PUT' },
      replace('/item/0/request/method', 'PUT'),
    ],
    [
      'one query parameter',
      one({ method: 'GET', url }),
      {
        '/items/A/request/line/url/raw': 'https://x.org/a?q=2',
        '/items/A/request/line/url/query': [{ key: 'q', value: '2' }],
      },
      [
        ...replace('/item/0/request/url/raw', 'https://x.org/a?q=2'),
        ...replace('/item/0/request/url/query/0/value', '2'),
      ],
    ],
    [
      'headers as text',
      one({ method: 'GET', url, header: 'A: 1\r\nB:2\r\n' }),
      {
        '/items/A/request/header': [
          { key: 'A', value: '3' },
          { key: 'B', value: '2' },
        ],
      },
      replace('/item/0/request/header', 'A: 3\r\nB:2\r\n'),
    ],
    [
      'a header with a description',
      one({ method: 'GET', url, header: [{ key: 'A', value: '1', type: 'text', description: { content: 'd' } }] }),
      { '/items/A/request/header': [{ key: 'A', value: '2', description: 'e' }] },
      [
        ...replace('/item/0/request/header/0/value', '2'),
        ...replace('/item/0/request/header/0/description/content', 'e'),
      ],
    ],
    [
      'a header among others',
      one({
        method: 'GET',
        url,
        header: [
          { key: 'A', value: '1', type: 'text' },
          { key: 'C', value: '3' },
        ],
      }),
      {
        '/items/A/request/header': [
          { key: 'A', value: '1' },
          { key: 'B', value: '2' },
          { key: 'C', value: '3' },
        ],
      },
      [{ op: 'add', path: '/item/0/request/header/1', value: { key: 'B', value: '2' } }],
    ],
    [
      'auth of format v2.0',
      one({ method: 'GET', url, auth: { type: 'basic', basic: { username: '{{u}}', password: '{{p}}' } } }),
      {
        '/items/A/request/auth': {
          type: 'basic',
          basic: [
            { key: 'username', value: '{{v}}' },
            { key: 'password', value: '{{p}}' },
          ],
        },
      },
      replace('/item/0/request/auth/basic/username', '{{v}}'),
    ],
    [
      'auth, and keeps the order of its parameters',
      one({
        method: 'GET',
        url,
        auth: {
          type: 'basic',
          basic: [
            { key: 'username', value: '{{u}}', type: 'string' },
            { key: 'password', value: '{{p}}' },
          ],
        },
      }),
      {
        '/items/A/request/auth': {
          type: 'basic',
          basic: [
            { key: 'password', value: '{{q}}' },
            { key: 'username', value: '{{u}}' },
          ],
        },
      },
      replace('/item/0/request/auth/basic/1/value', '{{q}}'),
    ],
    [
      'a script as text',
      one({ method: 'GET', url }, { event: [{ listen: 'test', script: { id: 's', exec: 'one();\ntwo();' } }] }),
      { '/items/A/scripts/test/exec': ['one();', 'three();'] },
      replace('/item/0/event/0/script/exec', 'one();\nthree();'),
    ],
    [
      'one line of a script',
      one(
        { method: 'GET', url },
        { event: [{ listen: 'test', script: { exec: ['one();', 'two();'], type: 'text/javascript' } }] },
      ),
      { '/items/A/scripts/test/exec': ['one();', 'three();'] },
      replace('/item/0/event/0/script/exec/1', 'three();'),
    ],
    [
      'a blank script',
      one({ method: 'GET', url }, { event: [{ listen: 'test', script: { id: 's', exec: [''] } }] }),
      { '/items/A/scripts': { test: { listen: 'test', exec: ['one();'] } } },
      replace('/item/0/event/0/script/exec/0', 'one();'),
    ],
    [
      'a description as an object',
      one({ method: 'GET', url, description: { content: 'a', type: 'text/markdown' } }),
      { '/items/A/request/description': 'b' },
      replace('/item/0/request/description/content', 'b'),
    ],
    [
      'settings, and keeps one that nobody compares',
      one({ method: 'GET', url }, { protocolProfileBehavior: { disableBodyPruning: true } }),
      { '/items/A/settings': { strictSSL: true } },
      [{ op: 'add', path: '/item/0/protocolProfileBehavior/strictSSL', value: true }],
    ],
    [
      'an example, and keeps what is null in it',
      one(
        { method: 'GET', url },
        {
          response: [
            {
              id: 'e',
              name: 'OK',
              code: 200,
              cookie: [],
              body: null,
              originalRequest: { method: 'GET', url: 'https://x.org/a' },
            },
          ],
        },
      ),
      { '/items/A/examples/OK/code': 201 },
      replace('/item/0/response/0/code', 201),
    ],
    [
      'a key outside the format',
      one({ method: 'GET', url }, { note: 'a' }),
      { '/extra/~1items~1A/note': 'b' },
      replace('/item/0/note', 'b'),
    ],
    [
      'a name that is repeated',
      one({ method: 'GET', url, name: 'A' }),
      { '/items/A/name': 'B' },
      [...replace('/item/0/name', 'B'), ...replace('/item/0/request/name', 'B')],
    ],
  ])('rewrites %s', (_title, raw, changes, expected) => {
    const before = specOfFiles(collection, filesOf(raw));
    const spec = Object.entries(changes).reduce<Json>((tree, [pointer, value]) => setAt(tree, pointer, value), before);
    const { files, written, left } = rewritten(collection, filesOf(raw), normalize(collection, spec as JsonObject));
    expect({ patch: files[source], written, left }).toEqual({ patch: expected, written: [], left: [] });
  });
});

describe('what stands in a source', () => {
  const raw = rawCollection({
    item: [
      rawFolder('F', [rawRequest('x'), rawRequest('y')], { id: 'f' }),
      rawFolder('G', [rawRequest('z')]),
      rawRequest('w'),
    ],
  });

  it('is moved where the app moved it', () => {
    const changes = { '/items/F/order': ['y'], '/items/G/order': ['#/items/F/items/x', 'z'] };
    const { files } = changing(filesOf(raw), changes);
    expect(files[source]).toEqual([{ op: 'move', from: '/item/0/item/0', path: '/item/1/item/0' }]);
  });

  it('is moved out of a folder that goes', () => {
    const before = specOfFiles(collection, filesOf(raw));
    const without = setAt(setAt(before, '/items/F/name', undefined), '/order', [
      'G',
      '#/items/F/items/x',
      'w',
    ]) as JsonObject;
    const { files } = rewritten(collection, filesOf(raw), without);
    expect(files[source]).toEqual([
      { op: 'move', from: '/item/0/item/0', path: '/item/2' },
      { op: 'remove', path: '/item/0' },
    ]);
  });

  it('is moved into the folder behind it, which takes its place by that', () => {
    const { files, now } = changing(filesOf(raw), { '/order': ['G', 'w'], '/items/G/order': ['z', '#/items/F'] });
    expect(files[source]).toEqual([
      { op: 'move', from: '/item/0', path: '/item/1' },
      { op: 'move', from: '/item/1', path: '/item/0/item/1' },
    ]);
    expect(specOfFiles(collection, now)['order']).toEqual(['G', 'w']);
  });

  it('is reordered with one move', () => {
    expect(sourcePatch(raw, { '/order': ['w', 'F', 'G'] })).toEqual([{ op: 'move', from: '/item/2', path: '/item/0' }]);
  });

  it('is read where the collection is wrapped', () => {
    expect(sourcePatch({ collection: raw }, { '/items/w/request/line/method': 'PUT' })).toEqual(
      replace('/collection/item/2/request/method', 'PUT'),
    );
  });
});

describe('what the desired file says over its source', () => {
  const raw = rawCollection(
    {
      item: [],
      auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{t}}' }] },
      variable: [
        { key: 'host', value: 'x.org' },
        { key: 'port', value: '80' },
      ],
    },
    { description: 'Of the source' },
  );
  const over = {
    name: `Orders of \${var.host}`,
    description: 'Of the file',
    variables: { host: `https://\${var.host}`, token: { secret: 't' }, note: { value: 'a', description: 'b' } },
    auth: { type: 'basic', basic: { username: '{{user}}', password: { secret: 'p' } } },
  };

  it.each<[string, Readonly<Record<string, Json | undefined>>, unknown]>([
    ['leaves a name with a use', { '/name': 'New' }, { left: [{ pointer: '/name', why: 'use', at: '/name' }] }],
    ['rewrites a description', { '/description': 'New' }, { written: replace('/description', 'New') }],
    [
      'empties a description, so that the one of the source is not back',
      { '/description': undefined },
      { written: replace('/description', '') },
    ],
    [
      'leaves a variable with a use',
      { '/variables/host/value': 'y.org' },
      { left: [{ pointer: '/variables/host/value', why: 'use', at: '/variables/host' }] },
    ],
    [
      'leaves a variable with a secret',
      { '/variables/token/value': 'y' },
      { left: [{ pointer: '/variables/token/value', why: 'secret', at: '/variables/token' }] },
    ],
    ['rewrites a variable', { '/variables/note/value': 'c' }, { written: replace('/variables/note/value', 'c') }],
    [
      'rewrites a variable of the source there',
      { '/variables/port/value': '81' },
      { files: { [source]: replace('/variable/1/value', '81') } },
    ],
    [
      'removes a variable from both',
      { '/variables/host': undefined },
      {
        written: [{ op: 'remove', path: '/variables/host' }],
        files: { [source]: [{ op: 'remove', path: '/variable/0' }] },
      },
    ],
    [
      'adds a variable to the source',
      { '/variables/new': { key: 'new', value: 'n' } },
      { files: { [source]: [{ op: 'add', path: '/variable/2', value: { key: 'new', value: 'n' } }] } },
    ],
    [
      'rewrites a parameter of auth',
      { '/auth/basic/1/value': '{{me}}' },
      { written: replace('/auth/basic/username', '{{me}}') },
    ],
    [
      'leaves a parameter of auth that is a secret',
      { '/auth/basic/0/value': 'hush' },
      { left: [{ pointer: '/auth/basic/0/value', why: 'secret', at: '/auth/basic/password' }] },
    ],
    [
      'removes auth from both',
      { '/auth': undefined },
      { written: [{ op: 'remove', path: '/auth' }], files: { [source]: [{ op: 'remove', path: '/auth' }] } },
    ],
  ])('%s', (_title, changes, expected) => {
    const { written, files, left } = changing(filesOf(raw, over), changes);
    expect({ written, files, left }).toEqual({ written: [], files: {}, left: [], ...(expected as object) });
  });

  it('is rewritten where a list of variables is the whole', () => {
    const list = {
      variables: [
        { key: 'a', value: '1' },
        { key: 'b', value: `\${var.host}`, disabled: true },
      ],
    };
    const changes = {
      '/variables/a/value': '2',
      '/variables/b/disabled': undefined,
      '/variables/c': { key: 'c', value: '3' },
    };
    expect(changing(filesOf(raw, list), changes)).toMatchObject({
      written: [
        { op: 'add', path: '/variables/2', value: { key: 'c', value: '3' } },
        ...replace('/variables/0/value', '2'),
        { op: 'remove', path: '/variables/1/disabled' },
      ],
      files: {},
      left: [],
    });
  });
});

describe('secrets of a source', () => {
  const auth = { type: 'bearer', bearer: [{ key: 'token', value: '' }] };
  const header = [{ key: 'A', value: '1' }];
  const raw = rawCollection({
    item: [rawFolder('F', [rawRequest('x', { method: 'GET', url, auth, header })]), rawFolder('G', [])],
  });
  const place = '/items/F/items/x/request/auth/bearer/token';
  const files = filesOf(raw, { secrets: { [place]: { secret: 's' } } });
  const escaped = (text: string) => `/secrets/${text.replaceAll('/', '~1')}`;

  it('stay where something beside them changes', () => {
    const {
      written,
      files: patches,
      left,
    } = changing(files, { '/items/F/items/x/request/auth/bearer/1': { key: 'prefix', value: 'T' } });
    expect({ written, left }).toEqual({ written: [], left: [] });
    expect(patches[source]).toEqual([
      { op: 'add', path: '/item/0/item/0/request/auth/bearer/0', value: { key: 'prefix', value: 'T' } },
    ]);
  });

  it('are left where they would be replaced', () => {
    const {
      written,
      files: patches,
      left,
    } = changing(files, { '/items/F/items/x/request/auth/bearer/0/value': 'hush' });
    expect({ written, patches, left }).toEqual({
      written: [],
      patches: {},
      left: [{ pointer: '/items/F/items/x/request/auth/bearer/0/value', why: 'secret' }],
    });
  });

  it('go where their request goes, and under its new name', () => {
    const changes = {
      '/items/F/order': [],
      '/items/G/order': ['#/items/F/items/x'],
      '/items/F/items/x/name': 'y',
      '/items/G/name': 'H',
    };
    const { written, now } = changing(files, changes);
    const to = '/items/H/items/y/request/auth/bearer/token';
    expect(written).toEqual([{ op: 'move', from: escaped(place), path: escaped(to) }]);
    expect(leavesIn(specOfFiles(collection, now))[`/items/H/items/y/request/auth`]).toEqual({
      type: 'bearer',
      bearer: [{ key: 'token', value: { $deferred: 'secret', name: 's' } }],
    });
  });

  it('go with their request', () => {
    expect(changing(files, { '/items/F/items/x': undefined, '/items/F/order': [] }).written).toEqual([
      { op: 'remove', path: '/secrets' },
    ]);
  });

  it('are not written in clear where people paste them', () => {
    const pasted = [
      { key: 'A', value: '1' },
      { key: 'Authorization', value: 'Bearer abc' },
    ];
    const changes = { '/items/F/items/x/request/header': pasted };
    const { files: patches, left } = changing(files, changes);
    expect(left).toEqual([{ pointer: '/items/F/items/x/request/header/1/value', why: 'secret' }]);
    expect(patches[source]).toEqual([
      { op: 'add', path: '/item/0/item/0/request/header/1', value: { key: 'Authorization', value: '' } },
    ]);
    expect(changing(files, changes, true)).toMatchObject({
      left: [],
      files: { [source]: [{ op: 'add', path: '/item/0/item/0/request/header/1', value: pasted[1] }] },
    });
  });

  it('are not written in clear in what is new', () => {
    const item = {
      type: 'request',
      name: 'n',
      request: { line: { method: 'GET', url: other }, header: [{ key: 'Authorization', value: 'Bearer abc' }] },
    };
    const { files: patches, left } = changing(files, { '/items/n': item, '/order': ['F', 'G', 'n'] });
    expect(left).toEqual([{ pointer: '/items/n/request/header/0/value', why: 'secret' }]);
    expect(JSON.stringify(patches)).not.toContain('abc');
  });
});
