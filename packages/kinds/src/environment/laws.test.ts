// Law 10 for environments, over made-up values and over the files of the corpus.
import { readFileSync } from 'node:fs';
import { isObject, type JsonObject, normalize } from '@postform/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentOf, corpusFiles } from '../../../../tests/harness/corpus.ts';
import { filesIn } from '../testing/files.ts';
import { leavesOf, parsed, withSecrets } from '../testing/spec.ts';
import { environment } from './index.ts';
import { sent } from './testing/sent.ts';

const secret: JsonObject = { $deferred: 'secret', name: 'orders-token' };

const scalar = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant(secret),
  fc.constant({ $deferred: 'text', parts: ['x', secret] }),
);
const anyValue = fc.record(
  {
    key: fc.oneof(fc.constantFrom('a', 'b', 'a#2', '__proto__', 'x/y~'), fc.string()),
    value: scalar,
    type: fc.constantFrom('default', 'secret', 'any', 'text', null, 'later'),
    enabled: fc.boolean(),
    description: fc.oneof(
      fc.string(),
      fc.constant(null),
      fc.constant({ content: 'c', type: 'text/plain' }),
      fc.constant({}),
    ),
    secret: fc.constantFrom(false, true),
    hue: fc.string(),
  },
  { requiredKeys: ['key'] },
);

describe('Law 10: an environment', () => {
  it('is normalised once and for all', () => {
    fc.assert(
      fc.property(fc.array(anyValue), (values) => {
        const { spec } = environment.fromRemote({ name: 'x', values } as JsonObject, {});
        const once = normalize(environment, spec);
        expect(normalize(environment, once)).toBe(once);
      }),
    );
  });

  it('comes back from a server that stores what it is sent with the same leaves and all unknown fields', () => {
    fc.assert(
      fc.property(fc.array(anyValue), (values) => {
        const current = { name: 'x', values, extra: 1 } as JsonObject;
        const spec = normalize(environment, environment.fromRemote(current, {}).spec);
        const body = environment.toRemote(spec, { current, itemIds: {} });
        expect(leavesOf(environment, environment.fromRemote(body, {}).spec)).toEqual(leavesOf(environment, spec));
        expect(body['extra']).toBe(1);
        expect((body['values'] as JsonObject[]).filter((value) => 'hue' in value)).toHaveLength(
          values.filter((value) => 'hue' in value).length,
        );
      }),
    );
  });

  it('survives being written for import and parsed again', () => {
    fc.assert(
      fc.property(fc.array(anyValue), (raw) => {
        const values = raw.map(({ secret: _secret, ...value }) => ({
          ...value,
          type: 'default',
          value: String(value.value),
        }));
        const { spec } = environment.fromRemote({ name: 'x', values } as JsonObject, {});
        const { written } = environment.write(normalize(environment, spec), { name: 'x', refName: () => undefined });
        const again = parsed(environment, withSecrets(written) as JsonObject);
        expect(leavesOf(environment, again)).toEqual(leavesOf(environment, spec));
      }),
    );
  });
});

describe('an environment of the corpus', () => {
  it.each(corpusFiles('environments'))('$name goes in and comes back with equal meaning', (file) => {
    const value = contentOf(file) as JsonObject;
    const source = 'e.json';
    const files = filesIn({ [source]: readFileSync(file.path, 'utf8') });
    const body = sent({ source }, undefined, files);
    const meaning = (value: JsonObject) => {
      const description = isObject(value['description']) ? value['description']['content'] : value['description'];
      return [value['key'], value['value'], value['enabled'] !== false, value['type'] === 'secret', description ?? ''];
    };
    expect(body['name']).toBe(value['name']);
    expect((body['values'] as JsonObject[]).map(meaning)).toEqual((value['values'] as JsonObject[]).map(meaning));
    const spec = parsed(environment, { source }, files);
    expect(leavesOf(environment, environment.fromRemote({ ...body, id: 'e' }, {}).spec)).toEqual(
      leavesOf(environment, spec),
    );
  });
});
