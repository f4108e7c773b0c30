// Tests what the comparison of law 2 must not tolerate: differences that lie just outside its tolerances.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tolerancesOfUpdatedEnvironments } from './environment.ts';
import type { JsonObject } from './grammar.ts';
import { sameEnvironment, sameMeaning } from './meaning.ts';
import { info, inItem, inRequest, inScript, inTop, inUrl, inValue } from './samples.ts';

describe('the comparison does not tolerate', () => {
  const pruning = (value: boolean): JsonObject => inItem({ protocolProfileBehavior: { disableBodyPruning: value } });
  const raw = 'https://x.org/a?b=1';

  it.each<[string, JsonObject, JsonObject]>([
    ['a setting of the file that the server has lost', pruning(true), inItem({})],
    ['a setting that the server turned round', pruning(false), pruning(true)],
    [
      'the pruning setting on a folder',
      { info, item: [{ item: [] }] },
      { info, item: [{ item: [], protocolProfileBehavior: { disableBodyPruning: true } }] },
    ],
    ['parts that the text does not say', inUrl({ raw }), inUrl({ raw, host: ['y', 'org'] })],
    [
      'a text that the parts do not say',
      inUrl({ host: 'x.org', path: 'a' }),
      inUrl({ host: 'x.org', path: 'a', raw: 'x.org/b' }),
    ],
    ['parts of the file that the server has lost', inUrl({ raw, query: [{ key: 'b', value: '1' }] }), inUrl({ raw })],
    [
      'a disabled parameter in the derived text',
      inUrl({ host: 'x.org', query: [{ key: 'a', value: '1', disabled: true }] }),
      inUrl({ host: 'x.org', query: [{ key: 'a', value: '1', disabled: true }], raw: 'x.org?a=1' }),
    ],
    [
      'an empty first piece of a path lost in the text',
      inUrl({ host: 'x.org', path: ['', 'a'] }),
      inUrl({ host: 'x.org', path: ['', 'a'], raw: 'x.org/a' }),
    ],
    [
      'a parameter with a sign for one without',
      inUrl({ query: [{ key: 'a', value: null }] }),
      inUrl({ query: [{ key: 'a', value: '' }] }),
    ],
    ['two headers in another order', inRequest({ header: 'A: 1\nA: 2' }), inRequest({ header: 'A: 2\nA: 1' })],
    ['line ends of a script', inScript({ exec: 'a\r\nb' }), inScript({ exec: 'a\nb' })],
    ['a script that has gone, even a blank one', inScript({ exec: [''] }), inItem({})],
    [
      'two scripts of one event in another order',
      inItem({
        event: [
          { listen: 'test', script: { exec: 'a' } },
          { listen: 'test', script: { exec: 'b' } },
        ],
      }),
      inItem({
        event: [
          { listen: 'test', script: { exec: 'b' } },
          { listen: 'test', script: { exec: 'a' } },
        ],
      }),
    ],
    [
      'a description of another type',
      inRequest({ description: { content: 'x', type: 'text/html' } }),
      inRequest({ description: 'x' }),
    ],
    ['another name inside a request', inRequest({ name: 'Other' }), inRequest({})],
    ['a key of its own, null to null', inItem({ custom: { a: [] } }), inItem({})],
    [
      'an own key named __proto__',
      JSON.parse('{"info":{"name":"x"},"item":[],"__proto__":{"a":1}}'),
      { info: { name: 'x' }, item: [] },
    ],
    ['a folder for a request', inItem({}), { info, item: [{ name: 'Get', item: [] }] }],
    [
      'a number for its text in a variable',
      inTop({ variable: [{ key: 'a', value: 1 }] }),
      inTop({ variable: [{ key: 'a', value: '1' }] }),
    ],
    [
      'a variable of type secret shown openly',
      inTop({ variable: [{ key: 'a', value: '', type: 'secret' }] }),
      inTop({ variable: [{ key: 'a', value: '' }] }),
    ],
    [
      'a file not yet chosen for a text',
      inRequest({ body: { mode: 'formdata', formdata: [{ key: 'a', type: 'file', src: [] }] } }),
      inRequest({ body: { mode: 'formdata', formdata: [{ key: 'a', value: '' }] } }),
    ],
    ['a folder without items for a request', { info, item: [{ name: 'Get', item: [] }] }, inItem({})],
    ['an empty text for null in a query', inUrl({ query: [{ key: '', value: '' }] }), inUrl({ query: [{ key: '' }] })],
    ['an empty list inside a setting', inItem({ protocolProfileBehavior: { protocols: [] } }), inItem({})],
  ])('%s', (_, source, fetched) => {
    expect(sameMeaning(source, fetched)).not.toEqual([]);
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['a secret shown openly', inValue({ type: 'secret' }), inValue({ type: 'default' })],
    ['a disabled variable enabled', inValue({ enabled: false }), inValue({ enabled: true })],
    ['variables in another order', { values: [{ key: 'a' }, { key: 'b' }] }, { values: [{ key: 'b' }, { key: 'a' }] }],
    [
      'another key in a vault',
      inValue({ secret: true, source: { id: 'a' } }),
      inValue({ secret: true, source: { id: 'b' } }),
    ],
  ])('%s', (_, source, fetched) => {
    expect(sameEnvironment(source, fetched)).not.toEqual([]);
  });

  it('an import of the code that it tests', () => {
    const door = new URL('./meaning.ts', import.meta.url).href;
    const seen = new Set<string>();
    const visit = (url: string): void => {
      if (seen.has(url)) return;
      seen.add(url);
      for (const [, name] of readFileSync(new URL(url), 'utf8').matchAll(/ from '([^']+)';/g)) {
        expect(name).toMatch(/^\.\/[a-z]+\.ts$/);
        visit(new URL(name!, url).href);
      }
    };
    visit(door);
    expect(seen.size).toBeGreaterThan(5);
  });

  it('twins of an environment in another order, even after an update', () => {
    const twins = (first: string, second: string): JsonObject => ({
      values: [
        { key: 'a', value: first },
        { key: 'a', value: second },
      ],
    });
    expect(sameEnvironment(twins('1', '2'), twins('2', '1'), tolerancesOfUpdatedEnvironments)).not.toEqual([]);
  });

  it('names the path and both values', () => {
    expect(sameMeaning({ collection: inUrl('x.org') }, { collection: inUrl('y.org') })).toEqual([
      'item[0].request.url.raw: "x.org" ≠ "y.org"',
    ]);
    expect(sameEnvironment(inValue({ value: 'a' }), { environment: inValue({}) })).toEqual([
      'values[0].value: "a" ≠ nothing',
    ]);
  });
});
