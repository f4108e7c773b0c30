// Where a text holds an attribute that stands nowhere by chance, and where it only seems to.
import { expect, it } from 'vitest';
import { resolveDeferred } from '../model/deferred-value.ts';
import { bell } from '../testing/kinds.ts';
import { namedInText, searchedIn, withUses } from './found-uses.ts';

const site = {
  ...bell,
  attributes: { id: { description: '' }, url: { description: '', unmistakable: true as const } },
};
const URLS = { 'lamp.a': 'https://a.test', 'lamp.b': 'https://a.test/b', 'lamp.c': 'https://c.test' };
const searched = searchedIn(
  Object.entries(URLS).map(([address, url]) => ({ address, kind: site, values: { id: 'plain', url } })),
)!;
const found = (text: string, own = 'lamp.me') => withUses(text, searched, own);
const ref = (address: string) => ({ $deferred: 'ref', address, attribute: 'url' });
const text = (...parts: readonly unknown[]) => ({ $deferred: 'text', parts });

it.each([
  ['https://a.test', ref('lamp.a')],
  ['https://a.test/b', ref('lamp.b')],
  ['https://a.test/b/c', text(ref('lamp.b'), '/c')],
  ['https://a.test/c', text(ref('lamp.a'), '/c')],
  ['see https://c.test.', text('see ', ref('lamp.c'), '.')],
  ['("https://c.test","https://a.test?x")', text('("', ref('lamp.c'), '","', ref('lamp.a'), '?x")')],
])('finds it in %s', (given, expected) => {
  expect(found(given)).toEqual(expected);
});

it.each([
  'https://a.test.org',
  'https://a.tests',
  'https://a.test:8080',
  'https://a.test@evil.test',
  'https://a.test-2',
  'xhttps://a.test',
  'git+https://a.test',
  '$https://a.test',
  'https://c.testé',
  'HTTPS://A.TEST',
  'plain',
])('finds nothing in %s', (given) => {
  expect(found(given)).toBe(given);
});

it('leaves keys, own values, other deferred values and trees without any as they are', () => {
  const tree = { 'https://a.test': ['x', 1, null, true, { secret: 'https' }], other: { $deferred: 'lost' } };
  expect(withUses(tree, searched, 'lamp.me')).toBe(tree);
  expect(found('https://a.test', 'lamp.a')).toBe('https://a.test');
  expect(withUses({ a: ['https://c.test'] }, searched, 'lamp.me')).toEqual({ a: [ref('lamp.c')] });
});

it('names each attribute of a text once', () => {
  expect(namedInText('https://a.test https://a.test/x https://c.test', searched, 'lamp.c')).toEqual([
    { address: 'lamp.a', attribute: 'url' },
  ]);
});

it('searches for nothing where two share a value, or where it is empty', () => {
  const of = (address: string, url: string) => ({ address, kind: site, values: { id: 'plain', url } });
  expect(searchedIn([of('lamp.a', 'https://a.test'), of('lamp.b', 'https://a.test')])).toBeUndefined();
  expect(searchedIn([of('lamp.a', '')])).toBeUndefined();
});

it('resolves to the text that it was found in', () => {
  const lookup = {
    attribute: (address: string) => URLS[address as keyof typeof URLS],
    secret: () => undefined,
  };
  for (const one of ['https://a.test/b https://a.test', `\${x}https://c.test/\${y}`, 'https://a.test/bhttps://c.test'])
    expect(resolveDeferred(found(one), lookup)).toBe(one);
});
