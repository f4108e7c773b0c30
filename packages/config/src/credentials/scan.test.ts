// What is found in a spec: where it stands, how often, and what is allowed.
import { describe, expect, it } from 'vitest';
import { CREDENTIALS, made } from '../testing/credentials.ts';
import { scanSpec } from './scan.ts';

const github = CREDENTIALS['github-token']![0]![1];
const google = CREDENTIALS['google-api-key']![0]![1];

const foundIn = (spec: Parameters<typeof scanSpec>[0], allowed: readonly string[] = []) =>
  scanSpec(spec, allowed).values.map(
    ({ found: { at, rule, more } }) => `${at} ${rule}${more === 0 ? '' : ` and ${more} more`}`,
  );

describe('the place of what is found', () => {
  it.each<[string, Parameters<typeof scanSpec>[0], string]>([
    ['a text', { a: { b: github } }, '/a/b github-token'],
    ['an entry of a list, by its key', { header: [{ key: 'X', value: github }] }, '/header/X github-token'],
    [
      'the second of a key',
      {
        h: [
          { key: 'X', value: '' },
          { key: 'X', value: github },
        ],
      },
      '/h/X#2 github-token',
    ],
    ['another field of an entry', { h: [{ key: 'X', about: github }] }, '/h/X/about github-token'],
    ['an entry without a key', { list: [{ value: github }] }, '/list/0 github-token'],
    ['a line of a script', { exec: ['var a;', `var t = "${github}";`] }, '/exec/1 github-token'],
    ['a part of a text', { a: { $deferred: 'text', parts: ['x', github] } }, '/a github-token'],
    ['a key with a slash', { 'a/b': github }, '/a~1b github-token'],
    ['a name beside', { values: { t: { key: 'api_token', value: made(32) } } }, '/values/t/value credential-name'],
    ['the name of the field', { bearer: { token: made(32) } }, '/bearer/token credential-name'],
    ['an API key', { apikey: [{ key: 'value', value: made(32) }] }, '/apikey/value credential-name'],
    ['a masked variable', { v: [{ key: 'x', type: 'secret', value: made(32) }] }, '/v/x credential-name'],
  ])('is that of %s', (_what, spec, expected) => {
    expect(foundIn(spec)).toEqual([expected]);
  });

  it('hides a step that would show it', () => {
    expect(foundIn({ items: { [`Get ${github}`]: { name: `Get ${github}` } }, order: [`Get ${github}`] })).toEqual([
      '/items/*/name github-token',
    ]);
    expect(foundIn({ [made(40)]: { a: github } })).toEqual(['/*/a github-token']);
  });

  it('is that of the map, and not of the order of its keys', () => {
    const spec = { order: [github, 'b'], items: { [github]: { name: github }, b: { name: 'b' } } };
    expect(foundIn(spec)).toEqual(['/items/*/name github-token']);
  });
});

describe('what is no finding', () => {
  it.each<[string, Parameters<typeof scanSpec>[0]]>([
    ['a secret', { token: { $deferred: 'secret', name: 'orders' } }],
    ['a reference', { token: { $deferred: 'ref', address: 'mock.m', attribute: 'mockUrl' } }],
    ['a variable', { auth: { token: '{{token}}' }, header: [{ key: 'Authorization', value: 'Bearer {{token}}' }] }],
    [
      'a placeholder',
      { token: '<token>', password: 'xxxxxxxxxxxxxxxxxxxx', secret: 'changeme', apikey: 'your-api-key' },
    ],
    ['an empty text', { token: '' }],
    ['a random text under a name that says nothing', { id: made(40), hash: made(64, 'hex') }],
    ['a number, a switch', { token: 12345678901234, secret: true, password: null }],
  ])('%s', (_what, spec) => {
    expect(foundIn(spec)).toEqual([]);
  });
});

describe('many', () => {
  it('are told once for each value, with the number of places', () => {
    const spec = { a: github, b: { c: `token ${github}` }, d: google, e: [github] };
    expect(foundIn(spec)).toEqual(['/a github-token and 2 more', '/d google-api-key']);
  });

  it('are allowed by place, and a pattern that allows nothing is told', () => {
    const spec = { items: { a: { x: github }, b: { x: github, y: google } } };
    expect(foundIn(spec, ['/items/a'])).toEqual(['/items/b/x github-token', '/items/b/y google-api-key']);
    expect(foundIn(spec, ['/items/*/x'])).toEqual(['/items/b/y google-api-key']);
    expect(foundIn(spec, [''])).toEqual([]);
    expect(scanSpec(spec, ['/items', '/items/b/y', '/other']).unmatched).toEqual(['/other']);
  });

  it('are counted, and cost little', () => {
    const item = (index: number) => ({
      name: `R${index}`,
      header: [{ key: 'X', value: `${'npm'}_${made(36, 'base62', index)}` }],
    });
    const spec = {
      items: Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`R${index}`, item(index)])),
    };
    const before = process.cpuUsage();
    const { values, beyond } = scanSpec(spec, []);
    const { user, system } = process.cpuUsage(before);
    expect(values.length).toBe(1000);
    // A few of the made ones are placeholders by chance.
    expect(values.reduce((sum, { found }) => sum + 1 + found.more, beyond)).toBeGreaterThan(49_900);
    expect((user + system) / 1e6).toBeLessThan(5);
  });

  it('are searched in 20 MiB of requests in well under a second, best of three', () => {
    const request = (index: number) => ({
      name: `Request ${index}`,
      description: 'Gives the orders of a customer, newest first. Needs a token of the shop. '.repeat(4),
      request: { url: { raw: `https://api.internal/v1/orders/${index}?page=1`, query: [{ key: 'page', value: '1' }] } },
      header: [
        { key: 'Authorization', value: 'Bearer {{token}}' },
        { key: 'Accept', value: 'application/json' },
      ],
      examples: { ok: { body: JSON.stringify({ id: index, lines: 'x y z '.repeat(60) }) } },
    });
    const spec = {
      items: Object.fromEntries(Array.from({ length: 22_000 }, (_, index) => [`R${index}`, request(index)])),
    };
    expect(JSON.stringify(spec).length).toBeGreaterThan(20 * 2 ** 20);
    const seconds = () => {
      const before = process.cpuUsage();
      expect(scanSpec(spec, []).values).toEqual([]);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1e6;
    };
    expect(Math.min(seconds(), seconds(), seconds())).toBeLessThan(1);
  });
});
