// Changed environments go back into the files: what they mean is right, and what has not changed stays as people wrote it.
import {
  escapeUses,
  isObject,
  type Json,
  type JsonObject,
  normalize,
  occurrenceKeys,
  splitPointer,
} from '@postform/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Authored, rewritten, specOfFiles, withoutLeft } from '../testing/rewritten.ts';
import { leavesOf } from '../testing/spec.ts';
import { environment } from './index.ts';
import { keyed, keyOf, keysIn } from './values.ts';

/** The spec after people changed the list of variables. */
function after(
  files: Authored,
  change: (values: readonly JsonObject[]) => readonly JsonObject[],
  name?: string,
): JsonObject {
  const spec = specOfFiles(environment, files);
  const values = spec['values'] as JsonObject | undefined;
  const list = change(keysIn(spec).map((key) => values![key] as JsonObject));
  return normalize(environment, {
    ...spec,
    ...(name === undefined ? {} : { name }),
    ...(list.length === 0 && !values ? {} : keyed(list)),
  });
}

const set =
  (key: string, fields: JsonObject) =>
  (values: readonly JsonObject[]): readonly JsonObject[] =>
    values.map((value) => (keyOf(value) === key ? { ...value, ...fields } : value));
const add = (value: JsonObject) => (values: readonly JsonObject[]) => [...values, value];
const drop = (key: string) => (values: readonly JsonObject[]) => values.filter((value) => keyOf(value) !== key);

const authored: JsonObject = {
  name: 'Orders',
  values: {
    base: `https://\${var.host}/v1`,
    token: { secret: 'orders-token' },
    mock: `\${mock.orders.mockUrl}`,
    retries: 3,
    verbose: true,
    note: { value: 'a', description: 'b', enabled: false },
    dollars: `costs $\${`,
  },
};
const list: JsonObject = {
  name: 'Orders',
  values: [
    { key: 'a', value: '1' },
    { key: 'a', value: '2', enabled: false },
  ],
};
const sources: Record<string, Json> = {
  'e.json': {
    id: 'e-1',
    name: 'Orders',
    values: [
      { key: 'host', value: 'x.org', enabled: true },
      {
        key: 'port',
        value: 80,
        type: 'text',
        enabled: true,
        description: { content: 'of the host', type: 'text/plain' },
      },
      null,
      { key: 'port', value: 81 },
    ],
    _postman_variable_scope: 'environment',
  },
};
const exported: Authored = { authored: { source: 'e.json', values: { host: `\${var.host}` } }, sources };

describe('a changed environment', () => {
  it.each<[string, Authored, JsonObject, unknown]>([
    [
      'a value',
      { authored },
      after({ authored }, set('note', { value: `\${x}` })),
      { written: [{ op: 'replace', path: '/values/note/value', value: `$\${x}` }] },
    ],
    [
      'a number',
      { authored },
      after({ authored }, set('retries', { value: '4' })),
      { written: [{ op: 'replace', path: '/values/retries', value: 4 }] },
    ],
    [
      'a switch',
      { authored },
      after({ authored }, set('verbose', { value: 'maybe' })),
      { written: [{ op: 'replace', path: '/values/verbose', value: 'maybe' }] },
    ],
    [
      'a use',
      { authored },
      after({ authored }, set('base', { value: 'https://y.org' })),
      { written: [], left: [{ pointer: '/values/base/value', why: 'use', at: '/values/base' }] },
    ],
    [
      'a ref',
      { authored },
      after({ authored }, set('mock', { value: 'https://y.org' })),
      { written: [], left: [{ pointer: '/values/mock/value', why: 'use', at: '/values/mock' }] },
    ],
    [
      'a secret',
      { authored },
      after({ authored }, set('token', { value: 'new' })),
      { written: [], left: [{ pointer: '/values/token/value', why: 'secret', at: '/values/token' }] },
    ],
    [
      'the switch of a secret',
      { authored },
      after({ authored }, set('token', { enabled: false, type: 'default' })),
      {
        written: [
          { op: 'remove', path: '/values/token/secret' },
          { op: 'add', path: '/values/token/value', value: { secret: 'orders-token' } },
          { op: 'add', path: '/values/token/type', value: 'default' },
          { op: 'add', path: '/values/token/enabled', value: false },
        ],
      },
    ],
    [
      'a description that goes',
      { authored },
      after({ authored }, set('note', { description: '' })),
      { written: [{ op: 'remove', path: '/values/note/description' }] },
    ],
    [
      'a switch that is turned on',
      { authored },
      after({ authored }, set('note', { enabled: true })),
      { written: [{ op: 'replace', path: '/values/note/enabled', value: true }] },
    ],
    [
      'a new one',
      { authored },
      after({ authored }, add({ key: 'new', value: 'x' })),
      { written: [{ op: 'add', path: '/values/new', value: 'x' }] },
    ],
    [
      'a new masked one',
      { authored },
      after({ authored }, add({ key: 'new', value: 'x', type: 'secret' })),
      {
        written: [{ op: 'add', path: '/values/new', value: { value: '', type: 'secret' } }],
        left: [{ pointer: '/values/new/value', why: 'secret' }],
      },
    ],
    [
      'one that a map cannot hold',
      { authored },
      after({ authored }, add({ key: '7', value: 'x' })),
      { written: [], left: [{ pointer: '/values/7', why: 'form' }] },
    ],
    [
      'a second one of a map',
      { authored },
      after({ authored }, add({ key: 'note', value: 'x' })),
      { written: [], left: [{ pointer: '/values/note#2', why: 'form' }] },
    ],
    [
      'one that goes',
      { authored },
      after({ authored }, drop('token')),
      { written: [{ op: 'remove', path: '/values/token' }] },
    ],
    [
      'the name',
      { authored },
      after({ authored }, (values) => values, 'Old'),
      { written: [{ op: 'replace', path: '/name', value: 'Old' }] },
    ],
    [
      'the second of two',
      { authored: list },
      after({ authored: list }, (values) => [values[0]!, { ...values[1]!, value: '3' }]),
      { written: [{ op: 'replace', path: '/values/1/value', value: '3' }] },
    ],
    [
      'one in between',
      { authored: list },
      after({ authored: list }, (values) => [values[0]!, { key: 'b', value: 'x', enabled: false }, values[1]!]),
      { written: [{ op: 'add', path: '/values/1', value: { key: 'b', value: 'x', enabled: false } }] },
    ],
    [
      'the first one where nothing was managed',
      { authored: { name: 'x' } },
      after({ authored: { name: 'x' } }, add({ key: 'a', value: 'b' })),
      { written: [{ op: 'add', path: '/values', value: { a: 'b' } }] },
    ],
    [
      'one of an exported file',
      exported,
      after(exported, (values) => [values[0]!, { ...values[1]!, value: '82', description: 'c' }, values[2]!]),
      {
        written: [],
        files: {
          'e.json': [
            { op: 'replace', path: '/values/1/value', value: 82 },
            { op: 'replace', path: '/values/1/description/content', value: 'c' },
          ],
        },
      },
    ],
    [
      'one of an exported file that is overridden',
      exported,
      after(exported, set('host', { value: 'y.org' })),
      { written: [], files: {}, left: [{ pointer: '/values/host/value', why: 'use', at: '/values/host' }] },
    ],
    [
      'one that is overridden and goes',
      exported,
      after(exported, drop('host')),
      { written: [{ op: 'remove', path: '/values/host' }], files: { 'e.json': [{ op: 'remove', path: '/values/0' }] } },
    ],
    [
      'a new one of an exported file',
      exported,
      after(exported, add({ key: 'new', value: 'x', type: 'default', enabled: true })),
      { written: [], files: { 'e.json': [{ op: 'add', path: '/values/4', value: { key: 'new', value: 'x' } }] } },
    ],
    [
      'the name of an exported file',
      exported,
      after(exported, (values) => values, 'Old'),
      { written: [], files: { 'e.json': [{ op: 'replace', path: '/name', value: 'Old' }] } },
    ],
  ])('rewrites %s', (_title, files, spec, expected) => {
    const { written, files: patches, left } = rewritten(environment, files, spec);
    expect({ written, files: patches, left }).toEqual({ files: {}, left: [], ...(expected as object) });
  });

  it('writes masked values where that is wanted', () => {
    const spec = after({ authored }, add({ key: 'new', value: 'x', type: 'secret' }));
    expect(rewritten(environment, { authored }, spec, { keepSecrets: true })).toMatchObject({
      written: [{ op: 'add', path: '/values/new', value: { value: 'x', type: 'secret' } }],
      left: [],
    });
  });
});

const text = fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom(`\${a}`, `$\${`, '1', 'true'));
const scalar = fc.oneof(
  text.map(escapeUses),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom(`\${var.host}`, `https://\${mock.a.mockUrl}/`),
);
const value = fc.oneof(scalar, fc.constant({ secret: 's' }));
const details = {
  type: fc.constantFrom('default', 'secret'),
  enabled: fc.boolean(),
  description: fc.constantFrom('', 'a', `\${var.host}`),
};
const key = fc.constantFrom('a', 'b', 'c', 'a#2', 'x/y~', `\${k}`, '__proto__');
const detailed = fc.record({ value, ...details }, { requiredKeys: ['value'] });
const map = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'a#2', 'x/y~'),
  fc.oneof(value, detailed),
) as fc.Arbitrary<JsonObject>;
const rows = fc.array(fc.record({ key: key.map(escapeUses), value, ...details }, { requiredKeys: ['key', 'value'] }), {
  maxLength: 5,
});
const file = fc.record({
  name: fc.constant('Exported'),
  values: fc.array(
    fc.oneof(
      {
        weight: 9,
        arbitrary: fc.record(
          {
            key,
            value: fc.oneof(text, fc.integer(), fc.constant(null), fc.constant({ x: 1 })),
            type: fc.constantFrom('text', 'any', 'default', 'secret', null),
            enabled: fc.oneof(fc.boolean(), fc.constant(null)),
            description: fc.oneof(text, fc.constant(null), fc.constant({ content: 'c', type: 'text/plain' })),
            hue: fc.string(),
          },
          { requiredKeys: ['key'] },
        ),
      },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
    { maxLength: 5 },
  ),
});
const files: fc.Arbitrary<Authored> = fc
  .record({
    values: fc.option(fc.oneof(map, rows)),
    source: fc.option(file),
    name: fc.option(fc.constantFrom('N', `\${var.host}`)),
    isWrapped: fc.boolean(),
  })
  .map(({ values, source, name, isWrapped }) => ({
    authored: {
      ...(name === null && source !== null ? {} : { name: name ?? 'N' }),
      ...(source === null ? {} : { source: 'e.json' }),
      ...(values === null ? {} : { values: values as Json }),
    },
    ...(source === null ? {} : { sources: { 'e.json': (isWrapped ? { environment: source } : source) as Json } }),
  }));

/** Changes of a list of variables: one field, one that goes, one that is new, all at once. */
const edits = fc.array(
  fc.record({
    at: fc.nat(),
    what: fc.constantFrom('value', 'type', 'enabled', 'description', 'drop', 'add', 'name'),
    key,
    text,
    flag: fc.boolean(),
  }),
  { maxLength: 5 },
);

type Edit = typeof edits extends fc.Arbitrary<readonly (infer One)[]> ? One : never;

function edited(values: readonly JsonObject[], { at, what, key: name, text: new_, flag }: Edit): readonly JsonObject[] {
  const index = at % Math.max(1, values.length);
  if (what === 'add')
    return values.toSpliced(at % (values.length + 1), 0, { key: name, value: new_, type: flag ? 'secret' : 'default' });
  if (what === 'name' || values.length === 0) return values;
  if (what === 'drop') return values.toSpliced(index, 1);
  const field = { value: new_, type: flag ? 'secret' : 'default', enabled: flag, description: new_ }[what];
  return values.with(index, { ...values[index]!, [what]: field });
}

/** The entries as they stand, by the keys of their variables. */
function standing({ authored, sources = {} }: Authored): readonly (readonly [string, Json])[] {
  const file = sources['e.json'] as JsonObject | undefined;
  const exported = (file?.['environment'] ?? file ?? {}) as JsonObject;
  return [authored['values'] ?? [], exported['values'] ?? []].flatMap((values) =>
    Object.entries(values as JsonObject).map(([token, raw]) => {
      const own = isObject(raw) ? keyOf(raw).replaceAll('$${', () => '${') : '';
      return [Array.isArray(values) ? own : token, raw] as const;
    }),
  );
}

describe('a rewritten environment', () => {
  it('means what it should, but for what is left, and keeps every variable that has not changed', () => {
    fc.assert(
      fc.property(files, edits, fc.boolean(), (written, changes, keepSecrets) => {
        const name = changes.find(({ what }) => what === 'name')?.text || undefined;
        const spec = after(written, (values) => changes.reduce(edited, values), name);
        const { now, left, changed, ...patches } = rewritten(environment, written, spec, { keepSecrets });
        const plain = (one: JsonObject) => leavesOf(environment, withoutLeft(one, left));
        expect(plain(specOfFiles(environment, now))).toEqual(plain(spec));
        if (changed.length === 0) expect(patches).toEqual({ written: [], files: {} });
        const touched = new Set(changed.map((pointer) => splitPointer(pointer)[1]?.replace(/(?<!#)#\d+$/, '')));
        const rest = (of: Authored) => standing(of).filter(([key]) => !touched.has(occurrenceKeys([key])[0]));
        expect(rest(now)).toEqual(rest(written));
      }),
      { numRuns: 300 },
    );
  });
});
