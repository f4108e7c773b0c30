// The order that people gave: whole numbers as names, insertions in the middle, variables of others.
import { type JsonObject, normalize, setAt } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { filesIn } from '../testing/files.ts';
import { leavesOf, parsed } from '../testing/spec.ts';
import { environment } from './index.ts';

const list = (keys: readonly string[]) => keys.map((key) => ({ key, value: 'x', type: 'default', enabled: true }));
const keysOf = (body: JsonObject) => (body['values'] as JsonObject[]).map(({ key }) => key);
const live = (keys: readonly string[]) => ({ name: 'E', values: list(keys) }) as JsonObject;
const send = (spec: JsonObject, current?: JsonObject) =>
  keysOf(environment.toRemote(normalize(environment, spec), { itemIds: {}, ...(current ? { current } : {}) }));

const ORDERS: readonly (readonly string[])[] = [
  ['2', '1'],
  ['b', '10', 'a', '9', '2'],
  ['z', '0', '00', '01'],
  ['4294967295', '4294967294', 'k'],
  ['a', 'a', '7', 'a'],
];

describe('variables', () => {
  it.each(ORDERS.map((keys) => [keys]))('of a list are sent in its order: %j', (keys) => {
    expect(send(parsed(environment, { name: 'E', values: list(keys) as never }))).toEqual(keys);
  });

  it.each(ORDERS.map((keys) => [keys]))('of an exported file are sent in its order: %j', (keys) => {
    const files = filesIn({ 'e.json': JSON.stringify(live(keys)) });
    expect(send(parsed(environment, { source: 'e.json' }, files))).toEqual(keys);
  });

  it.each(ORDERS.map((keys) => [keys]))('at Postman survive an import in their order: %j', (keys) => {
    const { spec } = environment.fromRemote(live(keys), {});
    const { written } = environment.write(normalize(environment, spec), { name: 'e', refName: () => undefined });
    expect(send(parsed(environment, JSON.parse(JSON.stringify(written)) as JsonObject))).toEqual(keys);
  });

  it('of a map are sent in the order in which the map is written', () => {
    const written = { name: 'E', values: { '2': 'x', '1': 'y', a: 'z' } };
    const keyOrder = (pointer: string) => (pointer === '/values' ? ['2', 'a', '1'] : undefined);
    const result = environment.parse({ written, files: filesIn({}), keyOrder });
    expect(result.ok && send(result.spec)).toEqual(['2', 'a', '1']);
  });

  it('stand where the file has them, in an update, too', () => {
    const spec = parsed(environment, { name: 'E', values: { a: '1', new: '2', b: '3' } });
    expect(send(spec, live(['b', 'a']))).toEqual(['a', 'new', 'b']);
  });

  it('of others stay behind the one that they stand behind', () => {
    const current = live(['other0', 'b', 'other1', 'other2', 'a', 'gone']);
    let spec = parsed(environment, { name: 'E', values: { a: '1', new: '2', b: '3' }, otherKeys: 'keep' });
    for (const key of ['other0', 'other1', 'other2'])
      spec = setAt(spec, `/values/${key}`, { key, value: 'x' }) as JsonObject;
    expect(send(spec, current)).toEqual(['other0', 'a', 'new', 'b', 'other1', 'other2']);
  });

  it('that replace those of a source stand where the source has them', () => {
    const files = filesIn({ 'e.json': JSON.stringify(live(['a', 'b', 'c'])) });
    expect(send(parsed(environment, { source: 'e.json', values: { d: '1', b: '2' } }, files))).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
  });

  it('in another order are no difference', () => {
    const leaves = (keys: readonly string[]) => leavesOf(environment, environment.fromRemote(live(keys), {}).spec);
    expect(leaves(['2', '1', 'a'])).toEqual(leaves(['a', '1', '2']));
  });
});
