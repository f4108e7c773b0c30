// What environments hold beyond what the API documents: nulls, values that are no text, types to come.
import { type Json, type JsonObject, normalize } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { filesIn } from '../testing/files.ts';
import { leavesOf, parsed, problems } from '../testing/spec.ts';
import { environment } from './index.ts';

const ODD: readonly (readonly [string, JsonObject])[] = [
  ['no type', { key: 'a', value: 'x' }],
  ...['any', 'text', 'string', 'boolean', 'number', 'default', null, '', 'later'].map((type): [string, JsonObject] => [
    `type ${type}`,
    { key: 'a', value: 'x', type },
  ]),
  ...[null, 5, true, { a: 1 }, ['x']].map((value): [string, JsonObject] => [
    `value ${JSON.stringify(value)}`,
    { key: 'a', value },
  ]),
  ['enabled null', { key: 'a', value: 'x', enabled: null }],
  ['description null', { key: 'a', value: 'x', description: null }],
  ['description as an object', { key: 'a', value: 'x', description: { content: 'c', type: 'text/plain' } }],
  ['secret null', { key: 'a', value: 'x', secret: null }],
  ['no value', { key: 'a' }],
  ['an empty key', { key: '', value: 'x' }],
];

const remote = (value: Json): JsonObject => ({ name: 'E', values: [value] });
const fileOf = (value: Json) => filesIn({ 'e.json': JSON.stringify(remote(value)) });

describe('a variable with', () => {
  it.each(ODD)('%s at Postman is imported and equal to what is there', (_, value) => {
    const { spec } = environment.fromRemote(remote(value), {});
    const { written } = environment.write(normalize(environment, spec), { name: 'e', refName: () => undefined });
    expect(leavesOf(environment, parsed(environment, written))).toEqual(leavesOf(environment, spec));
  });

  it.each(ODD)('%s in an exported file is taken, and sent without nulls', (_, value) => {
    const spec = normalize(environment, parsed(environment, { source: 'e.json' }, fileOf(value)));
    const body = environment.toRemote(spec, { itemIds: {} });
    expect(JSON.stringify(body)).not.toContain('null');
    expect((body['values'] as JsonObject[])[0]).toMatchObject({ key: value['key'], enabled: true });
  });
});

describe('what nobody documents', () => {
  it('is told: a null entry is left out, a type to come is sent as it stands', () => {
    const values: Json = [null, { key: 'a', value: 'x', type: 'later' }];
    const files = filesIn({ 'e.json': JSON.stringify({ name: 'E', values }) });
    const result = environment.parse({ written: { source: 'e.json' }, files });
    expect(result.ok ? result.warnings : []).toMatchObject([
      { message: 'This variable is null.', place: { file: 'e.json#/values/0' } },
      { message: expect.stringContaining('"later"'), place: { file: 'e.json#/values/1/type' } },
    ]);
    expect(result.ok && environment.toRemote(normalize(environment, result.spec), { itemIds: {} })).toMatchObject({
      values: [{ key: 'a', type: 'later' }],
    });
  });

  it('in a desired file is told as well, but a slip is refused: it would show what was to be masked', () => {
    const typed = (type: string) => ({ name: 'E', values: { a: { value: 'x', type } } });
    expect(environment.parse({ written: typed('later'), files: filesIn({}) })).toMatchObject({
      ok: true,
      warnings: [{ pointer: '/values/a/type' }],
    });
    expect(problems(environment, typed('secert'))).toMatchObject([
      { pointer: '/values/a/type', hint: 'Did you mean secret?' },
    ]);
  });

  it.each([
    [{ key: 'a', type: 5 }, 'e.json#/values/0/type'],
    [{ key: 'a', enabled: 'yes' }, 'e.json#/values/0/enabled'],
  ])('is refused with its place where it can be nothing that Postman takes: %j', (value, file) => {
    expect(problems(environment, { source: 'e.json' }, fileOf(value))).toMatchObject([{ place: { file } }]);
  });
});
