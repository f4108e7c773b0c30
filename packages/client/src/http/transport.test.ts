// Tests exchanges over real sockets: proxies, TLS, deadlines.
import { createServer } from 'node:https';
import { describe, expect, it } from 'vitest';
import { connectProxy } from '../testing/connect-proxy.ts';
import { cut, drop, json, listen, never, oddServer, page, stall } from '../testing/odd-server.ts';
import { call, openClient } from '../testing/open-client.ts';
import { selfSigned } from '../testing/self-signed.ts';

const FINE = json(200, { fine: true });

describe('on the wire', () => {
  it('a body has a length and is not chunked, and the key stands in its header', async () => {
    const server = await oddServer(FINE);
    await openClient(`${server.url}/gateway`, { userAgent: 'postform/9' }).send(
      call('PUT', { body: { name: 'Grüße' } }),
    );
    const { headers, body, url } = server.seen[0]!;
    expect(url).toBe('/gateway/things/x');
    expect(headers['content-length']).toBe(String(Buffer.byteLength(body)));
    expect(headers['transfer-encoding']).toBeUndefined();
    expect(headers).toMatchObject({ accept: 'application/json', 'user-agent': 'postform/9' });
    expect(headers['x-api-key']).toMatch(/^canary/);
    expect(JSON.parse(body)).toEqual({ name: 'Grüße' });
  });

  it('a POST without a body says that its length is 0', async () => {
    const server = await oddServer(FINE);
    const { body: _, ...bare } = call('POST');
    await openClient(server.url).send(bare);
    expect(server.seen[0]!.headers['content-length']).toBe('0');
  });

  it('an informational head is not the head of the reply', async () => {
    const server = await oddServer((_, response, socket) => {
      response.writeEarlyHints({ link: '</things>; rel=preload' });
      setTimeout(() => socket.destroy(), 20);
    });
    const error = await openClient(server.url).fail(call('PUT'));
    expect([error.status, error.effect]).toEqual([undefined, 'unknown']);
  });

  it('redirects are not followed', async () => {
    const server = await oddServer(json(301, {}, { location: 'http://127.0.0.1:1/elsewhere' }));
    expect(await openClient(server.url).fail(call('GET'))).toMatchObject({ code: 'E_CLIENT_REDIRECTED', status: 301 });
    expect(server.seen).toHaveLength(1);
  });

  it('bodies of failures are read to their end, so that one connection serves many calls', async () => {
    const server = await oddServer(page(404, 'x'.repeat(300_000)));
    const { fail } = openClient(server.url, { concurrency: 1 });
    for (let n = 0; n < 5; n += 1) expect((await fail(call('GET'))).problem).toBe('rejected');
  });
});

describe('where the exchange breaks', () => {
  it('before anything was sent, the server did nothing', async () => {
    for (const url of ['http://127.0.0.1:1', 'http://localhost:1', 'http://nowhere.invalid']) {
      const { fail } = openClient(url, { allowInsecure: true });
      expect(await fail(call('POST'))).toMatchObject({ code: 'E_CLIENT_NETWORK', problem: 'network', effect: 'none' });
    }
  });

  it.each([
    ['dropped connection', drop],
    ['body cut short', cut(200, '{"thing":')],
  ])('a write may have been done: %s', async (_, answer) => {
    const server = await oddServer(answer);
    const { fail } = openClient(server.url);
    for (const method of ['POST', 'PUT', 'DELETE'] as const)
      expect(await fail(call(method))).toMatchObject({ code: 'E_CLIENT_NETWORK', effect: 'unknown' });
    expect(server.seen).toHaveLength(3);
  });

  it('a write was not done where the head of the reply refuses it', async () => {
    const server = await oddServer(cut(422, '{"error":'));
    expect(await openClient(server.url).fail(call('POST'))).toMatchObject({ effect: 'none', status: 422 });
  });

  it.each([
    ['reply', never],
    ['body', stall],
  ])('one deadline covers the whole exchange: no %s', async (_, answer) => {
    const server = await oddServer(answer);
    const { fail } = openClient(server.url, { deadlineMs: 150 });
    const startMs = performance.now();
    expect(await fail(call('PUT'))).toMatchObject({ code: 'E_CLIENT_TIMEOUT', problem: 'timeout', effect: 'unknown' });
    expect(performance.now() - startMs).toBeLessThan(1_500);
  });

  it('a read is repeated, and its result given', async () => {
    const server = await oddServer(drop, stall, FINE);
    const { send } = openClient(server.url, { deadlineMs: 200 });
    expect(await send(call('GET'))).toMatchObject({ status: 200, body: { fine: true } });
    expect(server.seen).toHaveLength(3);
  });

  it('a certificate that is not trusted is explained, and not tried again', async () => {
    const port = await listen(createServer(selfSigned(), (_, response) => response.end('{}')) as never);
    const { fail, events } = openClient(`https://localhost:${port}`);
    const error = await fail(call('GET'));
    expect(error).toMatchObject({ code: 'E_CLIENT_CERTIFICATE', problem: 'network', effect: 'none' });
    expect(error.message).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(error.hint).toContain('NODE_EXTRA_CA_CERTS');
    expect(events.filter((event) => event.type === 'call')).toHaveLength(1);
  });

  it('a server that does not speak TLS is named as such', async () => {
    const server = await oddServer(FINE);
    const error = await openClient(`https://127.0.0.1:${server.port}`).fail(call('POST'));
    expect(error).toMatchObject({ code: 'E_CLIENT_NETWORK', effect: 'none' });
    expect(error.message).toContain('TLS handshake failed');
  });
});

describe('a proxy', () => {
  const through = (port: number, more = {}) => ({
    proxy: { http: `http://user:pass%2Fword@127.0.0.1:${port}`, ...more },
  });

  it('is not used for loopback, unless told', async () => {
    const [server, proxy] = [await oddServer(FINE), await connectProxy()];
    await openClient(server.url, through(proxy.port)).send(call('GET'));
    expect(proxy.tunnels).toEqual([]);
    await openClient(server.url, through(proxy.port, { loopback: true })).send(call('GET'));
    expect(proxy.tunnels).toEqual([`127.0.0.1:${server.port}`]);
    expect(proxy.credentials).toEqual(['user:pass/word']);
  });

  it('is used for other hosts, but not for those of NO_PROXY', async () => {
    const proxy = await connectProxy(403);
    const allow = { allowInsecure: true };
    const error = await openClient('http://api.invalid', { ...through(proxy.port), ...allow }).fail(call('POST'));
    expect(error).toMatchObject({ code: 'E_CLIENT_PROXY', effect: 'none' });
    expect(error.message).toContain('the proxy answered 403');
    expect(proxy.tunnels).toEqual(['api.invalid:80']);
    const direct = openClient('http://api.invalid', { ...through(proxy.port, { no: 'x.example, invalid' }), ...allow });
    expect((await direct.fail(call('POST'))).message).toContain('ENOTFOUND');
    expect(proxy.tunnels).toHaveLength(1);
  });

  it('for http is not used for https, and the other way round', async () => {
    const [plain, secure] = [await connectProxy(403), await connectProxy(403)];
    const proxy = { http: `http://127.0.0.1:${plain.port}`, https: `http://127.0.0.1:${secure.port}` };
    await openClient('https://api.invalid', { proxy }).fail(call('POST'));
    expect([plain.tunnels, secure.tunnels]).toEqual([[], ['api.invalid:443']]);
    await openClient('https://api.invalid', { proxy: { http: proxy.http } }).fail(call('POST'));
    expect(plain.tunnels).toEqual([]);
  });

  it('needs an http(s) URL', () => {
    const open = (http: string) => () => openClient('http://api.invalid', { proxy: { http }, allowInsecure: true });
    expect(open('proxy.example.com:3128')).toThrow(expect.objectContaining({ code: 'E_CLIENT_PROXY' }));
    expect(open('nonsense')).toThrow(expect.objectContaining({ code: 'E_CLIENT_PROXY' }));
  });
});
