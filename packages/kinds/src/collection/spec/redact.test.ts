// What is hidden before a collection is shown or kept: pasted secrets, all of them, and nothing else.
import type { Json, JsonObject } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { collection } from '../index.ts';
import { leavesIn, normalOf, rawCollection, rawFolder, rawRequest } from '../testing/raw.ts';

const seal = (value: Json): Json => ({ $deferred: 'sealed', fingerprint: `${JSON.stringify(value).length}-abcdefgh` });
const redacted = (raw: JsonObject): JsonObject => collection.redact!(normalOf(raw), seal);
const auth = (type: string, parameters: Json): JsonObject => ({ type, [type]: parameters });
const withAuth = (type: string, key: string, value: Json) => rawCollection({ auth: auth(type, [{ key, value }]) });
const withHeader = (key: string, value: string) =>
  rawCollection({ item: [rawRequest('R', { method: 'GET', url: 'x', header: [{ key, value }] })] });

describe('a parameter of auth', () => {
  it.each([
    ['apikey', 'value'],
    ['awsv4', 'secretKey'],
    ['awsv4', 'sessionToken'],
    ['basic', 'password'],
    ['bearer', 'token'],
    ['digest', 'password'],
    ['edgegrid', 'accessToken'],
    ['edgegrid', 'clientToken'],
    ['edgegrid', 'clientSecret'],
    ['hawk', 'authKey'],
    ['jwt', 'secret'],
    ['jwt', 'privateKey'],
    ['ntlm', 'password'],
    ['oauth1', 'consumerSecret'],
    ['oauth1', 'token'],
    ['oauth1', 'tokenSecret'],
    ['oauth1', 'privateKey'],
    ['oauth1', 'verifier'],
    ['oauth2', 'accessToken'],
    ['oauth2', 'refreshToken'],
    ['oauth2', 'clientSecret'],
    ['oauth2', 'client_secret'],
    ['oauth2', 'password'],
    ['oauth2', 'code_verifier'],
    ['oauth2', 'assertion'],
  ])('of %s that is a secret is hidden: %s', (type, key) => {
    expect(redacted(withAuth(type, key, 'pasted'))['auth']).toEqual(auth(type, [{ key, value: seal('pasted') }]));
    expect(redacted(withAuth(type, key, 12345))['auth']).toEqual(auth(type, [{ key, value: seal(12345) }]));
  });

  it.each<[string, string, Json]>([
    ['apikey', 'key', 'X-Api-Key'],
    ['apikey', 'in', 'query'],
    ['awsv4', 'accessKey', 'A'],
    ['awsv4', 'region', 'eu-west-1'],
    ['basic', 'username', 'me'],
    ['basic', 'value', 'x'],
    ['oauth1', 'consumerKey', 'k'],
    ['oauth2', 'accessTokenUrl', 'https://x.org/token'],
    ['oauth2', 'addTokenTo', 'header'],
    ['oauth2', 'clientId', 'c'],
    ['oauth2', 'client_authentication', 'header'],
    ['oauth2', 'tokenName', 't'],
    ['jwt', 'isSecretBase64Encoded', true],
    ['oauth2', 'autoRefreshToken', true],
    ['bearer', 'token', ''],
    ['bearer', 'token', '{{token}}'],
    ['bearer', 'token', { $deferred: 'missing', name: 't' }],
  ])('of %s that is none stays: %s %j', (type, key, value) => {
    const spec = normalOf(withAuth(type, key, value));
    expect(collection.redact!(spec, seal)).toBe(spec);
  });

  it('is hidden in the lists inside of OAuth 2.0, too', () => {
    const list = (value: Json) => [
      { key: 'client_secret', value },
      { key: 'scope', value: 'all' },
    ];
    const params = redacted(withAuth('oauth2', 'tokenRequestParams', list('pasted')))['auth'];
    expect(params).toEqual(auth('oauth2', [{ key: 'tokenRequestParams', value: list(seal('pasted')) }]));
  });
});

describe('a header', () => {
  it.each(['Authorization', 'proxy-authorization', 'Cookie', 'Set-Cookie', 'X-Api-Key', 'api-key', 'X-Auth-Token'])(
    'that carries a credential is hidden: %s',
    (key) => {
      expect(leavesIn(redacted(withHeader(key, 'pasted')))['/items/R/request/header']).toEqual([
        { key, value: seal('pasted') },
      ]);
    },
  );

  it.each([
    ['Accept', 'text/html'],
    ['Idempotency-Key', 'x'],
    ['Authorization', ''],
    ['Authorization', '{{auth}}'],
    ['Authorization', 'Bearer {{token}}'],
    ['Authorization', 'Basic {{user}}:{{password}}'],
    ['Cookie', '{{a}}; {{b}}'],
  ])('that carries none stays: %s: %s', (key, value) => {
    const spec = normalOf(withHeader(key, value));
    expect(collection.redact!(spec, seal)).toBe(spec);
  });

  it.each(['Bearer pasted{{x}}', 'pasted {{token}}', 'Bearer', '{{', '{{}}', 'Bearer {{a}} pasted'])(
    'with more than references is hidden: %s',
    (value) => {
      expect(JSON.stringify(redacted(withHeader('Authorization', value)))).toContain('sealed');
    },
  );

  it('written as text is hidden where a line of it carries one', () => {
    const item = (header: Json) =>
      rawCollection({ item: [rawRequest('R', { url: 'x', header }, { response: [{ name: 'E', header }] })] });
    const texts = ['no header\nAuthorization: pasted', ['X-Api-Key: pasted', 'Accept: a']];
    for (const text of texts) expect(JSON.stringify(redacted(item(text)))).not.toContain('pasted');
    expect(JSON.stringify(redacted(item(texts[1]!)))).toContain('Accept: a');
    const spec = normalOf(item('no header\nAuthorization: {{x}}\n:pasted'));
    expect(collection.redact!(spec, seal)).toEqual(spec);
  });
});

describe('a whole collection', () => {
  const bearer = { type: 'bearer', bearer: [{ key: 'token', value: 'canary' }] };
  const call = { method: 'GET', url: 'x', auth: bearer, header: [{ key: 'Authorization', value: 'canary' }] };
  const response = {
    name: 'E',
    originalRequest: call,
    header: [{ key: 'Set-Cookie', value: 'canary' }],
    cookie: [{ domain: 'x', path: '/', name: 'sid', value: 'canary' }],
  };
  const variable = [
    { key: 'a', value: 'canary', type: 'secret' },
    { key: 'b', value: '{{c}}', type: 'secret' },
    { key: 'c', value: 'seen' },
  ];
  const owner = { auth: bearer, variable };
  const raw = rawCollection({
    ...owner,
    item: [rawFolder('F', [rawRequest('R', call, { response: [response], variable })], owner)],
  });

  it('shows no secret at any level, and keeps the rest', () => {
    const text = JSON.stringify(redacted(raw));
    expect(text).not.toContain('canary');
    expect(text.match(/"\$deferred":"sealed"/g)).toHaveLength(11);
    expect(text).toContain('"value":"{{c}}"');
    expect(text.match(/seen/g)).toHaveLength(3);
    expect(Object.keys(leavesIn(redacted(raw)))).toEqual(Object.keys(leavesIn(normalOf(raw))));
  });

  it('needs no second hiding of what is hidden in a part of a leaf', () => {
    const spec = redacted(raw);
    const sensitive = collection.leaves(spec).filter((leaf) => collection.isSensitive(leaf, spec));
    expect(sensitive.map((leaf) => leaf.pointer.split('/').at(-2))).toEqual(Array(6).fill('variables'));
  });

  it('takes time in proportion to its size', () => {
    const long = 'x{{'.repeat(300_000);
    const header = Array.from({ length: 20_000 }, (_, index) => ({ key: `Authorization`, value: `Bearer ${index}` }));
    const item = [rawRequest('R', { url: 'x', header: [...header, { key: 'Cookie', value: long }] })];
    const spec = normalOf(rawCollection({ item }));
    const start = process.cpuUsage();
    collection.redact!(spec, () => 'hidden');
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(500);
  });
});
