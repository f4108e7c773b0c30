// The Newman room: a collection with saved examples, a mock made of it, and Newman running the collection against it.
import { strictEqual } from 'node:assert';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

const example = (name, code, body, query = []) => ({
  name,
  originalRequest: { method: 'GET', url: { raw: '{{host}}/birds', host: ['{{host}}'], path: ['birds'], query } },
  status: code === 200 ? 'OK' : 'Not Found',
  code,
  header: [{ key: 'Content-Type', value: 'application/json' }],
  body: JSON.stringify(body),
});

const test = (...lines) => [{ listen: 'test', script: { type: 'text/javascript', exec: lines } }];

/** The requests ask the mock and say in their tests what it must answer. */
const birds = {
  info: { name: 'Birds', schema },
  item: [
    {
      name: 'All birds',
      request: { method: 'GET', url: { raw: '{{host}}/birds', host: ['{{host}}'], path: ['birds'] } },
      response: [example('Two', 200, { birds: ['wren', 'owl'] }), example('None', 404, { birds: [] })],
      event: test(
        "pm.test('the saved example', () => pm.expect(pm.response.json().birds).to.eql(['wren', 'owl']));",
        "pm.test('its status', () => pm.response.to.have.status(200));",
      ),
    },
    {
      name: 'Asked for by code',
      request: {
        method: 'GET',
        header: [{ key: 'x-mock-response-code', value: '404' }],
        url: { raw: '{{host}}/birds', host: ['{{host}}'], path: ['birds'] },
      },
      event: test("pm.test('the example with that code', () => pm.response.to.have.status(404));"),
    },
    {
      name: 'Asked for by name',
      request: {
        method: 'GET',
        header: [{ key: 'x-mock-response-name', value: 'None' }],
        url: { raw: '{{host}}/birds', host: ['{{host}}'], path: ['birds'] },
      },
      event: test("pm.test('the example of that name', () => pm.expect(pm.response.json().birds).to.eql([]));"),
    },
    {
      name: 'Nothing saved',
      request: { method: 'GET', url: { raw: '{{host}}/fish', host: ['{{host}}'], path: ['fish'] } },
      event: test("pm.test('no example, no answer', () => pm.response.to.have.status(404));"),
    },
  ],
};

/** Makes the mock over the API, reads the collection back, and lets Newman run what the API returned. */
export async function runNewman(folder, emulator, step) {
  const call = async (method, path, body) => {
    const response = await fetch(emulator.url + path, {
      method,
      headers: { 'x-api-key': emulator.apiKey, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const made = await step('a collection and its mock are made', async () => {
    const { collection } = await call('POST', `/collections?workspace=${emulator.workspace}`, { collection: birds });
    const { mock } = await call('POST', `/mocks?workspace=${emulator.workspace}`, {
      mock: { collection: collection.uid },
    });
    return { mock, read: (await call('GET', `/collections/${collection.uid}`)).collection };
  });
  if (made === undefined) return;
  const { hostname, pathname } = new URL(made.mock.mockUrl);
  if (hostname !== '127.0.0.1') throw new Error(`the mock is not on this machine: ${made.mock.mockUrl}`);
  const newman = createRequire(join(folder, 'package.json'))('newman');
  const envVar = [{ key: 'host', value: made.mock.mockUrl }];
  const summary = await step(`Newman runs the collection against ${pathname}`, () =>
    run(newman, { collection: made.read, envVar }),
  );
  await step('all 5 assertions hold', () => {
    const wrong = summary.run.failures.map(({ source, error }) => `${source?.name}: ${error.message}`);
    strictEqual(wrong.join('; '), '');
    strictEqual(summary.run.stats.assertions.total, 5);
  });
  await step('the mock lists the 4 calls in its log', async () => {
    strictEqual((await call('GET', `/mocks/${made.mock.id}/call-logs`))['call-logs'].length, 4);
  });
}

function run(newman, options) {
  return new Promise((resolve, reject) => {
    newman.run(options, (error, summary) => (error ? reject(error) : resolve(summary)));
  });
}
