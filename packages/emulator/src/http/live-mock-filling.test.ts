// Tests of what an example's answer is filled with: variables, wildcards of the path, parts of the call.
import { expect, test } from 'vitest';
import { collection, make, open } from '../testing/harness.ts';
import { ask, birds, says } from '../testing/live-mock.ts';

test('wildcards stand for whole segments, and an answer may repeat what they caught', async () => {
  const body = '{"id":"{{userId}}","of":"{{team}}"}';
  const path = ['teams', ':team', 'users', '{{userId}}'];
  expect(await says([{ name: 'one', path, body }], '/teams/reds/users/c%20d')).toBe('{"id":"c d","of":"reds"}');
  expect(await says([{ name: 'one', path, body }], '/teams/reds/users')).toBe(404);
});

test('variables of the environment stand over those of the collection, in paths, headers and bodies', async () => {
  const harness = await open();
  const saved = birds({
    name: 'it',
    path: ['{{version}}', '{{kind}}'],
    header: [{ key: 'x-kind', value: '{{kind}}' }],
    body: '{{kind}} {{nested}} {{unknown}} {{$guid}} {{off}}',
  });
  const variable = [
    { key: 'version', value: 'v1' },
    { key: 'kind', value: 'fish' },
    { key: 'nested', value: '<{{version}}>' },
    { key: 'off', value: 'x', disabled: true },
  ];
  const item = [{ name: 'One', request: { method: 'GET', url: 'https://example.test/x' }, response: [saved] }];
  const parent = await make(harness, 'collection', collection('C', item, { variable }));
  const values = [{ key: 'kind', value: 'owls', enabled: true, type: 'default' }];
  const environment = await make(harness, 'environment', { environment: { name: 'E', values } });
  const { id } = await make(harness, 'mock', { mock: { collection: parent.uid, environment: environment.uid } });
  const answer = await ask(`${harness.emulator.url}/_mock/${id}/v1/owls`);
  expect(answer.body).toBe('owls <v1> {{unknown}} {{$guid}} {{off}}');
  expect(answer.headers.get('x-kind')).toBe('owls');
  expect((await ask(`${harness.emulator.url}/_mock/${id}/v1/fish`)).status).toBe(404);
});

test('a request saved as one text, and an example without a request of its own, match by their URL', async () => {
  const harness = await open();
  const item = [
    {
      name: 'Text',
      request: 'https://example.test/text?a=1#top',
      response: [{ name: 'text', code: 200, body: 'text' }],
    },
    {
      name: 'Raw',
      request: { method: 'GET', url: '{{host}}/raw/{{id}}' },
      response: [
        {
          name: 'raw',
          code: 200,
          body: '{{id}}',
          originalRequest: { method: 'GET', url: { raw: '{{host}}/raw/{{id}}' } },
        },
      ],
    },
  ];
  const parent = await make(harness, 'collection', collection('C', item));
  const { id } = await make(harness, 'mock', { mock: { collection: parent.uid } });
  const url = `${harness.emulator.url}/_mock/${id}`;
  expect((await ask(`${url}/text?a=1`)).body).toBe('text');
  expect((await ask(`${url}/raw/9`)).body).toBe('9');
});

test('an answer may repeat parts of the call', async () => {
  const body = [
    "{{$body 'bird.name'}} {{$body 'bird.none' 'nobody'}} {{$body 'a\\.b'}} {{$body 'list.1'}} {{$body 'gone'}}",
    "{{$queryParams 'q'}} {{$pathSegments '0'}} {{$headers 'x-bird'}} {{$body 'bird'}} {{$queryParams 'constructor'}}",
  ].join('|');
  const sent = JSON.stringify({ bird: { name: 'wren' }, 'a.b': 1, list: ['x', 'y'] });
  const init = { method: 'POST', body: sent };
  const headers = { 'content-type': 'application/json', 'x-bird': 'owl' };
  expect(await says([{ name: 'it', method: 'POST', body }], '/birds?q=7', headers, init)).toBe(
    `wren nobody 1 y {{$body 'gone'}}|7 birds owl {"name":"wren"} {{$queryParams 'constructor'}}`,
  );
});

test('a body nested without end is repeated and compared as the text it is', async () => {
  const deep = '['.repeat(20_000) + ']'.repeat(20_000);
  const sent = { header: [{ key: 'Content-Type', value: 'application/json' }], body: { mode: 'raw', raw: `${deep} ` } };
  const example = { name: 'echo', method: 'POST', sent, body: '{{$body}}' };
  const headers = { 'content-type': 'application/json' };
  expect(await says([example], '/birds', headers, { method: 'POST', body: deep })).toBe(deep);
  const compared = { ...headers, 'x-mock-match-request-body': 'true' };
  expect(await says([example], '/birds', compared, { method: 'POST', body: deep })).toBe(deep);
  expect(await says([example], '/birds', compared, { method: 'POST', body: `[${deep}]` })).toBe(404);
});
