// What people read where a value is hidden, or where only a digest of it is left.
import type { Json, JsonObject, LeafChange } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { collection } from '../index.ts';
import { leavesIn, normalOf, rawCollection, rawRequest } from '../testing/raw.ts';

const seal = (value: Json): Json => ({ $deferred: 'sealed', fingerprint: `${JSON.stringify(value).length}-abcdefgh` });
const redacted = (raw: JsonObject): JsonObject => collection.redact!(normalOf(raw), seal);
const auth = (type: string, parameters: Json): JsonObject => ({ type, [type]: parameters });

describe('lines about hidden values', () => {
  const linesOf = (before: JsonObject, after: JsonObject): readonly string[] => {
    const [old, now] = [leavesIn(before), leavesIn(after)];
    const changes: LeafChange[] = [...new Set([...Object.keys(old), ...Object.keys(now)])]
      .map((pointer) => ({ pointer, before: old[pointer], after: now[pointer] }))
      .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
    return collection.describe(changes, before, after).map(({ mark, text }) => `${mark} ${text}`);
  };
  const of = (token: string, header: readonly JsonObject[], response: readonly JsonObject[] = []): JsonObject =>
    redacted(
      rawCollection({
        auth: auth('bearer', [{ key: 'token', value: token }]),
        item: [rawRequest('R', { method: 'GET', url: 'x', header }, { response })],
      }),
    );
  const authorization = (value: string) => ({ key: 'Authorization', value });

  it('have a fingerprint at the place of the value', () => {
    expect(linesOf(of('a', [authorization('pasted')]), of('bb', [authorization('pasted 2')]))).toEqual([
      '~ auth bearer token: (hidden, fingerprint 3-abcd) → (hidden, fingerprint 4-abcd)',
      '~ R  GET x: header Authorization: (hidden, fingerprint 8-abcd) → (hidden, fingerprint 10-abc)',
    ]);
    expect(linesOf(of('a', []), of('{{token}}', [authorization('pasted')]))).toEqual([
      '~ auth bearer token: (hidden, fingerprint 3-abcd) → {{token}}',
      '~ R  GET x: header Authorization added: (hidden, fingerprint 8-abcd)',
    ]);
  });

  it('say it of examples, and of a whole collection that is new', () => {
    const example = (value: string) => [{ name: 'E', header: [{ key: 'Set-Cookie', value }] }];
    expect(linesOf(of('a', [], example('pasted')), of('a', [], example('pasted 2')))).toEqual([
      '~ R  GET x: example E: header Set-Cookie: (hidden, fingerprint 8-abcd) → (hidden, fingerprint 10-abc)',
    ]);
    const lines = collection.describe(
      collection.leaves(of('a', [authorization('x')])).map(({ pointer, value }) => ({
        ...{ pointer, before: undefined },
        after: value,
      })),
      undefined,
      of('a', [authorization('x')]),
    );
    expect(lines.map(({ text }) => text)).not.toContainEqual(expect.stringContaining('$deferred'));
  });

  it('are there even where no fingerprint tells two values apart', () => {
    const spec = of('a', [authorization('x')]);
    const header = leavesIn(spec)['/items/R/request/header']!;
    const change = { pointer: '/items/R/request/header', before: header, after: header };
    expect(collection.describe([change], spec, spec).map(({ text }) => text)).toEqual([
      'R  GET x: request header: a hidden value',
    ]);
  });
});

describe('lines about values of which only a digest is left', () => {
  const response = [{ name: 'E', code: 200, status: 'OK', body: 'a\nb' }];
  const request = {
    ...{ method: 'POST', url: 'https://x.org/login', description: 'One\nTwo', proxy: { host: 'p' } },
    header: [{ key: 'Accept', value: '*' }],
    body: { mode: 'raw', raw: '1\n2\n3' },
    auth: auth('basic', [{ key: 'username', value: 'me' }]),
  };
  const more = {
    event: [{ listen: 'test', script: { exec: ['a();', 'b();'] } }],
    variable: [{ key: 'v', value: 'x' }],
    protocolProfileBehavior: { followRedirects: true },
  };
  const spec = normalOf(rawCollection({ item: [rawRequest('R', request, { ...more, response })] }));

  it.each([
    ['/items/R/name', 'name: (another value) → R'],
    ['/items/R/request/line', 'method and url: (another value) → POST https://x.org/login'],
    ['/items/R/request/header', 'header: (another value) → Accept'],
    ['/items/R/request/body', 'body: (another value) → 3 lines'],
    ['/items/R/request/auth', 'auth: (another value) → basic'],
    ['/items/R/request/description', 'description: (another value) → 2 lines'],
    ['/items/R/request/proxy', 'proxy: (another value) → host'],
    ['/items/R/scripts/test', 'test script: (another value) → 2 lines'],
    ['/items/R/examples/E', 'example E: (another value) → 200 OK, 2 lines'],
    ['/items/R/settings', 'setting: (another value) → followRedirects'],
    ['/items/R/variables/v', 'variable v: (another value) → x'],
    ['/order', 'order: (another value) → R'],
  ])('tell the new value of %s in few words', (pointer, text) => {
    const after = leavesIn(spec)[pointer];
    expect(after).toBeDefined();
    const lines = collection.describe([{ pointer, before: { $deferred: 'lost' }, after }], spec, spec, 'full');
    expect(lines.at(-1)?.text).toBe(text);
    expect(lines.at(-1)?.mark).toBe('~');
  });

  it.each<[Json, string]>([
    [{ mode: 'urlencoded', urlencoded: [{ key: 'a' }, { key: 'b' }] }, 'urlencoded, a, b'],
    [{ mode: 'raw', raw: '{}' }, '{}'],
    [
      { mode: 'formdata', formdata: 'abcdefgh'.split('').map((key) => ({ key })) },
      'formdata, a, b, c, d, e, f, and 2 more',
    ],
    [{ mode: 'formdata', formdata: [] }, 'formdata, (none)'],
  ])('tell the body %j', (after, text) => {
    const change = { pointer: '/items/R/request/body', before: { $deferred: 'lost' }, after };
    expect(collection.describe([change], spec, spec, 'full').at(-1)?.text).toBe(`body: (another value) → ${text}`);
  });

  it('tell that a part is gone', () => {
    const change = { pointer: '/items/R/request/body', before: { $deferred: 'lost' }, after: undefined };
    expect(collection.describe([change], spec, spec, 'full').at(-1)).toEqual({
      mark: '-',
      depth: 1,
      text: 'body: (another value)',
    });
  });
});
