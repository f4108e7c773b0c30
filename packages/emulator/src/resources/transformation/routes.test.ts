// Tests of collections as OpenAPI definitions.
import { expect, test } from 'vitest';
import { at, collection, type Harness, make, open, request, text } from '../../testing/harness.ts';

const header = [{ key: 'Content-Type', value: 'application/json' }];
const ship = { id: 1, name: 'Ship' };

const create = {
  name: 'Create a ship',
  request: {
    method: 'POST',
    header,
    url: { raw: 'https://example.test/ships', host: ['example', 'test'], path: ['ships'] },
    body: { mode: 'raw', raw: JSON.stringify(ship) },
  },
};

const read = {
  name: 'Read a ship',
  request: {
    method: 'GET',
    description: 'One ship',
    url: {
      raw: 'https://example.test/ships/:shipId?full=true',
      query: [{ key: 'full', value: 'true' }],
      variable: [{ key: 'shipId', value: '1', description: 'Which ship' }],
    },
  },
  response: [{ name: 'The ship', code: 200, header, body: JSON.stringify(ship) }],
};

async function transformed(harness: Harness, items: unknown[], format = 'json'): Promise<string> {
  const { uid } = await make(harness, 'collection', collection('Ships', items));
  const { status, body } = await harness.call('GET', `/collections/${uid}/transformations?format=${format}`);
  expect(status).toBe(200);
  return text(body, 'output');
}

test('requests become operations, folders tags, saved responses responses with a schema', async () => {
  const harness = await open();
  const output = JSON.parse(await transformed(harness, [{ name: 'ships', item: [read] }, create]));
  expect(output).toMatchObject({
    openapi: '3.0.3',
    info: { title: 'Ships', version: '1.0.0' },
    servers: [{ url: 'https://example.test' }],
    tags: [{ name: 'ships' }],
  });
  const properties = { id: { type: 'integer', example: 1 }, name: { type: 'string', example: 'Ship' } };
  const content = { 'application/json': { schema: { type: 'object', properties }, example: ship } };
  expect(at(output, 'paths./ships/{shipId}')).toEqual({
    get: {
      tags: ['ships'],
      summary: 'Read a ship',
      description: 'One ship',
      operationId: 'readAShip',
      parameters: [{ name: 'full', in: 'query', schema: { type: 'string', example: 'true' } }],
      responses: { 200: { description: 'The ship', content } },
    },
    parameters: [
      {
        name: 'shipId',
        in: 'path',
        required: true,
        schema: { type: 'string', example: '1' },
        description: 'Which ship',
      },
    ],
  });
  expect(at(output, 'paths./ships.post.requestBody')).toEqual({ content });
});

test('a URL may be a text, and a second request of one method and path is left out', async () => {
  const harness = await open();
  const items = [request('one', { request: { method: 'GET', url: '{{host}}/{{id}}?a=1' } }), { ...request('two') }];
  const again = request('three', { request: { method: 'GET', url: '{{host}}/{{id}}' } });
  const output = JSON.parse(await transformed(harness, [...items, again]));
  expect(Object.keys(at(output, 'paths') as object)).toEqual(['/{id}', '/two']);
  expect(at(output, 'servers')).toEqual([{ url: '{{host}}' }, { url: 'https://example.test' }]);
  expect(output.paths['/{id}'].get).toMatchObject({ operationId: 'one', parameters: [{ name: 'a', in: 'query' }] });
});

test('YAML says the same', async () => {
  const harness = await open();
  const items = [{ name: 'on', item: [request('say "hi": now')] }];
  expect(await transformed(harness, items, 'yaml')).toBe(`openapi: "3.0.3"
info:
  title: Ships
  version: "1.0.0"
  contact: {}
servers:
  - url: "https://example.test"
paths:
  "/say \\"hi\\": now":
    get:
      tags:
        - "on"
      summary: "say \\"hi\\": now"
      operationId: sayHiNow
      responses:
        "200":
          description: Successful response
          content:
            application/json: {}
tags:
  - name: "on"
`);
});
