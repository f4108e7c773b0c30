// Starts a target on this machine, and makes a monitor whose collection calls it, for tests.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { EmulatorOptions } from '../index.ts';
import { at, collection, type Harness, make, open } from './harness.ts';

export const schedule = { cron: '0 17 * * *', timezone: 'UTC' };

/** A target on a free port, and the calls it got. */
export async function target(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    calls.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, calls };
}

/** A target that answers 200 with a small body. */
export const fine = (_: IncomingMessage, response: ServerResponse) => response.end('{"fine":true}');

export function get(url: string, tests: readonly string[] = [], prerequest: readonly string[] = []) {
  const event = [
    { listen: 'test', script: { type: 'text/javascript', exec: tests } },
    { listen: 'prerequest', script: { type: 'text/javascript', exec: prerequest } },
  ];
  return { name: 'Ask', request: { method: 'GET', url, header: [{ key: 'X-Secret', value: 'hidden' }] }, event };
}

export async function monitored(items: unknown[], settings: object = {}, options: EmulatorOptions = {}) {
  const harness = await open({ profile: 'strict', ...options });
  const { uid } = await make(harness, 'collection', collection('Watched', items));
  const monitor = await make(harness, 'monitor', { monitor: { name: 'M', collection: uid, schedule, ...settings } });
  const run = (query = '') => harness.call('POST', `/monitors/${monitor.id}/run${query}`);
  const read = async () => at((await harness.call('GET', `/monitors/${monitor.id}`)).body, 'monitor');
  return { harness, monitor, collectionUid: uid, run, read };
}

export async function requestRuns({ call }: Harness): Promise<unknown> {
  const operations = at((await call('GET', '/me')).body, 'operations') as { name: string; usage: number }[];
  return operations.find(({ name }) => name === 'monitor_request_runs')?.usage;
}
