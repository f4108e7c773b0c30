// The client against the emulator: real routes, real refusals, faults before and after the effect.
import { startEmulator } from '@postform/emulator';
import type { Call, Method } from '@postform/engine';
import { expect, it, onTestFinished } from 'vitest';
import { fastClock } from './testing/clocks.ts';
import { openClient } from './testing/open-client.ts';

const NOWHERE = '00000000-0000-4000-8000-000000000000';

async function open() {
  const emulator = await startEmulator({ limits: 'off' });
  onTestFinished(() => emulator.close());
  const clock = fastClock(50);
  const opened = openClient(emulator.url, { apiKey: emulator.apiKey, clock, assumeLimits: false });
  const control = async (method: string, path: string, body?: object) => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    return (await (await fetch(`${emulator.url}/_emulator/${path}`, init)).json()) as Record<string, unknown>;
  };
  const fault = (operation: string, action: object, times = 1) =>
    control('POST', 'faults', { faults: [{ on: { operation, times }, do: action }] });
  const count = async () => (await control('GET', 'journal'))['count'];
  return { emulator, ...opened, control, fault, count };
}

function on(method: Method, operation: string, path: string, more: Partial<Call> = {}): Call {
  return { route: { operation, method, path }, ...more };
}

const create = (workspace: string): Call =>
  on('POST', 'createEnvironment', '/environments', {
    query: { workspace },
    body: {
      environment: { name: 'Staging', values: [{ key: 'host', value: 'Grüße', enabled: true, type: 'default' }] },
    },
  });

it.each<[Method, string, string]>([
  ['GET', 'getCollection', '/collections/{id}'],
  ['GET', 'getEnvironment', '/environments/{id}'],
  ['GET', 'getMonitor', '/monitors/{id}'],
  ['GET', 'getMock', '/mocks/{id}'],
  ['GET', 'getWorkspace', '/workspaces/{id}'],
  ['DELETE', 'deleteCollection', '/collections/{id}'],
  ['DELETE', 'deleteEnvironment', '/environments/{id}'],
  ['DELETE', 'deleteMonitor', '/monitors/{id}'],
  ['DELETE', 'deleteMock', '/mocks/{id}'],
  ['DELETE', 'deleteWorkspace', '/workspaces/{id}'],
])('%s %s of an object that is not there is not-found', async (method, operation, path) => {
  const { fail } = await open();
  expect(await fail(on(method, operation, path, { params: { id: NOWHERE } }))).toMatchObject({
    problem: 'not-found',
    effect: 'none',
  });
});

it('a create is taken with its length, and its reply given', async () => {
  const { emulator, send, control } = await open();
  const reply = await send(create(emulator.workspace));
  expect(reply).toMatchObject({ status: 200, body: { environment: { name: 'Staging' } } });
  expect(JSON.stringify(await control('GET', 'objects/environment'))).toContain('Grüße');
});

it.each([
  ['is lost', { kind: 'reset', when: 'after' }],
  ['is a failure', { kind: 'status', status: 500, when: 'after' }],
])('a create whose reply %s is unknown, and sent once', async (_, action) => {
  const { emulator, fail, fault, control, count } = await open();
  await fault('createEnvironment', action);
  expect(await fail(create(emulator.workspace))).toMatchObject({ effect: 'unknown' });
  expect(await count()).toBe(1);
  expect((await control('GET', 'objects/environment'))['objects']).toHaveLength(1);
});

it('a wrong key is refused with exit 8, and asked once', async () => {
  const { emulator, count } = await open();
  const stranger = openClient(emulator.url, { apiKey: 'another-key' });
  expect(await stranger.fail(on('GET', 'getAuthenticatedUser', '/me'))).toMatchObject({
    code: 'E_CLIENT_UNAUTHORIZED',
    category: 'not-allowed',
  });
  expect(await count()).toBeLessThanOrEqual(1);
});

it('calls counted by the server are the calls spent, retries included', async () => {
  const { client, fault, count } = await open();
  await fault('getAuthenticatedUser', { kind: 'status', status: 503, when: 'before' }, 3);
  const reservation = await client.reserve('read', { calls: 40 });
  const me = on('GET', 'getAuthenticatedUser', '/me');
  await Promise.all(Array.from({ length: 10 }, () => reservation.send(me).catch(() => {})));
  expect(reservation.spent()).toBe(13);
  expect(await count()).toBe(13);
  expect(client.budget()).toMatchObject({ spent: 13, setAside: 27, month: { remaining: 1_000_000 - 13 } });
});
