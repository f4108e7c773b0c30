// Tests of the matching: which saved example answers which call.
import { expect, test } from 'vitest';
import { text } from '../testing/harness.ts';
import { ask, birds, openMock, says } from '../testing/live-mock.ts';
import { matchPath } from './path-match.ts';

test('only examples of the same method answer', async () => {
  const both = [{ name: 'get' }, { name: 'post', method: 'POST', code: 201 }];
  expect(await says(both, '/birds', {}, { method: 'POST' })).toBe('"post"');
  expect(await says(both, '/birds')).toBe('"get"');
  expect(await says(both, '/birds', {}, { method: 'DELETE' })).toBe(404);
});

test('a call may ask for an example by status, name, id or uid; the path then does not matter', async () => {
  const examples = [{ name: 'found' }, { name: 'lost', code: 404 }].map(birds);
  const { harness, parent, url } = await openMock(examples);
  const from = async (path: string, headers: Record<string, string>) => (await ask(url + path, headers)).body;
  expect(await from('/birds', { 'x-mock-response-code': '404' })).toBe('"lost"');
  expect(await from('/elsewhere', { 'x-mock-response-name': 'lost' })).toBe('"lost"');
  const read = (await harness.call('GET', `/collections/${parent.uid}`)).body;
  const lost = 'collection.item.0.item.0.response.1';
  expect(await from('/elsewhere', { 'x-mock-response-id': text(read, `${lost}.id`) })).toBe('"lost"');
  expect(await from('/elsewhere', { 'x-mock-response-id': text(read, `${lost}.uid`) })).toBe('"lost"');
  for (const [header, value] of [
    ['code', '500'],
    ['name', 'nobody'],
    ['id', 'nothing'],
  ]) {
    expect((await ask(`${url}/birds`, { [`x-mock-response-${header}`]: value ?? '' })).status).toBe(404);
  }
});

test('among equals the first with 200 by id answers, else the first by id', async () => {
  const same = (codes: readonly number[]) => codes.map((code, at) => birds({ name: `n${at}`, code }));
  const first = async (codes: readonly number[]) => {
    const { harness, parent, url } = await openMock(same(codes));
    const read = await harness.call('GET', `/collections/${parent.uid}`);
    const { collection: content } = read.body as { collection: { item: { item: { response: Saved[] }[] }[] } };
    const saved = content.item[0]?.item[0]?.response ?? [];
    const byId = [...saved].sort((one, other) => (one.id < other.id ? -1 : 1));
    const expected = byId.find(({ code }) => code === 200) ?? byId[0];
    return [(await ask(`${url}/birds`)).body, expected?.body];
  };
  for (const codes of [
    [404, 200, 500, 200],
    [404, 500, 403],
    [200, 200, 200],
  ]) {
    const [said, expected] = await first(codes);
    expect(said).toBe(expected);
  }
});

interface Saved {
  readonly id: string;
  readonly code: number;
  readonly body: string;
}

test.each([
  ['/Birds/', '/Birds/', 100],
  ['/Birds', '/Birds/', 95],
  ['/BIRDS/', '/Birds/', 90],
  ['/birds', '/Birds/', 85],
  ['/birds/7', '/birds/{{which}}', 80],
  ['/birds/7', '/birds/8', 79],
  ['/birds/7/', '/birds/8', 75],
])('%s matches an example of %s with a score of %i', (asked, path, score) => {
  const saved = { method: 'GET', path, pathValues: new Map(), query: [], headers: [], body: undefined };
  expect(matchPath(asked, saved, { hasWildcards: true, mostEdits: 0 })?.score).toBe(score);
});

test('an example of one id answers for another, and a version or a word with a digit is no id', async () => {
  const saved = (...path: string[]) => [{ name: 'saved', path }];
  expect(await says(saved('birds', '8'), '/birds/12')).toBe('"saved"');
  expect(await says(saved('birds', '8'), '/birds/4fe1c2d0-0d0e-4b6e-9a53-0c9f27a6c1aa')).toBe('"saved"');
  expect(await says(saved('draft1', 'birds'), '/final22/birds')).toBe(404);
  expect(await says(saved('code204'), '/')).toBe(404);
});

test('the closer path wins: exact over slash, over case, over wildcard, over another id', async () => {
  const examples = [
    { name: 'exact', path: ['birds', '7'] },
    { name: 'wild', path: ['birds', '{{which}}'] },
    { name: 'other id', path: ['birds', '8'] },
  ];
  expect(await says(examples, '/birds/7')).toBe('"exact"');
  expect(await says(examples.slice(1), '/birds/7')).toBe('"wild"');
  expect(await says(examples.slice(2), '/birds/7')).toBe('"other id"');
  expect(await says(examples, '/birds/7/eggs')).toBe(404);
});

test('a path variable with a saved value is a better match for that value', async () => {
  const path = ['users', ':id'];
  const of = (value: string) => ({ name: value, path, variable: [{ key: 'id', value }] });
  expect(await says([of('one'), of('two')], '/users/two')).toBe('"two"');
  expect(await says([of('one')], '/users/three')).toBe('"one"');
});

test('query parameters raise the score by the share that matches', async () => {
  const of = (name: string, ...query: [string, string][]) => ({
    name,
    query: query.map(([key, value]) => ({ key, value })),
  });
  const examples = [of('none'), of('a', ['a', '1']), of('ab', ['a', '1'], ['b', '2']), of('a9', ['a', '9'])];
  expect(await says(examples, '/birds')).toBe('"none"');
  expect(await says(examples, '/birds?a=1')).toBe('"a"');
  expect(await says(examples, '/birds?b=2&a=1')).toBe('"ab"');
  expect(await says(examples, '/birds?a=1&b=3')).toBe('"a"');
  expect(await says([of('none'), of('up', ['A', 'X'])], '/birds?a=x')).toBe('"up"');
});

test('a call may want its headers and its body to match', async () => {
  const type = { key: 'Content-Type', value: 'application/json' };
  const of = (name: string, bird: string) => ({
    name,
    method: 'POST',
    sent: { header: [type, { key: 'X-Bird', value: bird }], body: { mode: 'raw', raw: `{"bird":"${bird}","n":1}` } },
  });
  const examples = [of('first', 'wren'), of('second', 'owl')];
  const post = (headers: Record<string, string>, body = '{"n":1, "bird":"owl"}') =>
    says(
      examples,
      '/birds',
      { 'content-type': 'application/json; charset=utf-8', ...headers },
      { method: 'POST', body },
    );
  expect(await post({ 'x-mock-match-request-body': 'true' })).toBe('"second"');
  expect(await post({ 'x-mock-match-request-body': 'true', 'content-type': 'text/plain' })).toBe(404);
  expect(await post({ 'x-mock-match-request-body': 'true' }, '{"bird":"emu"}')).toBe(404);
  expect(await post({ 'x-bird': 'OWL', 'x-mock-match-request-headers': 'x-bird' })).toBe('"second"');
  expect(await post({ 'x-bird': 'emu', 'x-mock-match-request-headers': 'accept, X-Bird' })).toBe(404);
});

test('forms match in any order', async () => {
  const urlencoded = [
    { key: 'b', value: '2' },
    { key: 'a', value: 'x y' },
    { key: 'off', value: '1', disabled: true },
  ];
  const type = 'application/x-www-form-urlencoded';
  const sent = { header: `Content-Type: ${type}\n`, body: { mode: 'urlencoded', urlencoded } };
  const headers = { 'content-type': type, 'x-mock-match-request-body': 'true' };
  const post = (body: string) =>
    says([{ name: 'form', method: 'POST', sent }], '/birds', headers, { method: 'POST', body });
  expect(await post('a=x+y&b=2')).toBe('"form"');
  expect(await post('a=x+y&b=3')).toBe(404);
});

test('the configuration may want them too, and may leave out wildcards and parameters', async () => {
  const { harness, id, url } = await openMock([
    birds({ name: 'plain', path: ['birds', '{{which}}'] }),
    birds({ name: 'header', path: ['birds', 'x'], sent: { header: [{ key: 'x-bird', value: 'owl' }] } }),
  ]);
  await harness.control('POST', 'switches', { mockConfigWritable: true, mockPathDistance: 0 });
  const configure = (config: object) => harness.call('PUT', `/mocks/${id}`, { mock: { config } });
  expect((await ask(`${url}/birds/x`)).body).toBe('"header"');
  await configure({ matchHeader: true, headers: ['X-Bird'] });
  expect((await ask(`${url}/birds/x`)).body).toBe('"plain"');
  expect((await ask(`${url}/birds/x`, { 'x-bird': 'owl' })).body).toBe('"header"');
  await configure({ matchHeader: false, matchWildcards: false });
  expect((await ask(`${url}/birds/y`)).status).toBe(404);
});

test.each([
  [0, 404],
  [2, '"it"'],
] as const)('with mockPathDistance %i a misspelt path is answered with %s', async (mockPathDistance, expected) => {
  const { harness, url } = await openMock([birds({ name: 'it' })]);
  await harness.control('POST', 'switches', { mockPathDistance });
  const { status, body } = await ask(`${url}/brids`);
  expect(status === 404 ? 404 : body).toBe(expected);
});
