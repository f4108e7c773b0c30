// Tests that no error, event or warning holds the API key or the password of a proxy.
import { inspect } from 'node:util';
import { AppError } from '@postform/engine';
import { expect, it } from 'vitest';
import { redactor } from './http/redact.ts';
import { createClient } from './index.ts';
import { jumpingClock } from './testing/clocks.ts';
import { connectProxy } from './testing/connect-proxy.ts';
import { cut, drop, json, never, oddServer, type PermitAnswer, page, stall } from './testing/odd-server.ts';
import { call, KEY, openClient } from './testing/open-client.ts';

const PASSWORD = 'canary/proxy word';
const SPELLINGS = [KEY, encodeURIComponent(KEY), btoa(KEY), PASSWORD, encodeURIComponent(PASSWORD), 'PMAK-'];

/** Everything that can be seen of a value: hidden fields, causes and stacks too. */
function allOf(value: unknown): string {
  return `${inspect(value, { depth: 20, showHidden: true, getters: true })} ${JSON.stringify(value)} ${String(value)}`;
}

function expectClean(...values: readonly unknown[]): void {
  for (const value of values) {
    const text = allOf(value) + (value instanceof Error ? `${value.stack}${String(value.cause)}` : '');
    for (const spelling of SPELLINGS) expect(text).not.toContain(spelling);
  }
}

/** Says the key back, in every spelling and place. */
const echo =
  (status: number): PermitAnswer =>
  (request, response, socket) => {
    const key = String(request.headers['x-api-key']);
    const message = `Invalid API Key: ${key} ${encodeURIComponent(key)} ${btoa(key)} PMAK-0123-abcd`;
    json(status, { error: { name: `bad ${key}`, message, details: { key } } }, { 'x-echo': key })(
      request,
      response,
      socket,
    );
  };

it.each<[string, PermitAnswer]>([
  ['400', echo(400)],
  ['401', echo(401)],
  ['403', echo(403)],
  ['404', echo(404)],
  ['408', echo(408)],
  ['409', echo(409)],
  ['413', echo(413)],
  ['429', echo(429)],
  ['500', echo(500)],
  ['a redirect', json(302, {}, { location: `http://x.example/?apikey=${KEY}` })],
  ['a page', page(200, `<title>${KEY}</title>`)],
  ['a page of a failure', page(502, `<title>${KEY}</title>`)],
  ['a cut body', cut(200, KEY)],
  ['a dropped connection', drop],
  ['silence', never],
  ['half a body', stall],
])('the key is in no error and no event after %s', async (_, answer) => {
  const server = await oddServer(answer);
  for (const method of ['GET', 'PUT', 'POST'] as const) {
    const { fail, events } = openClient(server.url, { deadlineMs: 100 });
    const error = await fail(call(method));
    expectClean(error, error.hint, events);
  }
  expect(server.seen[0]!.headers['x-api-key']).toBe(KEY);
});

it('the key and the proxy’s password are in no error after a proxy that refuses or is not there', async () => {
  const proxy = await connectProxy(407);
  for (const port of [proxy.port, 1]) {
    const http = `http://user:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}`;
    const { fail, events } = openClient('http://api.invalid', { allowInsecure: true, proxy: { http } });
    const error = await fail(call('GET'));
    expectClean(error, error.hint, events);
  }
  expect(proxy.credentials[0]).toBe(`user:${PASSWORD}`);
});

it('the key is in no error of a client that could not be made', () => {
  const attempts = [
    { baseUrl: `http://${encodeURIComponent(KEY)}.example.com` },
    { baseUrl: `ftp://x.example.com/${KEY}` },
    { baseUrl: KEY },
    { baseUrl: `https://user:${encodeURIComponent(KEY)}@x.example.com` },
    {
      baseUrl: 'https://x.example.com',
      proxy: { https: `socks://user:${encodeURIComponent(PASSWORD)}@x.example.com` },
    },
    { apiKey: `${KEY}\n` },
  ];
  for (const options of attempts) {
    let thrown: unknown;
    try {
      createClient({ apiKey: KEY, clock: jumpingClock(), ...options });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(AppError);
    expectClean(thrown);
  }
});

it('the key and the proxy’s password are masked where they stand in the base URL', () => {
  const proxy = { https: 'http://user:canaryword@proxy.example.com' };
  const baseUrl = 'http://canarykey.canaryword.example.com';
  const open = () => createClient({ apiKey: 'canarykey', clock: jumpingClock(), baseUrl, proxy });
  expect(open).toThrow('the base URL http://***.***.example.com is not encrypted');
});

it('the client itself shows no key', async () => {
  const { client } = openClient('http://127.0.0.1:1');
  const reservation = await client.reserve('read', { calls: 1 });
  expectClean(client, client.budget(), reservation);
});

it.each([
  ['', 'the API key is empty'],
  ['two words', 'blanks or control characters'],
  ['line\nbreak', 'blanks or control characters'],
])('the key "%s" is refused before anything is sent', (apiKey, why) => {
  const open = () => createClient({ apiKey, clock: jumpingClock() });
  expect(open).toThrow(why);
  expect(open).toThrow(expect.objectContaining({ code: 'E_CLIENT_API_KEY', category: 'not-allowed' }));
});

it('redaction masks the longer of two secrets first, and leaves the rest alone', () => {
  expect(redactor(['ab', 'abc', ''])('abc ab x')).toBe('*** *** x');
  expect(redactor([])('PMAK-1 PMAT-2 x')).toBe('*** *** x');
});

it('what else must not be shown is hidden before a reply is cut, so that no half of it is left', async () => {
  const secret = 'other-secret-77';
  const redact = (text: string) => text.replaceAll(secret, '***');
  const long = { error: { name: 'x', message: `${'x'.repeat(390)} ${secret}` } };
  for (const answer of [
    json(400, long),
    page(502, `<title>${'x'.repeat(70)} ${secret}</title>`),
    page(200, `<title>${'x'.repeat(70)} ${secret}</title>`),
  ]) {
    const server = await oddServer(answer);
    const { fail } = openClient(server.url, { redact });
    const { message } = await fail(call('PUT'));
    expect(message).toContain('xxx');
    expect(message).not.toContain('other-');
  }
});
