// Exported files as sources of environments.
import type { Json, JsonObject } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { filesIn } from '../testing/files.ts';
import { problems } from '../testing/spec.ts';
import { environment } from './index.ts';
import { sent } from './testing/sent.ts';

const secret: JsonObject = { $deferred: 'secret', name: 'orders-token' };

describe('a source of an environment', () => {
  const file = (content: Json) => filesIn({ 'e.json': JSON.stringify(content) });
  const source = { source: 'e.json' };

  it('is overridden by name and by key, duplicates of that key included', () => {
    const content = {
      name: 'Old',
      values: [
        { key: 'a', value: '1' },
        { key: 'b', value: '2' },
        { key: 'a', value: '3' },
      ],
    };
    const body = sent({ ...source, name: 'New', values: { a: secret } }, undefined, file(content));
    expect(body).toMatchObject({
      name: 'New',
      values: [
        { key: 'b', value: '2' },
        { key: 'a', value: secret, type: 'secret' },
      ],
    });
  });

  it('gives the name where the file does not', () => {
    expect(sent(source, undefined, file({ name: 'Old', values: [] }))).toEqual({ name: 'Old', values: [] });
  });

  it('may be a saved reply of the API, and hold values that are no text', () => {
    const content = {
      environment: {
        name: 'Old',
        values: [
          { key: 'a', value: 1 },
          { key: 'b', value: null },
          { key: 'c', value: { x: [1] } },
        ],
      },
    };
    const values = sent(source, undefined, file(content))['values'] as JsonObject[];
    expect(values.map((value) => value['value'])).toEqual(['1', '', '{"x":[1]}']);
  });

  it.each([
    [{ info: { name: 'x' }, item: [] }, 'seems to be a collection'],
    [{ collection: { info: {} } }, 'seems to be a collection'],
    [{ openapi: '3.1.0' }, 'seems to be an OpenAPI description'],
    [[], 'it holds a list'],
    ['text', 'it holds no object'],
    [{ name: 'x' }, 'no list `values`'],
  ] as const)('that is something else says so: %j', (content, words) => {
    const found = problems(environment, source, file(content as Json));
    expect(found).toHaveLength(1);
    expect(found[0]!.message).toContain(words);
    expect(found[0]!.place?.file).toMatch(/^e\.json/);
  });

  it('tells of variables without a key and of descriptions that are too long, with their places', () => {
    const values = [{ value: 'x' }, { key: 'a', value: '', description: 'x'.repeat(513) }, 7, { key: 'ok', value: '' }];
    const found = problems(environment, source, file({ name: 'Old', values }));
    expect(found.map((problem) => problem.place?.file)).toEqual([
      'e.json#/values/0',
      'e.json#/values/1/description',
      'e.json#/values/2',
    ]);
  });

  it('that is missing is the only thing said', () => {
    expect(problems(environment, source).map((problem) => problem.code)).toEqual(['D_TEST_MISSING']);
  });
});
