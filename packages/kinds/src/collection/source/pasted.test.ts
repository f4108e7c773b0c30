// What a plan hides stands in no file of an import: it is taken out, named by its place, and put back when it is sent.
import { isDeferredValue, isObject, type Json, type JsonObject, normalize } from '@postform/engine';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { filesIn } from '../../testing/files.ts';
import { parsed, withSecrets } from '../../testing/spec.ts';
import { collection } from '../index.ts';
import { collectionFiles, collectionNames } from '../testing/corpus.ts';
import { expectEqual } from '../testing/equal.ts';
import { normalOf, rawCollection, rawFolder, rawRequest } from '../testing/raw.ts';

const context = { name: 'orders', refName: () => undefined };
const path = '../collections/orders.postman_collection.json';
const canary = 'canary-'.repeat(3);
const bearer = (token: string) => ({ type: 'bearer', bearer: [{ key: 'token', value: token, type: 'string' }] });

const RAW = rawCollection({
  auth: bearer(`${canary}1`),
  item: [
    rawFolder(
      'A/B',
      [
        rawRequest(
          'Log in',
          {
            method: 'GET',
            url: { raw: 'https://x.org/:id', variable: [{ key: 'id', value: `${canary}2`, type: 'secret' }] },
            header: [
              { key: 'Authorization', value: `Bearer ${canary}3` },
              { key: 'Authorization', value: '{{later}}' },
              { key: 'X-Api-Key', value: `${canary}4` },
              { key: 'Accept', value: '*/*' },
            ],
            auth: {
              type: 'oauth2',
              oauth2: [
                { key: 'clientSecret', value: `${canary}5` },
                { key: 'tokenRequestParams', value: [{ key: 'client_secret', value: `${canary}5` }] },
              ],
            },
          },
          {
            response: [
              {
                name: 'OK',
                header: [{ key: 'Set-Cookie', value: `${canary}6` }],
                cookie: [{ name: 'sid', domain: 'x.org', path: '/', value: `${canary}7` }],
                originalRequest: { method: 'GET', url: 'x', header: `Authorization: ${canary}8\nthis is no header` },
              },
            ],
          },
        ),
      ],
      { auth: bearer(`${canary}9`), variable: [{ key: 'k', value: `${canary}10`, type: 'secret' }] },
    ),
  ],
  variable: [
    { key: '2', value: `${canary}11`, type: 'secret' },
    { key: '1', value: 'plain' },
    { key: 'own', value: '', type: 'secret' },
  ],
});

/** The files of an import read back, each secret replaced by what stands at its place in `spec`. */
function readBack(spec: JsonObject): { readonly text: string; readonly written: JsonObject; readonly back: Json } {
  const { written, files } = collection.write(spec, context);
  const blank = normalize(collection, parsed(collection, withSecrets(written) as JsonObject, filesIn(files)));
  const values = new Map<string, Json>();
  const fill = (tree: Json, whole: Json | undefined): Json => {
    if (isDeferredValue(tree) && tree.$deferred === 'secret') {
      expect(values.get(tree.name) ?? whole, tree.name).toBe(whole);
      values.set(tree.name, whole!);
      return whole!;
    }
    if (Array.isArray(tree))
      return tree.map((one: Json, at) => fill(one, Array.isArray(whole) ? whole[at] : undefined));
    if (!isObject(tree)) return tree;
    const inner = (key: string) => (isObject(whole) ? whole[key] : undefined);
    return Object.fromEntries(Object.entries(tree).map(([key, one]) => [key, fill(one, inner(key))]));
  };
  return { text: JSON.stringify([written, files]), written, back: fill(blank, spec) };
}

describe('what people pasted', () => {
  it('is taken out at every place where a plan would hide it, and read back from there', () => {
    const spec = normalOf(RAW);
    const { text, written, back } = readBack(spec);
    expect(text).not.toContain(canary);
    expect(Object.keys(written['secrets'] as JsonObject).sort()).toEqual(
      [
        '/items/A~1B/items/Log in/request/line/url/variable/id',
        '/items/A~1B/items/Log in/request/header/Authorization',
        '/items/A~1B/items/Log in/request/header/X-Api-Key',
        '/items/A~1B/items/Log in/request/auth/oauth2/clientSecret',
        '/items/A~1B/items/Log in/request/auth/oauth2/tokenRequestParams/client_secret',
        '/items/A~1B/items/Log in/examples/OK/header/Set-Cookie',
        '/items/A~1B/items/Log in/examples/OK/cookie/sid',
        '/items/A~1B/items/Log in/examples/OK/originalRequest/header',
        '/items/A~1B/variables/k/value',
        '/items/A~1B/auth/bearer/token',
        '/auth/bearer/token',
      ].sort(),
    );
    expectEqual(back as JsonObject, spec);
    expect(new Ajv({ allowUnionTypes: true }).validate(collection.written, written)).toBe(true);
  });

  it('has one name where the value is the same', () => {
    const secrets = collection.write(normalOf(RAW), context).written['secrets'] as Record<string, { secret: string }>;
    const oauth = '/items/A~1B/items/Log in/request/auth/oauth2';
    expect(secrets[`${oauth}/clientSecret`]).toEqual(secrets[`${oauth}/tokenRequestParams/client_secret`]);
    expect(secrets['/auth/bearer/token']).toEqual({ secret: 'collection_orders_token' });
    expect(new Set(Object.values(secrets).map(({ secret }) => secret)).size).toBe(Object.keys(secrets).length - 1);
  });

  it('leaves variables where they stood, and those without a shared value alone', () => {
    const { written, files } = collection.write(normalOf(RAW), context);
    expect(Object.keys(written['variables'] as JsonObject)).toEqual(['2']);
    const source = JSON.parse(files[path]!) as { variable: readonly JsonObject[] };
    expect(source.variable).toEqual([
      { key: '2', value: '', type: 'secret' },
      { key: '1', value: 'plain' },
      { key: 'own', value: '', type: 'secret' },
    ]);
  });

  it('stays in the source where that is asked for, and is told', () => {
    const { written, files, clear } = collection.write(normalOf(RAW), { ...context, keepSecrets: true });
    expect(written['secrets']).toBeUndefined();
    expect(files[path]).toContain(canary);
    expect(files[path]).not.toContain(`${canary}11`);
    expect(clear).toHaveLength(11);
  });

  it('stays in the source where it is no text, and is told', () => {
    const spec = normalOf(rawCollection({ auth: { type: 'basic', basic: [{ key: 'password', value: 5 }] } }));
    expect(collection.write(spec, context)).toMatchObject({ clear: ['/auth/basic/password'] });
  });

  it.each(collectionNames)('in %s is taken out and put back', (source) => {
    const spec = normalize(collection, parsed(collection, { source }, collectionFiles));
    expectEqual(readBack(spec).back as JsonObject, spec);
  });
});

describe('a place', () => {
  const files = filesIn({ 'c.json': JSON.stringify(RAW) });
  const parse = (place: string) =>
    collection.parse({
      written: { source: 'c.json', secrets: { [place]: { $deferred: 'secret', name: 's' } } },
      files,
    });

  it('that the source does not have is told with what is there', () => {
    expect(parse('/items/A~1B/items/Logout/auth')).toMatchObject({
      ok: false,
      problems: [
        {
          code: 'D_COLLECTION_SECRET',
          pointer: '/secrets/~1items~1A~01B~1items~1Logout~1auth',
          message: expect.stringContaining('no "Logout"'),
          hint: 'It has: Log in.',
        },
      ],
    });
  });

  it('at which the source holds a value is told: the secret is sent, and the value stands in a file', () => {
    const result = parse('/auth/bearer/token');
    expect(result).toMatchObject({ ok: true, warnings: [{ code: 'D_COLLECTION_SECRET' }] });
    expect(JSON.stringify(result.ok && result.spec['auth'])).toContain('"$deferred":"secret"');
  });
});
