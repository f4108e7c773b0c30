// What is shown of a file with a mistake in it holds nothing that the file keeps secret, wherever the mistake stands.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type InProcessCli, makeInProcessCli } from '../../../../tests/harness/in-process-cli.ts';

const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
const token = 'tok-canary-5e21';
const auth = { type: 'bearer', bearer: [{ key: 'token', value: token, type: 'string' }] };
const header = [{ key: 'Authorization', value: `Basic ${Buffer.from(`me:${token}`).toString('base64')}` }];
const item = { name: 'x', request: { method: 'GET', url: `https://x.example?api_key=${token}`, header, auth } };
const source = { info: { name: 'C', schema: SCHEMA }, auth, item: [item] };
const minified = JSON.stringify(source);
const at = (text: string) => minified.indexOf(text);

let inside: InProcessCli;
beforeAll(async () => {
  inside = await makeInProcessCli();
  inside.write({ 'postform.yaml': 'postform: 1\nworkspace: w-1\ndesired: [desired/*.yaml]\n' });
});
afterAll(async () => inside.close());

async function validated(files: Readonly<Record<string, string>>): Promise<string> {
  inside.write({ 'desired/all.yaml': 'collections: { c: { source: ../c.json } }', 'c.json': '{}', ...files });
  const shown = [
    await inside.run(['validate']),
    await inside.run(['validate'], { isTty: true }),
    await inside.run(['validate', '--json']),
  ];
  for (const { exit } of shown) expect(exit).toBe(1);
  return shown.map(({ out, err }) => out + err).join('');
}

const broken = (from: string, to: string) => minified.slice(0, at(from)) + to + minified.slice(at(from) + from.length);

it.each<[string, Readonly<Record<string, string>>]>([
  ['a list of headers that is none', { 'c.json': broken('"header":', '"header":7,"odd":') }],
  ['a token that is no pair', { 'c.json': broken('"type":"string"', `"value":{"token":"${token}"}`) }],
  ['an unknown type of auth', { 'c.json': broken('"type":"bearer"', `"type":7,"token":"${token}"`) }],
  ['a comma too many, right before it', { 'c.json': broken('{"key":"token"', ',{"key":"token"') }],
  ['a quote too few, within it', { 'c.json': broken(`${token}"`, token) }],
  ['a line break within it', { 'c.json': broken(token, `${token}\n`) }],
  ['a file that breaks off in it', { 'c.json': minified.slice(0, at(token) + 12) }],
  ['a file that breaks off later', { 'c.json': minified.slice(0, -3) }],
  ['a method that is none', { 'c.json': broken('"GET"', '7') }],
  ['a source with line breaks', { 'c.json': JSON.stringify(source, undefined, 2).replace('"bearer",', '7,') }],
  [
    'YAML',
    {
      'desired/all.yaml': `collections: { c: { source: ../c.json, auth: { type: bearer, bearer: { token: "${token}" }, odd: 1 } } }`,
    },
  ],
  ['broken YAML', { 'desired/all.yaml': `collections:\n  c: { auth: { bearer: { token: ${token}, [ } }\n` }],
  [
    'a masked value',
    {
      'desired/all.yaml': `environments: { e: { name: E, values: { a: { value: ${token}, type: secret, odd: 1 } } } }`,
    },
  ],
])('%s', async (_what, files) => {
  const shown = await validated(files);
  for (const piece of [token, 'canary', '5e21', Buffer.from(`me:${token}`).toString('base64').slice(4, 16)])
    expect(shown).not.toContain(piece);
});
