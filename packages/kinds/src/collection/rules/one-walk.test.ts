// One walk for all rules makes what each rule makes in a walk of its own, byte for byte.
import { isObject, type JsonObject, normalize } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { parsed } from '../../testing/spec.ts';
import { collection } from '../index.ts';
import { collectionFiles, collectionNames } from '../testing/corpus.ts';
import { mutations } from '../testing/mutate.ts';
import { normalOf, rawCollection, rawFolder, rawRequest, specOf } from '../testing/raw.ts';
import { rulePairs } from '../testing/rule-pairs.ts';
import { collectionRules } from './index.ts';

const inTurn = (spec: JsonObject): JsonObject => collectionRules.reduce((tree, rule) => rule.apply(tree), spec);

/** Compared as text: the order of keys is sent, so it counts. */
function expectSame(spec: JsonObject, of: string): void {
  const [once, each] = [normalize(collection, spec), inTurn(spec)].map((tree) => JSON.stringify(tree));
  if (once !== each) expect(JSON.parse(once!), of).toEqual(JSON.parse(each!));
  expect(once === each, `${of}: the order of keys`).toBe(true);
}

/** Something for each rule to do, side by side in one tree. */
const CROWDED = rawCollection({
  item: [
    rawFolder('F', [
      rawRequest(
        'R',
        {
          name: 'R',
          url: { host: 'x.org', path: '/a/:id', port: '', query: [{ key: 'q', value: null, equals: true }, null] },
          header: 'Accept: */*\r\nX-One: 1',
          body: {
            mode: 'formdata',
            raw: '',
            disabled: false,
            formdata: [
              { key: 'f', src: '' },
              { key: 'g', value: '1', type: null, enabled: true, disabled: false },
              null,
            ],
            urlencoded: [{ key: 'u', type: 'text', description: { content: 'x', type: 'text/plain' } }],
          },
          auth: { type: 'basic', basic: { username: 'u', password: '' }, apikey: [] },
          description: { content: null },
          proxy: {},
        },
        {
          event: [
            { listen: 'test', script: { exec: 'a\nb', id: '1', type: 'text/javascript', packages: {}, name: '' } },
            { listen: 'prerequest', script: { exec: [null] } },
          ],
          variable: [{ id: 'v', type: 'string', value: '', system: false, description: '' }],
          response: [
            {
              name: 'OK',
              status: '',
              responseTime: null,
              cookie: [null],
              header: [{ key: 'a', name: 'a', value: 'b', warning: '' }, null],
              originalRequest: { url: 'https://x.org/:id?q=1#h', header: [], body: {}, auth: null },
            },
          ],
          protocolProfileBehavior: { disableBodyPruning: true },
          mine: '',
        },
      ),
    ]),
  ],
  auth: { type: 'noauth', noauth: [] },
  event: [{ listen: 'prerequest', script: { exec: [''] } }],
  protocolProfileBehavior: {},
  _: { postman_id: 'x' },
});

describe('one walk for all rules', () => {
  it.each(Object.entries(rulePairs))('does what %s alone does', (_, { a, b }) => {
    for (const spec of [a, b]) expectSame(spec, 'the pair');
  });

  it.each(collectionNames)('makes of %s what the rules make in turn', (source) => {
    expectSame(parsed(collection, { source }, collectionFiles), source);
  });

  it('does so for mutations of what a file or a server holds', () => {
    expectSame(specOf(CROWDED), 'the seed');
    for (const { mutant, at } of mutations(CROWDED, 1500, 11)) if (isObject(mutant)) expectSame(specOf(mutant), at);
  });

  it('does so for mutations of the spec itself, which a policy may have put together', () => {
    for (const { mutant, at } of mutations(specOf(CROWDED), 1500, 13)) if (isObject(mutant)) expectSame(mutant, at);
  });

  it('returns the same tree where nothing changes', () => {
    const spec = normalOf(CROWDED);
    for (const rule of collectionRules) expect(rule.apply(spec), rule.name).toBe(spec);
    expect(normalize(collection, spec)).toBe(spec);
  });
});
