// Credentials in objects of every kind and format, and what is none.
import { expect, it } from 'vitest';
import { treeCredentials } from './tree-credentials.ts';

const secret = 'tok-canary-5e21';

it.each([
  ['auth of format 2.1', { auth: { type: 'bearer', bearer: [{ key: 'token', value: secret }] } }],
  ['auth of format 2.0', { auth: { type: 'basic', basic: { username: 'u', password: secret } } }],
  [
    'an API key',
    {
      apikey: [
        { key: 'key', value: 'X' },
        { key: 'value', value: secret },
      ],
    },
  ],
  ['an API key of format 2.0', { apikey: { key: 'X', value: secret } }],
  [
    'parameters within parameters',
    { oauth2: [{ key: 'tokenRequestParams', value: [{ key: 'client_secret', value: secret }] }] },
  ],
  ['a header', { item: [{ request: { header: [{ key: 'X-Api-Key', value: secret }] } }] }],
  ['a header with a scheme', { header: [{ key: 'Authorization', value: `Bearer ${secret}` }] }],
  ['headers as text', { header: `Accept: x\nCookie: a=${secret}` }],
  ['headers as a list of texts', { header: ['Accept: x', `Authorization: Basic ${btoa(`u:${secret}`)}`] }],
  ['a cookie of an example', { response: [{ cookie: [{ name: 'session', value: secret }] }] }],
  ['a masked variable', { values: [{ key: 'x', value: secret, type: 'secret' }] }],
  ['a masked variable in a map', { values: { x: { value: secret, type: 'secret' } } }],
])('%s', (_what, tree) => {
  expect(treeCredentials(tree)).toContain(secret);
});

it.each([
  [
    'a plain variable',
    {
      values: [
        { key: 'token', enabled: true },
        { key: 'host', value: secret, type: 'default' },
      ],
    },
  ],
  ['a secret by name', { values: { token: { $deferred: 'secret', name: secret } } }],
  ['a reference', { bearer: [{ key: 'token', value: '{{tok-canary-5e21}}' }] }],
  ['another header', { header: [{ key: 'Accept', value: secret }] }],
  ['a text of headers without one', { header: `Accept: ${secret}` }],
])('%s holds none', (_what, tree) => {
  expect(treeCredentials(tree)).not.toContain(secret);
});
