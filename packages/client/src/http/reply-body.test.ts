// Replies that are larger, deeper or otherwise than any of the API: cut off, told by bytes and route, and not asked for again.
import { describe, expect, it } from 'vitest';
import { oddServer, type PermitAnswer } from '../testing/odd-server.ts';
import { call, openClient } from '../testing/open-client.ts';
import { replyBytesOf } from './reply-body.ts';

/** Sends mebibytes of `text` until they are `all` or the other side has had enough; `sent` counts them. */
function flood(all: number, head: { readonly status?: number; readonly headers?: Record<string, string> } = {}) {
  const counted = { sent: 0, closed: false };
  const piece = Buffer.alloc(1 << 20, 'a');
  const answer: PermitAnswer = (_, response) => {
    response.on('close', () => (counted.closed = true));
    response.writeHead(head.status ?? 200, { 'content-type': 'application/json', ...head.headers });
    response.write('"');
    const go = () => {
      while (counted.sent < all && !counted.closed) {
        counted.sent += 1;
        if (!response.write(piece)) return response.once('drain', go);
      }
      return response.end('"');
    };
    go();
  };
  return { counted, answer };
}

const BYTES = 20_000_000;

describe('a reply of a gigabyte', () => {
  it.each([
    ['as it comes', {}, /cut off after \d{8} bytes/],
    ['that says so', { 'content-length': String(1 << 30) }, /1073741824 bytes by its Content-Length/],
  ])('%s is cut off, told by its bytes, and not asked for again', async (_, headers, counted) => {
    const server = flood(1 << 10, { headers });
    const { url, seen } = await oddServer(server.answer);
    const error = await openClient(url).fail(call('GET'));
    expect(error).toMatchObject({
      code: 'E_CLIENT_REPLY_TOO_LARGE',
      problem: 'too-large',
      effect: 'none',
      category: 'error',
    });
    expect(error.message).toMatch(
      /^getThing x: status 200, then the reply is larger than 20000000 bytes, the most that Postform reads/,
    );
    expect(error.message).toMatch(counted);
    expect(seen).toHaveLength(1);
    expect(server.counted.sent).toBeLessThan(200);
  });

  it('to a write may have been the answer to what was done', async () => {
    const { url, seen } = await oddServer(flood(64).answer);
    expect(await openClient(url).fail(call('PUT'))).toMatchObject({
      code: 'E_CLIENT_REPLY_TOO_LARGE',
      effect: 'unknown',
    });
    expect(seen).toHaveLength(1);
  });

  it('that is a failure is read a little, and stays that failure', async () => {
    const server = flood(1 << 10, { status: 400 });
    const { url } = await oddServer(server.answer);
    const error = await openClient(url).fail(call('GET'));
    expect(error).toMatchObject({ code: 'E_CLIENT_REJECTED', status: 400 });
    expect(error.message).toContain('1000000 characters');
    expect(server.counted.sent).toBeLessThan(100);
  });

  it('leaves the client as it was', async () => {
    const fine: PermitAnswer = (_, response) => response.end('{"fine":true}');
    const { url } = await oddServer(flood(1 << 10).answer, fine);
    const { fail, send } = openClient(url, { concurrency: 1 });
    await fail(call('GET'));
    expect(await send(call('GET'))).toMatchObject({ body: { fine: true } });
  });
});

it('every route has a bound, and that of a collection holds what Postman takes', () => {
  const of = (path: string) => replyBytesOf({ operation: 'x', method: 'GET', path });
  expect(of('/collections/{collectionId}')).toBe(200_000_000);
  expect(of('/environments/{environmentId}')).toBe(50_000_000);
  for (const path of ['/collections', '/workspaces/{id}', '/mocks', '/monitors/{id}', '/me'])
    expect(of(path)).toBe(BYTES);
});

describe('a reply that nobody can work with', () => {
  const body = (text: string, headers: Record<string, string> = {}): PermitAnswer => {
    return (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', ...headers });
      response.end(text);
    };
  };

  it.each([
    ['20,000 folders', `${'{"item":['.repeat(20_000)}${']}'.repeat(20_000)}`, 40_000],
    ['lists that never end', '['.repeat(3_000_000), 3_000_000],
    ['one level too many', `${'['.repeat(561)}${']'.repeat(561)}`, 561],
  ])('because it nests %s names the object and the depth', async (_, text, depth) => {
    const { url, seen } = await oddServer(body(text));
    const error = await openClient(url).fail(call('GET'));
    expect(error).toMatchObject({ code: 'E_CLIENT_REPLY_TOO_LARGE', problem: 'too-large' });
    expect(error.message).toBe(`getThing x: the reply nests ${depth} levels deep, and Postform reads at most 560`);
    expect(error.hint).toContain('flatten');
    expect(seen).toHaveLength(1);
  });

  it('is not one that nests as deep as it may, nor one that quotes brackets', async () => {
    const deep = `${'['.repeat(560)}${']'.repeat(560)}`;
    const { url } = await oddServer(body(deep), body(JSON.stringify({ text: '['.repeat(9_000) })));
    const { send } = openClient(url);
    expect(JSON.stringify((await send(call('GET'))).body)).toBe(deep);
    await send(call('GET'));
  });

  it('because it holds millions of values says how many', async () => {
    const { url } = await oddServer(body(`[${'1,'.repeat(9_999_999)}1]`));
    const error = await openClient(url).fail(
      call('GET', { route: { operation: 'getThing', method: 'GET', path: '/things/{id}' } }),
    );
    expect(error.message).toMatch(/the reply (holds \d+ values, and Postform reads 10000000|is larger than)/);
  });

  it('because an error of it is deep is that error still', async () => {
    const details = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const answer: PermitAnswer = (_, response) => {
      response.writeHead(400);
      response.end(`{"error":{"name":"badRequest","message":"m","details":${details}}}`);
    };
    const { url } = await oddServer(answer);
    expect(await openClient(url).fail(call('GET'))).toMatchObject({ code: 'E_CLIENT_REJECTED', status: 400 });
  });

  it('because it is encoded, though nobody asked for that, says so', async () => {
    const { url, seen } = await oddServer(body('\u001f\u008b…', { 'content-encoding': 'gzip' }));
    const error = await openClient(url).fail(call('PUT'));
    expect(error).toMatchObject({ code: 'E_CLIENT_UNREADABLE', effect: 'unknown' });
    expect(error.message).toContain('the reply has a content encoding (gzip) that Postform did not ask for');
    expect(seen[0]?.headers['accept-encoding']).toBeUndefined();
  });

  it('because its headers never end says so, and is not asked for again', async () => {
    const answer: PermitAnswer = (_, __, socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      for (let n = 0; n < 3_000; n += 1) socket.write(`x-${n}: ${'y'.repeat(20)}\r\n`);
      socket.end('\r\n');
    };
    const { url, seen } = await oddServer(answer);
    const error = await openClient(url).fail(call('GET'));
    expect(error).toMatchObject({ code: 'E_CLIENT_REPLY_TOO_LARGE', problem: 'too-large' });
    expect(error.message).toContain('headers');
    expect(seen).toHaveLength(1);
  });
});
