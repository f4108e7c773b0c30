// Tests of where the requests of monitors may go.
import { expect, test, vi } from 'vitest';
import { at, open, text } from '../testing/harness.ts';
import { get, monitored, target } from '../testing/monitored.ts';

vi.setConfig({ testTimeout: 60_000 });

test('requests that leave the machine are refused: addresses, names, redirects, proxies, HTTP/2, sockets and scripts', async () => {
  const { url, calls } = await target((request, response) => {
    if (request.url === '/away') response.writeHead(302, { location: 'http://192.0.2.1/redirected' });
    response.end();
  });
  const proxy = { match: '*://*/*', host: '192.0.2.1', port: 3128, tunnel: false };
  const http2 = { ...get('https://192.0.2.1/two'), protocolProfileBehavior: { protocolVersion: 'http2' } };
  const proxied = { ...get(`${url}/proxied`) };
  const send = `pm.sendRequest('http://192.0.2.1/script', (error) => pm.test(String(error), () => { throw error; }));`;
  const items = [
    get('http://192.0.2.1/address'),
    get('http://[2001:db8::1]/six'),
    get('http://3221225985/decimal'),
    get(`${url}/away`),
    http2,
    { ...proxied, request: { ...proxied.request, proxy } },
    get('http://unix:/var/run/any.sock:/path'),
    get(url, [], [send]),
    get(url.replace('127.0.0.1', 'localhost')),
  ];
  const { body } = await (await monitored(items, { options: { requestTimeout: 5_000 } })).run();
  const executions = at(body, 'run.executions') as { response?: { code: number }; errors?: { message: string }[] }[];
  expect(executions).toHaveLength(items.length);
  for (const [place, { response, errors }] of executions.slice(0, 7).entries()) {
    expect([place, response]).toEqual([place, undefined]);
    expect(errors?.[0]?.message).toContain('loopback addresses only');
  }
  expect(at(body, 'run.failures.0.message')).toContain('loopback addresses only');
  expect(executions.at(-1)?.response?.code).toBe(200);
  expect(calls).toEqual(['GET /away', 'GET /', 'GET /']);
});

test('with monitorTargets on anywhere no address is refused', async () => {
  const items = [get('http://192.0.2.1/address')];
  const settings = { options: { requestTimeout: 100 } };
  const { body } = await (await monitored(items, settings, { monitorTargets: 'anywhere' })).run();
  expect(text(body, 'run.executions.0.errors.0.message')).not.toContain('loopback');
});

test('any other word for the targets is refused at start', async () => {
  const monitorTargets = 'everywhere' as 'anywhere';
  await expect(open({ monitorTargets })).rejects.toThrow('monitorTargets: must be loopback or anywhere');
});
