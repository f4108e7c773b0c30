// What people read about changes of a collection.
import { type Json, type JsonObject, type LeafChange, normalize } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { collection } from '../index.ts';
import { leavesIn, normalOf, rawCollection, rawFolder, rawRequest } from '../testing/raw.ts';

function changesBetween(before: JsonObject, after: JsonObject): readonly LeafChange[] {
  const [old, now] = [leavesIn(before), leavesIn(after)];
  return [...new Set([...Object.keys(now), ...Object.keys(old)])]
    .filter((pointer) => JSON.stringify(old[pointer]) !== JSON.stringify(now[pointer]))
    .map((pointer) => ({ pointer, before: old[pointer], after: now[pointer] }));
}

function text(before: JsonObject, after: JsonObject): string {
  const lines = collection.describe(changesBetween(before, after), before, after);
  return lines.map(({ mark, depth, text }) => `${'  '.repeat(depth)}${mark} ${text}`).join('\n');
}

const between = (before: JsonObject, after: JsonObject) => text(normalOf(before), normalOf(after));
const request = (fields: JsonObject, more: JsonObject = {}) =>
  rawCollection({
    item: [rawFolder('Auth', [rawRequest('Login', { method: 'POST', url: 'https://x.org/login', ...fields }, more)])],
  });
const script = (...exec: readonly string[]) => ({ event: [{ listen: 'test', script: { exec } }] });

describe('a changed request', () => {
  const head = '~ Auth / Login  POST /login';

  it.each<[string, JsonObject, JsonObject, string]>([
    [
      'its URL',
      request({ url: 'https://x.org/signin' }),
      request({}),
      ': url https://x.org/signin → https://x.org/login',
    ],
    ['its method', request({ method: 'PUT' }), request({}), ': method PUT → POST'],
    [
      'a query parameter, said once',
      request({ url: 'https://x.org/login?a=1' }),
      request({}),
      ': url https://x.org/login?a=1 → https://x.org/login',
    ],
    [
      'a parameter that is switched off',
      request({ url: { raw: 'x', host: ['x'], path: ['login'], query: [{ key: 'a', value: '1' }] } }),
      request({ url: { raw: 'x', host: ['x'], path: ['login'], query: [{ key: 'a', value: '1', disabled: true }] } }),
      ': query a, disabled added: true',
    ],
    [
      'a part of the URL that its text does not show',
      request({ url: { raw: 'x', host: ['y'], path: ['login'] } }),
      request({ url: { raw: 'x', host: ['x'], path: ['login'] } }),
      ': url host: y → x',
    ],
    [
      'headers',
      request({
        header: [
          { key: 'A', value: '1' },
          { key: 'B', value: '2' },
        ],
      }),
      request({
        header: [
          { key: 'A', value: '3' },
          { key: 'C', value: 'x y' },
        ],
      }),
      ': header A: 1 → 3; header C added: "x y"; header B removed: 2',
    ],
    [
      'the order of headers',
      request({
        header: [
          { key: 'A', value: '1' },
          { key: 'B', value: '2' },
        ],
      }),
      request({
        header: [
          { key: 'B', value: '2' },
          { key: 'A', value: '1' },
        ],
      }),
      ': header: in another order',
    ],
    [
      'its body',
      request({ body: { mode: 'raw', raw: 'a\nb\nc\nd\ne\nf\ng' } }),
      request({ body: { mode: 'raw', raw: 'a\nb\nc\nD\ne\nf\ng' } }),
      ': body +1 −1\n    b\n    c\n  - d\n  + D\n    e\n    f',
    ],
    [
      'the line ends of its body',
      request({ body: { mode: 'raw', raw: 'a\r\nb' } }),
      request({ body: { mode: 'raw', raw: 'a\nb' } }),
      ": body: only line ends or the last line's end differ",
    ],
    [
      'the mode of its body',
      request({ body: { mode: 'raw', raw: 'a' } }),
      request({ body: { mode: 'formdata', formdata: [{ key: 'f', type: 'file', src: 'a.png' }] } }),
      ': body mode raw → formdata; body removed: a; field f added: a.png',
    ],
    [
      'a GraphQL query',
      request({ body: { mode: 'graphql', graphql: { query: '{ a }', variables: '' } } }),
      request({ body: { mode: 'graphql', graphql: { query: '{ b }', variables: '' } } }),
      ': query: "{ a }" → "{ b }"',
    ],
    [
      'options of its body',
      request({ body: { mode: 'raw', raw: 'a' } }),
      request({ body: { mode: 'raw', raw: 'a', options: { raw: { language: 'json' } } } }),
      ': body options added: {"raw":{"language":"json"}}',
    ],
    [
      'its auth',
      request({ auth: { type: 'basic', basic: [{ key: 'username', value: 'u' }] } }),
      request({ auth: { type: 'basic', basic: [{ key: 'username', value: 'v' }] } }),
      ': auth basic username: u → v',
    ],
    [
      'the type of its auth',
      request({ auth: { type: 'noauth' } }),
      request({ auth: { type: 'bearer', bearer: [] } }),
      ': auth: noauth → bearer',
    ],
    [
      'a script',
      request({}, script('a();', 'b();')),
      request({}, script('a();', 'c();')),
      ': test script +1 −1\n    a();\n  - b();\n  + c();',
    ],
    ['a new script', request({}), request({}, script('a();', 'b();')), ': test script added: 2 lines'],
    [
      'a setting',
      request({}),
      request({}, { protocolProfileBehavior: { strictSSL: false } }),
      ': setting strictSSL added: false',
    ],
    ['its description', request({ description: 'old' }), request({ description: 'new' }), ': description: old → new'],
    ['a key outside the format', request({}, { state: 'a' }), request({}, { state: 'b' }), ': state: a → b'],
    ['a proxy', request({}), request({ proxy: { host: 'p' } }), ': proxy host added: p'],
    [
      'a variable',
      request({}, { variable: [{ key: 'a', value: '1' }] }),
      request({}, { variable: [{ key: 'a', value: '2' }] }),
      ': variable a: 1 → 2 (shared value)',
    ],
    [
      'a new example and an old one',
      request(
        {},
        {
          response: [
            { name: 'A' },
            { name: 'B', code: 200, status: 'OK', body: 'x', header: [], originalRequest: 'x' },
          ],
        },
      ),
      request(
        {},
        {
          response: [
            { name: 'B', code: 201, status: 'OK', body: 'y', header: [{ key: 'H', value: '1' }], originalRequest: 'y' },
            { name: 'C' },
          ],
        },
      ),
      '\n  ~ example B: code: 200 → 201\n  + example B: header H: 1\n  ~ example B: body: x → y\n  ~ example B: the request it answers\n  + example C\n  - example A',
    ],
    [
      'the order of examples',
      request({}, { response: [{ name: 'A' }, { name: 'B' }] }),
      request({}, { response: [{ name: 'B' }, { name: 'A' }] }),
      ': moved example B to the start',
    ],
  ])('tells %s', (_, before, after, lines) => {
    expect(between(before, after)).toBe(head + lines);
  });

  it('that was renamed keeps its place and tells both names', () => {
    const before = normalOf(request({}));
    const raw = collection.fromRemote(
      {
        ...request({}),
        item: [
          rawFolder('Auth', [{ ...rawRequest('Sign in', { method: 'POST', url: 'https://x.org/login' }), id: '1' }]),
        ],
      },
      { '/items/Auth/items/Login': '1' },
    );
    expect(text(before, normalize(collection, raw.spec))).toBe(
      '~ Auth / Sign in  POST /login: renamed from Auth / Login',
    );
  });
});

describe('an item that people moved in the app', () => {
  it('is told in one line, with the folder that it left', () => {
    const ids = { '/items/F': 'f', '/items/G': 'g', '/items/F/items/a': 'a' };
    const a = { ...rawRequest('a', { method: 'GET', url: 'https://x.org/a' }), id: 'a' };
    const at = (inF: readonly JsonObject[], inG: readonly JsonObject[]): JsonObject =>
      normalize(
        collection,
        collection.fromRemote(
          rawCollection({ item: [rawFolder('F', inF, { id: 'f' }), rawFolder('G', inG, { id: 'g' })] }),
          ids,
        ).spec,
      );
    expect(text(at([a], []), at([], [a]))).toBe('~ G / a  GET /a: moved from F');
    expect(text(at([], [{ ...a, name: 'b' }]), at([a], []))).toBe(
      '~ F / a  GET /a: renamed from F / b\n~ F / a  GET /a: moved from G',
    );
  });
});

describe('a changed collection', () => {
  const of = (...item: JsonObject[]) => rawCollection({ item });
  const named = (name: string, fields: JsonObject = {}) =>
    rawRequest(name, { method: 'GET', url: `https://x.org/${name}` }, fields);

  it('tells new and removed requests in one line each, with what they hold', () => {
    const more = { ...script('a();'), response: [{ name: 'A' }, { name: 'B' }] };
    expect(between(of(named('a')), of(rawFolder('F', [named('b', more)])))).toBe(
      '+ F\n+ F / b  GET /b (1 script, 2 examples)\n- a  GET /a',
    );
  });

  it('tells a move to another folder in one line', () => {
    const before = of(rawFolder('F', [named('a'), named('b')]), rawFolder('G', []));
    const after = of(rawFolder('F', [named('b')]), rawFolder('G', [named('a')]));
    expect(between(before, after)).toBe('~ G / a  GET /a: moved from F / a');
  });

  it('tells a new name in one line, where nothing else is new', () => {
    const folder = (name: string) => of(rawFolder('F', [{ ...named('a'), name }, named('b')]));
    expect(between(folder('a'), folder('c'))).toBe('~ F / c  GET /a: renamed from F / a');
  });

  it('tells a folder of another name or place in one line, with all that is in it', () => {
    const inner = rawFolder('I', [named('b', { state: 'x' })]);
    const folder = (name: string) => rawFolder(name, [named('a'), inner]);
    expect(between(of(folder('F')), of(folder('G')))).toBe('~ G: renamed from F');
    expect(between(of(folder('F')), of(rawFolder('H', [folder('F')])))).toBe('+ H\n~ H / F: moved from F');
    const changed = rawFolder('G', [named('a'), rawFolder('I', [named('c')])]);
    expect(between(of(folder('F')), of(changed))).toBe(
      '+ G\n~ G / a  GET /a: moved from F / a\n+ G / I\n+ G / I / c  GET /c\n- F\n- F / I\n- F / I / b  GET /b',
    );
  });

  it('tells another order in one line that names what moved', () => {
    const [a, b, c, d] = [named('a'), named('b'), named('c'), named('d')] as const;
    expect(between(of(a, b, c, d), of(d, a, b, c))).toBe('~ moved: d to the start');
    expect(between(of(a, b, c, d), of(a, c, d, b))).toBe('~ moved: b after d');
    expect(
      between(rawCollection({ item: [rawFolder('F', [a, b])] }), rawCollection({ item: [rawFolder('F', [b, a])] })),
    ).toBe('~ F: moved b to the start');
    const many = Array.from({ length: 12 }, (_, index) => named(`r${index}`));
    expect(between(of(...many), of(...[...many].reverse()))).toMatch(/^~ moved: .*, and 6 more$/);
  });

  it('tells its own fields without a heading, and never the value of a variable that goes', () => {
    const before = rawCollection({ variable: [{ key: 'a', value: 'hidden' }], auth: { type: 'noauth' } });
    const after = rawCollection(
      { variable: [{ key: 'b', value: 'x' }], event: script('a();')['event'] },
      { name: 'New', description: 'One\nTwo' },
    );
    expect(between(before, after)).toBe(
      [
        '~ name: Orders → New',
        '+ description: 2 lines',
        '+ variable b: x (shared value)',
        '+ test script: a();',
        '- auth: noauth',
        '- variable a',
      ].join('\n'),
    );
  });

  it('shows no secret, only that it is one', () => {
    const seal = (fingerprint: string): Json => ({ $deferred: 'sealed', name: 'token', fingerprint });
    const changes: LeafChange[] = [
      { pointer: '/auth', before: seal('aaaaaaaa'), after: seal('bbbbbbbb') },
      {
        pointer: '/variables/t',
        before: { key: 't', value: seal('aaaaaaaa') },
        after: { key: 't', value: seal('bbbbbbbb') },
      },
      { pointer: '/items/R/request/body', before: seal('aaaaaaaa'), after: { mode: 'raw' } },
    ];
    const lines = collection.describe(changes, undefined, undefined).map((line) => line.text);
    expect(lines).toEqual([
      'auth: (secret token, fingerprint aaaaaa) → (secret token, fingerprint bbbbbb)',
      'variable t: (secret token, fingerprint aaaaaa) → (secret token, fingerprint bbbbbb) (shared value)',
      'R: body: (secret token, fingerprint aaaaaa) → raw',
    ]);
  });

  it('gives names and texts as they are to whoever shows them, and cuts long lines', () => {
    const before = of(
      rawRequest('a\u001b[31m', { method: 'GET', url: 'x', body: { mode: 'raw', raw: `1\n${'x'.repeat(1000)}` } }),
    );
    const after = of(
      rawRequest('a\u001b[31m', {
        method: 'GET',
        url: 'x',
        body: { mode: 'raw', raw: `1\n${'y'.repeat(1000)}\u0007` },
      }),
    );
    const shownValue = between(before, after);
    expect(shownValue).toContain('a\u001b[31m');
    for (const line of shownValue.split('\n')) expect(line.length).toBeLessThan(240);
  });

  it('tells texts that share nothing by their size', () => {
    const lines = (letter: string) => Array.from({ length: 3000 }, (_, index) => `${letter}${index}`).join('\n');
    const body = (letter: string) => request({ body: { mode: 'raw', raw: lines(letter) } });
    expect(between(body('a'), body('b'))).toContain(': body: rewritten, 3000 lines → 3000 lines');
  });

  it('shows the first lines of a long difference and counts the rest', () => {
    const lines = (letter: string) => Array.from({ length: 50 }, (_, index) => `${letter}${index}`).join('\n');
    const body = (letter: string) => request({ body: { mode: 'raw', raw: lines(letter) } });
    expect(between(body('a'), body('b'))).toMatch(/\n {4}… 86 more lines$/);
  });
});

describe('a collection of 50 KB', () => {
  it('tells one changed request in less than 1 KB', () => {
    const exec = Array.from({ length: 20 }, (_, line) => `pm.test('line ${line}', () => pm.response.to.be.ok);`);
    const item = Array.from({ length: 40 }, (_, index) =>
      rawRequest(
        `Request ${index}`,
        { method: 'GET', url: `https://x.org/${index}`, header: [] },
        {
          event: [
            { listen: 'test', script: { exec } },
            { listen: 'prerequest', script: { exec } },
          ],
        },
      ),
    );
    const spec = normalOf(rawCollection({ item }));
    const body = collection.toRemote(spec, { itemIds: {} });
    expect(JSON.stringify(body).length).toBeGreaterThan(50_000);
    const [first, ...rest] = body['item'] as JsonObject[];
    const call = first!['request'] as JsonObject;
    const header = [...((call['header'] as JsonObject[]) ?? []), { key: 'X-New', value: '1' }];
    const event = (first!['event'] as JsonObject[]).map((entry) => {
      const code = entry['script'] as JsonObject;
      return { ...entry, script: { ...code, exec: ['// new', ...(code['exec'] as string[])] } };
    });
    const after = normalOf({
      ...body,
      item: [{ ...first!, event, request: { ...call, method: 'PATCH', header } }, ...rest],
    });
    const shownValue = text(spec, after);
    expect(shownValue.split('\n').length).toBeGreaterThan(4);
    expect(new TextEncoder().encode(shownValue).length).toBeLessThanOrEqual(1024);
  });
});
