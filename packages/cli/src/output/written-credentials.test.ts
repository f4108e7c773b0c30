// Credentials in texts of every form, whole and broken, and names that hold none.
import { expect, it } from 'vitest';
import { makeRedactor } from './redactor.ts';
import { writtenCredentials } from './written-credentials.ts';

const secret = 'tok"en\\of/5e21';
const json = JSON.stringify;
const v1 = { key: 'token', value: secret, type: 'string' };

it.each<[string, string]>([
  ['auth of format 2.1', json({ auth: { type: 'bearer', bearer: [v1] } })],
  ['the value before its key', json({ bearer: [{ value: secret, type: 'any', key: 'token' }] })],
  ['auth of format 2.0', json({ auth: { type: 'basic', basic: { username: 'u', password: secret } } })],
  [
    'an API key',
    json({
      type: 'apikey',
      apikey: [
        { key: 'key', value: 'X-Odd' },
        { key: 'value', value: secret },
      ],
    }),
  ],
  ['an API key of format 2.0', json({ type: 'apikey', apikey: { key: 'X-Odd', value: secret } })],
  ['a secret of format 2.0', json({ jwt: { algorithm: 'HS256', secret } })],
  ['a header', json({ header: [{ key: 'Authorization', value: `Bearer ${secret}` }] })],
  [
    'a header with more in it',
    json({ header: [{ key: 'X-Api-Key', description: 'of 2026', disabled: true, value: secret }] }),
  ],
  ['a variable of type secret', json({ variable: [{ key: 'x', value: secret, type: 'secret' }] })],
  ['a variable of type secret, the other way round', json({ type: 'secret', key: 'x', value: secret })],
  ['JSON with indentation', json({ auth: { bearer: [v1] } }, undefined, 2)],
  [
    'JSON in JSON',
    json({ raw: json({ password: secret.replace(/["\\]/g, '') }) }).replaceAll(
      secret.replace(/["\\]/g, ''),
      'token/of/5e21',
    ),
  ],
  ['JSON that breaks off', json({ auth: { bearer: [v1] }, x: 1 }).slice(0, -12)],
  ['JSON with a quote too few before it', `{"name": "x, "auth": {"bearer": [${json(v1)}]}}`],
  ['YAML', `auth:\n  bearer:\n    token: ${secret}\n`],
  ['YAML in quotes', `auth: { bearer: { token: '${secret}' } }`],
  ['YAML of pairs', `auth:\n  - key: token\n    value: ${secret}\n`],
  ['YAML of lines', `privateKey: |\n  first-line-of-it\n  ${secret}\nnext: 1\n`],
  ['broken YAML', `auth: { token: ${json(secret)}, [\n`],
])('%s', (_what, text) => {
  const redactor = makeRedactor();
  redactor.learn(writtenCredentials(text));
  const shown = redactor.blot(text);
  expect(shown).toHaveLength(text.length);
  for (const piece of [secret, json(secret).slice(1, -1), '5e21']) expect(shown).not.toContain(piece);
});

it.each([
  'values: { token: { secret: orders-token } }',
  'values:\n  token:\n    secret: orders-token\n',
  '{"values": {"token": {"secret": "orders-token"}}}',
  'secrets: { orders-token: { env: ORDERS_TOKEN } }',
  'apiKey: { env: ORDERS_TOKEN }',
  '{"header": [{"key": "Authorization", "value": "Bearer {{orders-token}}"}]}',
  `token: \${var.ORDERS_TOKEN}`,
  '{"key": "name", "value": "orders-token"}',
])('nothing is hidden of %s', (text) => {
  const redactor = makeRedactor();
  redactor.learn(writtenCredentials(text));
  expect(redactor.redact('orders-token ORDERS_TOKEN')).toBe('orders-token ORDERS_TOKEN');
});

it('a minified source of some megabytes takes no long time', () => {
  const item = {
    name: 'x',
    request: { header: [{ key: 'Accept', value: '*/*' }], body: { raw: 'a: b, key: c = d '.repeat(20) } },
  };
  const text = json({ item: Array.from({ length: 5_000 }, () => item), auth: { bearer: [v1] } });
  const startedMs = performance.now();
  expect(writtenCredentials(text)).toContain(secret);
  expect(performance.now() - startedMs).toBeLessThan(3_000);
});

it.each(['{ "cookie": null, "token": true }', '{"token":null}', 'password: ~', 'token: false # none'])(
  'a value that holds no text is no credential: %s',
  (text) => {
    expect(writtenCredentials(text)).toEqual([]);
  },
);
