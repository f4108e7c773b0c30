// Tests of the faults that spoil answers, edit behind the client's back, or hold from then on.
import { request as httpRequest } from 'node:http';
import { expect, test } from 'vitest';
import type { EmulatorOptions } from '../index.ts';
import type { JsonObject } from '../json/json.ts';
import { at, collection, type Harness, make, open } from '../testing/harness.ts';

function broken(on: JsonObject, action: JsonObject, options: EmulatorOptions = {}): Promise<Harness> {
  return open({ ...options, faults: [{ name: 'planned', on, do: action }] });
}

/** What arrives on the wire: the length promised, the bytes, and whether the answer came to its end. */
function wire({ emulator }: Harness, path: string): Promise<{ promised: number; text: string; isWhole: boolean }> {
  return new Promise((resolve, reject) => {
    const headers = { 'x-api-key': emulator.apiKey };
    httpRequest(emulator.url + path, { headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('error', () => {});
      const promised = Number(response.headers['content-length']);
      response.on('close', () => resolve({ promised, text, isWhole: response.complete }));
    })
      .on('error', reject)
      .end();
  });
}

const me = { path: '^/me$' };

test('an answer that is cut promises all of it and ends early', async () => {
  const seen = await wire(await broken(me, { kind: 'truncate', how: 'cut' }), '/me');
  expect(seen.isWhole).toBe(false);
  expect(seen.text.length).toBe(Math.floor(seen.promised / 2));
  expect(seen.text.startsWith('{')).toBe(true);
});

test('an answer that is torn is whole for HTTP and no JSON', async () => {
  const seen = await wire(await broken(me, { kind: 'truncate', how: 'torn' }), '/me');
  expect([seen.isWhole, seen.text.length]).toEqual([true, seen.promised]);
  expect(() => JSON.parse(seen.text)).toThrow(SyntaxError);
});

test('an answer that is halved is JSON, with half of every list', async () => {
  const harness = await broken({ operation: 'getEnvironments' }, { kind: 'truncate', how: 'halved' });
  for (const name of ['A', 'B', 'C']) await make(harness, 'environment', { environment: { name } });
  const { status, body } = await harness.call('GET', '/environments');
  expect([status, at(body, 'environments.length'), at(body, 'environments.0.name')]).toEqual([200, 1, 'A']);
});

test('a page of HTML comes with 200', async () => {
  const { emulator } = await broken(me, { kind: 'html' });
  const answer = await fetch(`${emulator.url}/me`, { headers: { 'x-api-key': emulator.apiKey } });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(await answer.text()).toMatch(/^<!DOCTYPE html>/);
});

test('a status may have headers of its own', async () => {
  const { call } = await broken(me, { kind: 'status', status: 503, headers: { 'Retry-After': '120' } });
  const { status, headers } = await call('GET', '/me');
  expect([status, headers.get('retry-after')]).toEqual([503, '120']);
});

test('a status may have a content type of its own, in any spelling of the name', async () => {
  const { call } = await broken(me, { kind: 'status', status: 503, headers: { 'content-type': 'application/x+json' } });
  expect((await call('GET', '/me')).headers.get('content-type')).toBe('application/x+json');
});

test('stale lists hold for the calls that are hit and for no others', async () => {
  const harness = await broken({ operation: 'getEnvironments', nth: 1 }, { kind: 'stale', ms: 60_000 });
  const { id } = await make(harness, 'environment', { environment: { name: 'New' } });
  const listed = async () => at((await harness.call('GET', '/environments')).body, 'environments.length');
  expect((await harness.call('GET', `/environments/${id}`)).status).toBe(200);
  expect([await listed(), await listed()]).toEqual([0, 1]);
});

test.each([
  ['before', 'Theirs', 'Mine'],
  ['after', 'Old', 'Theirs'],
])('an edit %s a PUT: a read shows %s if it comes at the first, and %s is left', async (when, seen, left) => {
  const harness = await open();
  const { id } = await make(harness, 'environment', { environment: { name: 'Old' } });
  const rename = { kind: 'environment', id: 'this', set: { '/name': 'Theirs' } };
  const arm = (operation: string) =>
    harness.control('POST', 'faults', { faults: [{ on: { operation }, do: { kind: 'edit', edit: rename, when } }] });
  const read = async () => at((await harness.call('GET', `/environments/${id}`)).body, 'environment.name');
  await arm('getEnvironment');
  expect(await read()).toBe(seen);
  await arm('putEnvironment');
  await harness.call('PUT', `/environments/${id}`, { environment: { name: 'Mine', values: [] } });
  expect(await read()).toBe(left);
});

test('an edit that cannot be is told in the journal, and the call goes on', async () => {
  const { call, control } = await broken(me, { kind: 'edit', edit: { kind: 'monitor', id: 'none' } });
  expect((await call('GET', '/me')).status).toBe(200);
  expect(at(await control('GET', 'journal'), 'calls.0.fault')).toBe('planned: there is no monitor "none"');
});

test.each([
  ['before', [200, 401, 401, 401]],
  ['after', [200, 200, 401, 401]],
])('a key revoked %s the second call answers %j', async (when, statuses) => {
  const harness = await broken({ nth: 2 }, { kind: 'revoke-key', when }, { otherApiKeys: ['second-key'] });
  const seen: number[] = [];
  for (let n = 0; n < 4; n += 1) seen.push((await harness.call('GET', '/me')).status);
  expect(seen).toEqual(statuses);
  expect((await harness.call('GET', '/me', undefined, { 'x-api-key': 'second-key' })).status).toBe(200);
  await harness.control('POST', 'restore');
  expect((await harness.call('GET', '/me')).status).toBe(200);
});

test.each([
  ['before', [200, 429, 429, 200]],
  ['after', [200, 200, 429, 429]],
])('a month ended %s the second call, for two calls, answers %j', async (when, statuses) => {
  const { call } = await broken({ nth: 2 }, { kind: 'end-month', when, forCalls: 2 });
  const seen: number[] = [];
  for (let n = 0; n < 4; n += 1) seen.push((await call('GET', '/me')).status);
  expect(seen).toEqual(statuses);
});

test('a month that was ended is terminal until the next one', async () => {
  const harness = await broken({ nth: 1 }, { kind: 'end-month' }, { profile: 'strict', clock: 'virtual' });
  const over = await harness.call('GET', '/me');
  const { headers } = await harness.call('GET', '/me');
  expect([over.status, headers.get('retry-after'), headers.get('ratelimit-remaining-month')]).toEqual([429, null, '0']);
  await harness.control('POST', 'clock', { advanceMs: 31 * 86_400_000 });
  expect((await harness.call('GET', '/me')).status).toBe(200);
});

test('restore as a fault gives back what another fault took', async () => {
  const first = { on: { nth: 1 }, do: { kind: 'revoke-key', when: 'after' } };
  const second = { on: { nth: 2 }, do: { kind: 'restore' } };
  const harness = await open({ otherApiKeys: ['second-key'], faults: [first, second] });
  const status = async (key: string) => (await harness.call('GET', '/me', undefined, { 'x-api-key': key })).status;
  const main = harness.emulator.apiKey;
  expect([await status(main), await status(main)]).toEqual([200, 401]);
  expect([await status('second-key'), await status(main)]).toEqual([200, 200]);
});

test('an edit is seen by the list too, and a collection made meanwhile is there', async () => {
  const create = { info: { name: 'Theirs', schema: 's' }, item: [] };
  const edit = { kind: 'collection', create };
  const harness = await broken({ operation: 'createCollection', nth: 1 }, { kind: 'edit', edit, when: 'before' });
  await make(harness, 'collection', collection('Mine'));
  const list = at((await harness.call('GET', '/collections')).body, 'collections') as { name: string }[];
  expect(list.map(({ name }) => name).sort()).toEqual(['Mine', 'Theirs']);
});
