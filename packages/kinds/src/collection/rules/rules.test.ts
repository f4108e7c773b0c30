// The collectionRules of collections on their own: what is sent as written, what stays apart, and that order and repetition do not matter.
import { type JsonObject, normalize } from '@postform/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filesIn } from '../../testing/files.ts';
import { parsed } from '../../testing/spec.ts';
import { collection } from '../index.ts';
import { expectEqual } from '../testing/equal.ts';
import { mutations } from '../testing/mutate.ts';
import { leavesIn, normalOf, rawCollection, rawFolder, rawRequest, specOf } from '../testing/raw.ts';
import { rulePairs } from '../testing/rule-pairs.ts';
import { collectionRules } from './index.ts';

const apply = (spec: JsonObject, without?: string): JsonObject =>
  collectionRules.filter((rule) => rule.name !== without).reduce((tree, rule) => rule.apply(tree), spec);
const sent = (raw: JsonObject): JsonObject => collection.toRemote(normalOf(raw), { itemIds: {} });

describe('every rule', () => {
  it('has a pair, and every pair a rule', () => {
    expect(Object.keys(rulePairs).sort()).toEqual(collectionRules.map((rule) => rule.name).sort());
  });

  it.each(Object.entries(rulePairs))(
    '%s makes its pair equal leaf by leaf, and no other rule does',
    (name, { a, b }) => {
      expect(leavesIn(apply(a))).toEqual(leavesIn(apply(b)));
      expect(leavesIn(apply(a, name))).not.toEqual(leavesIn(apply(b, name)));
    },
  );

  it.each(Object.entries(rulePairs))('%s is stable when applied again', (name, { a, b }) => {
    const rule = collectionRules.find((one) => one.name === name)!;
    for (const spec of [a, b]) expect(rule.apply(rule.apply(spec))).toEqual(rule.apply(spec));
  });

  it('changes nothing in what is normalised already, not even the object', () => {
    const spec = normalOf(
      rawCollection({ item: [rawFolder('F', [rawRequest('R')])], variable: [{ key: 'a', value: 'b' }] }),
    );
    for (const rule of collectionRules) expect(rule.apply(spec), rule.name).toBe(spec);
  });
});

describe('normalising', () => {
  it('is idempotent for whatever a file or a server may hold', () => {
    const seed = rawCollection({
      item: [
        rawFolder('F', [
          rawRequest(
            'R',
            {
              url: 'https://x.org/:id?q=1&r#h',
              method: 'POST',
              header: [{ key: 'a', value: 'b' }],
              body: { mode: 'raw', raw: 'x' },
            },
            {
              event: [{ listen: 'test', script: { exec: 'a\nb', id: '1', type: 'text/javascript', packages: {} } }],
              response: [
                {
                  name: 'OK',
                  header: 'A: b',
                  originalRequest: { url: { host: 'x.org', path: '/a', query: [], variable: [{ id: 'v' }] } },
                },
              ],
              protocolProfileBehavior: { disableBodyPruning: true },
            },
          ),
        ]),
      ],
      auth: { type: 'basic', basic: { username: 'u', password: 'p' } },
      variable: [{ key: 'a', value: 1, type: 'any', description: { content: '' } }],
      event: [{ listen: 'prerequest', script: { exec: [''] } }],
    });
    fc.assert(
      fc.property(fc.integer(), (start) => {
        for (const { mutant } of mutations(seed, 10, start)) {
          const spec = specOf(
            mutant !== null && typeof mutant === 'object' && !Array.isArray(mutant) ? (mutant as JsonObject) : {},
          );
          const once = normalize(collection, spec);
          expectEqual(normalize(collection, once), once);
          expectEqual(normalOf(collection.toRemote(once, { itemIds: {} })), once);
        }
      }),
      { numRuns: 50, seed: 7 },
    );
  });

  it('sends a blank script and switched-off body pruning as written, though nobody compares them', () => {
    const event = [{ listen: 'test', script: { type: 'text/javascript', exec: [''] } }];
    const protocolProfileBehavior = { disableBodyPruning: true };
    const raw = rawCollection({ event, item: [rawRequest('R', undefined, { event, protocolProfileBehavior })] });
    const spec = normalize(
      collection,
      parsed(collection, { source: 'c.json' }, filesIn({ 'c.json': JSON.stringify(raw) })),
    );
    expect(collection.toRemote(spec, { itemIds: {} })).toMatchObject({
      event,
      item: [{ event, protocolProfileBehavior }],
    });
    const bare = rawCollection({ item: [rawRequest('R')] });
    expect(leavesIn(spec)).toEqual(leavesIn(normalOf(bare)));
  });

  it('reads switched-off body pruning only where there is a body to save', () => {
    const protocolProfileBehavior = { disableBodyPruning: true };
    const read = (request: JsonObject) =>
      sent(rawCollection({ item: [rawRequest('R', { url: 'x', ...request }, { protocolProfileBehavior })] }));
    const body = { mode: 'raw', raw: '{}' };
    expect(read({ method: 'GET', body })).toMatchObject({ item: [{ protocolProfileBehavior }] });
    for (const request of [{ method: 'GET' }, { method: 'POST', body }])
      expect((read(request)['item'] as JsonObject[])[0]).not.toHaveProperty('protocolProfileBehavior');
  });

  it('sends scripts in the order in which they run where a blank one is among them', () => {
    const event = [
      { listen: 'prerequest', script: { type: 'text/javascript', exec: ['a();'] } },
      { listen: 'test', script: { type: 'text/javascript', exec: [''] } },
    ];
    expect(sent(rawCollection({ event }))['event']).toEqual(event);
  });

  it('keeps a URL whose text and parts disagree as written, and compares both', () => {
    const url = { raw: 'https://x.org/a?old=1', host: ['x', 'org'], path: ['a'], query: [{ key: 'new', value: '2' }] };
    expect(sent(rawCollection({ item: [rawRequest('R', { method: 'GET', url })] }))).toMatchObject({
      item: [{ request: { url } }],
    });
    const other = normalOf(
      rawCollection({ item: [rawRequest('R', { method: 'GET', url: { ...url, raw: 'https://x.org/a' } })] }),
    );
    const line = '/items/R/request/line';
    expect(leavesIn(other)[line]).not.toEqual(
      leavesIn(normalOf(rawCollection({ item: [rawRequest('R', { method: 'GET', url })] })))[line],
    );
  });

  it.each([
    ['a description in another language than text', { description: { content: '<b>x</b>', type: 'text/html' } }],
    ['a description with a version', { description: { content: 'x', type: 'text/plain', version: '1.0.0' } }],
  ])('keeps %s as an object', (_, info) => {
    expect(leavesIn(normalOf(rawCollection({}, info)))['/description']).toEqual(info.description);
  });

  it.each([
    ['headers that are no headers', { header: 'no header' }],
    ['a disabled parameter', { header: [{ key: 'a', value: 'b', disabled: true }] }],
    ['a parameter that format v1 switched off', { header: [{ key: 'a', value: 'b', enabled: false }] }],
    ['a file in a form', { body: { mode: 'formdata', formdata: [{ key: 'f', type: 'file', src: [] }] } }],
    ['a form field that is text', { body: { mode: 'formdata', formdata: [{ key: 'f', type: 'text', value: '' }] } }],
    ['a query parameter without a value', { url: { raw: 'x?a', host: ['x'], query: [{ key: 'a', value: null }] } }],
    ['an empty raw body', { body: { mode: 'raw', raw: '' } }],
    ['an empty header', { header: [{ key: 'a', value: '' }] }],
    [
      'a variable of a path without a value',
      { url: { raw: 'x/:a', host: ['x'], variable: [{ key: 'a', value: '' }] } },
    ],
    ['a body with CRLF', { body: { mode: 'raw', raw: 'a\r\nb' } }],
  ])('sends %s as written', (_, request) => {
    const raw = rawCollection({ item: [rawRequest('R', { method: 'GET', ...request })] });
    expect(sent(raw)).toMatchObject({ item: [{ request }] });
  });

  it.each<[string, JsonObject, JsonObject]>([
    [
      'a parameter with a sign and one without',
      rawRequest('R', { url: { raw: 'x', query: [{ key: 'a', value: '' }] } }),
      rawRequest('R', { url: { raw: 'x', query: [{ key: 'a' }] } }),
    ],
    ['a folder without items and a request', rawFolder('R', []), rawRequest('R', {})],
    [
      'a file not yet chosen and a text',
      rawRequest('R', { body: { mode: 'formdata', formdata: [{ key: 'f', type: 'file', src: [] }] } }),
      rawRequest('R', { body: { mode: 'formdata', formdata: [{ key: 'f', value: '' }] } }),
    ],
    ['an empty body and none', rawRequest('R', { body: { mode: 'raw', raw: '' } }), rawRequest('R', {})],
    [
      'an empty list inside a setting and none',
      rawRequest('R', {}, { protocolProfileBehavior: { tlsDisabledProtocols: [] } }),
      rawRequest('R', {}),
    ],
    ['an empty value inside an unknown key and none', rawRequest('R', {}, { mine: { a: '' } }), rawRequest('R', {})],
    [
      'a system variable and another',
      rawRequest('R', {}, { variable: [{ key: 'a', value: '', system: true }] }),
      rawRequest('R', {}, { variable: [{ key: 'a', value: '' }] }),
    ],
  ])('keeps %s apart', (_, one, other) => {
    const [a, b] = [one, other].map((item) => leavesIn(normalOf(rawCollection({ item: [item] }))));
    expect(a).not.toEqual(b);
  });

  it('keeps carriage returns of scripts, and types of variables that say something', () => {
    const event = [{ listen: 'test', script: { type: 'text/javascript', exec: ['a();\r', 'b();'] } }];
    const variable = [
      { key: 'n', value: 1, type: 'number' },
      { key: 's', value: 'x', type: 'secret' },
    ];
    expect(sent(rawCollection({ event, variable }))).toMatchObject({ event, variable });
  });
});
